//! Writes TypeScript types and Python stubs from the core's definitions of its models.

mod typescript;

use std::process::ExitCode;

use prefect_taskrun::model::ModelInfo;
use prefect_taskrun::{
    Constant, FlowRunResult, Parameter, State, StateCreate, StateDetails, TaskRun, TaskRunCreate, TaskRunPolicy,
    TaskRunResult, TaskRunUpdate,
};

const MODELS: &[&ModelInfo] = &[
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

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("typescript") => print!("{}", typescript::models(MODELS)),
        _ => {
            eprintln!("usage: generate typescript");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}
