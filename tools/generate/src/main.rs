//! Writes TypeScript types, Python stubs and the table of releases from the core's definitions of its models.

mod compatibility;
mod fields;
mod plain;
mod releases;
mod states;
mod stubs;
mod typescript;

use std::process::ExitCode;

use prefect_taskrun::model::ModelInfo;
use prefect_taskrun::{State, StateCreate, TaskRun, TaskRunCreate, TaskRunUpdate};

/// The models that a payload can be.
const PAYLOADS: &[&ModelInfo] =
    &[TaskRunCreate::INFO, TaskRunUpdate::INFO, StateCreate::INFO, State::INFO, TaskRun::INFO];

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("models") => print!("{}", typescript::models(PAYLOADS)),
        Some("flat") => print!("{}", typescript::flat()),
        Some("plain") => print!("{}", plain::typescript()),
        Some("fields") => print!("{}", fields::typescript()),
        Some("releases") => print!("{}", releases::typescript()),
        Some("schemas") => print!("{}", typescript::schemas(PAYLOADS)),
        Some("python-states") => print!("{}", states::python()),
        Some("states") => print!("{}", states::typescript()),
        Some("compatibility") => print!("{}", compatibility::table()),
        Some("stubs") => print!("{}", stubs::module(prefect_taskrun::MODELS)),
        _ => {
            eprintln!(
                "usage: generate models | flat | states | schemas | fields | plain | releases | \
                 stubs | python-states | compatibility"
            );
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}
