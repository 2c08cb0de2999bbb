//! What the server makes of a valid payload.

use uuid::Uuid;

use crate::context::Context;
use crate::model::{Counterparts, FieldSet, ModelInfo};
use crate::models::{FlowRun, State, StateCreate, StateDetails, TaskRun, TaskRunCreate};
use crate::release::Release;
use crate::result::{self, NoArtifact};
use crate::shape::Shape;
use crate::types::{DateTime, Duration, Int, Map, StateType, format_uuid, whole};
use crate::value::{Model, Value};

/// The label that names a task run's flow run.
const FLOW_RUN_LABEL: &str = "prefect.flow-run.id";

/// The first release to which a run that ends with its first state has started and ended then. To earlier ones it did neither.
const FIRST_STATE_ENDS: Release = Release(3, 6, 14);

static OF_RUN: Counterparts = TaskRun::INFO.counterparts_in(TaskRunCreate::INFO);
static OF_STATE: Counterparts = State::INFO.counterparts_in(StateCreate::INFO);

/// What the server knows beside the payload.
#[derive(Clone, Debug, Default)]
pub struct Known<'a> {
    flow_run: Option<Model<'a>>,
    existing: Option<Model<'a>>,
}

impl<'a> Known<'a> {
    /// The flow run that the payload names, from which its task runs take labels and the run count, and a task run that
    /// is there already. It is the payload's own if it has the same flow run, task key and dynamic key.
    #[must_use]
    pub fn new(flow_run: Option<FlowRun<'a>>, existing: Option<TaskRun<'a>>) -> Self {
        Self { flow_run: flow_run.map(Into::into), existing: existing.map(Into::into) }
    }

    /// The same of models without their types, read by what reads a model as [`Model::told`] does from whatever a host has
    /// it in.
    ///
    /// # Errors
    ///
    /// Why the flow run cannot be read, or else why the task run cannot.
    pub fn told<T, E>(
        flow_run: Option<T>,
        existing: Option<T>,
        told: impl Fn(&'static ModelInfo, T) -> Result<Model<'a>, E>,
    ) -> Result<Self, E> {
        let told = |info, value: Option<T>| value.map(|value| told(info, value)).transpose();
        Ok(Self { flow_run: told(FlowRun::INFO, flow_run)?, existing: told(TaskRun::INFO, existing)? })
    }

    /// The task run that a payload would create, if it is there already.
    pub(crate) fn existing_for(&self, create: &Model<'_>) -> Option<&Model<'a>> {
        let (ours, theirs) = (TaskRunCreate::AT, TaskRun::AT);
        let same = [
            (ours.flow_run_id, theirs.flow_run_id),
            (ours.task_key, theirs.task_key),
            (ours.dynamic_key, theirs.dynamic_key),
        ];
        let is_same = |ours: &Value<'_>, theirs: &Value<'_>| {
            (ours.as_uuid(), ours.as_str()) == (theirs.as_uuid(), theirs.as_str())
        };
        self.existing
            .as_ref()
            .filter(|run| same.iter().all(|(ours, theirs)| is_same(create.get(*ours), run.get(*theirs))))
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
    create_of_model(create.into(), context, known).into()
}

/// The same of models without their types: of a [`TaskRunCreate`] comes a [`TaskRun`].
#[must_use]
pub fn create_of_model<'a>(create: Model<'a>, context: &Context, known: &Known<'a>) -> Model<'a> {
    let mut run = match known.existing_for(&create) {
        Some(run) => run.clone(),
        None => new_task_run(create, context, known.flow_run.as_ref()),
    };
    estimate(&mut run, context.now());
    run
}

fn new_task_run<'a>(mut create: Model<'a>, context: &Context, flow_run: Option<&Model<'a>>) -> Model<'a> {
    let (given, at) = (TaskRunCreate::AT, TaskRun::AT);
    let now = context.now();
    let id = create.get(given.id).as_uuid().unwrap_or_else(|| context.run_id());
    let flow_run_id = create.get(given.flow_run_id).as_uuid();
    let flow_run = flow_run.filter(|_| flow_run_id.is_some());
    let mut state = match create.take(given.state) {
        Value::Model(state) => state_of(state, context),
        _ => state_of(pending(), context),
    };
    state.change(State::AT.state_details, |details| set_run(details, flow_run_id, id));

    let kind = StateType::of_value(state.get(State::AT.r#type)).unwrap_or_default();
    let running = kind == StateType::Running;
    let ended = kind.is_terminal() && context.release() >= FIRST_STATE_ENDS;
    let details = state.get(State::AT.state_details).as_model();
    let detail = |index: usize| details.map_or(&Value::Null, |details| details.get(index));
    let scheduled = detail(StateDetails::AT.scheduled_time).as_date_time().filter(|_| kind == StateType::Scheduled);
    // Only a run that is deferred goes by the rules that count its flow run's attempts.
    let counts = running && matches!(detail(StateDetails::AT.deferred), Value::Bool(true));
    let timestamp = state.get(State::AT.timestamp).as_date_time();
    let state_name = state.get(State::AT.name).clone();
    let state = written(state).ok();
    let attempts = flow_run.filter(|_| counts && state.is_some());
    let knows_labels = TaskRun::INFO.fields.get(at.labels).is_some_and(|labels| context.release() >= labels.since);
    let labels =
        labels(flow_run_id.filter(|_| knows_labels), flow_run.filter(|_| knows_labels), create.take(given.labels));
    create.change(given.empirical_policy, |policy| {
        validate_again(policy, context);
        forget_what_is_not_finite(policy);
        // A run of a flow run is read back from the database.
        if flow_run_id.is_some() {
            validate_again(policy, context);
        }
    });

    let mut run = create.into_model(TaskRun::INFO, &OF_RUN);
    run.set(at.id, id);
    run.set(at.created, now);
    run.set(at.updated, now);
    run.set(at.labels, Value::Map(labels));
    run.set(at.state_id, state.as_ref().and_then(|state| state.get(State::AT.id).as_uuid()));
    run.set(at.state_type, Value::Enum(kind.as_str()));
    run.set(at.state_name, state_name);
    run.set(at.run_count, Int::Small(running.into()));
    if let Some(flow_run) = attempts {
        run.set(at.flow_run_run_count, flow_run.get(FlowRun::AT.run_count).clone());
    }
    run.set(at.expected_start_time, scheduled.or(timestamp));
    run.set(at.next_scheduled_start_time, scheduled);
    run.set(at.start_time, timestamp.filter(|_| running || ended));
    run.set(at.end_time, timestamp.filter(|_| ended));
    run.set(at.state, state);
    run.with_fields_set(FieldSet::all(TaskRun::INFO))
}

/// The state as the server writes it down, with what it keeps of the data.
fn written(mut state: Model<'_>) -> Result<Model<'_>, NoArtifact> {
    if let Value::Any(data) = state.take(State::AT.data) {
        state.set(State::AT.data, result::kept(data)?);
    }
    Ok(state)
}

/// Prefect's `estimated_run_time` and `estimated_start_time_delta`, which grow until a run has ended or started.
fn estimate(run: &mut Model<'_>, now: DateTime) {
    let at = TaskRun::AT;
    let kind = StateType::of_value(run.get(at.state_type));
    let start = run.get(at.start_time).as_date_time();
    // A run whose state could not be written down has been in it since it started, whatever state is told instead.
    let of_kind = |state: &&Model<'_>| StateType::of_value(state.get(State::AT.r#type)) == kind;
    let state = run.get(at.state).as_model().filter(of_kind);
    let since = state.map_or(start, |state| state.get(State::AT.timestamp).as_date_time());
    let running_since = since.filter(|_| kind == Some(StateType::Running));
    let running = running_since.map_or(Duration::default(), |since| Duration::between(since, now));
    let total = run.get(at.total_run_time).as_duration().unwrap_or_default();

    let ended = kind.is_some_and(StateType::is_terminal);
    let delta = match (run.get(at.expected_start_time).as_date_time(), start) {
        (Some(expected), Some(start)) if start > expected => Duration::between(expected, start),
        (Some(expected), None) if expected < now && !ended => Duration::between(expected, now),
        _ => Duration::default(),
    };
    run.put(at.estimated_run_time, total.plus(running));
    run.put(at.estimated_start_time_delta, delta);
}

/// Prefect's `with_system_labels_for_task_run`: later labels win.
fn labels<'a>(flow_run_id: Option<Uuid>, flow_run: Option<&Model<'a>>, given: Value<'a>) -> Map<'a, Value<'a>> {
    let of_flow_run = flow_run.map_or(Value::Null, |flow_run| flow_run.get(FlowRun::AT.labels).clone());
    let map = |labels: Value<'a>| match labels {
        Value::Map(labels) => labels,
        _ => Map::default(),
    };
    let (mut labels, given) = (map(of_flow_run), map(given));
    labels.reserve(given.len() + 1);
    if let Some(id) = flow_run_id {
        labels.insert(FLOW_RUN_LABEL, format_uuid(id).as_str().to_owned().into());
    }
    labels.merged_with(given)
}

/// The state of a run that was given none.
fn pending<'a>() -> Model<'a> {
    let mut state = Model::blank(StateCreate::INFO);
    state.set(StateCreate::AT.r#type, Value::Enum(StateType::Pending.as_str()));
    state.set(StateCreate::AT.name, StateType::Pending.default_name());
    state
}

/// The state that the server makes of one that was asked for, now and with an id of its own.
fn state_of<'a>(create: Model<'a>, context: &Context) -> Model<'a> {
    let mut state = create.into_model(State::INFO, &OF_STATE);
    state.set(State::AT.id, context.state_id());
    state.set(State::AT.timestamp, context.now());
    state.with_fields_set(FieldSet::all(State::INFO))
}

/// The policy is told, and held in the database, as JSON, which has no word for what is not finite.
fn forget_what_is_not_finite(policy: &mut Model<'_>) {
    for (index, field) in policy.info().fields.iter().enumerate() {
        let is_lost = matches!(policy.get(index), Value::Float(number) if !number.is_finite());
        if is_lost && matches!(field.shape, Shape::Nullable(_)) {
            policy.put(index, Value::Null);
        }
    }
}

/// Prefect makes the run of the payload's dump, so that the policy is validated again. What is filled from an older field
/// is then seen as it was validated: `"0"` was no reason to fill a field, 0 is one.
fn validate_again(policy: &mut Model<'_>, context: &Context) {
    let info = policy.info();
    for (older, newer) in info.older {
        let (Some(field), older) = (info.fields.get(*newer), policy.get(*older)) else { continue };
        if !policy.get(*newer).is_falsy() || older.is_falsy() {
            continue;
        }
        let converted = match older {
            older if field.shape.takes(older, context.release()) => Some(older.clone()),
            Value::Float(number) => whole(*number).map(|number| Value::Int(number.into())),
            _ => None,
        };
        // Where an older release knows no such value, its server fails.
        if let Some(value) = converted {
            policy.set(*newer, value);
        }
    }
}

/// Prefect's `UpdateStateDetails`: names the runs that the state belongs to.
fn set_run(details: &mut Model<'_>, flow_run_id: Option<Uuid>, task_run_id: Uuid) {
    details.set(StateDetails::AT.flow_run_id, flow_run_id);
    details.set(StateDetails::AT.task_run_id, task_run_id);
}
