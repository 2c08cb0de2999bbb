//! How values leave the core: each as a run of calls, that a writer or a host turns into what it needs.

use std::borrow::Cow;

use crate::input::{Any, HostInput, Input, View};
use crate::json::{self, JsonInput, Tree};
use crate::kept::Kept;
use crate::model::ModelInfo;
use crate::types::{DateTime, Duration, Int, format_date_time, format_uuid};
use crate::value::{Model, Value};

/// Takes a value, part by part.
///
/// Between a beginning and its end come the members, in a map each after its key.
pub trait Sink {
    /// Nothing.
    fn null(&mut self);
    /// A truth value.
    fn bool(&mut self, value: bool);
    /// An integer.
    fn int(&mut self, value: &Int<'_>);
    /// A number.
    fn float(&mut self, value: f64);
    /// A number where a model has numbers, not in what it keeps as it came.
    fn field_float(&mut self, value: f64) {
        self.float(value);
    }
    /// A number that was not given: Prefect's defaults are whole numbers even where any other may be.
    fn default_float(&mut self, value: f64) {
        self.field_float(value);
    }
    /// A text.
    fn str(&mut self, value: &str);
    /// The beginning of a list.
    fn begin_list(&mut self);
    /// The end of a list.
    fn end_list(&mut self);
    /// The beginning of a map.
    fn begin_map(&mut self);
    /// The key of a map's next member.
    fn key(&mut self, key: &str);
    /// The end of a map.
    fn end_map(&mut self);

    /// Whether a map that was given is to keep its member of a name.
    fn keeps(&self, _name: &str) -> bool {
        true
    }

    /// The name of a model's next field, which needs no escaping.
    fn field(&mut self, name: &'static str) {
        self.key(name);
    }

    /// A UUID, where texts are not good enough.
    fn uuid(&mut self, value: uuid::Uuid) {
        self.str(format_uuid(value).as_str());
    }

    /// An instant, where texts are not good enough.
    fn date_time(&mut self, value: DateTime) {
        self.str(&format_date_time(&value));
    }

    /// A span of time, where seconds are not good enough.
    fn duration(&mut self, value: Duration) {
        self.float(value.as_seconds());
    }

    /// A member of an enumeration, where texts are not good enough.
    fn member(&mut self, text: &'static str) {
        self.str(text);
    }

    /// An object of a host.
    fn host(&mut self, _object: &Kept) {
        self.null();
    }

    /// The beginning of a model, where maps are not good enough.
    fn begin_model(&mut self, _model: &'static ModelInfo) {
        self.begin_map();
    }

    /// The end of a model.
    fn end_model(&mut self) {
        self.end_map();
    }
}

/// Which fields of models are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dump {
    /// Those that the payload did not give.
    pub exclude_unset: bool,
    /// Those that are null.
    pub exclude_none: bool,
    /// Those whose value an absent field would take too.
    pub exclude_defaults: bool,
}

impl Dump {
    /// Gives a value to a sink.
    pub fn value<S: Sink + ?Sized>(self, value: &Value<'_>, sink: &mut S) {
        match value {
            Value::Null => sink.null(),
            Value::Bool(value) => sink.bool(*value),
            Value::Int(value) => sink.int(value),
            Value::Float(value) => sink.field_float(*value),
            Value::Str(value) => sink.str(value),
            Value::Uuid(value) => sink.uuid(*value),
            Value::DateTime(value) => sink.date_time(*value),
            Value::Duration(value) => sink.duration(*value),
            Value::Enum(text) => sink.member(text),
            Value::Any(value) => any(value, sink),
            Value::Model(model) => self.model(model, sink),
            Value::List(list) => {
                sink.begin_list();
                for item in list {
                    self.value(item, sink);
                }
                sink.end_list();
            }
            Value::Map(map) => {
                sink.begin_map();
                for (key, value) in map.iter() {
                    sink.key(key);
                    self.value(value, sink);
                }
                sink.end_map();
            }
        }
    }

    /// Gives a model to a sink.
    pub fn model<S: Sink + ?Sized>(self, model: &Model<'_>, sink: &mut S) {
        let info = model.info();
        sink.begin_model(info);
        for (index, (field, value)) in info.fields.iter().zip(model.values()).enumerate() {
            let unset = !model.fields_set().contains(index);
            if (self.exclude_unset && unset)
                || (self.exclude_none && value.is_null())
                || (self.exclude_defaults && field.is_default(value))
            {
                continue;
            }
            sink.field(field.name);
            match value {
                Value::Float(value) if unset => sink.default_float(*value),
                value => self.value(value, sink),
            }
        }
        sink.end_model();
    }
}

/// Gives a value that was kept as it came to a sink.
pub fn any<S: Sink + ?Sized>(value: &Any<'_>, sink: &mut S) {
    match value {
        Any::Host(object) => sink.host(object),
        // The text was read before, so it reads again.
        Any::Json(text) => match json::read(text, None) {
            Ok(nodes) => parsed(Tree { text, nodes: &nodes }.root(), &[], sink),
            Err(_) => sink.null(),
        },
    }
}

/// A member that a rule wrote into an object: the object, the key and the value.
pub(crate) type Rewrite = (u32, &'static str, u32);

enum Frame<'a, 'n> {
    List(<JsonInput<'a, 'n> as Input<'a>>::List),
    Map(<Entries<'a, 'n> as IntoIterator>::IntoIter),
}

/// Gives a JSON value to a sink, however deep it is.
pub(crate) fn parsed<'a, S: Sink + ?Sized>(value: JsonInput<'a, '_>, rewrites: &[Rewrite], sink: &mut S) {
    let mut open: Vec<Frame<'a, '_>> = Vec::new();
    let mut next = Some(value);
    loop {
        if let Some(value) = next.take() {
            match value.view() {
                View::Null => sink.null(),
                View::Bool(value) => sink.bool(value),
                View::Int(value) => sink.int(&value),
                View::Float(value) => sink.float(value),
                View::Str(value) => sink.str(&value),
                View::List(items) => {
                    sink.begin_list();
                    open.push(Frame::List(items));
                }
                View::Object(object) => {
                    sink.begin_map();
                    open.push(Frame::Map(rewritten(object, rewrites).into_iter()));
                }
                View::Host(host) => match host.date_time() {
                    Some(Ok(instant)) => sink.date_time(instant),
                    _ => sink.null(),
                },
            }
        }
        match open.last_mut() {
            None => return,
            Some(Frame::List(items)) => next = items.next(),
            Some(Frame::Map(entries)) => {
                next = entries.find(|(key, _)| sink.keeps(key)).map(|(key, value)| {
                    sink.key(&key);
                    value
                });
            }
        }
        if next.is_none() {
            match open.pop() {
                Some(Frame::List(_)) => sink.end_list(),
                _ => sink.end_map(),
            }
        }
    }
}

type Entries<'a, 'n> = Vec<(Cow<'a, str>, JsonInput<'a, 'n>)>;

fn rewritten<'a, 'n>(object: JsonInput<'a, 'n>, rewrites: &[Rewrite]) -> Entries<'a, 'n> {
    let mut entries = object.entries();
    for &(_, key, value) in rewrites.iter().filter(|(at, ..)| *at == object.at) {
        let value = object.sibling(value);
        match entries.iter_mut().find(|(other, _)| other == key) {
            Some((_, old)) => *old = value,
            None => entries.push((key.into(), value)),
        }
    }
    entries
}
