//! What the server makes of a valid payload.

use std::borrow::Cow;

use uuid::Uuid;

use crate::context::Context;
use crate::model::FieldSet;
use crate::models::{FlowRun, Label, State, StateCreate, StateDetails, TaskRun, TaskRunCreate};
use crate::result::{self, NoArtifact};
use crate::types::{DateTime, Duration, Int, Map, StateType};

/// The label that names a task run's flow run.
const FLOW_RUN_LABEL: &str = "prefect.flow-run.id";

/// What the server knows beside the payload.
#[derive(Clone, Debug, Default)]
pub struct Known<'a> {
    /// The flow run that the payload names, from which its task runs take labels and the run count.
    pub flow_run: Option<FlowRun<'a>>,
    /// A task run that is there already. It is the payload's own if it has the same flow run, task key and dynamic key.
    pub existing: Option<TaskRun<'a>>,
}

impl<'a> Known<'a> {
    /// The task run that a payload would create, if it is there already.
    #[must_use]
    pub fn existing_for(&self, create: &TaskRunCreate<'_>) -> Option<&TaskRun<'a>> {
        self.existing.as_ref().filter(|run| {
            run.flow_run_id == create.flow_run_id
                && run.task_key == create.task_key
                && run.dynamic_key == create.dynamic_key
        })
    }
}

/// The task run that the server would answer a payload with: a new one, or the one that is there already.
///
/// Ids that the payload does not give, and every present time, come from the context. Source of the rules:
/// `prefect.server.models.task_runs.create_task_run` and the transforms of
/// `prefect.server.orchestration.global_policy`.
///
/// ```
/// use chrono::DateTime;
/// use prefect_taskrun::{Context, Known, StateType, TaskRunCreate, create_task_run};
///
/// let context = Context::new(DateTime::UNIX_EPOCH, 0);
/// let create = TaskRunCreate::from_json(br#"{"task_key": "load", "dynamic_key": "0"}"#, &context)?;
/// let run = create_task_run(create, &context, &Known::default());
/// assert_eq!(run.state_type, Some(StateType::Pending));
/// # Ok::<(), prefect_taskrun::ValidationError>(())
/// ```
#[must_use]
pub fn create_task_run<'a>(create: TaskRunCreate<'a>, context: &Context, known: &Known<'a>) -> TaskRun<'a> {
    let mut run = match known.existing_for(&create) {
        Some(run) => run.clone(),
        None => new_task_run(create, context, known.flow_run.as_ref()),
    };
    estimate(&mut run, context.now());
    run
}

fn new_task_run<'a>(create: TaskRunCreate<'a>, context: &Context, flow_run: Option<&FlowRun<'a>>) -> TaskRun<'a> {
    let now = context.now();
    let id = create.id.unwrap_or_else(|| context.run_id());
    let flow_run = flow_run.filter(|_| create.flow_run_id.is_some());
    let mut state = create.state.map_or_else(StateCreate::pending, |state| *state).into_state(context);
    state.state_details.set_run(create.flow_run_id, id);

    let kind = state.r#type;
    let running = kind == StateType::Running;
    let started = running || kind.is_terminal();
    let scheduled = if kind == StateType::Scheduled { state.state_details.scheduled_time } else { None };
    let (timestamp, state_name) = (state.timestamp, state.name.clone());
    // Only a run that is deferred goes by the rules that count its flow run's attempts.
    let counts = running && state.state_details.deferred == Some(true);
    let state = written(state).map(Box::new).ok();
    let attempts = flow_run.filter(|_| counts && state.is_some());

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
        labels: Some(labels(create.flow_run_id, flow_run, create.labels)),
        state_id: state.as_ref().map(|state| state.id),
        task_inputs: create.task_inputs,
        state_type: Some(kind),
        state_name,
        run_count: Int::Small(running.into()),
        flow_run_run_count: attempts.map_or(Int::Small(0), |flow_run| flow_run.run_count.clone()),
        expected_start_time: Some(scheduled.unwrap_or(timestamp)),
        next_scheduled_start_time: scheduled,
        start_time: started.then_some(timestamp),
        end_time: kind.is_terminal().then_some(timestamp),
        total_run_time: Duration::default(),
        estimated_run_time: Duration::default(),
        estimated_start_time_delta: Duration::default(),
        state,
        fields_set: FieldSet::all(TaskRun::INFO),
        lifetime: std::marker::PhantomData,
    }
}

/// The state as the server writes it down, with what it keeps of the data.
fn written(mut state: State<'_>) -> Result<State<'_>, NoArtifact> {
    state.data = state.data.take().map_or(Ok(None), result::kept)?;
    Ok(state)
}

/// Prefect's `estimated_run_time` and `estimated_start_time_delta`, which grow until a run has ended or started.
fn estimate(run: &mut TaskRun<'_>, now: DateTime) {
    // A run whose state could not be written down has been in it since it started.
    let since = run.state.as_ref().map(|state| state.timestamp).or(run.start_time);
    let running_since = since.filter(|_| run.state_type == Some(StateType::Running));
    let running = running_since.map_or(Duration::default(), |since| Duration::between(since, now));
    run.estimated_run_time = run.total_run_time.plus(running);

    let ended = run.state_type.is_some_and(StateType::is_terminal);
    run.estimated_start_time_delta = match (run.expected_start_time, run.start_time) {
        (Some(expected), Some(start)) if start > expected => Duration::between(expected, start),
        (Some(expected), None) if expected < now && !ended => Duration::between(expected, now),
        _ => Duration::default(),
    };
}

/// Prefect's `with_system_labels_for_task_run`: later labels win.
fn labels<'a>(
    flow_run_id: Option<Uuid>,
    flow_run: Option<&FlowRun<'a>>,
    given: Option<Map<'a, Label<'a>>>,
) -> Map<'a, Label<'a>> {
    let mut labels = flow_run.and_then(|flow_run| flow_run.labels.clone()).unwrap_or_default();
    if let Some(id) = flow_run_id {
        labels.insert(FLOW_RUN_LABEL, Label::Str(Cow::Owned(id.to_string())));
    }
    labels.merged_with(given.unwrap_or_default())
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
