use std::borrow::Cow;

use super::text;
use crate::error::{Complaint, Loc};
use crate::flat::Beyond;
use crate::input::{Any, Entries, Input, ListInput, ObjectInput, View};
use crate::model::{Extra, FieldInfo, ModelInfo};
use crate::shape::Shape;
use crate::types::Int;
use crate::value::Value;

/// What stands at a place of a JSON text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    True,
    False,
    Int,
    Float,
    /// A string with no escape: its value is the text between the quotes.
    Plain,
    /// A string with at least one escape.
    Escaped,
    List,
    Object,
    /// A text as it stands, in no quotes. This and what follows a host has written.
    Bare,
    /// The name of a field: `start` is the number of its model, `end` its own.
    Name,
    /// An integer of 32 bits, which is `start`.
    Small,
    /// A float, of which `start` and `end` are the halves.
    Double,
    /// An instant in milliseconds since 1970, as a float.
    Instant,
    /// What JSON has no word for.
    Strange,
    /// A value within itself.
    Cycle,
    /// A value that could not be read, for the reason that the text is.
    Raised,
    /// A text that no UTF-8 can hold.
    Surrogate,
}

/// One value of a JSON text, in a flat list in the order of the text.
///
/// A container is followed by its members, an object's as key, value, key, value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub kind: Kind,
    /// The byte the value begins at.
    pub start: u32,
    /// The byte after the value's last.
    pub end: u32,
    /// Where in the list the value after this one stands, past all members.
    pub next: u32,
}

/// A JSON text that was read: the text, and what stands where.
#[derive(Debug)]
pub(crate) struct Tree<'a, 'n> {
    pub text: &'a str,
    pub nodes: &'n [Node],
}

/// One value in a JSON text, the input of validation for bodies.
#[derive(Clone, Copy, Debug)]
pub(crate) struct JsonInput<'a, 'n> {
    tree: &'n Tree<'a, 'n>,
    pub at: u32,
}

impl<'a, 'n> Tree<'a, 'n> {
    /// The value of the whole text.
    pub fn root(&'n self) -> JsonInput<'a, 'n> {
        self.input(0)
    }

    pub fn input(&'n self, at: u32) -> JsonInput<'a, 'n> {
        JsonInput { tree: self, at }
    }

    #[inline]
    pub fn node(&self, at: u32) -> Node {
        const NOTHING: Node = Node { kind: Kind::Null, start: 0, end: 0, next: u32::MAX };
        self.nodes.get(at as usize).copied().unwrap_or(NOTHING)
    }
}

impl<'a, 'n> JsonInput<'a, 'n> {
    #[inline]
    pub fn node(self) -> Node {
        self.tree.node(self.at)
    }

    /// Another value of the same text.
    pub fn sibling(self, at: u32) -> Self {
        self.tree.input(at)
    }

    /// The value's own text, quotes and brackets included.
    pub fn text(self) -> &'a str {
        let Node { start, end, .. } = self.node();
        self.part(start, end)
    }

    #[inline]
    fn part(self, start: u32, end: u32) -> &'a str {
        self.tree.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// A string's value.
    #[inline]
    pub fn string(self) -> Cow<'a, str> {
        let Node { kind, start, end, .. } = self.node();
        match kind {
            Kind::Plain => Cow::Borrowed(self.part(start + 1, end.wrapping_sub(1))),
            Kind::Escaped => self.unescaped(),
            Kind::Name => Cow::Borrowed(self.field_name()),
            _ => Cow::Borrowed(self.part(start, end)),
        }
    }

    #[cold]
    #[inline(never)]
    fn unescaped(self) -> Cow<'a, str> {
        let Node { start, end, .. } = self.node();
        Cow::Owned(text::unescape(self.part(start + 1, end.wrapping_sub(1))))
    }

    /// Whether a string's value is a text.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "measured")]
    fn is(self, name: &str) -> bool {
        let Node { kind, start, end, .. } = self.node();
        if kind != Kind::Plain {
            return self.is_oddly(name);
        }
        let inner = self.tree.text.as_bytes().get(start as usize + 1..end.wrapping_sub(1) as usize);
        inner.is_some_and(|inner| text::same(inner, name.as_bytes()))
    }

    /// The same of a string that does not stand there as it is.
    #[inline(never)]
    fn is_oddly(self, text: &str) -> bool {
        if self.node().kind != Kind::Name {
            return self.string() == text;
        }
        // What is written twice the compiler mostly keeps once.
        let name = self.field_name();
        std::ptr::eq(name, text) || name == text
    }

    /// The field that a key names.
    fn place_among(self, fields: &[FieldInfo]) -> Option<usize> {
        let name = self.string();
        fields.iter().position(|field| field.name == name)
    }

    pub fn items(self) -> Items<'a, 'n> {
        Items { tree: self.tree, at: self.at + 1, end: self.node().next }
    }

    /// An object's members in order, each key once.
    pub fn entries(self) -> Vec<(Cow<'a, str>, Self)> {
        let mut entries: Vec<_> = self.members().map(|(key, value)| (key.string(), value)).collect();
        super::keys::last_value_wins(&mut entries);
        entries
    }

    /// An object's members as they stand in the text, repeated keys and all.
    pub fn members(self) -> Members<'a, 'n> {
        Members(self.items())
    }
}

/// The members of a list, or the keys and values of an object in turn.
pub(crate) struct Items<'a, 'n> {
    tree: &'n Tree<'a, 'n>,
    at: u32,
    end: u32,
}

impl<'a, 'n> Iterator for Items<'a, 'n> {
    type Item = JsonInput<'a, 'n>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.end {
            return None;
        }
        let item = self.tree.input(self.at);
        self.at = item.node().next;
        Some(item)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let mut at = self.at;
        let step = || (at < self.end).then(|| at = self.tree.node(at).next);
        let count = std::iter::from_fn(step).count();
        (count, Some(count))
    }
}

/// The members of an object.
pub(crate) struct Members<'a, 'n>(Items<'a, 'n>);

impl<'a, 'n> Iterator for Members<'a, 'n> {
    type Item = (JsonInput<'a, 'n>, JsonInput<'a, 'n>);

    fn next(&mut self) -> Option<Self::Item> {
        Some((self.0.next()?, self.0.next()?))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let count = self.0.size_hint().0 / 2;
        (count, Some(count))
    }
}

impl<'a, 'n> ListInput<JsonInput<'a, 'n>> for Items<'a, 'n> {}

impl<'a, 'n> Input<'a> for JsonInput<'a, 'n> {
    type List = Items<'a, 'n>;
    type Object = JsonInput<'a, 'n>;
    type Host = Beyond<'a, 'n>;

    // Most rules ask for one kind of value, so that little is left of it where it is asked; a page has no bytes for that.
    #[cfg_attr(not(page), inline(always))]
    #[allow(clippy::inline_always, reason = "measured")]
    fn view(&self) -> View<'a, Self> {
        let Node { kind, start, end, .. } = self.node();
        match kind {
            Kind::Null => View::Null,
            Kind::True => View::Bool(true),
            Kind::False => View::Bool(false),
            Kind::Int => View::Int(Int::from_json(self.part(start, end))),
            Kind::Float => View::Float(text::float(self.part(start, end))),
            Kind::Plain => View::Str(Cow::Borrowed(self.part(start + 1, end.wrapping_sub(1)))),
            Kind::Escaped => View::Str(self.unescaped()),
            Kind::List => View::List(self.items()),
            Kind::Object => View::Object(*self),
            _ => self.beyond(),
        }
    }

    #[inline]
    fn plain_text(&self) -> Option<&'a str> {
        let Node { kind, start, end, .. } = self.node();
        match kind {
            Kind::Plain => Some(self.part(start + 1, end.wrapping_sub(1))),
            Kind::Bare => Some(self.part(start, end)),
            _ => None,
        }
    }

    // As of `view`.
    #[cfg_attr(not(page), inline(always))]
    #[allow(clippy::inline_always, reason = "measured")]
    fn put_plain(&self, shape: &'static Shape, place: &mut Value<'a>) -> bool {
        let Node { kind, start, end, .. } = self.node();
        place.fill(match (shape, kind) {
            (Shape::Str, Kind::Plain) => Value::Str(Cow::Borrowed(self.part(start + 1, end.wrapping_sub(1)))),
            (Shape::Str, Kind::Bare) => Value::Str(Cow::Borrowed(self.part(start, end))),
            (Shape::Bool, Kind::True) => Value::Bool(true),
            (Shape::Bool, Kind::False) => Value::Bool(false),
            (Shape::Int, Kind::Int) => Value::Int(Int::from_json(self.part(start, end))),
            (Shape::Int, Kind::Small) => Value::Int(Int::Small(i64::from(start as i32))),
            (Shape::Float, Kind::Float) => Value::Float(text::float(self.part(start, end))),
            _ => return false,
        });
        true
    }

    fn tag(&self, key: &str) -> Option<Cow<'a, str>> {
        if self.node().kind != Kind::Object {
            return None;
        }
        let (_, value) = self.members().filter(|(name, _)| name.is(key)).last()?;
        matches!(value.node().kind, Kind::Plain | Kind::Bare).then(|| value.string())
    }

    #[inline]
    fn is_null(&self) -> bool {
        self.node().kind == Kind::Null
    }

    fn any(&self) -> Any<'a> {
        Any::Json(if self.is_of_text() { Cow::Borrowed(self.text()) } else { Cow::Owned(self.written()) })
    }

    #[inline]
    fn unread(&self) -> Option<Complaint> {
        if matches!(self.node().kind, Kind::Cycle | Kind::Raised) { self.unreadable() } else { None }
    }

    fn unkeepable(&self) -> Vec<(Vec<Loc<'a>>, Self)> {
        if self.is_of_text() { Vec::new() } else { self.no_json() }
    }
}

impl<'a, 'n> ObjectInput<'a, JsonInput<'a, 'n>> for JsonInput<'a, 'n> {
    fn fields(
        &self,
        model: &ModelInfo,
        found: &mut [Option<Self>],
        unknown: &mut Entries<'a, Self>,
    ) -> Result<(), (Complaint, Self)> {
        let fields = model.fields;
        let mut others = Vec::new();
        // Bodies mostly come in the order the fields are defined in.
        let mut expected = 0;
        for (key, value) in self.members() {
            let as_expected = fields.get(expected).is_some_and(|field| key.is(field.name));
            match if as_expected { Some(expected) } else { key.place_among(fields) } {
                Some(index) => {
                    expected = index + 1;
                    if let Some(slot) = found.get_mut(index) {
                        *slot = Some(value);
                    }
                }
                None if model.extra == Extra::Forbidden => others.push((key.string(), value)),
                None => {}
            }
        }
        super::keys::last_value_wins(&mut others);
        unknown.extend(others.into_iter().map(|(key, value)| (value.key(key), value)));
        Ok(())
    }

    fn is_empty(&self) -> bool {
        self.members().next().is_none()
    }

    fn entries(&self) -> Result<Entries<'a, Self>, Complaint> {
        Ok(JsonInput::entries(*self).into_iter().map(|(key, value)| (value.key(key), value)).collect())
    }
}
