use std::borrow::Cow;

use uuid::Uuid;

use crate::context::Context;
use crate::input::Any;
use crate::model::{FieldSet, ModelInfo, models};
use crate::release::Release;
use crate::types::{DateTime, Map, StateType};

models! {
    /// Details of a state
    StateDetails(undescribed): Ignored [
        /// The flow run that the state belongs to.
        flow_run_id: Option<Uuid> = None, described: false;
        /// The task run that the state belongs to.
        task_run_id: Option<Uuid> = None, described: false;
        /// For task runs that represent subflows, the subflow's run ID.
        child_flow_run_id: Option<Uuid> = None, described: false;
        /// When a scheduled run is to start.
        scheduled_time: Option<DateTime> = None, described: false;
        /// The key under which the result is cached.
        cache_key: Option<Cow<'a, str>> = None, described: false;
        /// When the cached result expires.
        cache_expiration: Option<DateTime> = None, described: false;
        /// Whether a task worker runs the task, apart from a flow.
        deferred: Option<bool> = Some(false), described: false;
        /// Whether the result's data cannot be tracked.
        untrackable_result: bool = false, described: false;
        /// When a pause ends.
        pause_timeout: Option<DateTime> = None, described: false;
        /// Whether a paused run is to be scheduled anew.
        pause_reschedule: bool = false, described: false;
        /// What tells one pause from another.
        pause_key: Option<Cow<'a, str>> = None, described: false;
        /// The keys under which a paused run's inputs are kept.
        run_input_keyset: Option<Map<'a, Cow<'a, str>>> = None, described: false;
        /// Whether to run though a cached result is there.
        refresh_cache: Option<bool> = None, described: false;
        /// Whether a failure may be retried.
        retriable: Option<bool> = None, described: false;
        /// What tells one transition from another.
        transition_id: Option<Uuid> = None, described: false;
        /// Where a deferred task's parameters are kept.
        task_parameters_id: Option<Uuid> = None, described: false;
        /// The trace and the span in which the state was created.
        traceparent: Option<Cow<'a, str>> = None, described: false, since: Release(3, 1, 9);
        /// The lease that holds the deployment concurrency slot for this run.
        deployment_concurrency_lease_id: Option<Uuid> = None, described: false, since: Release(3, 4, 11);
    ]

    /// Data used by the Prefect REST API to create a new state.
    StateCreate: Forbidden, after StateCreate::fill [
        /// The type of the state to create
        r#type: StateType;
        /// The name of the state to create
        name: Option<Cow<'a, str>> = None;
        /// The message of the state to create
        message: Option<Cow<'a, str>> = None;
        /// The data of the state to create
        data: Option<Any<'a>> = None;
        /// The details of the state to create
        state_details: StateDetails<'a> => empty;
    ]

    /// Represents the state of a run.
    State: Ignored, after State::fill [
        /// The state's own id, a UUID of version 7.
        id: Uuid => Context::state_id, described: false, answered: true, reset: true;
        /// The type of the state.
        r#type: StateType, described: false;
        /// The name of the state.
        name: Option<Cow<'a, str>> = None, described: false;
        /// When the state came to be.
        timestamp: DateTime => Context::now, described: false;
        /// What the state has to say.
        message: Option<Cow<'a, str>> = None, described: false, example: Some("\"Run started\"");
        /// Data associated with the state, e.g. a result. Content must be storable as JSON.
        data: Option<Any<'a>> = None;
        /// What else is known of the state.
        state_details: StateDetails<'a> => empty, described: false;
    ]
}

impl Default for StateDetails<'_> {
    fn default() -> Self {
        Self::blank()
    }
}

impl StateCreate<'_> {
    fn fill(&mut self, context: &Context) {
        fill_name(self.r#type, &mut self.name, Self::INFO, &mut self.fields_set);
        self.state_details.fill(self.r#type, context);
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

    pub(crate) fn fill(&mut self, context: &Context) {
        fill_name(self.r#type, &mut self.name, Self::INFO, &mut self.fields_set);
        self.state_details.fill(self.r#type, context);
    }
}

/// Prefect's `default_name_from_type`.
fn fill_name(kind: StateType, name: &mut Option<Cow<'_, str>>, model: &ModelInfo, fields_set: &mut FieldSet) {
    if name.is_none() {
        *name = Some(Cow::Borrowed(kind.default_name()));
        fields_set.insert_named(model, "name");
    }
}

impl<'a> StateDetails<'a> {
    /// Prefect's `default_scheduled_start_time`.
    fn fill(&mut self, kind: StateType, context: &Context) {
        if kind == StateType::Scheduled && self.scheduled_time.is_none() {
            self.set_scheduled_time(context.now());
        }
    }

    /// Sets when a scheduled run is to start, as if the payload gave it.
    pub(crate) fn set_scheduled_time(&mut self, time: DateTime) {
        self.scheduled_time = Some(time);
        self.fields_set.insert_named(Self::INFO, "scheduled_time");
    }

    /// Sets how a pause ends, as if the payload gave it.
    pub(crate) fn set_pause(&mut self, end: Option<DateTime>, reschedule: bool, key: Option<Cow<'a, str>>) {
        if let Some(end) = end {
            self.pause_timeout = Some(end);
            self.fields_set.insert_named(Self::INFO, "pause_timeout");
        }
        self.pause_reschedule = reschedule;
        self.pause_key = key;
        self.fields_set.insert_named(Self::INFO, "pause_reschedule");
        self.fields_set.insert_named(Self::INFO, "pause_key");
    }

    /// Prefect's `UpdateStateDetails`: names the runs that the state belongs to.
    pub(crate) fn set_run(&mut self, flow_run_id: Option<Uuid>, task_run_id: Uuid) {
        self.flow_run_id = flow_run_id;
        self.task_run_id = Some(task_run_id);
        self.fields_set.insert_named(Self::INFO, "flow_run_id");
        self.fields_set.insert_named(Self::INFO, "task_run_id");
    }
}
