use std::borrow::Cow;

/// Up to here comparing every key with every other is quicker than sorting.
const FEW: usize = 12;

/// Drops repeated keys as a Python dict does: the first place, the last value.
pub(crate) fn last_value_wins<V: Clone>(entries: &mut Vec<(Cow<'_, str>, V)>) {
    if entries.len() < 2 || !has_repeats(entries) {
        return;
    }
    // Sorted by key, then by place: each key's first and last place stand at the ends of its run.
    let mut order: Vec<usize> = (0..entries.len()).collect();
    let key = |i: usize| entries.get(i).map(|(key, _)| key);
    order.sort_by(|&a, &b| key(a).cmp(&key(b)).then(a.cmp(&b)));
    let mut kept: Vec<(usize, usize)> = Vec::with_capacity(order.len());
    for run in order.chunk_by(|&a, &b| key(a) == key(b)) {
        if let (Some(&first), Some(&last)) = (run.first(), run.last()) {
            kept.push((first, last));
        }
    }
    kept.sort_unstable();
    *entries = kept
        .into_iter()
        .filter_map(|(first, last)| Some((entries.get(first)?.0.clone(), entries.get(last)?.1.clone())))
        .collect();
}

fn has_repeats<V>(entries: &[(Cow<'_, str>, V)]) -> bool {
    if entries.len() <= FEW {
        let mut rest = entries;
        while let [(key, _), tail @ ..] = rest {
            if tail.iter().any(|(other, _)| other == key) {
                return true;
            }
            rest = tail;
        }
        return false;
    }
    // Numbers are quicker to sort than texts, which are looked at only where two numbers are the same.
    let hashes = entries.iter().map(|(key, _)| hash(key)).collect();
    has_equals::<u64>(hashes) && has_equals::<&str>(entries.iter().map(|(key, _)| key.as_ref()).collect())
}

fn has_equals<T: Ord>(mut items: Vec<T>) -> bool {
    items.sort_unstable();
    items.windows(2).any(|pair| matches!(pair, [a, b] if a == b))
}

/// A number that differs for most texts that differ: FNV-1a.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
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
