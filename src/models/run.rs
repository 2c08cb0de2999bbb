use std::borrow::Cow;

use uuid::Uuid;

use super::{CACHE_KEY_FITS, Label, State, TaskInput, TaskRunPolicy};
use crate::define::models;
use crate::model::example;
use crate::release::Release;
use crate::types::{DateTime, Duration, Int, Map, RunName, StateType};

models! {
    /// An ORM representation of task run data.
    TaskRun: Ignored [
        /// The id of the task run.
        id: Uuid => RunId, described: false, answered: true, reset: true;
        /// When the task run was created.
        created: Option<DateTime> = null, described: false, answered: true, reset: true, shown: false;
        /// When the task run was last changed.
        updated: Option<DateTime> = null, described: false, answered: true, reset: true, shown: false;
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
        /// The id of the current task run state.
        state_id: Option<Uuid> = null;
        /// Tracks the source of inputs to a task run. Used for internal bookkeeping.
        task_inputs: Map<'a, Vec<TaskInput<'a>>> => Empty;
        /// The type of the current task run state.
        state_type: Option<StateType> = null;
        /// The name of the current task run state.
        state_name: Option<Cow<'a, str>> = null;
        /// The number of times the task run has been executed.
        run_count: Int<'a> = empty;
        /// If the parent flow has retried, this indicates the flow retry this run is associated with.
        flow_run_run_count: Int<'a> = empty;
        /// The task run's expected start time.
        expected_start_time: Option<DateTime> = null;
        /// The next time the task run is scheduled to start.
        next_scheduled_start_time: Option<DateTime> = null;
        /// The actual start time.
        start_time: Option<DateTime> = null;
        /// The actual end time.
        end_time: Option<DateTime> = null;
        /// Total run time. If the task run was executed multiple times, the time of each run will be summed.
        total_run_time: Duration = empty;
        /// A real-time estimate of total run time.
        estimated_run_time: Duration = empty;
        /// The difference between actual and expected start time.
        estimated_start_time_delta: Duration = empty;
        /// The current task run state.
        state: Option<Box<State<'a>>> = null;
    ]
}
