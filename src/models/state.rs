use std::borrow::Cow;

use uuid::Uuid;

use super::empty;
use crate::context::Context;
use crate::input::Any;
use crate::model::{FieldSet, models};
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
        traceparent: Option<Cow<'a, str>> = None, described: false;
        /// The lease that holds the deployment concurrency slot for this run.
        deployment_concurrency_lease_id: Option<Uuid> = None, described: false;
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
        id: Uuid => Context::state_id, described: false, answered: true;
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
        Self {
            flow_run_id: None,
            task_run_id: None,
            child_flow_run_id: None,
            scheduled_time: None,
            cache_key: None,
            cache_expiration: None,
            deferred: Some(false),
            untrackable_result: false,
            pause_timeout: None,
            pause_reschedule: false,
            pause_key: None,
            run_input_keyset: None,
            refresh_cache: None,
            retriable: None,
            transition_id: None,
            task_parameters_id: None,
            traceparent: None,
            deployment_concurrency_lease_id: None,
            fields_set: FieldSet::default(),
            lifetime: std::marker::PhantomData,
        }
    }
}

impl StateCreate<'_> {
    fn fill(&mut self, context: &Context) {
        fill(self.r#type, &mut self.name, &mut self.state_details, context);
    }
}

impl State<'_> {
    fn fill(&mut self, context: &Context) {
        fill(self.r#type, &mut self.name, &mut self.state_details, context);
    }
}

/// Prefect's `default_name_from_type` and `default_scheduled_start_time`.
fn fill(kind: StateType, name: &mut Option<Cow<'_, str>>, details: &mut StateDetails<'_>, context: &Context) {
    name.get_or_insert(Cow::Borrowed(kind.default_name()));
    if kind == StateType::Scheduled {
        details.scheduled_time.get_or_insert_with(|| context.now());
    }
}
