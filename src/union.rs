//! Pydantic's smart mode: of a union's members the one that fits best is taken, not the first.

use std::cmp::Ordering;

use crate::check::{Check, Exactness};
use crate::error::Loc;
use crate::input::Input;

/// One validation of a union.
pub(crate) struct Smart<T> {
    best: Option<Match<T>>,
    /// The errors before, and what was known of the surroundings.
    errors: usize,
    exactness: Exactness,
    fields_set: Option<usize>,
}

struct Match<T> {
    value: T,
    exactness: Exactness,
    fields_set: Option<usize>,
}

impl<T> Match<T> {
    fn is_better_than(&self, other: &Self) -> bool {
        match (self.fields_set, other.fields_set) {
            (Some(ours), Some(theirs)) if ours != theirs => ours.cmp(&theirs) == Ordering::Greater,
            _ => self.exactness > other.exactness,
        }
    }
}

impl<T> Smart<T> {
    pub fn new<'a, I: Input<'a>>(check: &Check<'a, '_, I>) -> Self {
        Self { best: None, errors: check.errors(), exactness: check.exactness, fields_set: check.fields_set }
    }

    /// Tries a member; true when no other can fit better.
    pub fn attempt<'a, 'c, I: Input<'a>>(
        &mut self,
        check: &mut Check<'a, 'c, I>,
        label: &'static str,
        validate: impl FnOnce(&mut Check<'a, 'c, I>) -> Option<T>,
    ) -> bool {
        check.exactness = Exactness::Exact;
        check.fields_set = None;
        let errors = check.errors();
        match validate(check) {
            Some(value) => {
                let found = Match { value, exactness: check.exactness, fields_set: check.fields_set };
                let settled = found.exactness == Exactness::Exact && found.fields_set.is_none();
                if settled || self.best.as_ref().is_none_or(|best| found.is_better_than(best)) {
                    self.best = Some(found);
                }
                settled
            }
            None => {
                check.within(errors, || Loc::Name(label));
                false
            }
        }
    }

    /// The best match; without one every member's errors stand.
    pub fn finish<'a, I: Input<'a>>(self, check: &mut Check<'a, '_, I>) -> Option<T> {
        check.exactness = self.exactness;
        check.fields_set = self.fields_set;
        let best = self.best?;
        check.lines.truncate(self.errors);
        check.floor(best.exactness);
        if let Some(count) = best.fields_set {
            check.add_fields_set(count);
        }
        Some(best.value)
    }
}
