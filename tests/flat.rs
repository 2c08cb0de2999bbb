//! Words that no host wrote: whatever they are, they are answered, in time and with JSON.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use chrono::DateTime;
use prefect_taskrun::host::{Flat, Tag};
use prefect_taskrun::{Context, Payload, StateCreate, TaskRunPolicy, ValidationError};

const NULL: [u32; 3] = [0, 0, 0];

fn context() -> Context {
    Context::new(DateTime::UNIX_EPOCH, 0)
}

fn payload<'a>(words: &'a [u32], text: &'a str) -> Payload<'a> {
    Payload::Flat(Flat { words, text, at: 0 })
}

/// A policy with these digits for its `retries`.
fn policy(digits: &str) -> Result<String, ValidationError> {
    let text = format!("retries{digits}");
    let words = [Tag::Object as u32, 3, 0, Tag::Text as u32, 0, 7, Tag::Digits as u32, 7, text.len() as u32];
    TaskRunPolicy::from_payload(payload(&words, &text), &context()).map(|policy| policy.to_json())
}

#[test]
fn digits_are_those_of_an_integer() {
    for digits in ["0", "7", "-7", "123456789012345678901234567890"] {
        assert!(policy(digits).unwrap().contains(&format!(r#""retries":{digits},"#)), "{digits}");
    }
    for digits in ["", "-", "--1", "+1", "x\",1}", "1.5", "1 ", "é", "00000000000000000000001"] {
        assert_eq!(policy(digits).unwrap_err().errors().next().unwrap().code(), "int_type", "{digits}");
    }
}

/// The JSON of a state with these data, the first of which is the value of number 4. The state ends before that of number `end`.
fn data(words: &[[u32; 3]], end: u32) -> String {
    let before =
        [Tag::Object as u32, end, 0, Tag::Text as u32, 0, 4, Tag::Text as u32, 4, 13, Tag::Text as u32, 13, 17];
    let words: Vec<u32> = before.into_iter().chain(words.iter().flatten().copied()).collect();
    let create = StateCreate::from_payload(payload(&words, "typeCOMPLETEDdata"), &context()).unwrap();
    create.to_json()
}

#[test]
fn a_list_ends_with_what_it_is_in() {
    let list = |next: u32| [Tag::List as u32, next, 0];
    assert!(data(&[list(u32::MAX), NULL], u32::MAX).contains(r#""data":[null],"#));
    assert!(data(&[list(0)], 5).contains(r#""data":[],"#));
    // The inner lists would end after the outer one.
    assert!(data(&[list(6), list(u32::MAX), NULL], 6).contains(r#""data":[[]],"#));
    let mut nested: Vec<_> = (0..40).map(|level| list(45 + level)).collect();
    nested.extend([NULL; 60]);
    let json = data(&nested, 45);
    assert!(json.contains(&["[".repeat(40), "null".to_owned(), "]".repeat(40)].concat()), "{}", json.len());
    let _: serde_json::Value = serde_json::from_str(&json).unwrap();
}

#[test]
fn a_value_that_is_not_there_has_no_items() {
    for at in [1, 7, u32::MAX - 1, u32::MAX] {
        let [one, two] = Flat { words: &NULL, text: "", at }.items();
        assert!(one.is_none() && two.is_none());
        assert!(TaskRunPolicy::from_payload(Payload::Flat(Flat { words: &NULL, text: "", at }), &context()).is_err());
    }
}
