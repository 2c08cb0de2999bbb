//! From a body's bytes to a model, and back to bytes.

use std::borrow::Cow;

use chrono::DateTime;

use crate::check::Check;
use crate::context::Context;
use crate::create::Known;
use crate::error::{Line, ValidationError};
use crate::flat::Flat;
use crate::input::Input;
use crate::json::{self, Body, JsonInput, Node, Refusal, Tree, Writer};
use crate::model::{FieldSet, ModelInfo};
use crate::models::{
    Constant, FlowRun, FlowRunResult, Parameter, State, StateCreate, StateDetails, TaskRun, TaskRunCreate,
    TaskRunPolicy, TaskRunResult, TaskRunUpdate,
};
use crate::plain::is_plain;
use crate::release::Release;
use crate::sink::{Dump, Rewrite};
use crate::states::Constructor;
use crate::value::Model;

/// What is validated.
#[derive(Clone, Copy, Debug)]
pub enum Payload<'a> {
    /// The bytes of a body, which are JSON as Python reads it.
    Json(&'a [u8]),
    /// A value that a host wrote down.
    Flat(Flat<'a>),
}

impl<'a> Model<'a> {
    /// Validates a payload as the server does.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the payload.
    pub fn from_payload(
        info: &'static ModelInfo,
        payload: Payload<'a>,
        context: &Context,
    ) -> Result<Self, ValidationError> {
        made(payload, info.name, context, &|input, check| check.model(info, input).ok_or(info.name))
    }

    /// Reads what a server told, in its newest form whatever the context's release. Null also stands for a number that is
    /// not finite: JSON has no other word for it.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it.
    pub fn told(info: &'static ModelInfo, payload: Payload<'a>, context: &Context) -> Result<Self, ValidationError> {
        let context = context.clone().at(Release::NEWEST);
        made(payload, info.name, &context, &|input, check| check.told(info, input).ok_or(info.name))
    }
}

impl ModelInfo {
    /// Whether a payload holds the model by the rules of a release: the verdict alone, which the first error decides.
    #[must_use]
    pub fn is_held_by(&'static self, payload: Payload<'_>, release: Release) -> bool {
        let context = &Context::new(DateTime::UNIX_EPOCH, 0).at(release);
        let may_be_plain = matches!(payload, Payload::Json(_)) && release >= Release::NEWEST;
        let verdict = made(payload, self.name, context, &|input, check| {
            if may_be_plain && is_plain(self, input) {
                // Nobody asks for the values.
                return Ok(Model::new(self, FieldSet::default(), Vec::new()));
            }
            check.quiet = true;
            check.model(self, input).ok_or(self.name)
        });
        verdict.is_ok()
    }

    /// What there is against a body in a context, the body being read once for all of them.
    ///
    /// # Errors
    ///
    /// Why no context can read it.
    pub(crate) fn refusing(
        &'static self,
        body: &[u8],
    ) -> Result<impl Fn(&Context) -> Option<ValidationError>, ValidationError> {
        let Source { text, read } = Source::of(Payload::Json(body), self.name)?;
        Ok(move |context: &Context| {
            let make: Make<'_> = &|input, check| check.model(self, input).ok_or(self.name);
            let refused = made_of_nodes(&text, &read, self.name, context, make).err()?;
            Some(refused.of(&text, read.clone()))
        })
    }
}

macro_rules! payloads {
    ($($model:ident),+) => {$(
        impl<'a> $model<'a> {
            /// Validates a body as the server does, its bytes being JSON as Python reads it.
            ///
            /// # Errors
            ///
            /// Everything that is wrong with the body.
            pub fn from_json(body: &'a [u8], context: &Context) -> Result<Self, ValidationError> {
                Self::from_payload(Payload::Json(body), context)
            }

            /// Validates a payload as the server does.
            ///
            /// # Errors
            ///
            /// Everything that is wrong with the payload.
            pub fn from_payload(payload: Payload<'a>, context: &Context) -> Result<Self, ValidationError> {
                Model::from_payload(Self::INFO, payload, context).map(Self::from)
            }
        }
    )+};
}

payloads!(
    TaskRunCreate,
    TaskRunUpdate,
    StateCreate,
    State,
    TaskRun,
    FlowRun,
    StateDetails,
    TaskRunPolicy,
    TaskRunResult,
    FlowRunResult,
    Parameter,
    Constant
);

impl Constructor {
    /// Makes a state of arguments by their names, given as a JSON object.
    ///
    /// # Errors
    ///
    /// As of [`Self::from_payload`].
    pub fn from_json<'a>(&self, arguments: &'a [u8], context: &Context) -> Result<State<'a>, ValidationError> {
        self.from_payload(Payload::Json(arguments), context).map(State::from)
    }

    /// Makes the model of a state of arguments by their names, given as an object.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the arguments. One that is there twice is a `value_error` without a `loc`.
    pub fn from_payload<'a>(&self, arguments: Payload<'a>, context: &Context) -> Result<Model<'a>, ValidationError> {
        made(arguments, self.name, context, &|input, check| self.make_of(input, check))
    }
}

impl<'a> Known<'a> {
    /// Reads the flow run and the task run as the API gives them, each as [`Model::told`] does.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the flow run, or else with the task run.
    pub fn from_payloads(
        flow_run: Option<Payload<'a>>,
        existing: Option<Payload<'a>>,
        context: &Context,
    ) -> Result<Self, ValidationError> {
        Self::told(flow_run, existing, |info, payload| Model::told(info, payload, context))
    }
}

/// A model as JSON, without some fields or over several lines of so many spaces a level.
#[must_use]
pub fn to_json(model: &Model<'_>, dump: Dump, indent: Option<usize>) -> String {
    let mut writer = Writer::new(indent);
    // A page has no bytes for a dump that is made for the writer.
    #[cfg(page)]
    let sink: &mut dyn crate::sink::Sink = &mut writer;
    #[cfg(not(page))]
    let sink = &mut writer;
    dump.model(model, sink);
    writer.finish()
}

/// A payload that was read.
struct Source<'a> {
    text: Cow<'a, str>,
    read: Read,
}

/// What a payload was found to hold beside its text.
#[derive(Clone)]
struct Read {
    /// How many bytes stand before the text.
    skipped: usize,
    nodes: Vec<Node>,
    /// The value that is meant.
    at: u32,
}

impl<'a> Source<'a> {
    fn of(payload: Payload<'a>, title: &'static str) -> Result<Self, ValidationError> {
        match payload {
            Payload::Flat(flat) => {
                let read = Read { skipped: 0, nodes: flat.nodes(), at: flat.at };
                Ok(Self { text: Cow::Borrowed(flat.text), read })
            }
            Payload::Json(body) => {
                let Body { text, skipped, lone_surrogate } =
                    json::decode(body).map_err(|byte| no_text(body, byte, title))?;
                let nodes = json::read(&text, lone_surrogate)
                    .map_err(|refusal| ValidationError::of_refusal(title, &text, skipped, refusal))?;
                Ok(Self { text, read: Read { skipped, nodes, at: 0 } })
            }
        }
    }
}

/// What makes a model of a payload, or fails with the error's title.
type Make<'m> = &'m dyn for<'a, 'n, 'c> Fn(
    &JsonInput<'a, 'n>,
    &mut Check<'a, 'c, JsonInput<'a, 'n>>,
) -> Result<Model<'a>, &'static str>;

/// Makes a model of a payload that borrows from it where it can.
fn made<'a>(
    payload: Payload<'a>,
    title: &'static str,
    context: &Context,
    make: Make<'_>,
) -> Result<Model<'a>, ValidationError> {
    let Source { text, read } = Source::of(payload, title)?;
    match text {
        Cow::Borrowed(text) => made_of_text(text, read, title, context, make),
        Cow::Owned(text) => made_of_text(&text, read, title, context, make).map(|model| model.to_static()),
    }
}

fn made_of_text<'a>(
    text: &'a str,
    read: Read,
    title: &'static str,
    context: &Context,
    make: Make<'_>,
) -> Result<Model<'a>, ValidationError> {
    made_of_nodes(text, &read, title, context, make).map_err(|refused| refused.of(text, read))
}

/// Why nodes make no model: the errors, about nodes by their number, and what rules wrote into them.
struct Refused<'a> {
    title: &'static str,
    lines: Vec<Line<'a, u32>>,
    rewrites: Vec<Rewrite>,
}

impl Refused<'_> {
    fn of(self, text: &str, Read { skipped, nodes, .. }: Read) -> ValidationError {
        ValidationError::of_lines(self.title, text, skipped, nodes, self.lines, self.rewrites)
    }
}

fn made_of_nodes<'a>(
    text: &'a str,
    read: &Read,
    title: &'static str,
    context: &Context,
    make: Make<'_>,
) -> Result<Model<'a>, Refused<'a>> {
    let tree = Tree { text, nodes: &read.nodes };
    let mut check = Check::new(context);
    let input = tree.input(read.at);
    let result = match input.unread() {
        Some(complaint) => check.complain(complaint, &input).ok_or(title),
        None => make(&input, &mut check),
    };
    result.map_err(|title| {
        let lines = check.lines.into_iter().map(|line| Line {
            kind: line.kind,
            detail: line.detail,
            loc: line.loc,
            input: line.input.at,
            place: line.place,
        });
        let rewrites = check.rewrites.into_iter().map(|(object, key, value)| (object.at, key, value.at));
        Refused { title, lines: lines.collect(), rewrites: rewrites.collect() }
    })
}

/// The error of a body whose bytes are no text from a byte on.
fn no_text(body: &[u8], byte: usize, title: &'static str) -> ValidationError {
    ValidationError::of_refusal(title, &String::from_utf8_lossy(body), 0, Refusal::Unreadable(byte))
}
