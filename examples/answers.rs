//! Answers each body of a JSON list on standard input, a line each: the status and the body.
//!
//! Run it with `cargo run --example answers UNIX_MICROS SEED <bodies.json`.

use std::io::Read;

use prefect_taskrun::{Context, Known, respond};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let micros = arguments.next().ok_or("which microsecond is it?")?.parse()?;
    let seed = arguments.next().ok_or("which seed?")?.parse()?;
    let context = Context::from_unix_micros(micros, seed).ok_or("no such microsecond")?;

    let mut bodies = String::new();
    std::io::stdin().read_to_string(&mut bodies)?;
    for body in serde_json::from_str::<Vec<String>>(&bodies)? {
        let answer = respond(body.as_bytes(), None, &context, &Known::default());
        println!("{} {}", answer.status, answer.body);
    }
    Ok(())
}
