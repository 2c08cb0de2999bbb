use super::Tag;
use crate::model::ModelInfo;
use crate::models::MODELS;
use crate::sink::Sink;
use crate::types::Int;

/// A sink that writes values down for a host.
///
/// After its [`Tag`] a value has: a [`Tag::Small`] its number, a [`Tag::Double`] two words, a text or digits their length
/// in UTF-16, a list or an object the number of its members, a model its own number. Of a model only the values of its
/// fields follow, of an object each key as its length alone, and then its value.
#[derive(Debug, Default)]
pub struct Words {
    /// What stands there.
    pub words: Vec<u32>,
    /// All texts, one after the other.
    pub text: String,
    open: Vec<Open>,
}

/// What is being written.
#[derive(Debug)]
enum Open {
    /// A list or an object, and where the number of its members stands.
    Counted(usize),
    Model,
}

impl Words {
    /// Writes a word as it is.
    pub fn word(&mut self, word: u32) {
        self.words.push(word);
    }

    /// Writes a text under a tag.
    pub fn tagged(&mut self, tag: Tag, text: &str) {
        self.count();
        self.word(tag as u32);
        self.characters(text);
    }

    fn characters(&mut self, text: &str) {
        let length = if text.is_ascii() { text.len() } else { text.encode_utf16().count() };
        self.word(length as u32);
        self.text.push_str(text);
    }

    fn tag(&mut self, tag: Tag) {
        self.count();
        self.word(tag as u32);
    }

    /// Counts a value that is written into an open list. An object's members are counted by their keys.
    fn count(&mut self) {
        if let Some(Open::Counted(at)) = self.open.last()
            && let Some([tag, count]) = self.words.get_mut(*at - 1..=*at)
            && *tag == Tag::List as u32
        {
            *count += 1;
        }
    }

    fn begin(&mut self, tag: Tag) {
        self.tag(tag);
        self.open.push(Open::Counted(self.words.len()));
        self.word(0);
    }

    fn whole(&mut self, number: i64) {
        match i32::try_from(number) {
            Ok(small) => {
                self.tag(Tag::Small);
                self.word(small as u32);
            }
            Err(_) if number.unsigned_abs() < 1 << 53 => self.float(number as f64),
            Err(_) => self.tagged(Tag::Digits, itoa::Buffer::new().format(number)),
        }
    }
}

impl Sink for Words {
    fn null(&mut self) {
        self.tag(Tag::Null);
    }

    fn bool(&mut self, value: bool) {
        self.tag(if value { Tag::True } else { Tag::False });
    }

    fn int(&mut self, value: &Int<'_>) {
        match value {
            Int::Small(number) => self.whole(*number),
            Int::Big(digits) => self.tagged(Tag::Digits, digits),
        }
    }

    fn float(&mut self, value: f64) {
        self.tag(Tag::Double);
        let bits = value.to_bits();
        self.word(bits as u32);
        self.word((bits >> 32) as u32);
    }

    fn str(&mut self, value: &str) {
        self.tagged(Tag::Text, value);
    }

    fn begin_list(&mut self) {
        self.begin(Tag::List);
    }

    fn end_list(&mut self) {
        self.open.pop();
    }

    fn begin_map(&mut self) {
        self.begin(Tag::Object);
    }

    fn key(&mut self, key: &str) {
        if let Some(Open::Counted(at)) = self.open.last() {
            if let Some(count) = self.words.get_mut(*at) {
                *count += 1;
            }
            self.characters(key);
        }
    }

    fn end_map(&mut self) {
        self.open.pop();
    }

    fn begin_model(&mut self, model: &'static ModelInfo) {
        match MODELS.iter().position(|other| other.name == model.name) {
            Some(index) => {
                self.tag(Tag::Model);
                self.word(index as u32);
                self.open.push(Open::Model);
            }
            None => self.begin_map(),
        }
    }
}
