//! The recorded verdicts of real Prefects: `tests/conformance/record.py` makes those of 3.9.1.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod calls;
mod created;
mod releases;

use std::io::{BufRead, BufReader};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::read::GzDecoder;
use prefect_taskrun::{
    Context, Dump, ErrorLine, Loc, Model, StateCreate, TaskRunCreate, TaskRunUpdate, ValidationError, to_json,
};
use serde_json::Value;

/// What the reference has in place of the present and of a made-up name.
const NOW: i64 = 4_071_006_245_678_901;
const ORACLE_SLUG: &str = "\"oracle-slug\"";

/// The model, whole and without unset fields.
type Dumps = [String; 2];

fn validate(model: &str, body: &[u8], context: &Context) -> Result<Dumps, ValidationError> {
    match model {
        "TaskRunCreate" => TaskRunCreate::from_json(body, context).map(|model| dumps(&model.into())),
        "TaskRunUpdate" => TaskRunUpdate::from_json(body, context).map(|model| dumps(&model.into())),
        "StateCreate" => StateCreate::from_json(body, context).map(|model| dumps(&model.into())),
        other => panic!("no such model: {other}"),
    }
}

fn dumps(model: &Model<'_>) -> Dumps {
    [false, true].map(|exclude_unset| to_json(model, Dump { exclude_unset, ..Dump::default() }, None))
}

/// Whether two JSON values are the same, integers to the last digit and floats to the last bit, members in order.
fn same(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Number(ours), Value::Number(theirs)) => {
            let (ours, theirs) = (ours.to_string(), theirs.to_string());
            let is_float = |text: &str| text.contains(['.', 'e', 'E']);
            let float = |text: &str| text.parse::<f64>().unwrap().to_bits();
            ours == theirs || (is_float(&ours) && is_float(&theirs) && float(&ours) == float(&theirs))
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(ours, theirs)| same(ours, theirs))
        }
        (Value::Object(ours), Value::Object(theirs)) => {
            let member = |((our_key, ours), (their_key, theirs)): ((&String, &Value), (&String, &Value))| {
                our_key == their_key && same(ours, theirs)
            };
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(member)
        }
        _ => ours == theirs,
    }
}

fn words(line: ErrorLine<'_>) -> &str {
    line.context().map_or("", |(_, words)| words)
}

fn agrees(expected: &Value, ours: &Result<Dumps, ValidationError>) -> bool {
    match ours {
        Ok([whole, set]) => expected["ok"] == *whole && expected["set"] == *set,
        Err(error) => {
            let first = error.errors().next().unwrap();
            if let Some(theirs) = expected["json"].as_array() {
                let position = theirs[1].as_u64().unwrap() as usize;
                theirs[0].as_str() == Some(words(first)) && first.loc() == [Loc::Index(position)]
            } else if expected["unreadable"] == true {
                words(first) == "There was an error parsing the body"
            } else if expected["surrogate"] == true {
                words(first) == "Invalid \\uXXXX escape: a lone surrogate"
            } else {
                same(&serde_json::from_str(&error.to_json()).unwrap(), &expected["errors"])
            }
        }
    }
}

/// The lines of a corpus.
fn lines(corpus: &'static [u8]) -> impl Iterator<Item = Value> {
    BufReader::new(GzDecoder::new(corpus)).lines().map(|line| serde_json::from_str(&line.unwrap()).unwrap())
}

fn body(case: &Value) -> Vec<u8> {
    BASE64_STANDARD.decode(case["body"].as_str().unwrap()).unwrap()
}

/// The context of every case, and the name that is made up in it.
fn context() -> (Context, String) {
    let context = Context::from_unix_micros(NOW, 0).unwrap();
    let slug = TaskRunUpdate::from_json(b"{}", &context).unwrap().name.to_string();
    (context, format!("\"{slug}\""))
}

/// Our verdict on a case, in the reference's form.
fn verdict(case: &Value, body: &[u8], context: &Context, slug: &str) -> Result<Dumps, ValidationError> {
    let dumps = validate(case["model"].as_str().unwrap(), body, context)?;
    Ok(dumps.map(|json| json.replace(slug, ORACLE_SLUG)))
}

#[test]
fn every_recorded_verdict_is_ours() {
    let (context, slug) = context();
    let mut count = 0;
    for case in lines(include_bytes!("../conformance/corpus.jsonl.gz")) {
        let ours = verdict(&case, &body(&case), &context, &slug);
        assert!(agrees(&case, &ours), "{case}\nours: {ours:?}");
        count += 1;
    }
    assert!(count > 3000, "only {count} cases");
}
