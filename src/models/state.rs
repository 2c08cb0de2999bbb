use std::borrow::Cow;

use uuid::Uuid;

use crate::context::Context;
use crate::define::models;
use crate::input::Any;
use crate::model::{FieldSet, example};
use crate::release::Release;
use crate::types::{DateTime, Map, StateType};
use crate::value::{Model, Value};

models! {
    /// Details of a state
    StateDetails(undescribed): Ignored [
        /// The flow run that the state belongs to.
        flow_run_id: Option<Uuid> = null, described: false;
        /// The task run that the state belongs to.
        task_run_id: Option<Uuid> = null, described: false;
        /// For task runs that represent subflows, the subflow's run ID.
        child_flow_run_id: Option<Uuid> = null, described: false;
        /// When a scheduled run is to start.
        scheduled_time: Option<DateTime> = null, described: false;
        /// The key under which the result is cached.
        cache_key: Option<Cow<'a, str>> = null, described: false;
        /// When the cached result expires.
        cache_expiration: Option<DateTime> = null, described: false;
        /// Whether a task worker runs the task, apart from a flow.
        deferred: Option<bool> = empty, described: false;
        /// Whether the result's data cannot be tracked.
        untrackable_result: bool = empty, described: false;
        /// When a pause ends.
        pause_timeout: Option<DateTime> = null, described: false;
        /// Whether a paused run is to be scheduled anew.
        pause_reschedule: bool = empty, described: false;
        /// What tells one pause from another.
        pause_key: Option<Cow<'a, str>> = null, described: false;
        /// The keys under which a paused run's inputs are kept.
        run_input_keyset: Option<Map<'a, Cow<'a, str>>> = null, described: false;
        /// Whether to run though a cached result is there.
        refresh_cache: Option<bool> = null, described: false;
        /// Whether a failure may be retried.
        retriable: Option<bool> = null, described: false;
        /// What tells one transition from another.
        transition_id: Option<Uuid> = null, described: false;
        /// Where a deferred task's parameters are kept.
        task_parameters_id: Option<Uuid> = null, described: false;
        /// The trace and the span in which the state was created.
        traceparent: Option<Cow<'a, str>> = null, described: false, since: Release(3, 1, 9);
        /// The lease that holds the deployment concurrency slot for this run.
        deployment_concurrency_lease_id: Option<Uuid> = null, described: false, since: Release(3, 4, 11);
    ]

    /// Data used by the Prefect REST API to create a new state.
    StateCreate: Forbidden, after fill_create [
        /// The type of the state to create
        r#type: StateType;
        /// The name of the state to create
        name: Option<Cow<'a, str>> = null;
        /// The message of the state to create
        message: Option<Cow<'a, str>> = null;
        /// The data of the state to create
        data: Option<Any<'a>> = null;
        /// The details of the state to create
        state_details: StateDetails<'a> => Empty;
    ]

    /// Represents the state of a run.
    State: Ignored, after fill_state [
        /// The state's own id, a UUID of version 7.
        id: Uuid => StateId, described: false, answered: true, reset: true;
        /// The type of the state.
        r#type: StateType, described: false;
        /// The name of the state.
        name: Option<Cow<'a, str>> = null, described: false;
        /// When the state came to be.
        timestamp: DateTime => Now, described: false;
        /// What the state has to say.
        message: Option<Cow<'a, str>> = null, described: false, example: example("\"Run started\"");
        /// Data associated with the state, e.g. a result. Content must be storable as JSON.
        data: Option<Any<'a>> = null;
        /// What else is known of the state.
        state_details: StateDetails<'a> => Empty, described: false;
    ]
}

impl Default for StateDetails<'_> {
    fn default() -> Self {
        Model::blank(Self::INFO).into()
    }
}

impl StateCreate<'_> {
    /// The payload that asks for a state of this type, with its default name and, if the run is to wait for its time, the present.
    #[must_use]
    pub fn new(r#type: StateType, context: &Context) -> Self {
        let mut state = Model::of(Self::INFO, [(Self::AT.r#type, Value::Enum(r#type.as_str()))]);
        fill_create(&mut state, context);
        state.into()
    }
}

impl<'a> State<'a> {
    /// Whether the run waits for its time.
    #[must_use]
    pub fn is_scheduled(&self) -> bool {
        self.r#type == StateType::Scheduled
    }

    /// Whether the run is about to start.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.r#type == StateType::Pending
    }

    /// Whether the run is under way.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.r#type == StateType::Running
    }

    /// Whether the run succeeded.
    #[must_use]
    pub fn is_completed(&self) -> bool {
        self.r#type == StateType::Completed
    }

    /// Whether the run failed.
    #[must_use]
    pub fn is_failed(&self) -> bool {
        self.r#type == StateType::Failed
    }

    /// Whether the run was ended from without.
    #[must_use]
    pub fn is_crashed(&self) -> bool {
        self.r#type == StateType::Crashed
    }

    /// Whether the run was cancelled.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.r#type == StateType::Cancelled
    }

    /// Whether the run is being cancelled.
    #[must_use]
    pub fn is_cancelling(&self) -> bool {
        self.r#type == StateType::Cancelling
    }

    /// Whether the run is paused.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.r#type == StateType::Paused
    }

    /// Whether the run has ended.
    #[must_use]
    pub fn is_final(&self) -> bool {
        self.r#type.is_terminal()
    }

    /// The payload that asks for such a state: it has neither id nor time of its own.
    #[must_use]
    pub fn to_state_create(&self) -> StateCreate<'a> {
        StateCreate {
            r#type: self.r#type,
            name: self.name.clone(),
            message: self.message.clone(),
            data: self.data.clone(),
            state_details: self.state_details.clone(),
            fields_set: FieldSet::all(StateCreate::INFO),
            lifetime: std::marker::PhantomData,
        }
    }
}

fn fill_create(state: &mut Model<'_>, context: &Context) {
    let at = StateCreate::AT;
    fill(state, at.r#type, at.name, at.state_details, context);
}

pub(crate) fn fill_state(state: &mut Model<'_>, context: &Context) {
    let at = State::AT;
    fill(state, at.r#type, at.name, at.state_details, context);
}

/// Prefect's `default_name_from_type` and `default_scheduled_start_time`.
fn fill(state: &mut Model<'_>, kind: usize, name: usize, details: usize, context: &Context) {
    let Some(kind) = StateType::of_value(state.get(kind)) else { return };
    if state.get(name).is_null() {
        state.set(name, kind.default_name());
    }
    if kind == StateType::Scheduled {
        state.change(details, |details| {
            if details.get(StateDetails::AT.scheduled_time).is_null() {
                details.set(StateDetails::AT.scheduled_time, context.now());
            }
        });
    }
}
