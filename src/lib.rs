//! Validate and create Prefect task runs exactly as a Prefect server does, without one.
//!
//! What a Prefect server makes of `POST /api/task_runs/`, as pure functions: no I/O, no clock, no randomness of their own. A
//! body goes in with a [`Context`]; out come a model and the task run, or a [`ValidationError`] with everything that is wrong.
//!
//! ```
//! use prefect_taskrun::chrono::DateTime;
//! use prefect_taskrun::{Context, Known, StateType, TaskRunCreate, create_task_run};
//!
//! let context = Context::new(DateTime::UNIX_EPOCH, 42);
//! let create = TaskRunCreate::from_json(br#"{"task_key": "load", "dynamic_key": "0"}"#, &context)?;
//! let run = create_task_run(create, &context, &Known::default());
//! assert_eq!(run.state_type, Some(StateType::Pending));
//!
//! let refused = TaskRunCreate::from_json(br#"{"task_key": "load"}"#, &context).unwrap_err();
//! let [error] = refused.errors().collect::<Vec<_>>().try_into().unwrap();
//! assert_eq!((error.code(), error.path(), error.message()), ("missing", "dynamic_key".into(), "Field required".into()));
//! # Ok::<(), prefect_taskrun::ValidationError>(())
//! ```
//!
//! # Where to begin
//!
//! - [`TaskRunCreate::from_json`] validates a body; [`StateCreate`], [`TaskRunUpdate`], [`State`] and [`TaskRun`] have the same.
//!   Models borrow from the body: `into_owned` makes one that does not. [`TaskRunCreate::new`] makes one without a body.
//! - [`create_task_run`] makes the run, [`respond`] answers a whole request, [`states`] has Prefect's state constructors.
//! - [`Context::at`] asks another release of Prefect, [`supported_versions`] all of them.
//! - [`to_json`] writes a model with fields left out or over several lines; each has a `to_json` of its own for the usual.
//!
//! [`host`] serves those who bring the core to another language, as the Python and npm packages do; [`mod@model`] describes the
//! models as data.
//!
//! # Beside serde
//!
//! Models are no types of serde's: its numbers hold neither Prefect's integers, which are of any size, nor every float as it is
//! written. Their JSON goes through it unchanged, both ways, as a [`RawValue`] of `serde_json` with the feature `raw_value`, which
//! a struct that derives `Serialize` and `Deserialize` may have for a field:
//!
//! ```
//! use std::collections::BTreeMap;
//!
//! use prefect_taskrun::chrono::DateTime;
//! use prefect_taskrun::{Context, Known, TaskRunCreate, create_task_run};
//! use serde_json::value::RawValue;
//!
//! let message = r#"{"payload": {"task_key": "load", "dynamic_key": "0", "labels": {"id": 12345678901234567890123}}}"#;
//! let message: BTreeMap<&str, &RawValue> = serde_json::from_str(message)?;
//!
//! let context = Context::new(DateTime::UNIX_EPOCH, 42);
//! let create = TaskRunCreate::from_json(message["payload"].get().as_bytes(), &context)?;
//! let run = create_task_run(create, &context, &Known::default());
//!
//! let answer = serde_json::to_string(&BTreeMap::from([("run", RawValue::from_string(run.to_json())?)]))?;
//! assert_eq!(answer, format!(r#"{{"run":{}}}"#, run.to_json()));
//! # assert!(answer.contains(":12345678901234567890123"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What is in a type of serde's becomes a payload by `serde_json::to_vec`.
//!
//! [`RawValue`]: https://docs.rs/serde_json/latest/serde_json/value/struct.RawValue.html
//!
//! # Features
//!
//! `schema` adds `json_schema` and the descriptions of models and fields. It is off by default.

mod api_version;
mod changes;
mod check;
mod context;
mod create;
mod define;
mod equal;
mod error;
mod flat;
mod float;
mod headers;
pub mod host;
mod input;
mod json;
mod kept;
mod limits;
pub mod model;
mod models;
mod payload;
mod plain;
mod release;
mod respond;
mod result;
#[cfg(feature = "schema")]
mod schema;
mod shape;
mod sink;
mod slug;
pub mod states;
mod support;
mod text;
mod typed;
mod types;
mod union;
mod validate;
mod value;

// What the API's instants and ids are made of, in the versions that fit.
pub use {chrono, uuid};

pub use changes::{Change, ChangeKind, changes};
pub use context::Context;
pub use create::{Known, create_task_run};
pub use error::{ErrorKind, ErrorLine, Loc, ValidationError};
pub use headers::Headers;
pub use input::Any;
pub use json::Span;
pub use models::*;
pub use payload::{Payload, to_json};
pub use release::{Release, ReleaseError};
pub use respond::{Response, respond};
#[cfg(feature = "schema")]
pub use schema::json_schema;
pub use sink::Dump;
pub use support::{Support, supported_versions};
pub use types::{
    DateTime, Duration, Int, Literal, Map, RunName, StateType, StateTypeError, format_date_time, parse_date_time,
};
pub use value::{Model, Value};

/// The examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
