//! The exported calls, in Node and in a browser.

#![cfg(target_arch = "wasm32")]

use prefect_taskrun_wasm::{
    check, construct, create, dump, micros_past, release, respond, room, unix_millis, validate,
};
use wasm_bindgen_test::wasm_bindgen_test;

const MINIMAL: &[u8] = br#"{"task_key": "load", "dynamic_key": "0"}"#;
const NOW: f64 = 1_767_323_045_678.0;
const MODELS: u32 = 5;
const TASK_RUN_CREATE: u32 = 0;
const TASK_RUN_UPDATE: u32 = 1;
const TEXT_TAG: u32 = 6;
const MODEL_TAG: u32 = 15;
const SEED: &[u32] = &[901, 42, 0, 0, 0];

/// Words of a host: a list of an object with `task_key` and `dynamic_key`, both named by number, and two times null.
const GIVEN: &[u32] = &[7, 8, 0, 8, 6, 0, 9, 0, 4, 6, 0, 4, 9, 0, 5, 6, 4, 5, 0, 0, 0, 0, 0, 0];
const TEXT: &[u8] = b"load0";
const NULL: &[u32] = &[0, 0, 0];

type Answer = Option<(Vec<u32>, String)>;

/// What a call says of a text and a host's words, in a context.
fn asked(text: &[u8], words: &[u32], given: &[u32], call: impl FnOnce(usize, usize, usize) -> *const u32) -> Answer {
    room::put(text, &[words, given].concat());
    let place = call(text.len(), words.len(), given.len());
    (!place.is_null()).then(room::answer)
}

/// An answer's first word, and its text.
fn read(answer: Answer) -> (u32, String) {
    let (words, text) = answer.unwrap();
    (words[0], text)
}

/// The texts of an answer that stand in what was asked. The number of their tag is a model's, too.
fn placed((words, _): &(Vec<u32>, String), asked: &[u8]) -> Vec<String> {
    let texts = words.windows(4).filter_map(|window| match *window {
        [before, TEXT_TAG, length, start] if before != MODEL_TAG => asked.get(start as usize..)?.get(..length as usize),
        _ => None,
    });
    texts.map(|text| String::from_utf8_lossy(text).into()).collect()
}

fn validated(model: u32, text: &[u8], words: &[u32], spans: bool) -> Answer {
    asked(text, words, SEED, |text, words, given| validate(text, words, given, NOW, model, spans))
}

fn checked(model: u32, body: &[u8], given: &[u32]) -> bool {
    room::put(body, given);
    check(body.len(), 0, given.len(), model)
}

fn responded(body: &[u8], now: f64) -> Answer {
    asked(body, NULL, SEED, |text, words, given| respond(text, words, given, now, text, -1, -1))
}

fn of_release(name: &str) -> Answer {
    asked(name.as_bytes(), &[], &[], |text, _, _| release(text))
}

fn instant(text: &str) -> (f64, u32) {
    room::put(text.as_bytes(), &[]);
    (unix_millis(text.len()), micros_past(text.len()))
}

#[wasm_bindgen_test]
fn every_model_answers_with_data_or_issues() {
    for model in 0..MODELS {
        let (kind, text) = read(validated(model, b"[]", &[], false));
        assert!(kind == 1 && text.contains("model_attributes_type"), "{text}");
        assert!(!checked(model, b"[]", &[]));
    }
    let answer = validated(TASK_RUN_CREATE, MINIMAL, &[], false).unwrap();
    assert_eq!(placed(&answer, MINIMAL), ["load", "0"]);
    assert_eq!(answer.0[0], 0);
    assert!(checked(TASK_RUN_CREATE, MINIMAL, &[]));
    assert_eq!(validated(99, MINIMAL, &[], false), None);
}

#[wasm_bindgen_test]
fn a_host_s_value_and_its_text_are_the_same_payload() {
    let mut object = GIVEN[3..18].to_vec();
    object[1] = 5;
    let answer = validated(TASK_RUN_CREATE, TEXT, &object, false);
    let (of_value, of_text) = (answer.unwrap(), validated(TASK_RUN_CREATE, MINIMAL, &[], false).unwrap());
    assert_eq!(of_value.1, of_text.1);
    assert_eq!(of_value.0.len(), of_text.0.len());
    assert_eq!(placed(&of_value, TEXT), placed(&of_text, MINIMAL));
    assert_eq!(read(validated(TASK_RUN_CREATE, b"", NULL, false)).0, 2);
}

#[wasm_bindgen_test]
fn no_words_break_it() {
    for words in [&[8, u32::MAX, 0][..], &[7, 1, 0, 7, 0, 0], &[6, 9, 3], &[9, 99, 99], &[77]] {
        assert_eq!(read(validated(TASK_RUN_UPDATE, b"\xff", words, false)).0, 1);
        assert_eq!(read(validated(TASK_RUN_CREATE, b"", words, false)).0, 2);
    }
}

#[wasm_bindgen_test]
fn no_more_counts_than_there_is() {
    room::put(MINIMAL, SEED);
    assert!(validate(MINIMAL.len() + 1, 0, 0, NOW, TASK_RUN_CREATE, false).is_null());
    assert!(validate(MINIMAL.len(), SEED.len() + 1, 0, NOW, TASK_RUN_CREATE, false).is_null());
    assert!(validate(MINIMAL.len(), 0, SEED.len() + 1, NOW, TASK_RUN_CREATE, false).is_null());
    assert!(respond(MINIMAL.len(), 0, 0, NOW, MINIMAL.len(), 1, -1).is_null());
    assert!(!check(MINIMAL.len() + 1, 0, 0, TASK_RUN_CREATE));
    assert!(unix_millis(MINIMAL.len() + 1).is_nan());
}

#[wasm_bindgen_test]
fn a_run_is_created_in_its_surroundings() {
    let answer = || asked(TEXT, GIVEN, SEED, |text, words, given| create(text, words, given, NOW));
    let (kind, text) = read(answer());
    assert!(kind == 0 && text.contains("2026-01-02T03:04:05.678901Z"), "{text}");
    assert_eq!(answer(), answer());
    let (status, body) = read(responded(MINIMAL, NOW));
    assert!(status == 201 && body.contains(r#""created":"2026-01-02T03:04:05.678901Z""#), "{body}");
}

#[wasm_bindgen_test]
fn headers_stand_after_the_body() {
    let status = |headers: &str, api_version, content_type| {
        let text = [MINIMAL, headers.as_bytes()].concat();
        let body = MINIMAL.len();
        let answer = |text, words, given| respond(text, words, given, NOW, body, api_version, content_type);
        read(asked(&text, NULL, SEED, answer)).0
    };
    assert_eq!(status("0.1", 3, -1), 400);
    assert_eq!(status("0.8.4", 5, -1), 201);
    assert_eq!(status("text/plain", -1, 10), 422);
    assert_eq!(status("0.8.4application/json", 5, 16), 201);
}

#[wasm_bindgen_test]
fn without_a_seed_the_host_draws_one() {
    let drawn = || asked(TEXT, GIVEN, &[], |text, words, given| create(text, words, given, NOW)).unwrap();
    assert_ne!(drawn(), drawn());
}

#[wasm_bindgen_test]
fn a_release_has_its_own_rules() {
    let labelled = br#"{"task_key": "load", "dynamic_key": "0", "labels": {}}"#;
    assert_eq!(of_release("3.1.4").unwrap(), (vec![0, 3, 1, 4, 0], String::new()));
    assert!(!checked(TASK_RUN_CREATE, labelled, &[0, 3, 1, 4]));
    assert!(!checked(TASK_RUN_CREATE, labelled, &[0, 42, 0, 0, 0, 3, 1, 4]));
    assert!(checked(TASK_RUN_CREATE, labelled, &[0, 3, 1, 5]));
    let (kind, newer) = read(of_release("99.0.0"));
    assert!(kind == 0 && newer.contains("newer"), "{newer}");
    let (kind, words) = read(of_release("three"));
    assert!(kind == 1 && words.contains("no release of Prefect"), "{words}");
}

#[wasm_bindgen_test]
fn a_model_is_written_as_json() {
    let dumped = |indent| {
        read(asked(br#"{"name":"a"}"#, &[], SEED, |text, words, given| {
            dump(text, words, given, NOW, TASK_RUN_UPDATE, indent)
        }))
        .1
    };
    assert_eq!(dumped(-1), r#"{"name":"a"}"#);
    assert_eq!(dumped(2), "{\n  \"name\": \"a\"\n}");
}

#[wasm_bindgen_test]
fn states_are_constructed() {
    let made = |constructor, words: &[u32]| {
        asked(b"", words, SEED, |text, words, given| construct(text, words, given, NOW, constructor))
    };
    assert_eq!(read(made(2, &[8, 1, 0])).0, 0);
    assert_eq!(made(99, &[8, 1, 0]), None);
    assert_eq!(read(made(2, NULL)).0, 2);
}

#[wasm_bindgen_test]
fn spans_come_when_asked_for() {
    let words = |spans| validated(TASK_RUN_UPDATE, b"{\n\"name\": 1}", &[], spans).unwrap().0;
    assert!(words(true).ends_with(&[10, 11, 2, 9]));
    assert_eq!(words(true).len(), words(false).len() + 4);
}

#[wasm_bindgen_test]
fn no_instant_no_answer() {
    assert_eq!(responded(MINIMAL, f64::INFINITY), None);
    assert_eq!(instant("2026-01-02T03:04:05.678901Z"), (NOW, 901));
    assert_eq!(instant("1969-12-31T23:59:59.999999Z"), (-1.0, 999));
    assert_eq!(instant("9999-12-31T23:59:59.999999Z"), (253_402_300_799_999.0, 999));
    assert!(instant("tomorrow").0.is_nan());
}
