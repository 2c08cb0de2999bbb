//! Writes TypeScript types, Python stubs and the table of releases from the core's definitions of its models.

mod compatibility;
mod states;
mod stubs;
mod typescript;

use std::process::ExitCode;

use prefect_taskrun::model::ModelInfo;
use prefect_taskrun::{
    Constant, FlowRunResult, Parameter, State, StateCreate, StateDetails, TaskRun, TaskRunCreate, TaskRunPolicy,
    TaskRunResult, TaskRunUpdate,
};

/// The models that a payload can be.
const PAYLOADS: &[&ModelInfo] =
    &[TaskRunCreate::INFO, TaskRunUpdate::INFO, StateCreate::INFO, State::INFO, TaskRun::INFO];

/// The models that stand within another.
const PARTS: &[&ModelInfo] = &[
    StateDetails::INFO,
    TaskRunPolicy::INFO,
    TaskRunResult::INFO,
    FlowRunResult::INFO,
    Parameter::INFO,
    Constant::INFO,
];

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("typescript") => print!("{}", typescript::models(&[PAYLOADS, PARTS].concat())),
        Some("schemas") => print!("{}", typescript::schemas(PAYLOADS)),
        Some("python-states") => print!("{}", states::python()),
        Some("typescript-states") => print!("{}", states::typescript()),
        Some("compatibility") => print!("{}", compatibility::table()),
        Some("stubs") => print!("{}", stubs::module(PAYLOADS)),
        _ => {
            eprintln!(
                "usage: generate typescript | typescript-states | schemas | stubs | python-states | compatibility"
            );
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}
