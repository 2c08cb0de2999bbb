//! Bodies of any size that grow in one way each: by more of what a payload may have, or as nobody means well.

use std::fmt::Write;

/// A way to grow, and the body that is as long as so many bytes, or a little longer.
pub type Shape = (&'static str, fn(usize) -> String);

pub const SHAPES: &[Shape] = &[
    ("tags", |size| body("tags", "[", "]", size, |out, i| write!(out, "\"customer-{i:07}\""))),
    ("labels", |size| {
        body("labels", "{", "}", size, |out, i| match i % 3 {
            0 => write!(out, "\"label.{i:07}\": \"value {i}\""),
            1 => write!(out, "\"label.{i:07}\": {i}"),
            _ => write!(out, "\"label.{i:07}\": {i}.5"),
        })
    }),
    ("inputs", |size| {
        body("task_inputs", "{", "}", size, |out, i| {
            let id = format_args!("3c90c3cc-0d44-4b50-8888-{i:012}").to_string();
            write!(
                out,
                "\"argument {i}\": [{{\"input_type\": \"task_run\", \"id\": \"{id}\"}}, {{\"type\": \"list\"}}]"
            )
        })
    }),
    ("errors", |size| body("tags", "[", "]", size, |out, i| write!(out, "1{i:07}"))),
    ("union errors", |size| body("labels", "{", "}", size, |out, i| write!(out, "\"label.{i:07}\": []"))),
    ("unknown", |size| body("tags", "[], ", "", size, |out, i| write!(out, "\"unknown {i:07}\": null"))),
    ("deep", |size| {
        let data = |out: &mut String, _| write!(out, "{}{}", "[".repeat(9_900), "]".repeat(9_900));
        let mut body = body("state", "{\"type\": \"COMPLETED\", \"data\": [", "]}", size, data);
        // So that small bodies are deep too.
        if size < 19_800 {
            let levels = size / 2;
            body = format!(
                r#"{HEAD}"state": {{"type": "COMPLETED", "data": {}{}}}}}"#,
                "[".repeat(levels),
                "]".repeat(levels)
            );
        }
        body
    }),
    ("deep objects", |size| {
        let levels = 9_900.min(size / 8);
        let data = |out: &mut String, _| write!(out, "{}1{}", "{\"a\":".repeat(levels), "}".repeat(levels));
        body("state", "{\"type\": \"COMPLETED\", \"data\": [", "]}", size, data)
    }),
    ("one text", |size| format!(r#"{HEAD}"task_version": "{}"}}"#, "x".repeat(size))),
    ("escapes", |size| format!(r#"{HEAD}"task_version": "{}"}}"#, "\\u0301".repeat(size / 6))),
    ("combining", |size| format!(r#"{HEAD}"task_version": "e{}"}}"#, "\u{301}".repeat(size / 2))),
    ("one float", |size| format!(r#"{HEAD}"labels": {{"a": 0.{}}}}}"#, "1".repeat(size))),
    ("digit texts", |size| format!(r#"{HEAD}"empirical_policy": {{"retries": "{}"}}}}"#, "1".repeat(size))),
    ("same key", |size| body("labels", "{", "}", size, |out, i| write!(out, "\"k\": {i}"))),
    ("same field", |size| body("tags", "[], ", "", size, |out, _| write!(out, "\"tags\": []"))),
    ("meeting keys", meeting_keys),
    ("broken late", |size| body("tags", "[", "", size, |out, i| write!(out, "\"customer-{i:07}\""))),
];

pub const HEAD: &str = r#"{"task_key": "load", "dynamic_key": "0", "#;

/// A body whose last field has as many members as it takes.
fn body(
    field: &str,
    open: &str,
    close: &str,
    size: usize,
    mut member: impl FnMut(&mut String, usize) -> std::fmt::Result,
) -> String {
    let mut out = format!("{HEAD}\"{field}\": {open}");
    for index in 0.. {
        if index > 0 {
            out.push(',');
        }
        // A text takes whatever is written into it.
        let _ = member(&mut out, index);
        if out.len() >= size {
            break;
        }
    }
    out + close + "}"
}

/// Labels whose keys crowd a small part of the table in which repeated keys are looked for.
fn meeting_keys(size: usize) -> String {
    let slots = (size / 16 * 2).next_power_of_two();
    let mut next = 0;
    body("labels", "{", "}", size, |out, _| {
        loop {
            next += 1;
            let key = format!("{next:010}");
            if slot(&key) % slots < slots / 32 {
                return write!(out, "\"{key}\":1");
            }
        }
    })
}

/// Where `src/json/keys.rs` puts a key.
fn slot(text: &str) -> usize {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (hash ^ hash >> 32) as usize >> 1
}
