//! What a Rust program would write without the product: structs that serde fills, with no rule of Prefect's beyond the
//! types, no defaults but serde's own, and the first error alone.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TaskRunCreate<'a> {
    pub id: Option<&'a str>,
    #[serde(borrow)]
    pub state: Option<StateCreate<'a>>,
    pub name: Option<Cow<'a, str>>,
    pub flow_run_id: Option<&'a str>,
    #[serde(borrow)]
    pub task_key: Cow<'a, str>,
    #[serde(borrow)]
    pub dynamic_key: Cow<'a, str>,
    pub cache_key: Option<Cow<'a, str>>,
    pub cache_expiration: Option<&'a str>,
    pub task_version: Option<Cow<'a, str>>,
    pub empirical_policy: Option<TaskRunPolicy>,
    #[serde(default, borrow)]
    pub tags: Vec<Cow<'a, str>>,
    #[serde(default, borrow)]
    pub labels: HashMap<Cow<'a, str>, Label<'a>>,
    #[serde(default, borrow)]
    pub task_inputs: HashMap<Cow<'a, str>, Vec<TaskInput<'a>>>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct StateCreate<'a> {
    pub r#type: StateType,
    #[serde(borrow)]
    pub name: Option<Cow<'a, str>>,
    pub message: Option<Cow<'a, str>>,
    pub data: Option<serde_json::Value>,
    #[serde(borrow)]
    pub state_details: Option<StateDetails<'a>>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum StateType {
    Scheduled,
    Pending,
    Running,
    Completed,
    Failed,
    Cancelled,
    Crashed,
    Paused,
    Cancelling,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct StateDetails<'a> {
    pub flow_run_id: Option<&'a str>,
    pub task_run_id: Option<&'a str>,
    pub child_flow_run_id: Option<&'a str>,
    pub scheduled_time: Option<&'a str>,
    #[serde(borrow)]
    pub cache_key: Option<Cow<'a, str>>,
    pub cache_expiration: Option<&'a str>,
    pub deferred: Option<bool>,
    pub untrackable_result: Option<bool>,
    pub pause_timeout: Option<&'a str>,
    pub pause_reschedule: Option<bool>,
    pub pause_key: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub run_input_keyset: Option<HashMap<Cow<'a, str>, Cow<'a, str>>>,
    pub refresh_cache: Option<bool>,
    pub retriable: Option<bool>,
    pub transition_id: Option<&'a str>,
    pub task_parameters_id: Option<&'a str>,
    pub traceparent: Option<Cow<'a, str>>,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct TaskRunPolicy {
    pub max_retries: Option<i64>,
    pub retry_delay_seconds: Option<f64>,
    pub retries: Option<i64>,
    pub retry_delay: Option<RetryDelay>,
    pub retry_jitter_factor: Option<f64>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(untagged)]
pub enum RetryDelay {
    Int(i64),
    Float(f64),
    Ints(Vec<i64>),
    Floats(Vec<f64>),
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Label<'a> {
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(Cow<'a, str>),
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(tag = "input_type", rename_all = "snake_case")]
pub enum TaskInput<'a> {
    TaskRun { id: Cow<'a, str> },
    FlowRun { id: Cow<'a, str> },
    Parameter { name: Cow<'a, str> },
    Constant { r#type: Cow<'a, str> },
}
