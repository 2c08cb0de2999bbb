//! Validation: of what came in, by the shape that is due.

use std::borrow::Cow;

use crate::check::Check;
use crate::error::{Complaint, ErrorKind, Loc};
use crate::input::{HostInput, Input, View};
use crate::model::{Absent, FieldInfo, FieldSet, Made, ModelInfo, Rule};
use crate::shape::Shape;
use crate::types::{self, is_falsy, is_zero};
use crate::value::{Model, Value};

/// No model has more fields, which its definition is checked for.
pub(crate) const MOST_FIELDS: usize = 32;

/// Many models, those of task inputs above all, have no more.
pub(crate) const FEW_FIELDS: usize = 4;

impl<'a, I: Input<'a>> Check<'a, '_, I> {
    /// Puts the value in its place, where null stands, or nothing when errors were recorded.
    ///
    /// A value is as long as several words: handed from one function to the next, it would be moved each time.
    pub(crate) fn value(&mut self, shape: &'static Shape, input: &I, place: &mut Value<'a>) -> Option<()> {
        let shape = match shape {
            Shape::Nullable(_) if input.is_null() => return Some(()),
            Shape::Nullable(inner) => inner,
            shape => shape,
        };
        if let Shape::Str | Shape::Bool | Shape::Int | Shape::Float = shape
            && input.put_plain(shape, place)
        {
            return Some(());
        }
        // What could not be read is neither null nor plainly anything.
        if let Some(complaint) = input.unread() {
            return self.complain(complaint, input);
        }
        match shape {
            Shape::Nullable(_) => return self.value(shape, input, place),
            Shape::Any => place.fill(Value::Any(types::any(input, self)?)),
            Shape::Str => place.fill(Value::Str(types::text(input, self)?)),
            Shape::Bool => place.fill(Value::Bool(types::bool(input, self)?)),
            Shape::Int => place.fill(Value::Int(types::int(input, self)?)),
            Shape::Float => place.fill(Value::Float(types::float(input, self)?)),
            Shape::Uuid => place.fill(Value::Uuid(types::uuid(input, self)?)),
            Shape::DateTime => place.fill(Value::DateTime(types::date_time(input, self)?)),
            Shape::Duration => place.fill(Value::Duration(types::duration(input, self)?)),
            Shape::Enum { members, .. } => place.fill(Value::Enum(types::member(members, input, self)?)),
            Shape::Literal(text) => place.fill(Value::Str(Cow::Borrowed(types::literal(text, input, self)?))),
            Shape::List(item) => place.fill(Value::List(types::list(item, input, self)?)),
            Shape::Map(value) => place.fill(Value::Map(types::map(value, input, self)?)),
            Shape::Union(members) => return self.union(members, input, place),
            Shape::Model(info) => place.fill(Value::Model(self.model(info, input)?)),
        }
        Some(())
    }

    /// The model that a value holds, or nothing when errors were recorded.
    pub fn model(&mut self, info: &'static ModelInfo, input: &I) -> Option<Model<'a>> {
        let view = input.view();
        if let View::Host(host) = &view
            && let Some(model) = host.model(info)
        {
            return Some(model);
        }
        let mut model = self.fields(info, input, view)?;
        if let Some(after) = info.after {
            after(&mut model, self.context);
        }
        Some(model)
    }

    /// The model whose fields have these values and of which these were given: no rule for all of them is asked, as
    /// they were validated before.
    pub fn restore(&mut self, info: &'static ModelInfo, input: &I, fields_set: FieldSet) -> Option<Model<'a>> {
        Some(self.fields(info, input, input.view())?.with_fields_set(fields_set))
    }

    /// The model that a server told: JSON having no word for a number that is not finite, null stands for one.
    pub fn told(&mut self, info: &'static ModelInfo, input: &I) -> Option<Model<'a>> {
        self.is_told = true;
        self.model(info, input)
    }

    /// The model of an object's members, each by the rules of its field.
    fn fields(&mut self, info: &'static ModelInfo, input: &I, view: View<'a, I>) -> Option<Model<'a>> {
        match info.fields.len() {
            ..=FEW_FIELDS => self.fields_in(&mut [const { None }; FEW_FIELDS], info, input, view),
            _ => self.fields_in(&mut [const { None }; MOST_FIELDS], info, input, view),
        }
    }

    /// The same with room for what is found of each field.
    fn fields_in(
        &mut self,
        room: &mut [Option<I>],
        info: &'static ModelInfo,
        input: &I,
        view: View<'a, I>,
    ) -> Option<Model<'a>> {
        let found = room.get_mut(..info.fields.len())?;
        let unknown = self.find(input, view, info, found)?;
        for (older, newer) in info.older {
            self.fill_from_older(info, input, found, *older, *newer)?;
        }
        let errors = self.errors();
        let mut fields_set = FieldSet::default();
        let mut values = Vec::with_capacity(info.fields.len());
        values.resize_with(info.fields.len(), Value::default);
        for (index, ((field, found), place)) in info.fields.iter().zip(found).zip(&mut values).enumerate() {
            match found {
                Some(value) => {
                    fields_set.insert(index);
                    self.field(field, value, place);
                }
                None => {
                    self.absent(field, input, place);
                }
            }
        }
        for (key, value) in unknown {
            self.unknown(key, &value);
        }
        if self.errors() > errors {
            return None;
        }
        self.add_fields_set(fields_set.len());
        Some(Model::new(info, fields_set, values))
    }

    fn field(&mut self, field: &'static FieldInfo, input: &I, place: &mut Value<'a>) {
        if self.is_lost() {
            return;
        }
        let errors = self.errors();
        if self.given(field, input, place).is_none() {
            self.within(errors, &Loc::Name(field.name));
        }
    }

    /// What becomes of the value that a field was given.
    fn given(&mut self, field: &'static FieldInfo, input: &I, place: &mut Value<'a>) -> Option<()> {
        if field.made_if_falsy && input.unread().is_none() {
            match is_falsy(input) {
                Ok(true) => return self.absent(field, input, place),
                Ok(false) => {}
                Err(complaint) => return self.complain(complaint, input),
            }
        }
        self.value(field.shape, input, place)?;
        match field.rule {
            Some(Rule { limit, words }) if !limit.allows(place) => {
                self.fail_with(ErrorKind::ValueError, Cow::Borrowed(words), input)
            }
            _ => Some(()),
        }
    }

    /// What a field takes that is absent from an object.
    fn absent(&mut self, field: &'static FieldInfo, object: &I, place: &mut Value<'a>) -> Option<()> {
        match field.default {
            Absent::Null => {}
            Absent::Empty | Absent::Made(Made::Empty) => place.fill(Value::empty(field.shape)),
            Absent::Made(Made::Name) => place.fill(self.context.made_up_name().into()),
            Absent::Made(Made::RunId) => place.fill(self.context.run_id().into()),
            Absent::Made(Made::StateId) => place.fill(self.context.state_id().into()),
            Absent::Made(Made::Now) => place.fill(self.context.now().into()),
            Absent::Required => {
                self.missing(object, field.name);
                return None;
            }
        }
        Some(())
    }

    /// Prefect's `set_run_policy_deprecated_fields`, which writes into the payload itself.
    fn fill_from_older(
        &mut self,
        info: &'static ModelInfo,
        object: &I,
        found: &mut [Option<I>],
        older: usize,
        newer: usize,
    ) -> Option<()> {
        let at = |index: usize| found.get(index).and_then(Option::as_ref);
        match newer_is_due(at(older), at(newer)) {
            Ok(true) => {
                let older = at(older).cloned();
                let name = info.fields.get(newer).map_or("", |field| field.name);
                self.rewrites.extend(older.clone().map(|older| (object.clone(), name, older)));
                *found.get_mut(newer)? = older;
            }
            Ok(false) => {}
            Err(complaint) => return self.complain(complaint, object),
        }
        Some(())
    }
}

/// Whether a newer field is to take the value of the older one, or why the host cannot say.
fn newer_is_due<'a, I: Input<'a>>(older: Option<&I>, newer: Option<&I>) -> Result<bool, Complaint> {
    // What the host could not read is no value at all.
    let unread = [older, newer].into_iter().flatten().any(|input| input.unread().is_some());
    if unread || !newer.map_or(Ok(true), is_falsy)? {
        return Ok(false);
    }
    older.map_or(Ok(false), |older| is_zero(older).map(|zero| !zero))
}
