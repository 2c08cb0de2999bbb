//! Validate and create Prefect task runs exactly as a Prefect server does, without one.

mod api_version;
mod changes;
pub mod check;
mod context;
mod create;
mod define;
mod equal;
mod error;
mod flat;
mod float;
mod headers;
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
pub use create::{Known, create_of_model, create_task_run};
pub use equal::equal;
pub use error::{Complaint, ErrorKind, ErrorLine, Line, Loc, ValidationError, path};
pub use flat::{Flat, Tag, Words};
pub use headers::Headers;
pub use input::{Any, Entries, HostInput, HostText, Input, Key, ListInput, ObjectInput, Ratio, View};
pub use json::{Span, Writer, quote};
pub use kept::{HostObject, Kept};
pub use limits::MOST_LEVELS;
pub use models::*;
pub use payload::{Payload, to_json};
pub use release::{Release, ReleaseError};
pub use respond::{Response, respond};
#[cfg(feature = "schema")]
pub use schema::json_schema;
pub use shape::{Shape, UnionMember};
pub use sink::{Dump, Sink, any};
pub use support::{Support, support, supported_versions, turning_releases};
pub use typed::Typed;
pub use types::{
    DateTime, Duration, Int, Literal, Map, RunName, StateType, StateTypeError, format_date_time, parse_date_time,
};
pub use value::{Model, Value};

/// The examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
