//! The core for JavaScript: payloads in, answers out, and nothing of its own.
//!
//! Everything crosses in two lists of numbers at most, since each call from one side to the other takes as long as it
//! takes to read a value.

#![allow(clippy::needless_pass_by_value, reason = "what may be absent crosses by value")]

mod answer;

use prefect_taskrun::states::CONSTRUCTORS;
use prefect_taskrun::{
    Context, Dump, Flat, Known, MODELS, Model, Payload, Release, TaskRunCreate, ValidationError, create_of_model,
    to_json,
};
use wasm_bindgen::prelude::*;

use crate::answer::Answer;

#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn fill_with_random_bits(bytes: &mut [u8]);
}

fn seed_of_host() -> u128 {
    let mut bytes = [0; 16];
    fill_with_random_bits(&mut bytes);
    u128::from_le_bytes(bytes)
}

/// The context in which it is so many microseconds since 1970. Given are a seed of four words, the lowest first, without
/// which the host draws one, and then the three numbers of a release, without which it is the newest.
fn context(now: f64, given: Option<&[u32]>) -> Option<Context> {
    let given = given.unwrap_or_default();
    let (seed, release) = given.split_first_chunk::<4>().map_or((None, given), |(seed, rest)| (Some(seed), rest));
    let context = Context::from_unix_micros(now as i64, 0)?;
    let context = match seed {
        Some(words) => {
            let seed = words.iter().rev().fold(0, |seed, word| seed << 32 | u128::from(*word));
            Context::from_unix_micros(now as i64, seed)?
        }
        None => Context::drawing(context.now().into(), seed_of_host),
    };
    Some(match release {
        &[major, minor, patch] => context.at(Release(major as u16, minor as u16, patch as u16)),
        _ => context,
    })
}

/// What is known of a release by its name: its three numbers, and what one must know who asks for it; or why there is
/// nothing.
#[wasm_bindgen]
#[must_use]
pub fn release(name: &str) -> Vec<u32> {
    Answer::release(name.parse())
}

/// The payload that crossed: a host's value, or without its words a JSON text.
fn payload<'a>(text: &'a [u8], words: Option<&'a [u32]>) -> Payload<'a> {
    match (words, std::str::from_utf8(text)) {
        (Some(words), Ok(text)) => Payload::Flat(Flat { words, text, at: 0 }),
        _ => Payload::Json(text),
    }
}

/// The model that a payload holds, by the number of its kind.
fn model<'a>(model: u32, payload: Payload<'a>, context: &Context) -> Option<Result<Model<'a>, ValidationError>> {
    Some(Model::from_payload(MODELS.get(model as usize)?, payload, context))
}

/// The microseconds since 1970 of a datetime's text, or nothing.
#[wasm_bindgen]
#[must_use]
pub fn unix_micros(text: &str) -> Option<f64> {
    prefect_taskrun::parse_date_time(text).map(|instant| instant.timestamp_micros() as f64)
}

/// The model that a payload holds, or its errors, perhaps with where they stand, or nothing where the present is no instant.
#[wasm_bindgen]
#[must_use]
pub fn validate(
    model: u32,
    text: &[u8],
    words: Option<Vec<u32>>,
    now: f64,
    given: Option<Vec<u32>>,
    spans: bool,
) -> Option<Vec<u32>> {
    let context = &context(now, given.as_deref())?;
    let payload = payload(text, words.as_deref());
    let of_host = matches!(payload, Payload::Flat(_));
    Some(match self::model(model, payload, context)? {
        Ok(model) => Answer::model(&model),
        Err(error) => Answer::refusal(&error, of_host, spans),
    })
}

/// Whether a JSON text holds a model.
#[wasm_bindgen]
#[must_use]
pub fn check(model: u32, text: &[u8], given: Option<Vec<u32>>) -> Option<bool> {
    let context = &context(0.0, given.as_deref())?;
    Some(self::model(model, Payload::Json(text), context)?.is_ok())
}

/// The JSON text of the model that a payload holds, on one line or with so many spaces a level, or its errors.
#[wasm_bindgen]
#[must_use]
pub fn dump(
    model: u32,
    text: &[u8],
    words: Option<Vec<u32>>,
    now: f64,
    given: Option<Vec<u32>>,
    indent: Option<u32>,
) -> Option<Vec<u32>> {
    let context = &context(now, given.as_deref())?;
    let payload = payload(text, words.as_deref());
    let of_host = matches!(payload, Payload::Flat(_));
    let indent = indent.map(|width| width as usize);
    Some(match self::model(model, payload, context)? {
        Ok(model) => Answer::text(0, &to_json(&model, Dump::default(), indent)),
        Err(error) => Answer::refusal(&error, of_host, false),
    })
}

/// The flow run and the task run that are known beside a payload, as a host's list wrote them down.
fn known<'a>(
    flow_run: Option<Flat<'a>>,
    existing: Option<Flat<'a>>,
    context: &Context,
) -> Result<Known<'a>, ValidationError> {
    Known::from_payloads(flow_run.map(Payload::Flat), existing.map(Payload::Flat), context)
}

/// The task run that a server would answer a payload with, or the errors of the payload or of what is known beside it:
/// a host's list of the payload, the flow run and the task run.
#[wasm_bindgen]
#[must_use]
pub fn create(text: &[u8], words: Vec<u32>, now: f64, given: Option<Vec<u32>>) -> Option<Vec<u32>> {
    let context = &context(now, given.as_deref())?;
    let list = Flat { words: &words, text: str::from_utf8(text).ok()?, at: 0 };
    let [_, flow_run, existing] = list.items();
    let run = known(flow_run, existing, context).and_then(|known| {
        let create = Model::from_payload(TaskRunCreate::INFO, Payload::Flat(Flat { at: 1, ..list }), context)?;
        Ok(create_of_model(create, context, &known))
    });
    Some(match run {
        Ok(run) => Answer::model(&run),
        Err(error) => Answer::refusal(&error, true, false),
    })
}

/// What the endpoint answers, or the errors of what is known beside the body: a host's list of the flow run and the task
/// run.
#[wasm_bindgen]
#[must_use]
pub fn respond(
    body: &[u8],
    api_version: Option<String>,
    text: &[u8],
    words: Vec<u32>,
    now: f64,
    given: Option<Vec<u32>>,
) -> Option<Vec<u32>> {
    let context = &context(now, given.as_deref())?;
    let [flow_run, existing] = Flat { words: &words, text: str::from_utf8(text).ok()?, at: 0 }.items();
    Some(match known(flow_run, existing, context) {
        Err(error) => Answer::refusal(&error, true, false),
        Ok(known) => {
            let response = prefect_taskrun::respond(body, api_version.as_deref(), context, &known);
            Answer::text(response.status, &response.body)
        }
    })
}

/// The state that one of Prefect's constructors makes of arguments, or their errors; the constructors are numbered in
/// the core's order.
#[wasm_bindgen]
#[must_use]
pub fn construct(
    constructor: usize,
    text: &[u8],
    words: Vec<u32>,
    now: f64,
    given: Option<Vec<u32>>,
) -> Option<Vec<u32>> {
    let context = &context(now, given.as_deref())?;
    let arguments = payload(text, Some(&words));
    Some(match CONSTRUCTORS.get(constructor)?.from_payload(arguments, context) {
        Ok(state) => Answer::model(&state),
        Err(error) => Answer::refusal(&error, true, false),
    })
}
