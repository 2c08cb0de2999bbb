//! The state of one validation: what it was given, and the errors so far.

use std::borrow::Cow;

use crate::context::Context;
use crate::error::{Complaint, ErrorKind, Line, Loc, Place};
use crate::input::{Entries, HostInput, Input, Key, ObjectInput, View};
use crate::model::{Extra, ModelInfo};
use crate::release::Release;

/// How much a value had to be converted, the order in which pydantic prefers the members of a union.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exactness {
    /// It was converted.
    Lax,
    /// It is a subclass, or a model was made of it.
    Strict,
    /// It is of the very type.
    Exact,
}

/// The state of one validation.
#[derive(Debug)]
pub struct Check<'a, 'c, I> {
    pub(crate) context: &'c Context,
    /// Whether models are made of any object's attributes, as the server does with bodies.
    pub(crate) from_attributes: bool,
    pub(crate) lines: Vec<Line<'a, I>>,
    /// Whether null stands where JSON had no word for a number.
    pub(crate) is_told: bool,
    /// Whether errors are counted and not kept.
    pub(crate) quiet: bool,
    /// How many errors were counted and not kept.
    pub(crate) counted: usize,
    /// Members that a rule wrote into an object of the input, where later errors show them.
    pub(crate) rewrites: Vec<(I, &'static str, I)>,
    pub(crate) exactness: Exactness,
    /// How many fields were given to models, if there were any models.
    pub(crate) fields_set: Option<usize>,
}

impl<'a, 'c, I: Input<'a>> Check<'a, 'c, I> {
    /// A validation that has seen nothing yet.
    #[must_use]
    pub fn new(context: &'c Context) -> Self {
        Self {
            context,
            from_attributes: true,
            is_told: false,
            lines: Vec::new(),
            quiet: false,
            counted: 0,
            rewrites: Vec::new(),
            exactness: Exactness::Exact,
            fields_set: None,
        }
    }

    /// The errors, in order.
    #[must_use]
    pub fn into_lines(self) -> Vec<Line<'a, I>> {
        self.lines
    }

    /// What rules wrote into objects of the input, of which the errors are to show it: the object, the key and the value.
    pub fn take_rewrites(&mut self) -> Vec<(I, &'static str, I)> {
        std::mem::take(&mut self.rewrites)
    }

    /// Records that a value is no model.
    pub(crate) fn fail_model<T>(&mut self, model: &'static str, input: &I) -> Option<T> {
        if self.from_attributes {
            self.fail(ErrorKind::ModelAttributesType, input)
        } else {
            self.fail_with(ErrorKind::ModelType, Cow::Borrowed(model), input)
        }
    }

    /// Records an error whose message has no detail.
    pub(crate) fn fail<T>(&mut self, kind: ErrorKind, input: &I) -> Option<T> {
        self.fail_with(kind, Cow::Borrowed(""), input)
    }

    pub(crate) fn fail_with<T>(&mut self, kind: ErrorKind, detail: Cow<'static, str>, input: &I) -> Option<T> {
        self.push(kind, detail, Vec::new(), input, Place::Value);
        None
    }

    /// Records an error that the host or a rule has put into words.
    pub(crate) fn complain<T>(&mut self, complaint: Complaint, input: &I) -> Option<T> {
        self.fail_with(complaint.kind, complaint.detail, input)
    }

    /// Finds the fields of a model in what it is made of, and gives what else is there, where the model forbids it.
    pub(crate) fn find(
        &mut self,
        input: &I,
        view: View<'a, I>,
        model: &'static ModelInfo,
        found: &mut [Option<I>],
    ) -> Option<Entries<'a, I>> {
        let object = match view {
            View::Object(object) => Some(object),
            View::Host(host) if self.from_attributes => host.attributes(),
            View::Host(host) => host.mapping(),
            _ => None,
        };
        let Some(object) = object else { return self.fail_model(model.name, input) };
        self.floor(Exactness::Strict);
        let mut unknown = Vec::new();
        let read = object.fields(model, found, &mut unknown).and_then(|()| {
            if self.is_since(Release::NEWEST) {
                return Ok(());
            }
            self.forget(model, &object, found, &mut unknown).map_err(|complaint| (complaint, input.clone()))
        });
        match read {
            Ok(()) => Some(unknown),
            Err((complaint, about)) => self.complain(complaint, &about),
        }
    }

    /// Whether the release asked is one of those since another.
    #[inline]
    pub(crate) fn is_since(&self, release: Release) -> bool {
        self.context.release() >= release
    }

    /// Takes the fields that the release does not know yet for any others.
    #[cold]
    fn forget(
        &self,
        model: &ModelInfo,
        object: &I::Object,
        found: &mut [Option<I>],
        unknown: &mut Entries<'a, I>,
    ) -> Result<(), Complaint> {
        let mut forgotten = false;
        for (field, slot) in model.fields.iter().zip(found) {
            forgotten |= !self.is_since(field.since) && slot.take().is_some();
        }
        if !forgotten || model.extra == Extra::Ignored {
            return Ok(());
        }
        // The payload's order holds for them and the others together.
        let mut others = std::mem::take(unknown).into_iter();
        for (key, value) in object.entries()? {
            let is = |name: &str| match &key {
                Key::Text(text) => text == name,
                Key::Host(host) => host.is_text(name),
            };
            match model.fields.iter().find(|field| is(field.name)) {
                Some(field) if self.is_since(field.since) => {}
                Some(field) => unknown.push((Key::Text(Cow::Borrowed(field.name)), value)),
                None => unknown.extend(others.next()),
            }
        }
        Ok(())
    }

    /// Records that a model has no such field.
    pub(crate) fn unknown(&mut self, key: Key<'a, I::Host>, value: &I) {
        match key {
            Key::Text(key) => self.fail_key(ErrorKind::ExtraForbidden, key, value),
            Key::Host(key) => {
                self.fail::<()>(ErrorKind::InvalidKey, &key.input());
                self.within(self.errors() - 1, &key.step());
            }
        }
    }

    /// Records an error about a member's key rather than its value.
    pub(crate) fn fail_key(&mut self, kind: ErrorKind, key: Cow<'a, str>, input: &I) {
        self.push(kind, Cow::Borrowed(""), vec![Loc::Key(key)], input, Place::Key);
    }

    #[cold]
    #[inline(never)]
    fn push(&mut self, kind: ErrorKind, detail: Cow<'static, str>, loc: Vec<Loc<'a>>, input: &I, place: Place) {
        if self.quiet {
            self.counted += 1;
        } else {
            self.lines.push(Line { kind, detail, loc, input: input.clone(), place });
        }
    }

    /// Notes that a value was not of the very type.
    pub(crate) fn floor(&mut self, exactness: Exactness) {
        self.exactness = self.exactness.min(exactness);
    }

    /// The number of errors so far.
    pub(crate) fn errors(&self) -> usize {
        self.lines.len() + self.counted
    }

    /// Whether there is an error already and nobody asks for more.
    pub(crate) fn is_lost(&self) -> bool {
        self.counted > 0
    }

    /// Puts a step in front of the way to each error since there were `errors`.
    #[cold]
    #[inline(never)]
    pub(crate) fn within(&mut self, errors: usize, step: &Loc<'a>) {
        for line in self.lines.iter_mut().skip(errors) {
            line.loc.push(step.clone());
        }
    }

    /// Records that an object lacks a required field.
    pub(crate) fn missing(&mut self, object: &I, name: &'static str) {
        self.fail::<()>(ErrorKind::Missing, object);
        self.within(self.errors() - 1, &Loc::Name(name));
    }

    pub(crate) fn add_fields_set(&mut self, count: usize) {
        *self.fields_set.get_or_insert(0) += count;
    }
}
