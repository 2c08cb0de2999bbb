//! Answers each request on standard input, a line each: the status and the body.
//!
//! A request is `{"body": …, "api_version": …, "content_type": …, "now": …, "seed": …, "flow_run": …, "existing": …}`: the body with a character
//! for each of its bytes, the present, the seed, and what the API told as texts of JSON; the rest is as `respond` takes it, or null.

use std::io::{self, BufRead, Write};

use prefect_taskrun::{Context, Headers, Known, Payload, Response, parse_date_time, respond};
use serde_json::Value;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let Response { status, body } = answer(&serde_json::from_str(&line?)?)?;
        writeln!(out, "{status} {body}")?;
    }
    Ok(())
}

fn answer(request: &Value) -> Result<Response, Box<dyn std::error::Error>> {
    let text = |name: &str| request.get(name).and_then(Value::as_str);
    let body: Vec<u8> = text("body").ok_or("which body?")?.chars().map(|byte| byte as u8).collect();
    let now = text("now").and_then(parse_date_time).ok_or("when is it?")?;
    let seed = text("seed").ok_or("which seed?")?.parse()?;
    let context = Context::new(now.to_utc(), seed);

    let [flow_run, existing] =
        ["flow_run", "existing"].map(|name| text(name).map(|json| Payload::Json(json.as_bytes())));
    let known = Known::from_payloads(flow_run, existing, &context)?;
    let headers = Headers { api_version: text("api_version"), content_type: text("content_type") };
    Ok(respond(&body, headers, &context, &known))
}
