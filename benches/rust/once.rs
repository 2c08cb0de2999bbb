//! Does one piece of work so many times, for tools that count: `once WORK PAYLOAD TIMES`. The payload is a file, or a way
//! to grow and so many bytes, `tags:1000` say.

use std::hint::black_box;

use prefect_taskrun::{Context, Headers, Known, Parameter, Payload, Release, TaskRunCreate, create_task_run, respond};

mod shapes;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [work, payload, times] = arguments.as_slice() else {
        return Err("usage: once WORK PAYLOAD TIMES".into());
    };
    let body = match payload.split_once(':') {
        Some((shape, bytes)) => {
            let (_, make) = shapes::SHAPES.iter().find(|(name, _)| *name == shape).ok_or("no such shape")?;
            make(bytes.parse()?).into_bytes()
        }
        None => std::fs::read(payload)?,
    };
    let context = Context::from_unix_micros(1_767_225_600_000_000, 42).ok_or("no such instant")?;
    let known = Known::default();
    for _ in 0..times.parse()? {
        let body = black_box(body.as_slice());
        let validated = || TaskRunCreate::from_json(body, &context);
        match work.as_str() {
            // Of all the JSON, which is read, a parameter takes the name alone.
            "parse" => drop(black_box(Parameter::from_json(body, &context)?)),
            "validate" => drop(black_box(validated()?)),
            "verdict" => drop(black_box(TaskRunCreate::INFO.is_held_by(Payload::Json(body), Release::NEWEST))),
            "judge" => drop(black_box(validated())),
            "refuse" => drop(black_box(validated().err().ok_or("it is accepted")?)),
            "dump" => drop(black_box(validated()?.to_json())),
            "create" => drop(black_box(create_task_run(validated()?, &context, &known))),
            "respond" => drop(black_box(respond(body, Headers::default(), &context, &known))),
            _ => return Err("WORK is parse, validate, verdict, judge, refuse, dump, create or respond".into()),
        }
    }
    Ok(())
}
