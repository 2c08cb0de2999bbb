use std::borrow::Cow;

use super::text;
use crate::error::{Complaint, Loc};
use crate::input::{Any, Entries, HostInput, Input, Key, ListInput, ObjectInput, View};
use crate::model::{Extra, ModelInfo};
use crate::types::Int;

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
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tree<'a, 'n> {
    pub text: &'a str,
    pub nodes: &'n [Node],
}

/// One value in a JSON text, the input of validation for bodies.
#[derive(Clone, Copy, Debug)]
pub(crate) struct JsonInput<'a, 'n> {
    tree: Tree<'a, 'n>,
    pub at: u32,
}

impl<'a, 'n> Tree<'a, 'n> {
    pub fn input(self, at: u32) -> JsonInput<'a, 'n> {
        JsonInput { tree: self, at }
    }
}

const NOTHING: Node = Node { kind: Kind::Null, start: 0, end: 0, next: u32::MAX };

impl<'a, 'n> JsonInput<'a, 'n> {
    pub fn node(self) -> Node {
        self.tree.nodes.get(self.at as usize).copied().unwrap_or(NOTHING)
    }

    /// Another value of the same text.
    pub fn sibling(self, at: u32) -> Self {
        self.tree.input(at)
    }

    /// The value's own text, quotes and brackets included.
    pub fn text(self) -> &'a str {
        let Node { start, end, .. } = self.node();
        self.tree.text.get(start as usize..end as usize).unwrap_or_default()
    }

    fn string(self) -> Cow<'a, str> {
        let text = self.text();
        let inner = text.get(1..text.len().saturating_sub(1)).unwrap_or_default();
        match self.node().kind {
            Kind::Escaped => Cow::Owned(text::unescape(inner)),
            _ => Cow::Borrowed(inner),
        }
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
    pub fn members(self) -> impl Iterator<Item = (JsonInput<'a, 'n>, JsonInput<'a, 'n>)> {
        let mut items = self.items();
        std::iter::from_fn(move || Some((items.next()?, items.next()?)))
    }
}

/// The members of a list, or the keys and values of an object in turn.
pub(crate) struct Items<'a, 'n> {
    tree: Tree<'a, 'n>,
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
}

/// No such value: JSON has nothing beyond what [`View`] names.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Never {}

impl<'a, 'n> HostInput<'a, JsonInput<'a, 'n>> for Never {
    fn input(&self) -> JsonInput<'a, 'n> {
        match *self {}
    }

    fn step(&self) -> Loc<'a> {
        match *self {}
    }
}

impl<'a, 'n> ListInput<JsonInput<'a, 'n>> for Items<'a, 'n> {}

impl<'a, 'n> Input<'a> for JsonInput<'a, 'n> {
    type List = Items<'a, 'n>;
    type Object = JsonInput<'a, 'n>;
    type Host = Never;

    fn view(&self) -> View<'a, Self> {
        match self.node().kind {
            Kind::Null => View::Null,
            Kind::True => View::Bool(true),
            Kind::False => View::Bool(false),
            Kind::Int => View::Int(Int::from_json(self.text())),
            Kind::Float => View::Float(text::float(self.text())),
            Kind::Plain | Kind::Escaped => View::Str(self.string()),
            Kind::List => View::List(self.items()),
            Kind::Object => View::Object(*self),
        }
    }

    fn any(&self) -> Any<'a> {
        Any::Json(Cow::Borrowed(self.text()))
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
            let key = key.string();
            let place = match fields.get(expected) {
                Some(field) if field.name == key => Some(expected),
                _ => fields.iter().position(|field| field.name == key),
            };
            match place {
                Some(index) => {
                    expected = index + 1;
                    if let Some(slot) = found.get_mut(index) {
                        *slot = Some(value);
                    }
                }
                None if model.extra == Extra::Forbidden => others.push((key, value)),
                None => {}
            }
        }
        super::keys::last_value_wins(&mut others);
        unknown.extend(others.into_iter().map(|(key, value)| (Key::Text(key), value)));
        Ok(())
    }

    fn is_empty(&self) -> bool {
        self.members().next().is_none()
    }

    fn entries(&self) -> Result<Entries<'a, Self>, Complaint> {
        Ok(JsonInput::entries(*self).into_iter().map(|(key, value)| (Key::Text(key), value)).collect())
    }
}
