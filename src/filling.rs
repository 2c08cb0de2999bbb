//! How the fields of a model take the values that were found for them.

use crate::check::{Check, Validate};
use crate::context::Context;
use crate::input::{Entries, Input};
use crate::model::{Absent, FieldSet, ModelInfo};

/// Prefect's own rule of a field, or its words.
pub(crate) type Rule<T> = fn(&T) -> Result<(), &'static str>;

/// What a field takes where nothing was found and every payload has another value.
pub(crate) type Make<T> = fn(&Context) -> T;

/// A model's fields, that take their values one after the other, each by its own rules.
pub(crate) struct Filling<'i, I> {
    input: &'i I,
    model: &'static ModelInfo,
    found: &'i [Option<I>],
    next: usize,
    fields_set: FieldSet,
    errors: usize,
}

impl<'i, 'a, I: Input<'a>> Filling<'i, I> {
    pub fn new(input: &'i I, model: &'static ModelInfo, found: &'i [Option<I>], check: &Check<'a, '_, I>) -> Self {
        Self { input, model, found, next: 0, fields_set: FieldSet::default(), errors: check.errors() }
    }

    /// Gives the next field its value. Before it has what absent fields take, unless they are an error or made.
    pub fn fill<T: Validate<'a>>(
        &mut self,
        field: &mut T,
        rule: Option<Rule<T>>,
        make: Option<Make<T>>,
        check: &mut Check<'a, '_, I>,
    ) {
        let index = self.next;
        self.next += 1;
        let Some(info) = self.model.fields.get(index) else { return };
        match (self.found.get(index), make) {
            (Some(Some(value)), _) => {
                self.fields_set.insert(index);
                if let Some(value) = check.field(value, info.name, rule) {
                    *field = value;
                }
            }
            (_, Some(make)) => *field = make(check.context),
            (_, None) if info.default == Absent::Required => check.missing(self.input, info.name),
            _ => {}
        }
    }

    /// The fields that were given, unless anything was wrong.
    pub fn finish(self, unknown: Entries<'a, I>, check: &mut Check<'a, '_, I>) -> Option<FieldSet> {
        for (key, value) in unknown {
            check.unknown(key, &value);
        }
        if check.errors() > self.errors {
            return None;
        }
        check.add_fields_set(self.fields_set.len());
        Some(self.fields_set)
    }
}
