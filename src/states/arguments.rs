use std::borrow::Cow;

use uuid::Uuid;

use crate::context::Context;
use crate::input::Any;
use crate::model::{FieldSet, models};
use crate::models::StateDetails;
use crate::types::{DateTime, Duration};

models! {
    /// What every state constructor takes.
    StateArguments: Ignored [
        /// The state's own id; by default a new UUID of version 7.
        id: Uuid => Context::state_id;
        /// The state's name; by default that of its type.
        name: Option<Cow<'a, str>> = None;
        /// When the state came to be; by default now.
        timestamp: DateTime => Context::now;
        /// What the state has to say.
        message: Option<Cow<'a, str>> = None;
        /// Data associated with the state, e.g. a result.
        data: Option<Any<'a>> = None;
        /// What else is known of the state.
        state_details: StateDetails<'a> => empty;
    ]

    /// What constructors of scheduled states take beside.
    ScheduleArguments: Ignored [
        /// When the run is to start; by default now.
        scheduled_time: Option<DateTime> = None;
    ]

    /// What constructors of paused states take beside.
    PauseArguments: Ignored [
        /// How long the pause is at most, in seconds.
        timeout_seconds: Option<Duration> = None;
        /// When the pause ends, told instead of its length.
        pause_expiration_time: Option<DateTime> = None;
        /// Whether the run is to be scheduled anew.
        reschedule: bool = false;
        /// What tells one pause from another.
        pause_key: Option<Cow<'a, str>> = None;
    ]
}

impl<'a> StateArguments<'a> {
    pub(super) fn set_state_details(&mut self, details: StateDetails<'a>) {
        self.state_details = details;
        self.fields_set.insert_named(Self::INFO, "state_details");
    }

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
        Self::blank()
    }
}
