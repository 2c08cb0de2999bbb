//! The core for JavaScript: payloads in, answers out, and nothing of its own.
//!
//! What a call is about the host writes into a room that both share, and reads the answer there: a call that brought a value
//! along would have to copy it, and one call for each part of a value would take longer than to read it. So calls carry
//! numbers alone: which model, how much of the room's text and of its words counts, and how many words of context come after
//! those. They answer with the place of what `answer.rs` writes, or with 0 where there is nothing to say.

mod answer;
pub mod room;

use std::cell::Cell;

use prefect_taskrun::host::{Flat, create_of_model};
use prefect_taskrun::states::CONSTRUCTORS;
use prefect_taskrun::{
    Context, Dump, Headers, Known, MODELS, Model, Payload, Release, TaskRunCreate, ValidationError, to_json,
};
use wasm_bindgen::prelude::*;

use crate::answer::Answer;
use crate::room::Room;

#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn fill_with_random_bits(bytes: &mut [u8]);
}

/// A call of the host takes as long for the bits of 64 seeds as for those of one: a sixth of what a created run takes.
const BITS_AT_ONCE: usize = 64 * size_of::<u128>();

thread_local! {
    /// Random bits of which no seed was made yet.
    static BITS: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

fn seed_of_host() -> u128 {
    let mut bits = BITS.take();
    if bits.is_empty() {
        bits = vec![0; BITS_AT_ONCE];
        fill_with_random_bits(&mut bits);
    }
    let seed = bits.last_chunk().copied().map_or(0, u128::from_le_bytes);
    bits.truncate(bits.len().saturating_sub(size_of_val(&seed)));
    BITS.set(bits);
    seed
}

/// The context in which it is so many milliseconds since 1970. Given are the microseconds past them; a seed of four words, the
/// lowest first, without which the host draws one; and the three numbers of a release, without which it is the newest.
fn context(now: f64, given: &[u32]) -> Option<Context> {
    let (micros, given) = given.split_first().map_or((0, given), |(micros, rest)| (*micros, rest));
    let now = (now as i64).checked_mul(1000)?.checked_add(micros.into())?;
    let (seed, release) = given.split_first_chunk::<4>().map_or((None, given), |(seed, rest)| (Some(seed), rest));
    let seed_of = |words: &[u32; 4]| words.iter().rev().fold(0, |seed, word| seed << 32 | u128::from(*word));
    let context = Context::from_unix_micros(now, seed.map(seed_of).unwrap_or_default())?;
    let context = if seed.is_none() { context.drawing(seed_of_host) } else { context };
    Some(match release {
        &[major, minor, patch] => context.at(Release(major as u16, minor as u16, patch as u16)),
        _ => context,
    })
}

/// What is asked: a text, a host's words for what they say of it, and the context.
struct Asked<'a> {
    text: &'a [u8],
    words: &'a [u32],
    context: Context,
}

impl<'a> Asked<'a> {
    /// The payload: a host's value, or without words a JSON text.
    fn payload(&self) -> Payload<'a> {
        match (self.words, str::from_utf8(self.text)) {
            ([], _) | (_, Err(_)) => Payload::Json(self.text),
            (words, Ok(text)) => Payload::Flat(Flat { words, text, at: 0 }),
        }
    }

    /// Whether the payload is a host's value.
    fn is_of_host(&self) -> bool {
        matches!(self.payload(), Payload::Flat(_))
    }

    /// The model of a number that the payload holds.
    fn model(&self, model: u32) -> Option<Result<Model<'a>, ValidationError>> {
        Some(Model::from_payload(MODELS.get(model as usize)?, self.payload(), &self.context))
    }
}

/// Asks of so much of the room: of a text, of words, and of words of context.
fn asked<T>(
    [text, words, given]: [usize; 3],
    now: f64,
    ask: impl FnOnce(&Asked<'_>, &mut Answer) -> Option<T>,
) -> Option<T> {
    Room::used(|room| {
        let text = room.text.get(..text)?;
        let (words, rest) = room.words.split_at_checked(words)?;
        let asked = Asked { text, words, context: context(now, rest.get(..given)?)? };
        ask(&asked, &mut room.answer)
    })
}

/// The same of what is answered at length: says where the answer stands.
fn answered(sizes: [usize; 3], now: f64, answer: impl FnOnce(&Asked<'_>, &mut Answer) -> Option<()>) -> *const u32 {
    asked(sizes, now, |asked, written| {
        answer(asked, written)?;
        Some(written.place())
    })
    .unwrap_or_default()
}

/// Makes room for a text of so many bytes, and says where. The last answer is gone.
#[wasm_bindgen]
#[must_use]
pub fn room_for_text(bytes: usize) -> *const u8 {
    Room::used(|room| room.for_text(bytes))
}

/// Makes room for so many words, and says where.
#[wasm_bindgen]
#[must_use]
pub fn room_for_words(words: usize) -> *const u32 {
    Room::used(|room| room.for_words(words))
}

/// What is known of a release by its name: its three numbers, and what one must know who asks for it; or why there is
/// nothing.
#[wasm_bindgen]
#[must_use]
pub fn release(text: usize) -> *const u32 {
    answered([text, 0, 0], 0.0, |asked, answer| {
        answer.release(str::from_utf8(asked.text).ok()?.parse());
        Some(())
    })
}

/// The milliseconds since 1970 of a datetime's text, or NaN. No microsecond of a late year would fit beside them.
#[wasm_bindgen]
#[must_use]
pub fn unix_millis(text: usize) -> f64 {
    unix_micros(text).map_or(f64::NAN, |micros| micros.div_euclid(1000) as f64)
}

/// The microseconds past the milliseconds of a datetime's text.
#[wasm_bindgen]
#[must_use]
pub fn micros_past(text: usize) -> u32 {
    unix_micros(text).map_or(0, |micros| micros.rem_euclid(1000) as u32)
}

fn unix_micros(text: usize) -> Option<i64> {
    Room::used(|room| {
        let text = str::from_utf8(room.text.get(..text)?).ok()?;
        prefect_taskrun::parse_date_time(text).map(|instant| instant.timestamp_micros())
    })
}

/// The model that a payload holds, or its errors, perhaps with where they stand.
#[wasm_bindgen]
#[must_use]
pub fn validate(text: usize, words: usize, given: usize, now: f64, model: u32, spans: bool) -> *const u32 {
    answered([text, words, given], now, |asked, answer| {
        match asked.model(model)? {
            Ok(model) => answer.model(&model, asked.text),
            Err(error) => answer.refusal(&error, asked.is_of_host(), spans),
        }
        Some(())
    })
}

/// A name for a run that comes without one.
#[wasm_bindgen]
#[must_use]
pub fn made_up_name() -> *const u32 {
    answered([0; 3], 0.0, |asked, answer| {
        answer.text(0, &asked.context.made_up_name());
        Some(())
    })
}

/// Whether a payload holds a model.
#[wasm_bindgen]
#[must_use]
pub fn check(text: usize, words: usize, given: usize, model: u32) -> bool {
    asked([text, words, given], 0.0, |asked, _| {
        Some(MODELS.get(model as usize)?.is_held_by(asked.payload(), asked.context.release()))
    })
    .unwrap_or_default()
}

/// The JSON text of the model that a payload holds, with so many spaces a level, or on one line if they are negative; or
/// its errors.
#[wasm_bindgen]
#[must_use]
pub fn dump(text: usize, words: usize, given: usize, now: f64, model: u32, indent: i32) -> *const u32 {
    answered([text, words, given], now, |asked, answer| {
        match asked.model(model)? {
            Ok(model) => answer.text(0, &to_json(&model, Dump::default(), usize::try_from(indent).ok())),
            Err(error) => answer.refusal(&error, asked.is_of_host(), false),
        }
        Some(())
    })
}

/// The flow run and the task run that are known beside a payload, as a host's list wrote them down: each as a value or as
/// JSON text. Or the errors, and whether they are a host's value's.
fn known<'a>(flow_run: Option<Flat<'a>>, existing: Option<Flat<'a>>, context: &Context) -> Result<Known<'a>, Refusal> {
    Known::told(flow_run, existing, |info, value| {
        let payload = value.payload();
        let is_of_host = matches!(payload, Payload::Flat(_));
        Model::told(info, payload, context).map_err(|error| (error, is_of_host))
    })
}

type Refusal = (ValidationError, bool);

/// The task run that a server would answer a payload with, or the errors of the payload or of what is known beside it:
/// a host's list of the payload, the flow run and the task run.
#[wasm_bindgen]
#[must_use]
pub fn create(text: usize, words: usize, given: usize, now: f64) -> *const u32 {
    answered([text, words, given], now, |Asked { text, words, context }, answer| {
        let list = Flat { words, text: str::from_utf8(text).ok()?, at: 0 };
        let [_, flow_run, existing] = list.items();
        let run = known(flow_run, existing, context).and_then(|known| {
            let create = Model::from_payload(TaskRunCreate::INFO, Payload::Flat(Flat { at: 1, ..list }), context);
            Ok(create_of_model(create.map_err(|error| (error, true))?, context, &known))
        });
        match run {
            Ok(run) => answer.model(&run, text),
            Err((error, is_of_host)) => answer.refusal(&error, is_of_host, false),
        }
        Some(())
    })
}

/// What the endpoint answers, or the errors of what is known beside the body: a host's list of the flow run and the task
/// run. The text is that list's, then the body, then the headers of the API's version and the content type, if their lengths
/// are not negative.
#[wasm_bindgen]
#[must_use]
pub fn respond(
    text: usize,
    words: usize,
    given: usize,
    now: f64,
    body: usize,
    api_version: i32,
    content_type: i32,
) -> *const u32 {
    answered([text, words, given], now, |Asked { text, words, context }, answer| {
        let (text, content_type) = cut_header(text, content_type)?;
        let (text, api_version) = cut_header(text, api_version)?;
        let (text, body) = text.split_at_checked(text.len().checked_sub(body)?)?;
        let headers = Headers { api_version, content_type };
        let [flow_run, existing] = Flat { words, text: str::from_utf8(text).ok()?, at: 0 }.items();
        match known(flow_run, existing, context) {
            Err((error, is_of_host)) => answer.refusal(&error, is_of_host, false),
            Ok(known) => {
                let response = prefect_taskrun::respond(body, headers, context, &known);
                answer.text(response.status, &response.body);
            }
        }
        Some(())
    })
}

/// A text without the header at its end, and the header, if there is one.
fn cut_header(text: &[u8], length: i32) -> Option<(&[u8], Option<&str>)> {
    let Ok(length) = usize::try_from(length) else {
        return Some((text, None));
    };
    let (text, header) = text.split_at_checked(text.len().checked_sub(length)?)?;
    Some((text, Some(str::from_utf8(header).ok()?)))
}

/// The state that one of Prefect's constructors makes of arguments, or their errors; the constructors are numbered in
/// the core's order.
#[wasm_bindgen]
#[must_use]
pub fn construct(text: usize, words: usize, given: usize, now: f64, constructor: usize) -> *const u32 {
    answered([text, words, given], now, |asked, answer| {
        match CONSTRUCTORS.get(constructor)?.from_payload(asked.payload(), &asked.context) {
            Ok(state) => answer.model(&state, asked.text),
            Err(error) => answer.refusal(&error, true, false),
        }
        Some(())
    })
}
