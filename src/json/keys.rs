use std::borrow::Cow;
use std::collections::BinaryHeap;

/// Up to here comparing every key with every other is quicker than a table.
const FEW: usize = 12;

/// Drops repeated keys as a Python dict does: the first place, the last value.
pub(crate) fn last_value_wins<V: Clone>(entries: &mut Vec<(Cow<'_, str>, V)>) {
    if !may_repeat(entries) {
        return;
    }
    // Sorted by key, then by place: each key's first and last place stand at the ends of its run.
    let keys = entries.iter().enumerate().map(|(place, (key, _))| (key.as_ref(), place));
    let sorted = keys.collect::<BinaryHeap<_>>().into_sorted_vec();
    let mut last_places = vec![None; entries.len()];
    for run in sorted.chunk_by(|(one, _), (other, _)| one == other) {
        if let (Some(&(_, first)), Some(&(_, last))) = (run.first(), run.last())
            && let Some(place) = last_places.get_mut(first)
        {
            *place = Some(last);
        }
    }
    *entries = entries
        .iter()
        .zip(last_places)
        .filter_map(|((key, _), last)| Some((key.clone(), entries.get(last?)?.1.clone())))
        .collect();
}

/// Whether a key may stand twice.
fn may_repeat<V>(entries: &[(Cow<'_, str>, V)]) -> bool {
    if entries.len() > FEW {
        return may_repeat_among_many(entries);
    }
    let mut rest = entries;
    while let [(key, _), tail @ ..] = rest {
        if tail.iter().any(|(other, _)| other == key) {
            return true;
        }
        rest = tail;
    }
    false
}

/// Puts the keys into a table by their hashes. Keys chosen to meet there are not looked at any longer than others.
fn may_repeat_among_many<V>(entries: &[(Cow<'_, str>, V)]) -> bool {
    let mut table = vec![None; (entries.len() * 2).next_power_of_two()];
    let mut meetings = 0;
    for (place, (key, _)) in entries.iter().enumerate() {
        let mut slot = hash(key);
        while let Some(Some(other)) = table.get(slot % table.len()) {
            meetings += 1;
            if meetings > entries.len() || entries.get(*other).is_some_and(|(other, _)| other == key) {
                return true;
            }
            slot += 1;
        }
        let slot = slot % table.len();
        if let Some(free) = table.get_mut(slot) {
            *free = Some(place);
        }
    }
    false
}

/// A number that differs for most texts that differ: FNV-1a.
fn hash(text: &str) -> usize {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (hash ^ hash >> 32) as usize >> 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(keys: &[&'static str]) -> Vec<(String, usize)> {
        let mut entries: Vec<_> = keys.iter().enumerate().map(|(i, key)| (Cow::Borrowed(*key), i)).collect();
        last_value_wins(&mut entries);
        entries.into_iter().map(|(key, value)| (key.into_owned(), value)).collect()
    }

    #[test]
    fn first_place_last_value() {
        assert_eq!(kept(&["a", "b", "a"]), [("a".into(), 2), ("b".into(), 1)]);
        assert_eq!(kept(&["b", "a"]), [("b".into(), 0), ("a".into(), 1)]);
        let many: Vec<_> = (0..40).map(|i| if i % 2 == 0 { "x" } else { "y" }).collect();
        assert_eq!(kept(&many), [("x".into(), 38), ("y".into(), 39)]);
    }
}
