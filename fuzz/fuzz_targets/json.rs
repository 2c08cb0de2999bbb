//! The JSON reader and writer beside `serde_json`'s, where the dialects agree.

#![no_main]

use fuzz::{context, is_no_json, same, written};
use libfuzzer_sys::fuzz_target;
use prefect_taskrun::{Payload, Release, TaskRunCreate};
use serde_json::Value;

fuzz_target!(|body: &[u8]| {
    let verdict = TaskRunCreate::from_json(body, &context());
    assert_eq!(TaskRunCreate::INFO.is_held_by(Payload::Json(body), Release::NEWEST), verdict.is_ok());
    let refused = verdict.err().filter(is_no_json);
    assert!(refused.as_ref().is_none_or(|error| error.error_count() == 1));
    let Ok(text) = std::str::from_utf8(body) else { return };
    // Python reads bytes with a zero among the first four as another encoding.
    if text.starts_with('\u{feff}') || body.iter().take(4).any(|byte| *byte == 0) {
        return;
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    reader.disable_recursion_limit();
    let theirs = <Value as serde::Deserialize>::deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    let Ok(theirs) = theirs else {
        // What Python has beside JSON's words.
        let more = ["NaN", "Infinity"].iter().any(|word| text.contains(word));
        assert!(refused.is_some() || more, "only serde_json refuses");
        return;
    };
    if let Some(error) = refused {
        let detail = error.errors().next().unwrap().context().unwrap().1.to_owned();
        assert_eq!(detail, "There was an error parsing the body", "only we refuse");
        return;
    }
    let ours = written(body).expect("what is JSON is data");
    let ours: Value = serde_json::from_str(&ours).expect("what is written is JSON");
    assert!(same(&theirs, &ours), "{theirs}\n{ours}");
});
