//! The exported calls, in Node and in a browser.

#![cfg(target_arch = "wasm32")]

use prefect_taskrun_wasm::{check, construct, create, dump, release, respond, unix_micros, validate};
use wasm_bindgen_test::wasm_bindgen_test;

const MINIMAL: &[u8] = br#"{"task_key": "load", "dynamic_key": "0"}"#;
const NOW: f64 = 1_767_323_045_678_901.0;
const MODELS: u32 = 5;
const TASK_RUN_CREATE: u32 = 0;
const TASK_RUN_UPDATE: u32 = 1;

/// Words of a host: a list of an object with `task_key` and `dynamic_key`, both named by number, and two times null.
const GIVEN: [u32; 24] = [7, 8, 0, 8, 6, 0, 9, 0, 4, 6, 0, 4, 9, 0, 5, 6, 4, 5, 0, 0, 0, 0, 0, 0];
const TEXT: &[u8] = b"load0";
const NULL: [u32; 3] = [0, 0, 0];

fn seed() -> Option<Vec<u32>> {
    Some(vec![42, 0, 0, 0])
}

/// An answer's first word, and its text.
fn read(answer: &[u32]) -> (u32, String) {
    let [size, bytes, rest @ ..] = answer else { return (0, String::new()) };
    let (words, text) = rest.split_at(*size as usize);
    let text: Vec<u8> = text.iter().flat_map(|word| word.to_le_bytes()).take(*bytes as usize).collect();
    (words[0], String::from_utf8(text).unwrap())
}

fn of_json(model: u32, body: &[u8], spans: bool) -> Vec<u32> {
    validate(model, body, None, NOW, seed(), spans).unwrap()
}

#[wasm_bindgen_test]
fn every_model_answers_with_data_or_issues() {
    for model in 0..MODELS {
        let (kind, text) = read(&of_json(model, b"[]", false));
        assert!(kind == 1 && text.contains("model_attributes_type"), "{text}");
        assert_eq!(check(model, b"[]", None), Some(false));
    }
    let (kind, text) = read(&of_json(TASK_RUN_CREATE, MINIMAL, false));
    assert!(kind == 0 && text.ends_with("load0"), "{text}");
    assert_eq!(check(TASK_RUN_CREATE, MINIMAL, None), Some(true));
    assert_eq!(validate(99, MINIMAL, None, NOW, seed(), false), None);
}

#[wasm_bindgen_test]
fn a_host_s_value_and_its_text_are_the_same_payload() {
    let object = GIVEN[3..18].iter().copied().enumerate().map(|(at, word)| if at == 1 { 5 } else { word });
    let answer = validate(TASK_RUN_CREATE, TEXT, Some(object.collect()), NOW, seed(), false);
    assert_eq!(answer.unwrap(), of_json(TASK_RUN_CREATE, MINIMAL, false));
    let refused = validate(TASK_RUN_CREATE, b"", Some(NULL.into()), NOW, seed(), false).unwrap();
    assert_eq!(read(&refused).0, 2);
}

#[wasm_bindgen_test]
fn no_words_break_it() {
    for words in [vec![], vec![8, u32::MAX, 0], vec![7, 1, 0, 7, 0, 0], vec![6, 9, 3], vec![9, 99, 99], vec![77]] {
        let (kind, _) = read(&validate(TASK_RUN_UPDATE, b"\xff", Some(words.clone()), NOW, seed(), false).unwrap());
        assert_eq!(kind, 1);
        let (kind, _) = read(&validate(TASK_RUN_CREATE, b"", Some(words), NOW, seed(), false).unwrap());
        assert_eq!(kind, 2);
    }
}

#[wasm_bindgen_test]
fn a_run_is_created_in_its_surroundings() {
    let answer = || create(TEXT, GIVEN.into(), NOW, seed()).unwrap();
    let (kind, text) = read(&answer());
    assert!(kind == 0 && text.contains("2026-01-02T03:04:05.678901Z"), "{text}");
    assert_eq!(answer(), answer());
    let (status, body) = read(&respond(MINIMAL, None, b"", NULL.into(), NOW, seed()).unwrap());
    assert!(status == 201 && body.contains(r#""created":"2026-01-02T03:04:05.678901Z""#), "{body}");
}

#[wasm_bindgen_test]
fn without_a_seed_the_host_draws_one() {
    let drawn = || create(TEXT, GIVEN.into(), NOW, None).unwrap();
    assert_ne!(drawn(), drawn());
}

#[wasm_bindgen_test]
fn a_release_has_its_own_rules() {
    let labelled = br#"{"task_key": "load", "dynamic_key": "0", "labels": {}}"#;
    let (kind, old) = read(&release("3.1.4"));
    assert_eq!((kind, old.as_str()), (0, ""));
    assert_eq!(release("3.1.4")[3..6], [3, 1, 4]);
    assert_eq!(check(TASK_RUN_CREATE, labelled, Some(vec![3, 1, 4])), Some(false));
    assert_eq!(check(TASK_RUN_CREATE, labelled, Some(vec![42, 0, 0, 0, 3, 1, 4])), Some(false));
    assert_eq!(check(TASK_RUN_CREATE, labelled, Some(vec![3, 1, 5])), Some(true));
    let (kind, newer) = read(&release("99.0.0"));
    assert!(kind == 0 && newer.contains("newer"), "{newer}");
    let (kind, words) = read(&release("three"));
    assert!(kind == 1 && words.contains("no release of Prefect"), "{words}");
}

#[wasm_bindgen_test]
fn a_model_is_written_as_json() {
    let dumped = |indent| read(&dump(TASK_RUN_UPDATE, br#"{"name":"a"}"#, None, NOW, seed(), indent).unwrap()).1;
    assert_eq!(dumped(None), r#"{"name":"a"}"#);
    assert_eq!(dumped(Some(2)), "{\n  \"name\": \"a\"\n}");
}

#[wasm_bindgen_test]
fn states_are_constructed() {
    let object = vec![8, 1, 0];
    assert_eq!(read(&construct(2, b"", object.clone(), NOW, seed()).unwrap()).0, 0);
    assert_eq!(construct(99, b"", object, NOW, seed()), None);
    assert_eq!(read(&construct(2, b"", NULL.into(), NOW, seed()).unwrap()).0, 2);
}

#[wasm_bindgen_test]
fn spans_come_when_asked_for() {
    let answer = |spans| of_json(TASK_RUN_UPDATE, b"{\n\"name\": 1}", spans);
    let words = |answer: Vec<u32>| answer[2..2 + answer[0] as usize].to_vec();
    assert!(words(answer(true)).ends_with(&[10, 11, 2, 9]));
    assert_eq!(words(answer(true)).len(), words(answer(false)).len() + 4);
}

#[wasm_bindgen_test]
fn no_instant_no_answer() {
    assert_eq!(respond(MINIMAL, None, b"", NULL.into(), f64::INFINITY, seed()), None);
    assert_eq!(unix_micros("2026-01-02T03:04:05.678901Z"), Some(NOW));
    assert_eq!(unix_micros("tomorrow"), None);
}
