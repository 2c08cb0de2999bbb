//! Validation: of what came in, by the shape that is due.

use std::borrow::Cow;

use crate::check::Check;
use crate::error::{Complaint, ErrorKind, Loc};
use crate::input::{HostInput, Input, View};
use crate::model::{Absent, FieldInfo, FieldSet, Made, ModelInfo};
use crate::shape::Shape;
use crate::types::{self, is_falsy, is_zero};
use crate::value::{Model, Value};

/// No model has more fields.
const MOST_FIELDS: usize = 32;

impl<'a, I: Input<'a>> Check<'a, '_, I> {
    /// The value, or nothing when errors were recorded.
    pub(crate) fn value(&mut self, shape: &'static Shape, input: &I) -> Option<Value<'a>> {
        let shape = match shape {
            Shape::Nullable(_) if input.is_null() => return Some(Value::Null),
            Shape::Nullable(inner) => inner,
            shape => shape,
        };
        if let Some(value) = plain(shape, input) {
            return Some(value);
        }
        Some(match shape {
            Shape::Nullable(_) => return self.value(shape, input),
            Shape::Any => Value::Any(types::any(input, self)?),
            Shape::Str => Value::Str(types::text(input, self)?),
            Shape::Bool => Value::Bool(types::bool(input, self)?),
            Shape::Int => Value::Int(types::int(input, self)?),
            Shape::Float => Value::Float(types::float(input, self)?),
            Shape::Uuid => Value::Uuid(types::uuid(input, self)?),
            Shape::DateTime => Value::DateTime(types::date_time(input, self)?),
            Shape::Duration => Value::Duration(types::duration(input, self)?),
            Shape::Enum { members, .. } => Value::Enum(types::member(members, input, self)?),
            Shape::Literal(text) => Value::Str(Cow::Borrowed(types::literal(text, input, self)?)),
            Shape::List(item) => Value::List(types::list(item, input, self)?),
            Shape::Map(value) => Value::Map(types::map(value, input, self)?),
            Shape::Union(members) => return self.union(members, input),
            Shape::Model(info) => Value::Model(self.model(info, input)?),
        })
    }

    /// The value of a member, of whose errors the caller says where they stand.
    pub(crate) fn member(&mut self, shape: &'static Shape, input: &I) -> Option<Value<'a>> {
        match input.unread() {
            Some(complaint) => self.complain(complaint, input),
            None => self.value(shape, input),
        }
    }

    /// The model that a value holds, or nothing when errors were recorded.
    pub fn model(&mut self, info: &'static ModelInfo, input: &I) -> Option<Model<'a>> {
        if let View::Host(host) = input.view()
            && let Some(model) = host.model(info)
        {
            return Some(model);
        }
        let mut model = self.fields(info, input)?;
        if let Some(after) = info.after {
            after(&mut model, self.context);
        }
        Some(model)
    }

    /// The model whose fields have these values and of which these were given: no rule for all of them is asked, as
    /// they were validated before.
    pub fn restore(&mut self, info: &'static ModelInfo, input: &I, fields_set: FieldSet) -> Option<Model<'a>> {
        Some(self.fields(info, input)?.with_fields_set(fields_set))
    }

    /// The model of an object's members, each by the rules of its field.
    fn fields(&mut self, info: &'static ModelInfo, input: &I) -> Option<Model<'a>> {
        let mut found = [const { None }; MOST_FIELDS];
        let found = found.get_mut(..info.fields.len())?;
        let unknown = self.find(input, info, found)?;
        for (older, newer) in info.older {
            self.fill_from_older(info, input, found, *older, *newer)?;
        }
        let errors = self.errors();
        let mut fields_set = FieldSet::default();
        let mut values = Vec::with_capacity(info.fields.len());
        for (index, (field, found)) in info.fields.iter().zip(found).enumerate() {
            let value = match found {
                Some(value) => {
                    fields_set.insert(index);
                    self.field(field, value)
                }
                None => self.absent(field, input),
            };
            values.push(value.unwrap_or_default());
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

    fn field(&mut self, field: &'static FieldInfo, input: &I) -> Option<Value<'a>> {
        if self.is_lost() {
            return None;
        }
        let errors = self.errors();
        let value = self.given(field, input);
        if self.errors() > errors {
            self.within(errors, &Loc::Name(field.name));
        }
        value
    }

    /// What becomes of the value that a field was given.
    fn given(&mut self, field: &'static FieldInfo, input: &I) -> Option<Value<'a>> {
        if field.made_if_falsy && input.unread().is_none() {
            match is_falsy(input) {
                Ok(true) => return self.absent(field, input),
                Ok(false) => {}
                Err(complaint) => return self.complain(complaint, input),
            }
        }
        let value = self.member(field.shape, input)?;
        match field.rule.map_or(Ok(()), |rule| rule(&value)) {
            Ok(()) => Some(value),
            Err(words) => self.fail_with(ErrorKind::ValueError, Cow::Borrowed(words), input),
        }
    }

    /// What a field takes that is absent from an object.
    fn absent(&mut self, field: &'static FieldInfo, object: &I) -> Option<Value<'a>> {
        Some(match field.default {
            Absent::Null => Value::Null,
            Absent::Empty | Absent::Made(Made::Empty) => Value::empty(field.shape),
            Absent::Made(Made::Name) => self.context.slug().into(),
            Absent::Made(Made::RunId) => self.context.run_id().into(),
            Absent::Made(Made::StateId) => self.context.state_id().into(),
            Absent::Made(Made::Now) => self.context.now().into(),
            Absent::Required => {
                self.missing(object, field.name);
                return None;
            }
        })
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

/// The value where it is of the very type, and holds no others that had to be looked at: most are.
#[inline]
fn plain<'a, I: Input<'a>>(shape: &Shape, input: &I) -> Option<Value<'a>> {
    if !matches!(shape, Shape::Str | Shape::Bool | Shape::Int | Shape::Float) {
        return None;
    }
    match (shape, input.view()) {
        (Shape::Str, View::Str(text)) => Some(Value::Str(text)),
        (Shape::Bool, View::Bool(value)) => Some(Value::Bool(value)),
        (Shape::Int, View::Int(number)) => Some(Value::Int(number)),
        (Shape::Float, View::Float(number)) => Some(Value::Float(number)),
        _ => None,
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
