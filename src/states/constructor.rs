use std::borrow::Cow;
use std::fmt;

use super::{PauseArguments, ScheduleArguments, StateArguments};
use crate::check::{Check, Validate};
use crate::context::Context;
use crate::error::ErrorKind;
use crate::input::{Entries, Input, Key, ObjectInput, View};
use crate::model::FieldSet;
use crate::models::{State, StateDetails};
use crate::types::{DateTime, StateType};

/// One of Prefect's state constructors, as data.
#[derive(Debug)]
pub struct Constructor {
    /// The constructor's name in Prefect.
    pub name: &'static str,
    /// What it is for.
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

/// Two arguments that say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    ) -> Result<State<'a>, &'static str> {
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

        self.refuse_given(&entries, check, |callee| callee != STATE)?;
        if self.takes == Takes::Nothing {
            self.refuse_given(&entries, check, |callee| callee == STATE)?;
            return Ok(self.state(StateArguments::validate(arguments, check).ok_or(STATE)?, check.context));
        }
        let details = given("state_details")
            .map_or_else(|| Some(StateDetails::default()), |details| StateDetails::validate(details, check))
            .ok_or("StateDetails")?;
        let refuse = |check: &mut Check<'a, '_, I>, conflict: Conflict| {
            check.fail_with::<()>(ErrorKind::ValueError, Cow::Borrowed(conflict.words()), arguments);
            self.name
        };
        self.takes
            .told_once(&details, |name| given(name).is_some_and(|value| !value.is_null()))
            .map_err(|conflict| refuse(check, conflict))?;
        self.refuse_given(&entries, check, |callee| callee == STATE)?;
        let mut of_state = StateArguments::validate(arguments, check).ok_or(STATE)?;
        // Prefect writes its own arguments down unchecked: what they are is asked last.
        let made = if self.takes == Takes::Schedule {
            let ScheduleArguments { scheduled_time, .. } =
                ScheduleArguments::validate(arguments, check).ok_or(self.name)?;
            schedule(details, scheduled_time, check.context)
        } else {
            let mut pause = PauseArguments::validate(arguments, check).ok_or(self.name)?;
            pause.reschedule |= self.takes == Takes::Suspension;
            self::pause(details, pause, check.context)
        };
        of_state.set_state_details(made.map_err(|conflict| refuse(check, conflict))?);
        Ok(self.state(of_state, check.context))
    }

    /// Refuses the first argument that it gives itself to what it calls.
    fn refuse_given<'a, I: Input<'a>>(
        &self,
        arguments: &Entries<'a, I>,
        check: &mut Check<'a, '_, I>,
        to: impl Fn(&str) -> bool,
    ) -> Result<(), &'static str> {
        for (name, value) in arguments {
            if let Key::Text(name) = name
                && self.callee(name).is_some_and(&to)
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

    fn state<'a>(&self, arguments: StateArguments<'a>, context: &Context) -> State<'a> {
        let mut fields_set = FieldSet::default();
        fields_set.insert_named(State::INFO, "type");
        for (index, field) in StateArguments::INFO.fields.iter().enumerate() {
            if arguments.fields_set.contains(index) {
                fields_set.insert_named(State::INFO, field.name);
            }
        }
        let mut state = State {
            id: arguments.id,
            r#type: self.kind,
            name: arguments.name,
            timestamp: arguments.timestamp,
            message: arguments.message,
            data: arguments.data,
            state_details: arguments.state_details,
            fields_set,
            lifetime: std::marker::PhantomData,
        };
        if self.names {
            state.name = Some(Cow::Borrowed(self.name));
            state.fields_set.insert_named(State::INFO, "name");
        }
        state.fill(context);
        state
    }
}

/// The model of a state, as Prefect calls it.
const STATE: &str = "State";

impl Takes {
    /// Refuses a time that is told twice.
    fn told_once(self, details: &StateDetails<'_>, is_given: impl Fn(&str) -> bool) -> Result<(), Conflict> {
        match self {
            Self::Schedule if is_given("scheduled_time") && details.scheduled_time.is_some() => {
                Err(Conflict::ScheduledTime)
            }
            Self::Pause | Self::Suspension if details.pause_timeout.is_some() => Err(Conflict::PauseTimeout),
            Self::Pause | Self::Suspension if is_given("pause_expiration_time") && is_given("timeout_seconds") => {
                Err(Conflict::PauseLengthAndEnd)
            }
            _ => Ok(()),
        }
    }
}

fn schedule<'a>(
    mut details: StateDetails<'a>,
    scheduled_time: Option<DateTime>,
    context: &Context,
) -> Result<StateDetails<'a>, Conflict> {
    Takes::Schedule.told_once(&details, |_| scheduled_time.is_some())?;
    details.set_scheduled_time(scheduled_time.unwrap_or_else(|| context.now()));
    Ok(details)
}

fn pause<'a>(
    mut details: StateDetails<'a>,
    pause: PauseArguments<'a>,
    context: &Context,
) -> Result<StateDetails<'a>, Conflict> {
    let PauseArguments { timeout_seconds, pause_expiration_time, reschedule, pause_key, .. } = pause;
    Takes::Pause.told_once(&details, |name| match name {
        "timeout_seconds" => timeout_seconds.is_some(),
        _ => pause_expiration_time.is_some(),
    })?;
    let end = match timeout_seconds {
        Some(length) => Some(length.after(context.now()).ok_or(Conflict::PauseTooLong)?),
        None => pause_expiration_time,
    };
    details.set_pause(end, reschedule, pause_key);
    Ok(details)
}

macro_rules! constructors {
    ($( $(#[doc = $doc:literal])+ $constant:ident $function:ident $name:ident $kind:ident $takes:ident $names:literal; )+) => {
        $(
            const $constant: Constructor = Constructor {
                name: stringify!($name),
                doc: concat!($($doc),+).trim_ascii(),
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
            $constant.state(arguments, context)
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
            mut arguments: StateArguments<'a>,
            context: &Context,
        ) -> Result<State<'a>, Conflict> {
            let details = std::mem::take(&mut arguments.state_details);
            arguments.set_state_details(schedule(details, scheduled_time, context)?);
            Ok($constant.state(arguments, context))
        }
    };
    (@function $(#[doc = $doc:literal])+ $constant:ident $function:ident $pause:ident) => {
        $(#[doc = $doc])+
        ///
        /// # Errors
        ///
        /// The end of the pause is told twice, or is past the year 9999.
        pub fn $function<'a>(
            mut pause_arguments: PauseArguments<'a>,
            mut arguments: StateArguments<'a>,
            context: &Context,
        ) -> Result<State<'a>, Conflict> {
            pause_arguments.reschedule |= $constant.takes == Takes::Suspension;
            let details = std::mem::take(&mut arguments.state_details);
            arguments.set_state_details(pause(details, pause_arguments, context)?);
            Ok($constant.state(arguments, context))
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
