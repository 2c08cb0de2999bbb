use std::borrow::Cow;
use std::fmt;

use super::{Complaint, ErrorKind, Line, Loc, Place};
use crate::json::{self, Kind, Node, Refusal, SURROGATE, Span, Tree, Writer};
use crate::sink::{Rewrite, Sink, parsed};
use crate::text::{digits, joined};

/// Why a payload was refused: every error in it, in pydantic's order and words.
///
/// ```
/// use chrono::DateTime;
/// use prefect_taskrun::{Context, TaskRunCreate};
///
/// let context = Context::new(DateTime::UNIX_EPOCH, 0);
/// let refused = TaskRunCreate::from_json(br#"{"task_key": 1}"#, &context).unwrap_err();
/// let lines: Vec<String> = refused.errors().map(|error| error.message()).collect();
/// assert_eq!(lines, ["Input should be a valid string", "Field required"]);
/// ```
#[derive(Clone)]
pub struct ValidationError {
    title: &'static str,
    text: Box<str>,
    /// How many bytes stand before the text, a byte order mark say.
    skipped: usize,
    nodes: Box<[Node]>,
    lines: Vec<Stored>,
    rewrites: Vec<Rewrite>,
}

/// An error as it is kept.
#[derive(Clone, Debug)]
struct Stored {
    kind: ErrorKind,
    detail: Cow<'static, str>,
    loc: Vec<Loc<'static>>,
    at: At,
}

/// What an error is about.
#[derive(Clone, Copy, Debug)]
enum At {
    /// The value of a node.
    Node(u32, Place),
    /// The text from a byte on.
    Byte(usize),
}

impl ValidationError {
    pub(crate) fn of_lines(
        title: &'static str,
        text: &str,
        skipped: usize,
        nodes: Vec<Node>,
        lines: Vec<Line<'_, u32>>,
        rewrites: Vec<Rewrite>,
    ) -> Self {
        let lines = lines
            .into_iter()
            .map(|line| Stored {
                kind: line.kind,
                detail: line.detail,
                loc: line.loc.into_iter().rev().map(Loc::into_owned).collect(),
                at: At::Node(line.input, line.place),
            })
            .collect();
        Self { title, text: text.into(), skipped, nodes: nodes.into(), lines, rewrites }
    }

    pub(crate) fn of_refusal(title: &'static str, text: &str, skipped: usize, refusal: Refusal) -> Self {
        let (words, byte) = match refusal {
            Refusal::Syntax(words, byte) => (words, byte),
            Refusal::Unreadable(byte) => (UNREADABLE, byte),
        };
        let line = Stored {
            kind: ErrorKind::JsonInvalid,
            detail: Cow::Borrowed(words),
            loc: vec![Loc::Index(json::characters(text, byte))],
            at: At::Byte(byte),
        };
        Self { title, text: text.into(), skipped, nodes: Box::default(), lines: vec![line], rewrites: Vec::new() }
    }

    /// The name of the model that refused.
    #[must_use]
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// How many errors there are, at least one.
    #[must_use]
    pub fn error_count(&self) -> usize {
        self.lines.len()
    }

    /// All errors as one text for people, as pydantic writes it.
    #[must_use]
    pub fn words(&self) -> String {
        let plural = if self.lines.len() == 1 { "" } else { "s" };
        let mut words = joined(&[&digits(self.lines.len()), " validation error", plural, " for ", self.title]);
        for error in self.errors() {
            if !error.loc().is_empty() {
                words.extend(["\n", &error.path()]);
            }
            words.push_str("\n  ");
            error.say(&mut words);
            words.extend([" [type=", error.code(), "]"]);
        }
        words
    }

    /// Every error, in the order of the model's fields; those of fields it does not have come last.
    #[must_use]
    pub fn errors(&self) -> impl ExactSizeIterator<Item = ErrorLine<'_>> {
        self.lines.iter().map(|line| ErrorLine { error: self, line })
    }

    /// Where in the body the value of each error stands, as [`ErrorLine::span`] says it of one.
    ///
    /// However many errors there are, the body is walked once.
    #[must_use]
    pub fn spans(&self) -> Vec<Span> {
        let places: Vec<_> = self.errors().map(ErrorLine::bytes).collect();
        let spans = json::spans(&self.text, &places);
        spans.into_iter().map(|span| span.moved(self.skipped)).collect()
    }

    fn tree(&self) -> Tree<'_, '_> {
        Tree { text: &self.text, nodes: &self.nodes }
    }

    /// Gives every error to a sink as the server answers with them. A request of nothing lacks its body.
    pub(crate) fn give_to_client(&self, sink: &mut dyn Sink) {
        let Complaint { kind, detail } = ErrorKind::Missing.alone();
        let missing = Stored { kind, detail, loc: Vec::new(), at: At::Node(0, Place::Value) };
        let lines = if self.is_of_nothing() { std::slice::from_ref(&missing) } else { &self.lines };
        for line in lines {
            ErrorLine { error: self, line }.give_as(true, sink);
        }
    }

    /// Gives the payload to a sink: its value, or its text where that is not JSON.
    pub(crate) fn give_payload(&self, sink: &mut dyn Sink) {
        if self.is_of_text() {
            sink.str(&self.text);
        } else {
            parsed(self.tree().root(), &self.rewrites, sink);
        }
    }

    /// Whether the payload is `null`, or nothing at all.
    fn is_of_nothing(&self) -> bool {
        (self.text.is_empty() && self.skipped == 0) || self.nodes.first().is_some_and(|node| node.kind == Kind::Null)
    }

    /// Whether it was never looked at as a payload, as it is not JSON. No text at all is not held against a request.
    pub(crate) fn is_of_text(&self) -> bool {
        self.nodes.is_empty() && !self.is_of_nothing()
    }

    /// Whether it holds half a surrogate pair, and else would be JSON.
    pub(crate) fn is_of_half_a_pair(&self) -> bool {
        self.lines.iter().any(|line| line.detail == SURROGATE)
    }

    /// Whether Python's reader fails on the payload in another way than by a syntax error.
    pub(crate) fn is_unreadable(&self) -> bool {
        self.lines.iter().any(|line| line.detail == UNREADABLE)
    }

    /// The errors as a JSON list, as pydantic's `ValidationError.json()` gives it.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut writer = Writer::new(None);
        writer.begin_list();
        for error in self.errors() {
            error.give(&mut writer);
        }
        writer.end_list();
        writer.finish()
    }
}

/// The server's words where Python's reader fails in another way than by a syntax error.
pub(crate) const UNREADABLE: &str = "There was an error parsing the body";

impl fmt::Display for ValidationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words())
    }
}

impl std::error::Error for ValidationError {}

/// What `main` and `unwrap` print: each error in a line, without the payload.
impl fmt::Debug for ValidationError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ValidationError of ")?;
        f.write_str(self.title)?;
        f.write_str(" ")?;
        f.debug_list().entries(self.errors()).finish()
    }
}

/// Equal if both say the same of the same model. Where in their bodies the errors stand has no part in it.
impl PartialEq for ValidationError {
    fn eq(&self, other: &Self) -> bool {
        self.title == other.title && self.to_json() == other.to_json()
    }
}

impl Eq for ValidationError {}

/// One error in a payload.
///
/// ```
/// use chrono::DateTime;
/// use prefect_taskrun::{Context, TaskRunCreate};
///
/// let context = Context::new(DateTime::UNIX_EPOCH, 0);
/// let body = br#"{"task_key": "load", "dynamic_key": "0", "state": {"type": "RUNNING", "message": [ 1 ]}}"#;
/// let refused = TaskRunCreate::from_json(body, &context).unwrap_err();
/// let error = refused.errors().next().unwrap();
/// assert_eq!(error.to_string(), "state.message: Input should be a valid string");
/// assert_eq!((error.code(), error.input_json()), ("string_type", "[1]".into()));
/// assert_eq!(error.loc().iter().map(|step| step.to_string()).collect::<Vec<_>>(), ["state", "message"]);
/// assert_eq!(error.span().column, 82);
/// ```
#[derive(Clone, Copy)]
pub struct ErrorLine<'e> {
    error: &'e ValidationError,
    line: &'e Stored,
}

impl<'e> ErrorLine<'e> {
    /// What is wrong.
    #[must_use]
    pub fn kind(self) -> ErrorKind {
        self.line.kind
    }

    /// Pydantic's name of what is wrong, `missing` say.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.line.kind.code()
    }

    /// The way from the payload to the value that is wrong.
    #[must_use]
    pub fn loc(self) -> &'e [Loc<'static>] {
        &self.line.loc
    }

    /// The way as one text, as [`path`](super::path) writes it.
    #[must_use]
    pub fn path(self) -> String {
        super::path(self.loc())
    }

    /// What is wrong, in pydantic's words.
    #[must_use]
    pub fn message(self) -> String {
        self.line.kind.message(&self.line.detail)
    }

    /// The part of the message that differs from case to case, and its name in `ctx`.
    #[must_use]
    pub fn context(self) -> Option<(&'static str, &'e str)> {
        self.line.kind.context().map(|name| (name, self.line.detail.as_ref()))
    }

    /// The number of the value among those that a host wrote down.
    #[must_use]
    pub fn value(self) -> u32 {
        match self.line.at {
            At::Node(at, _) => at,
            At::Byte(_) => 0,
        }
    }

    /// Where in the body the value stands; its key, where the field itself is wrong.
    #[must_use]
    pub fn span(self) -> Span {
        let spans = json::spans(&self.error.text, &[self.bytes()]);
        spans.into_iter().next().unwrap_or_default().moved(self.error.skipped)
    }

    /// The bytes of the text that the error is about.
    fn bytes(self) -> (usize, usize) {
        match self.line.at {
            At::Byte(byte) => (byte, byte),
            At::Node(at, place) => {
                // A member's key stands right before its value.
                let node = self.error.tree().node(if place == Place::Key { at.saturating_sub(1) } else { at });
                (node.start as usize, node.end as usize)
            }
        }
    }

    /// Says what is wrong, with the detail that the message leaves out.
    #[inline]
    fn say(self, words: &mut String) {
        words.push_str(&self.message());
        if !self.kind().tells_detail() {
            words.extend([": ", &self.line.detail]);
        }
    }

    /// The value that is wrong, as compact JSON.
    #[must_use]
    #[inline]
    pub fn input_json(self) -> String {
        let mut writer = Writer::new(None);
        self.give_input(&mut writer);
        writer.finish()
    }

    /// Gives the value that is wrong to a sink.
    pub fn give_input(self, sink: &mut dyn Sink) {
        match self.line.at {
            At::Node(at, _) => parsed(self.error.tree().input(at), &self.error.rewrites, sink),
            At::Byte(_) => {
                sink.begin_map();
                sink.end_map();
            }
        }
    }

    /// Gives the whole error to a sink, as a map.
    pub fn give(self, sink: &mut dyn Sink) {
        self.give_as(false, sink);
    }

    /// The same, or as the server answers with it.
    fn give_as(self, to_client: bool, sink: &mut dyn Sink) {
        sink.begin_map();
        sink.key("type");
        sink.str(self.code());
        sink.key("loc");
        sink.begin_list();
        if to_client {
            sink.str("body");
        }
        for step in self.loc() {
            step.give(sink);
        }
        sink.end_list();
        sink.key("msg");
        sink.str(&self.message());
        sink.key("input");
        self.give_input(sink);
        if let Some((name, detail)) = self.context() {
            sink.key("ctx");
            sink.begin_map();
            sink.key(name);
            // To the server it is an exception, of which its encoder has nothing to say.
            if to_client && self.kind() == ErrorKind::ValueError {
                sink.begin_map();
                sink.end_map();
            } else {
                sink.str(detail);
            }
            sink.end_map();
        }
        sink.end_map();
    }
}

/// The way and what is wrong, in a line.
impl fmt::Display for ErrorLine<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = self.path();
        if !words.is_empty() {
            words.push_str(": ");
        }
        self.say(&mut words);
        f.write_str(&words)
    }
}

impl fmt::Debug for ErrorLine<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self} [{}]", self.code())
    }
}
