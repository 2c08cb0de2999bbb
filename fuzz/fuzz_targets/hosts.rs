//! A host's values beside the JSON of the same values: the same model, or the same errors.

#![no_main]

use fuzz::context;
use libfuzzer_sys::fuzz_target;
use prefect_taskrun::host::{Flat, Tag};
use prefect_taskrun::{Payload, StateCreate, TaskRunCreate, TaskRunUpdate, ValidationError};
use serde_json::Value;

/// A host's value, as a page writes it down.
#[derive(Default)]
struct Page {
    words: Vec<u32>,
    text: String,
}

impl Page {
    fn word(&mut self, tag: Tag, a: u32, b: u32) {
        self.words.extend([tag as u32, a, b]);
    }

    fn text(&mut self, tag: Tag, text: &str) {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        self.word(tag, start, self.text.len() as u32);
    }

    fn nested(&mut self, tag: Tag, members: impl FnOnce(&mut Self)) {
        let at = self.words.len();
        self.word(tag, 0, 0);
        members(self);
        self.words[at + 1] = (self.words.len() / 3) as u32;
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.word(Tag::Null, 0, 0),
            Value::Bool(true) => self.word(Tag::True, 0, 0),
            Value::Bool(false) => self.word(Tag::False, 0, 0),
            Value::Number(number) => self.number(&number.to_string()),
            Value::String(text) => self.text(Tag::Text, text),
            Value::Array(items) => self.nested(Tag::List, |page| items.iter().for_each(|item| page.value(item))),
            Value::Object(members) => self.nested(Tag::Object, |page| {
                for (key, value) in members {
                    page.text(Tag::Text, key);
                    page.value(value);
                }
            }),
        }
    }

    fn number(&mut self, text: &str) {
        if text.contains(['.', 'e', 'E']) {
            let bits = text.parse().map_or(0, f64::to_bits);
            self.word(Tag::Double, bits as u32, (bits >> 32) as u32);
        } else {
            match text.parse::<i32>() {
                Ok(small) => self.word(Tag::Small, small as u32, 0),
                Err(_) => self.text(Tag::Digits, text),
            }
        }
    }
}

/// Whether a host's numbers say the same as the text's: it has no floats that are whole.
fn is_said_alike(value: &Value) -> bool {
    match value {
        Value::Number(number) => {
            let text = number.to_string();
            let float = text.contains(['.', 'e', 'E']);
            !float
                || text.parse().is_ok_and(|number: f64| number % 1.0 != 0.0 || number.abs() > 9_007_199_254_740_992.0)
        }
        Value::Array(items) => items.iter().all(is_said_alike),
        Value::Object(members) => members.values().all(is_said_alike),
        _ => true,
    }
}

fn said(result: Result<String, ValidationError>) -> (String, String) {
    match result {
        Ok(json) => (json, String::new()),
        Err(error) => (error.to_json(), error.to_string()),
    }
}

fuzz_target!(|body: &[u8]| {
    let Ok(value) = serde_json::from_slice::<Value>(body) else { return };
    if !is_said_alike(&value) {
        return;
    }
    let mut page = Page::default();
    page.value(&value);
    let flat = Payload::Flat(Flat { words: &page.words, text: &page.text, at: 0 });
    // Each key once, as a host's object has it.
    let json = value.to_string();
    let (json, context) = (Payload::Json(json.as_bytes()), context());
    let create = |payload| said(TaskRunCreate::from_payload(payload, &context).map(|model| model.to_json()));
    let state = |payload| said(StateCreate::from_payload(payload, &context).map(|model| model.to_json()));
    let update = |payload| said(TaskRunUpdate::from_payload(payload, &context).map(|model| model.to_json()));
    let (json_create, flat_create) = (create(json), create(flat));
    // An integer that no server reads is none to a host, and no JSON at all in a text.
    if json_create.0.contains("json_invalid") {
        return;
    }
    assert_eq!(flat_create, json_create);
    assert_eq!(state(flat), state(json));
    assert_eq!(update(flat), update(json));
    // Any words are some value. What overlaps is read each time, so there are few of them.
    let words: Vec<u32> =
        body.chunks(3).take(30).map(|chunk| chunk.iter().fold(0, |word, byte| word << 5 ^ u32::from(*byte))).collect();
    let text = std::str::from_utf8(body).unwrap_or_default();
    let _ = said(
        StateCreate::from_payload(Payload::Flat(Flat { words: &words, text, at: 0 }), &context)
            .map(|model| model.to_json()),
    );
});
