use std::borrow::Cow;
use std::fmt;

use super::{PauseArguments, ScheduleArguments, StateArguments};
use crate::check::Check;
use crate::context::Context;
use crate::error::ErrorKind;
use crate::input::{Entries, Input, Key, ObjectInput, View};
use crate::model::{Counterparts, ModelInfo, description};
use crate::models::{State, StateDetails, fill_state};
use crate::types::{DateTime, StateType};
use crate::value::{Model, Value};

/// One of Prefect's state constructors, as data.
#[derive(Debug)]
pub struct Constructor {
    /// The constructor's name in Prefect.
    pub name: &'static str,
    /// What it is for; empty without the crate's feature `schema`.
    pub doc: &'static str,
    /// What it takes beside [`StateArguments`].
    pub takes: Takes,
    /// Whether it gives the state its own name.
    pub names: bool,
    kind: StateType,
}

/// What a state constructor takes beside [`StateArguments`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Nothing.
    Nothing,
    /// [`ScheduleArguments`].
    Schedule,
    /// [`PauseArguments`].
    Pause,
    /// [`PauseArguments`] but for `reschedule`, which is true.
    Suspension,
}

/// Why arguments that are right by themselves make no state: two of them say the same, or a pause has no end that is a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Conflict {
    /// A scheduled time stands in the state details too.
    ScheduledTime,
    /// The end of the pause stands in the state details already.
    PauseTimeout,
    /// A pause has both a length and an end.
    PauseLengthAndEnd,
    /// A pause would end past the year 9999.
    PauseTooLong,
}

impl Conflict {
    const fn words(self) -> &'static str {
        match self {
            Self::ScheduledTime => "An extra scheduled_time was provided in state_details",
            Self::PauseTimeout => "An extra pause timeout was provided in state_details",
            Self::PauseLengthAndEnd => "Cannot supply both a pause_expiration_time and timeout_seconds",
            Self::PauseTooLong => "date value out of range",
        }
    }
}

/// Prefect's own words.
impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

impl std::error::Error for Conflict {}

impl Constructor {
    /// Makes a state of arguments by their names. Arguments that nothing takes are passed over, as in Prefect.
    ///
    /// # Errors
    ///
    /// Errors were recorded; this is the name of what refused the arguments.
    pub fn make_of<'a, I: Input<'a>>(
        &self,
        arguments: &I,
        check: &mut Check<'a, '_, I>,
    ) -> Result<Model<'a>, &'static str> {
        // Prefect's constructors are plain functions, in which models are made of dicts.
        check.from_attributes = false;
        let View::Object(object) = arguments.view() else {
            check.fail::<()>(ErrorKind::DictType, arguments);
            return Err(self.name);
        };
        let entries = object.entries().unwrap_or_default();
        let given = |name: &str| {
            let is = |key: &Key<'a, I::Host>| matches!(key, Key::Text(key) if key == name);
            entries.iter().find(|(key, _)| is(key)).map(|(_, value)| value)
        };

        self.refuse_given(&entries, check, false)?;
        let Some(own) = self.takes.arguments() else {
            self.refuse_given(&entries, check, true)?;
            return Ok(self.state(check.model(StateArguments::INFO, arguments).ok_or(STATE)?, check.context));
        };
        let mut details = match given("state_details") {
            Some(details) => check.model(StateDetails::INFO, details).ok_or("StateDetails")?,
            None => Model::blank(StateDetails::INFO),
        };
        let refuse = |check: &mut Check<'a, '_, I>, conflict: Conflict| {
            check.fail_with::<()>(ErrorKind::ValueError, Cow::Borrowed(conflict.words()), arguments);
            self.name
        };
        let is_given = |name: &str| given(name).is_some_and(|value| !value.is_null());
        self.takes.told_once(&details, &is_given).map_err(|conflict| refuse(check, conflict))?;
        self.refuse_given(&entries, check, true)?;
        let mut of_state = check.model(StateArguments::INFO, arguments).ok_or(STATE)?;
        // Prefect writes its own arguments down unchecked: what they are is asked last.
        let own = check.model(own, arguments).ok_or(self.name)?;
        self.takes.apply(own, &mut details, check.context).map_err(|conflict| refuse(check, conflict))?;
        of_state.set(StateArguments::AT.state_details, details);
        Ok(self.state(of_state, check.context))
    }

    /// The state of arguments in Rust's own types.
    fn typed<'a>(
        &self,
        own: Model<'a>,
        arguments: StateArguments<'a>,
        context: &Context,
    ) -> Result<State<'a>, Conflict> {
        let mut arguments = Model::from(arguments);
        let mut details = match arguments.take(StateArguments::AT.state_details) {
            Value::Model(details) => details,
            _ => Model::blank(StateDetails::INFO),
        };
        self.takes.apply(own, &mut details, context)?;
        arguments.set(StateArguments::AT.state_details, details);
        Ok(self.state(arguments, context).into())
    }

    /// Refuses the first argument that it gives itself to what it calls: to the state, or to anything else.
    fn refuse_given<'a, I: Input<'a>>(
        &self,
        arguments: &Entries<'a, I>,
        check: &mut Check<'a, '_, I>,
        to_state: bool,
    ) -> Result<(), &'static str> {
        for (name, value) in arguments {
            if let Key::Text(name) = name
                && self.callee(name).is_some_and(|callee| (callee == STATE) == to_state)
            {
                check.fail_key(ErrorKind::MultipleArgumentValues, name.clone(), value);
                return Err(self.name);
            }
        }
        Ok(())
    }

    /// What it calls with an argument of its own, in Prefect: another constructor or the state.
    fn callee(&self, argument: &str) -> Option<&'static str> {
        match argument {
            "type" => Some(STATE),
            _ if !self.gives(argument) => None,
            // Prefect's `Retrying` is no special kind of `Running`.
            _ if self.kind == StateType::Running => Some(STATE),
            _ => Some(self.kind.default_name()),
        }
    }

    /// Prefect's words for an argument that it gives itself.
    #[must_use]
    pub fn words_of_given(&self, argument: &str) -> String {
        let callee = self.callee(argument).unwrap_or(self.name);
        format!("prefect.server.schemas.states.{callee}() got multiple values for keyword argument '{argument}'")
    }

    /// Whether it gives an argument of this name itself, so that no caller may.
    #[must_use]
    pub fn gives(&self, argument: &str) -> bool {
        match argument {
            "type" => true,
            "name" => self.names,
            "reschedule" => self.takes == Takes::Suspension,
            _ => false,
        }
    }

    fn state<'a>(&self, arguments: Model<'a>, context: &Context) -> Model<'a> {
        let mut state = arguments.into_model(State::INFO, &OF_STATE);
        state.set(State::AT.r#type, Value::Enum(self.kind.as_str()));
        if self.names {
            state.set(State::AT.name, self.name);
        }
        fill_state(&mut state, context);
        state
    }
}

static OF_STATE: Counterparts = State::INFO.counterparts_in(StateArguments::INFO);

/// The model of a state, as Prefect calls it.
const STATE: &str = "State";

impl Takes {
    /// The model of what it takes. A [`Constructor`] gives some of its arguments itself.
    #[must_use]
    pub fn arguments(self) -> Option<&'static ModelInfo> {
        match self {
            Self::Nothing => None,
            Self::Schedule => Some(ScheduleArguments::INFO),
            Self::Pause | Self::Suspension => Some(PauseArguments::INFO),
        }
    }

    /// Refuses a time that is told twice.
    fn told_once(self, details: &Model<'_>, is_given: &dyn Fn(&str) -> bool) -> Result<(), Conflict> {
        let stands = |index: usize| !details.get(index).is_null();
        match self {
            Self::Schedule if is_given("scheduled_time") && stands(StateDetails::AT.scheduled_time) => {
                Err(Conflict::ScheduledTime)
            }
            Self::Pause | Self::Suspension if stands(StateDetails::AT.pause_timeout) => Err(Conflict::PauseTimeout),
            Self::Pause | Self::Suspension if is_given("pause_expiration_time") && is_given("timeout_seconds") => {
                Err(Conflict::PauseLengthAndEnd)
            }
            _ => Ok(()),
        }
    }

    /// Writes what it takes into a state's details.
    fn apply<'a>(self, mut own: Model<'a>, details: &mut Model<'a>, context: &Context) -> Result<(), Conflict> {
        let fields = own.info().fields;
        let place = |name: &str| fields.iter().position(|field| field.name == name).unwrap_or(usize::MAX);
        self.told_once(details, &|name| !own.get(place(name)).is_null())?;
        let (at, of) = (StateDetails::AT, PauseArguments::AT);
        match self {
            Self::Nothing => {}
            Self::Schedule => {
                let time = own.get(ScheduleArguments::AT.scheduled_time).as_date_time();
                details.set(at.scheduled_time, time.unwrap_or_else(|| context.now()));
            }
            Self::Pause | Self::Suspension => {
                let end = match own.get(of.timeout_seconds).as_duration() {
                    Some(length) => Some(length.after(context.now()).ok_or(Conflict::PauseTooLong)?),
                    None => own.get(of.pause_expiration_time).as_date_time(),
                };
                if end.is_some() {
                    details.set(at.pause_timeout, end);
                }
                let reschedule = own.take(of.reschedule);
                details.set(at.pause_reschedule, if self == Self::Suspension { Value::Bool(true) } else { reschedule });
                details.set(at.pause_key, own.take(of.pause_key));
            }
        }
        Ok(())
    }
}

macro_rules! constructors {
    ($( $(#[doc = $doc:literal])+ $constant:ident $function:ident $name:ident $kind:ident $takes:ident $names:literal; )+) => {
        $(
            const $constant: Constructor = Constructor {
                name: stringify!($name),
                doc: description(concat!($($doc),+)),
                takes: Takes::$takes,
                names: $names,
                kind: StateType::$kind,
            };
            constructors!(@function $(#[doc = $doc])+ $constant $function $takes);
        )+

        /// All of Prefect's state constructors.
        pub const CONSTRUCTORS: &[Constructor] = &[$($constant),+];
    };
    (@function $(#[doc = $doc:literal])+ $constant:ident $function:ident Nothing) => {
        $(#[doc = $doc])+
        #[must_use]
        pub fn $function<'a>(arguments: StateArguments<'a>, context: &Context) -> State<'a> {
            $constant.state(arguments.into(), context).into()
        }
    };
    (@function $(#[doc = $doc:literal])+ $constant:ident $function:ident Schedule) => {
        $(#[doc = $doc])+
        ///
        /// By default it is to start now.
        ///
        /// # Errors
        ///
        /// The state details have a scheduled time too.
        pub fn $function<'a>(
            scheduled_time: Option<DateTime>,
            arguments: StateArguments<'a>,
            context: &Context,
        ) -> Result<State<'a>, Conflict> {
            let mut own = Model::blank(ScheduleArguments::INFO);
            own.set(ScheduleArguments::AT.scheduled_time, scheduled_time);
            $constant.typed(own, arguments, context)
        }
    };
    (@function $(#[doc = $doc:literal])+ $constant:ident $function:ident $pause:ident) => {
        $(#[doc = $doc])+
        ///
        /// # Errors
        ///
        /// The end of the pause is told twice, or is past the year 9999.
        pub fn $function<'a>(
            pause_arguments: PauseArguments<'a>,
            arguments: StateArguments<'a>,
            context: &Context,
        ) -> Result<State<'a>, Conflict> {
            $constant.typed(pause_arguments.into(), arguments, context)
        }
    };
}

constructors! {
    /// A run that is to start at its time.
    SCHEDULED scheduled Scheduled Scheduled Schedule false;
    /// A run that succeeded.
    COMPLETED completed Completed Completed Nothing false;
    /// A run that is under way.
    RUNNING running Running Running Nothing false;
    /// A run that failed.
    FAILED failed Failed Failed Nothing false;
    /// A run that was ended from without.
    CRASHED crashed Crashed Crashed Nothing false;
    /// A run that is being cancelled.
    CANCELLING cancelling Cancelling Cancelling Nothing false;
    /// A run that was cancelled.
    CANCELLED cancelled Cancelled Cancelled Nothing false;
    /// A run that is about to start.
    PENDING pending Pending Pending Nothing false;
    /// A run that waits to be resumed.
    PAUSED paused Paused Paused Pause false;
    /// A run that waits to be resumed, with nothing of it left running.
    SUSPENDED suspended Suspended Paused Suspension true;
    /// A run that is to be tried again at its time.
    AWAITING_RETRY awaiting_retry AwaitingRetry Scheduled Schedule true;
    /// A run that waits for a concurrency slot.
    AWAITING_CONCURRENCY_SLOT awaiting_concurrency_slot AwaitingConcurrencySlot Scheduled Schedule true;
    /// A run that is being submitted to its infrastructure.
    SUBMITTING submitting Submitting Pending Nothing true;
    /// A run whose infrastructure is about to start.
    INFRASTRUCTURE_PENDING infrastructure_pending InfrastructurePending Pending Nothing true;
    /// A run that is under way once more.
    RETRYING retrying Retrying Running Nothing true;
    /// A run whose time has passed.
    LATE late Late Scheduled Schedule true;
}
