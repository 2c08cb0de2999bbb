use std::borrow::Cow;

use uuid::Uuid;

use super::{CACHE_KEY_FITS, Label, StateCreate, TaskInput, TaskRunPolicy};
use crate::context::Context;
use crate::define::models;
use crate::model::example;
use crate::release::Release;
use crate::types::{DateTime, Map, RunName};
use crate::value::{Model, Value};

models! {
    /// Data used by the Prefect REST API to create a task run
    TaskRunCreate: Forbidden [
        /// The ID to assign to the task run. If not provided, a random UUID will be generated.
        id: Option<Uuid> = null;
        /// The state of the task run to create
        state: Option<Box<StateCreate<'a>>> = null;
        /// The name of the task run; made up if not provided.
        name: RunName<'a> => Name, made_if_falsy: true, described: false, example: example("\"my-task-run\"");
        /// The flow run id of the task run.
        flow_run_id: Option<Uuid> = null;
        /// A unique identifier for the task being run.
        task_key: Cow<'a, str>;
        /// A dynamic key used to differentiate between multiple runs of the same task within the same flow run.
        dynamic_key: Cow<'a, str>;
        /// An optional cache key. If a COMPLETED state associated with this cache key is found, the cached COMPLETED state will be used instead of executing the task run.
        cache_key: Option<Cow<'a, str>> where CACHE_KEY_FITS = null;
        /// Specifies when the cached state should expire.
        cache_expiration: Option<DateTime> = null;
        /// The version of the task being run.
        task_version: Option<Cow<'a, str>> = null;
        /// How the task run should retry.
        empirical_policy: TaskRunPolicy<'a> => Empty, described: false;
        /// A list of tags for the task run.
        tags: Vec<Cow<'a, str>> => Empty, example: example("[\"tag-1\",\"tag-2\"]");
        /// A dictionary of key-value labels. Values can be strings, numbers, or booleans.
        labels: Option<Map<'a, Label<'a>>> => Empty, example: example("{\"key\":\"value1\",\"key2\":42}"), since: Release(3, 1, 5);
        /// The inputs to the task run.
        task_inputs: Map<'a, Vec<TaskInput<'a>>> => Empty;
    ]

    /// Data used by the Prefect REST API to update a task run
    TaskRunUpdate: Forbidden [
        /// The name of the task run; made up if not provided.
        name: RunName<'a> => Name, made_if_falsy: true, described: false, example: example("\"my-task-run\"");
    ]
}

impl<'a> TaskRunCreate<'a> {
    /// The payload that gives no more than it must; the run's name is made up.
    ///
    /// ```
    /// use chrono::DateTime;
    /// use prefect_taskrun::{Context, Map, Parameter, StateCreate, StateType, TaskRunCreate};
    ///
    /// let context = Context::new(DateTime::UNIX_EPOCH, 0);
    /// let mut create = TaskRunCreate::new("load", "0", &context);
    /// create.name = format!("load-{}", 7).into();
    /// create.state = Some(Box::new(StateCreate::new(StateType::Running, &context)));
    /// create.tags = vec!["nightly".into()];
    /// create.labels = Some(Map::from([("team", "data".into()), ("priority", 3.into())]));
    /// create.empirical_policy.retries = Some(2.into());
    /// create.task_inputs = Map::from([("rows", vec![Parameter::new("rows").into()])]);
    /// create.mark_set(["name", "state", "tags", "labels", "empirical_policy", "task_inputs"]);
    /// assert!(create.to_json().contains(r#""name":"load-7""#));
    /// ```
    ///
    /// A state of [`states`](crate::states) is asked for with [`State::to_state_create`](crate::State::to_state_create).
    #[must_use]
    pub fn new(task_key: impl Into<Cow<'a, str>>, dynamic_key: impl Into<Cow<'a, str>>, context: &Context) -> Self {
        let (task_key, dynamic_key) = (Value::Str(task_key.into()), Value::Str(dynamic_key.into()));
        let mut create = Model::of(Self::INFO, [(Self::AT.task_key, task_key), (Self::AT.dynamic_key, dynamic_key)]);
        create.put(Self::AT.name, context.made_up_name());
        create.into()
    }
}

impl<'a> TaskRunUpdate<'a> {
    /// The payload that gives a run this name, which is not empty.
    #[must_use]
    pub fn new(name: impl Into<RunName<'a>>) -> Self {
        Model::of(Self::INFO, [(Self::AT.name, Value::Str(name.into().0))]).into()
    }
}
