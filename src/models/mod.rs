//! The models of Prefect's task-run API, each defined once.
//!
//! Names, order, defaults and descriptions are those of Prefect 3.9.1: `prefect.server.schemas`, modules `actions`,
//! `core` and `states`.

mod create;
mod flow_run;
mod input;
mod policy;
mod run;
mod state;
mod unions;

pub use create::{TaskRunCreate, TaskRunUpdate};
pub use flow_run::FlowRun;
pub use input::{
    Constant, ConstantInput, FlowRunInput, FlowRunResult, Parameter, ParameterInput, TaskRunInput, TaskRunResult,
};
pub use policy::TaskRunPolicy;
pub use run::TaskRun;
pub(crate) use state::fill_state;
pub use state::{State, StateCreate, StateDetails};
pub use unions::{Label, RetryDelay, TaskInput};

use crate::model::{Limit, ModelInfo, Rule};

/// The models that a payload can be, and then those within them.
pub const MODELS: &[&ModelInfo] = &[
    TaskRunCreate::INFO,
    TaskRunUpdate::INFO,
    StateCreate::INFO,
    State::INFO,
    TaskRun::INFO,
    StateDetails::INFO,
    TaskRunPolicy::INFO,
    TaskRunResult::INFO,
    FlowRunResult::INFO,
    Parameter::INFO,
    Constant::INFO,
];

/// Prefect's `validate_cache_key_length`.
const CACHE_KEY_FITS: Rule =
    Rule { limit: Limit::MostCharacters(2000), words: "Cache key exceeded maximum allowed length of 2000 characters." };
