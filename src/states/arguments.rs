use std::borrow::Cow;

use uuid::Uuid;

use crate::context::Context;
use crate::define::models;
use crate::input::Any;
use crate::model::FieldSet;
use crate::models::StateDetails;
use crate::types::{DateTime, Duration};
use crate::value::Model;

models! {
    /// What every state constructor takes.
    StateArguments: Ignored [
        /// The state's own id; by default a new UUID of version 7.
        id: Uuid => StateId;
        /// The state's name; by default that of its type.
        name: Option<Cow<'a, str>> = null;
        /// When the state came to be; by default now.
        timestamp: DateTime => Now;
        /// What the state has to say.
        message: Option<Cow<'a, str>> = null;
        /// Data associated with the state, e.g. a result.
        data: Option<Any<'a>> = null;
        /// What else is known of the state.
        state_details: StateDetails<'a> => Empty;
    ]

    /// What constructors of scheduled states take beside.
    ScheduleArguments: Ignored [
        /// When the run is to start; by default now.
        scheduled_time: Option<DateTime> = null;
    ]

    /// What constructors of paused states take beside.
    PauseArguments: Ignored [
        /// How long the pause is at most, in seconds.
        timeout_seconds: Option<Duration> = null;
        /// When the pause ends, told instead of its length.
        pause_expiration_time: Option<DateTime> = null;
        /// Whether the run is to be scheduled anew.
        reschedule: bool = empty;
        /// What tells one pause from another.
        pause_key: Option<Cow<'a, str>> = null;
    ]
}

impl StateArguments<'_> {
    /// No argument given: a new id, and the present.
    #[must_use]
    pub fn new(context: &Context) -> Self {
        Self {
            id: context.state_id(),
            name: None,
            timestamp: context.now(),
            message: None,
            data: None,
            state_details: StateDetails::default(),
            fields_set: FieldSet::default(),
            lifetime: std::marker::PhantomData,
        }
    }
}

impl Default for PauseArguments<'_> {
    fn default() -> Self {
        Model::blank(Self::INFO).into()
    }
}
