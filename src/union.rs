//! Pydantic's smart mode: of a union's members the one that fits best is taken, not the first.

use std::cmp::Ordering;

use crate::check::{Check, Exactness};
use crate::error::Loc;
use crate::input::Input;

/// One validation of a union.
pub(crate) struct Smart<T> {
    best: Option<Match<T>>,
    /// What was known of the surroundings.
    quiet: bool,
    counted: usize,
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
    /// Begins to try members; their errors matter only if none fits.
    pub fn new<'a, I: Input<'a>>(check: &mut Check<'a, '_, I>) -> Self {
        let Check { quiet, counted, exactness, fields_set, .. } = *check;
        check.quiet = true;
        Self { best: None, quiet, counted, exactness, fields_set }
    }

    /// Tries a member; true when no other can fit better.
    pub fn attempt<'a, 'c, I: Input<'a>>(
        &mut self,
        check: &mut Check<'a, 'c, I>,
        validate: impl FnOnce(&mut Check<'a, 'c, I>) -> Option<T>,
    ) -> bool {
        check.counted = 0;
        check.exactness = Exactness::Exact;
        check.fields_set = None;
        let Some(value) = validate(check) else { return false };
        let found = Match { value, exactness: check.exactness, fields_set: check.fields_set };
        let settled = found.exactness == Exactness::Exact && found.fields_set.is_none();
        if settled || self.best.as_ref().is_none_or(|best| found.is_better_than(best)) {
            self.best = Some(found);
        }
        settled
    }

    /// Forgets the matches so far.
    pub fn forget(&mut self) {
        self.best = None;
    }

    /// The best match, if there is one.
    pub fn finish<'a, I: Input<'a>>(self, check: &mut Check<'a, '_, I>) -> Option<T> {
        check.quiet = self.quiet;
        check.counted = self.counted;
        check.exactness = self.exactness;
        check.fields_set = self.fields_set;
        let best = self.best?;
        check.floor(best.exactness);
        if let Some(count) = best.fields_set {
            check.add_fields_set(count);
        }
        Some(best.value)
    }
}

/// Tries a member for its errors.
pub(crate) fn complain<'a, 'c, I: Input<'a>, T>(
    check: &mut Check<'a, 'c, I>,
    label: &'static str,
    validate: impl FnOnce(&mut Check<'a, 'c, I>) -> Option<T>,
) {
    let errors = check.errors();
    validate(check);
    check.within(errors, || Loc::Member(label));
}
