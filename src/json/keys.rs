use std::borrow::Cow;
use std::collections::BinaryHeap;

/// Up to here comparing every key with every other is quicker than a table.
const FEW: usize = 12;

/// Drops repeated keys as a Python dict does: the first place, the last value.
pub(crate) fn last_value_wins<V>(entries: &mut Vec<(Cow<'_, str>, V)>) {
    // Most objects are so small that nothing need be written down.
    let are_few = entries.len() <= FEW;
    if are_few && !repeat(entries) {
        return;
    }
    let keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_ref()).collect();
    if !are_few && !may_repeat(&keys) {
        return;
    }
    let last_places = last_places(&keys);
    for (first, last) in last_places.iter().enumerate() {
        if let Ok([(_, first), (_, last)]) = entries.get_disjoint_mut([first, last.unwrap_or(first)]) {
            std::mem::swap(first, last);
        }
    }
    let mut last_places = last_places.into_iter();
    entries.retain(|_| last_places.next().flatten().is_some());
}

/// At the first place of each key its last place.
#[cold]
fn last_places(keys: &[&str]) -> Vec<Option<usize>> {
    // Sorted by key, then by place: each key's first and last place stand at the ends of its run.
    let keys_and_places = keys.iter().enumerate().map(|(place, key)| (*key, place));
    let sorted = keys_and_places.collect::<BinaryHeap<_>>().into_sorted_vec();
    let mut last_places = vec![None; keys.len()];
    for run in sorted.chunk_by(|(one, _), (other, _)| one == other) {
        if let (Some(&(_, first)), Some(&(_, last))) = (run.first(), run.last())
            && let Some(place) = last_places.get_mut(first)
        {
            *place = Some(last);
        }
    }
    last_places
}

/// Whether a key stands twice.
fn repeat<V>(entries: &[(Cow<'_, str>, V)]) -> bool {
    let mut rest = entries;
    while let [(key, _), tail @ ..] = rest {
        if tail.iter().any(|(other, _)| other == key) {
            return true;
        }
        rest = tail;
    }
    false
}

/// Whether a key may stand twice: puts the keys into a table by their hashes. Keys chosen to meet there are not looked at
/// any longer than others.
fn may_repeat(keys: &[&str]) -> bool {
    let size = (keys.len() * 2).next_power_of_two();
    let mut table = vec![None; size];
    let mut meetings = 0;
    for key in keys {
        let mut slot = hash(key);
        while let Some(Some(other)) = table.get(slot & (size - 1)) {
            meetings += 1;
            if meetings > keys.len() || other == key {
                return true;
            }
            slot += 1;
        }
        if let Some(free) = table.get_mut(slot & (size - 1)) {
            *free = Some(*key);
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
