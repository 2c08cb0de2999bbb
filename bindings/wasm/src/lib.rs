//! The core for JavaScript: texts in, texts out, and nothing of its own.
//!
//! Results cross as JSON text, since the host's `JSON.parse` is quicker than making objects one property at a time.

#![allow(clippy::float_cmp, reason = "wasm-bindgen compares an enum's number as a float")]
#![allow(clippy::needless_pass_by_value, reason = "what may be absent crosses by value")]

mod answer;

use prefect_taskrun::states::CONSTRUCTORS;
use prefect_taskrun::{
    Context, Known, Response, State, StateCreate, TaskRun, TaskRunCreate, TaskRunUpdate, create_task_run,
};
use wasm_bindgen::prelude::*;

/// A model of the API.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug)]
pub enum Model {
    /// Data to create a task run.
    TaskRunCreate,
    /// Data to update a task run.
    TaskRunUpdate,
    /// Data to create a state.
    StateCreate,
    /// A state.
    State,
    /// A task run.
    TaskRun,
}

/// The host's present, in microseconds since 1970, and 128 random bits.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug)]
pub struct Surroundings {
    now: f64,
    seed: u128,
}

#[wasm_bindgen]
impl Surroundings {
    /// It is `now`, and `a` to `d` are the random bits, the lowest first.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(now: f64, a: u32, b: u32, c: u32, d: u32) -> Self {
        let seed = [d, c, b, a].into_iter().fold(0, |seed, part| seed << 32 | u128::from(part));
        Self { now, seed }
    }

    fn context(self) -> Option<Context> {
        Context::from_unix_micros(self.now as i64, self.seed)
    }
}

/// The microseconds since 1970 of a datetime's text, or nothing.
#[wasm_bindgen]
#[must_use]
pub fn unix_micros(text: &str) -> Option<f64> {
    prefect_taskrun::parse_date_time(text).map(|instant| instant.timestamp_micros() as f64)
}

/// The model that a body holds, or its errors, perhaps with where they stand, or nothing where the present is no instant.
#[wasm_bindgen]
#[must_use]
pub fn parse_json(model: Model, body: &[u8], surroundings: Surroundings, spans: bool) -> Option<String> {
    let context = &surroundings.context()?;
    Some(match model {
        Model::TaskRunCreate => answer::of(TaskRunCreate::from_json(body, context), spans),
        Model::TaskRunUpdate => answer::of(TaskRunUpdate::from_json(body, context), spans),
        Model::StateCreate => answer::of(StateCreate::from_json(body, context), spans),
        Model::State => answer::of(State::from_json(body, context), spans),
        Model::TaskRun => answer::of(TaskRun::from_json(body, context), spans),
    })
}

/// The task run that a server would answer a body with, or the errors of the body or of what is known beside it.
#[wasm_bindgen]
#[must_use]
pub fn create(
    body: &[u8],
    surroundings: Surroundings,
    flow_run: Option<Vec<u8>>,
    existing: Option<Vec<u8>>,
) -> Option<String> {
    let context = &surroundings.context()?;
    let run = Known::from_json(flow_run.as_deref(), existing.as_deref(), context)
        .and_then(|known| Ok(create_task_run(TaskRunCreate::from_json(body, context)?, context, &known)));
    Some(answer::of(run, false))
}

/// What the endpoint answers: the status's three digits, and then the JSON body; or the errors of what is known beside it.
#[wasm_bindgen]
#[must_use]
pub fn respond(
    body: &[u8],
    api_version: Option<String>,
    surroundings: Surroundings,
    flow_run: Option<Vec<u8>>,
    existing: Option<Vec<u8>>,
) -> Option<String> {
    let context = &surroundings.context()?;
    Some(match Known::from_json(flow_run.as_deref(), existing.as_deref(), context) {
        Err(error) => answer::of(Err::<TaskRun<'_>, _>(error), false),
        Ok(known) => {
            let Response { status, body } = prefect_taskrun::respond(body, api_version.as_deref(), context, &known);
            [&status.to_string(), body.as_str()].concat()
        }
    })
}

/// The state that one of Prefect's constructors makes of arguments, or their errors; the constructors are numbered in
/// the core's order.
#[wasm_bindgen]
#[must_use]
pub fn construct(constructor: usize, arguments: &[u8], surroundings: Surroundings) -> Option<String> {
    let context = &surroundings.context()?;
    Some(answer::of(CONSTRUCTORS.get(constructor)?.from_json(arguments, context), false))
}
