use std::borrow::Cow;

use super::Tag;
use crate::error::{Complaint, ErrorKind, Loc};
use crate::input::{HostInput, HostText, Input, Key, View};
use crate::json::{JsonInput, Kind, Node, Tree, Writer};
use crate::limits::MOST_DIGITS;
use crate::models::MODELS;
use crate::payload::Payload;
use crate::sink::parsed;
use crate::types::{DateTime, Int, of_unix_millis};

/// A value that a host wrote down.
///
/// Each value is three words: its [`Tag`] and two more. They are, for a text, the bytes it begins and ends at, and for a
/// list or an object the number of the value after its last member and 0. A list is followed by its items, an object by
/// its members, as key, value, key, value; keys are texts or names.
///
/// Words are not trusted to be so: a list or an object ends where all words or the one around it do at the latest, and digits that
/// are no integer are what JSON has no word for.
///
/// ```
/// use chrono::DateTime;
/// use prefect_taskrun::host::Flat;
/// use prefect_taskrun::{Context, Payload, TaskRunUpdate};
///
/// let words = [8, 3, 0, 6, 0, 4, 6, 4, 8];
/// let context = Context::new(DateTime::UNIX_EPOCH, 0);
/// let update = TaskRunUpdate::from_payload(Payload::Flat(Flat { words: &words, text: "nameload", at: 0 }), &context)?;
/// assert_eq!(&*update.name, "load");
/// # Ok::<(), prefect_taskrun::ValidationError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Flat<'a> {
    /// What stands there.
    pub words: &'a [u32],
    /// All texts, one after the other.
    pub text: &'a str,
    /// The number of the value that is meant.
    pub at: u32,
}

impl<'a> Flat<'a> {
    /// The value as a payload: if it is a text, the payload of which that is the JSON.
    #[must_use]
    pub fn payload(self) -> Payload<'a> {
        match self.words.as_chunks::<3>().0.get(self.at as usize) {
            Some(&[tag, start, end]) if tag == Tag::Text as u32 => {
                Payload::Json(self.text.get(start as usize..end as usize).unwrap_or_default().as_bytes())
            }
            _ => Payload::Flat(self),
        }
    }

    /// The items of a list, those that are not null.
    #[must_use]
    pub fn items<const N: usize>(self) -> [Option<Self>; N] {
        let nodes = self.nodes();
        let tree = Tree { text: self.text, nodes: &nodes };
        let mut items = tree.input(self.at.min(nodes.len() as u32)).items();
        std::array::from_fn(|_| {
            let item = items.next()?;
            (item.node().kind != Kind::Null).then_some(Self { at: item.at, ..self })
        })
    }

    fn digits(self, start: u32, end: u32) -> usize {
        let text = self.text.get(start as usize..end as usize).unwrap_or_default();
        text.trim_start_matches('-').len()
    }

    pub(crate) fn nodes(self) -> Vec<Node> {
        let (words, _) = self.words.as_chunks::<3>();
        let node = |(at, &[tag, a, b]): (usize, &[u32; 3])| {
            let next = at as u32 + 1;
            match KINDS.get(tag as usize).copied().unwrap_or(Kind::Null) {
                kind @ (Kind::List | Kind::Object) => Node { kind, start: 0, end: 0, next: a.max(next) },
                // No server can be sent such an integer.
                Kind::Int if self.digits(a, b) > MOST_DIGITS => Node { kind: Kind::Strange, start: 0, end: 0, next },
                kind => Node { kind, start: a, end: b, next },
            }
        };
        let mut nodes: Vec<_> = words.iter().enumerate().map(node).collect();
        // In a page nobody but the package writes words, and there are no bytes to ask what it wrote.
        if cfg!(not(page)) {
            self.put_right(&mut nodes);
        }
        nodes
    }

    /// Ends what would end after the list or object that it is in, of which copies would be made; and takes for strange what
    /// is no integer, which else would be written as one.
    fn put_right(self, nodes: &mut [Node]) {
        // Where all ends that is open, the innermost last.
        let mut ends = vec![nodes.len() as u32];
        for (at, node) in (0..).zip(nodes) {
            if matches!(node.kind, Kind::List | Kind::Object) {
                while ends.pop_if(|end| *end <= at).is_some() {}
                node.next = node.next.min(ends.last().copied().unwrap_or_default());
                ends.push(node.next);
            } else if node.kind == Kind::Int && !self.is_int(node.start, node.end) {
                *node = Node { kind: Kind::Strange, start: 0, end: 0, ..*node };
            }
        }
    }

    fn is_int(self, start: u32, end: u32) -> bool {
        let text = self.text.get(start as usize..end as usize).unwrap_or_default();
        let digits = text.strip_prefix('-').unwrap_or(text);
        (digits == "0" || !digits.starts_with('0'))
            && !digits.is_empty()
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// What stands under each tag of a host.
#[allow(clippy::indexing_slicing, reason = "the compiler does it")]
const KINDS: [Kind; Tag::ALL.len()] = {
    let mut kinds = [Kind::Null; _];
    let mut rest = Tag::ALL;
    while let [(_, tag), others @ ..] = rest {
        rest = others;
        let kind = match tag {
            Tag::True => Kind::True,
            Tag::False => Kind::False,
            Tag::Small => Kind::Small,
            Tag::Double => Kind::Double,
            Tag::Digits => Kind::Int,
            Tag::Text => Kind::Bare,
            Tag::List => Kind::List,
            Tag::Object => Kind::Object,
            Tag::Name => Kind::Name,
            Tag::Instant => Kind::Instant,
            Tag::Strange => Kind::Strange,
            Tag::Cycle => Kind::Cycle,
            Tag::Raised => Kind::Raised,
            Tag::Surrogate => Kind::Surrogate,
            Tag::Null | Tag::Model | Tag::Member | Tag::End => continue,
        };
        kinds[*tag as usize] = kind;
    }
    kinds
};

/// A value beyond JSON, as a host wrote it down.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Beyond<'a, 'n>(JsonInput<'a, 'n>);

impl<'a, 'n> HostInput<'a, JsonInput<'a, 'n>> for Beyond<'a, 'n> {
    fn input(&self) -> JsonInput<'a, 'n> {
        self.0
    }

    fn step(&self) -> Loc<'a> {
        Loc::Key(Cow::Borrowed(self.0.text()))
    }

    fn text(&self) -> Option<HostText<'a>> {
        (self.0.node().kind == Kind::Surrogate).then_some(HostText::Unreadable(true))
    }

    fn date_time(&self) -> Option<Result<DateTime, Complaint>> {
        match self.0.node() {
            Node { kind: Kind::Instant, start, end, .. } => of_unix_millis(double(start, end)).map(Ok),
            _ => None,
        }
    }
}

/// A float of its two halves.
fn double(lower: u32, upper: u32) -> f64 {
    f64::from_bits(u64::from(upper) << 32 | u64::from(lower))
}

/// The integers of which a float has every one.
const WHOLE: std::ops::RangeInclusive<f64> = -9_007_199_254_740_992.0..=9_007_199_254_740_992.0;

/// What a host alone writes.
impl<'a, 'n> JsonInput<'a, 'n> {
    /// A value that no JSON text has, as it is.
    pub(crate) fn beyond<I: Input<'a, Host = Beyond<'a, 'n>>>(self) -> View<'a, I> {
        let Node { kind, start, end, .. } = self.node();
        match kind {
            Kind::Bare => View::Str(Cow::Borrowed(self.text())),
            Kind::Name => View::Str(Cow::Borrowed(self.field_name())),
            Kind::Small => View::Int(Int::Small(i64::from(start as i32))),
            Kind::Double => match double(start, end) {
                number if number % 1.0 == 0.0 && WHOLE.contains(&number) => View::Int(Int::Small(number as i64)),
                number => View::Float(number),
            },
            _ => View::Host(Beyond(self)),
        }
    }

    /// The name of a model's field.
    pub(crate) fn field_name(self) -> &'static str {
        let Node { start, end, .. } = self.node();
        let field = MODELS.get(start as usize).and_then(|model| model.fields.get(end as usize));
        field.map_or("", |field| field.name)
    }

    /// The key of an object's member, which stands right before its value.
    pub(crate) fn key(self, text: Cow<'a, str>) -> Key<'a, Beyond<'a, 'n>> {
        let key = self.sibling(self.at.saturating_sub(1));
        if key.node().kind == Kind::Surrogate { Key::Host(Beyond(key)) } else { Key::Text(text) }
    }

    /// Whether the value stands in a JSON text.
    pub(crate) fn is_of_text(self) -> bool {
        match self.node().kind {
            Kind::Bare | Kind::Name | Kind::Small | Kind::Double => false,
            Kind::Instant | Kind::Strange | Kind::Cycle | Kind::Raised | Kind::Surrogate => false,
            // What else a host has written has no text, and JSON has no value without one.
            _ => !self.text().is_empty(),
        }
    }

    /// The value in JSON.
    pub(crate) fn written(self) -> String {
        let mut writer = Writer::new(None);
        parsed(self, &[], &mut writer);
        writer.finish()
    }

    /// The values within that no JSON can hold, and the way to each.
    pub(crate) fn no_json(self) -> Vec<(Vec<Loc<'a>>, Self)> {
        let mut found = Vec::new();
        let mut around: Vec<Around<'a, 'n>> = Vec::new();
        for at in self.at..self.node().next {
            let value = self.sibling(at);
            while around.pop_if(|container| container.end <= at).is_some() {}
            if let Some(container) = around.last_mut() {
                container.pass(value);
            }
            if matches!(value.view(), View::Host(host) if host.date_time().is_none()) {
                found.push((around.iter().map(Around::step).collect(), value));
            }
            let Node { kind, next, .. } = value.node();
            if matches!(kind, Kind::List | Kind::Object) {
                around.push(Around { end: next, is_object: kind == Kind::Object, passed: 0, key: value });
            }
        }
        found
    }
}

/// A list or an object around the values that are walked over.
struct Around<'a, 'n> {
    end: u32,
    is_object: bool,
    /// How many values of it were walked over, an object's keys too.
    passed: usize,
    /// The last key of an object.
    key: JsonInput<'a, 'n>,
}

impl<'a, 'n> Around<'a, 'n> {
    fn pass(&mut self, value: JsonInput<'a, 'n>) {
        if self.passed.is_multiple_of(2) {
            self.key = value;
        }
        self.passed += 1;
    }

    /// The step to the last value, or to the value of the last key.
    fn step(&self) -> Loc<'a> {
        if self.is_object { Loc::Key(self.key.string()) } else { Loc::Index(self.passed.saturating_sub(1)) }
    }
}

impl JsonInput<'_, '_> {
    /// Why the host could not read the value.
    #[cold]
    pub(crate) fn unreadable(self) -> Option<Complaint> {
        match self.node().kind {
            Kind::Cycle => Some(ErrorKind::RecursionLoop.alone()),
            Kind::Raised => {
                Some(Complaint { kind: ErrorKind::GetAttributeError, detail: self.text().to_owned().into() })
            }
            _ => None,
        }
    }
}
