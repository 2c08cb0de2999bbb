//! Names for runs that come without one: an adjective and an animal, all of them words that Prefect may pick too.

use crate::text::{at, joined};

/// How many words each list has.
const WORDS: u64 = 128;

const ADJECTIVES: &str = "abiding academic acrid adept affable aloof amusing angelic aquatic armored astute bald bipedal bold \
     brave bulky capable casual charming classic cocky complex cryptic cunning daffy dancing dashing \
     defiant devious discreet dynamic ecstatic electric elite ethereal expert faithful fast festive fine \
     flexible foamy free funny fuzzy generous girlish gleeful graceful greedy grumpy handsome healthy \
     hidden honest hopping humorous immortal imposing jolly just knowing light lively loud loyal lumpy \
     macho married meaty melodic messy mindful modest musical natural neon nimble normal optimal original \
     pastoral perky poetic polite positive premium private prudent quaint quiet radical rare rebel \
     reliable roaring rough rugged savvy serious silent sincere skinny smart smooth solemn speedy spiked \
     spotted steady straight striped stylish sweet talented tasteful thankful tough truthful uppish \
     utopian valiant vengeful vigilant warm wealthy wise wooden";

const ANIMALS: &str = "aardvark adder alpaca anaconda avocet badger bear bettong bittern bobcat buffalo bullfrog caiman \
     capybara caracara catfish chicken chital clam cockatoo condor coucal coyote crayfish cuckoo cuscus \
     dingo dogfish donkey dragon dugong echidna falcon ferret flamingo frog galago gecko gibbon goat \
     gopher goshawk guan hare hawk herring honeybee horse hyrax iguana inchworm jackdaw jaybird kakapo \
     kiwi koel leech leopard lion llama locust loris macaque mackerel mamba mandrill manul marmot mayfly \
     mink monkey mosquito mouse muskrat myna newt nyala ocelot orca oryx oxpecker panther parrot pelican \
     petrel piculet platypus porpoise prawn puma quail quoll raptor reindeer robin saiga sambar scallop \
     seahorse seriema sheep shrew skink skylark slug snake sponge squirrel starling stoat sunfish swift \
     taipan tapir tench tiger tortoise trogon tuatara turkey uakari viper wallaby wapiti waxbill wildcat \
     wombat wren";

/// The name that a random number stands for.
pub(crate) fn pick(random: u64) -> String {
    let word = |list: &'static str, index: u64| list.split(at(' ')).nth(index as usize).unwrap_or("quiet");
    let (adjective, animal) = (word(ADJECTIVES, random % WORDS), word(ANIMALS, random / WORDS % WORDS));
    joined(&[adjective, "-", animal])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_gives_two_words_of_the_lists() {
        assert_eq!(ADJECTIVES.split(' ').count() as u64, WORDS);
        assert_eq!(ANIMALS.split(' ').count() as u64, WORDS);
        for random in (0..WORDS * WORDS).chain([u64::MAX]) {
            let name = pick(random);
            let (adjective, animal) = name.split_once('-').expect("two words");
            assert!(ADJECTIVES.split(' ').any(|word| word == adjective), "{name}");
            assert!(ANIMALS.split(' ').any(|word| word == animal), "{name}");
        }
    }
}
