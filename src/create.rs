//! What the server makes of a valid payload.

use std::borrow::Cow;

use crate::context::Context;
use crate::model::FieldSet;
use crate::models::{Label, State, StateCreate, StateDetails, TaskRun, TaskRunCreate};
use crate::types::{Duration, Int, Map, StateType};

/// The label that names a task run's flow run.
const FLOW_RUN_LABEL: &str = "prefect.flow-run.id";

/// The task run that the server would create and answer with.
///
/// Ids that the payload does not give, and every present time, come from the context. Source of the rules:
/// `prefect.server.models.task_runs.create_task_run` and the transforms of
/// `prefect.server.orchestration.global_policy`.
///
/// ```
/// use chrono::DateTime;
/// use prefect_taskrun::{Context, StateType, TaskRunCreate, create_task_run};
///
/// let context = Context::new(DateTime::UNIX_EPOCH, 0);
/// let create = TaskRunCreate::from_json(br#"{"task_key": "load", "dynamic_key": "0"}"#, &context)?;
/// let run = create_task_run(create, &context);
/// assert_eq!(run.state_type, Some(StateType::Pending));
/// # Ok::<(), prefect_taskrun::ValidationError>(())
/// ```
#[must_use]
pub fn create_task_run<'a>(create: TaskRunCreate<'a>, context: &Context) -> TaskRun<'a> {
    let now = context.now();
    let id = create.id.unwrap_or_else(|| context.run_id());
    let given = create.state.map_or_else(StateCreate::pending, |state| *state);
    let mut state = given.into_state(context);
    state.state_details.flow_run_id = create.flow_run_id;
    state.state_details.task_run_id = Some(id);

    let kind = state.r#type;
    let running = kind == StateType::Running;
    let started = running || kind.is_terminal();
    let scheduled = if kind == StateType::Scheduled { state.state_details.scheduled_time } else { None };
    let expected_start_time = scheduled.unwrap_or(state.timestamp);
    let late = !started && expected_start_time < now;

    TaskRun {
        id,
        created: Some(now),
        updated: Some(now),
        name: create.name,
        flow_run_id: create.flow_run_id,
        task_key: create.task_key,
        dynamic_key: create.dynamic_key,
        cache_key: create.cache_key,
        cache_expiration: create.cache_expiration,
        task_version: create.task_version,
        empirical_policy: create.empirical_policy,
        tags: create.tags,
        labels: Some(system_labels(create.flow_run_id).merged_with(create.labels.unwrap_or_default())),
        state_id: Some(state.id),
        task_inputs: create.task_inputs,
        state_type: Some(kind),
        state_name: state.name.clone(),
        run_count: Int::Small(running.into()),
        flow_run_run_count: Int::Small(0),
        expected_start_time: Some(expected_start_time),
        next_scheduled_start_time: scheduled,
        start_time: started.then_some(state.timestamp),
        end_time: kind.is_terminal().then_some(state.timestamp),
        total_run_time: Duration::default(),
        estimated_run_time: Duration::default(),
        estimated_start_time_delta: if late {
            Duration::between(expected_start_time, now)
        } else {
            Duration::default()
        },
        state: Some(Box::new(state)),
        fields_set: FieldSet::all(TaskRun::INFO),
        lifetime: std::marker::PhantomData,
    }
}

/// The labels that the server gives a task run of a flow run.
fn system_labels<'a>(flow_run_id: Option<uuid::Uuid>) -> Map<'a, Label<'a>> {
    let mut labels = Map::default();
    if let Some(id) = flow_run_id {
        labels.insert(FLOW_RUN_LABEL, Label::Str(Cow::Owned(id.to_string())));
    }
    labels
}

impl<'a> StateCreate<'a> {
    /// The state of a run that was given none.
    fn pending() -> Self {
        Self {
            r#type: StateType::Pending,
            name: Some(Cow::Borrowed(StateType::Pending.default_name())),
            message: None,
            data: None,
            state_details: StateDetails::default(),
            fields_set: FieldSet::default(),
            lifetime: std::marker::PhantomData,
        }
    }

    /// The state that the server makes of it, now and with an id of its own.
    fn into_state(self, context: &Context) -> State<'a> {
        State {
            id: context.state_id(),
            r#type: self.r#type,
            name: self.name,
            timestamp: context.now(),
            message: self.message,
            data: self.data,
            state_details: self.state_details,
            fields_set: FieldSet::all(State::INFO),
            lifetime: std::marker::PhantomData,
        }
    }
}
