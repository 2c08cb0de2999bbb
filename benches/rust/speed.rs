//! Each piece of work on the payloads M (1.4 KB) and L (28 KB), ours beside the peers', in one process: make bench-rust.

use divan::{Bencher, black_box};
use prefect_taskrun::{Context, Headers, Known, Parameter, Payload, Release, TaskRunCreate, create_task_run, respond};
use speed as peers;

const M: &str = include_str!("../payloads/m.json");
const L: &str = include_str!("../payloads/l.json");
const BAD_M: &str = include_str!("../payloads/bad_m.json");

fn main() {
    divan::main();
}

fn context() -> Context {
    Context::from_unix_micros(1_767_225_600_000_000, 42).unwrap()
}

fn payload(name: &str) -> &'static str {
    match name {
        "M" => M,
        _ => L,
    }
}

/// From a text to whatever its reader makes of JSON.
#[divan::bench_group]
mod parse {
    use super::*;

    /// All of the text is read, and of it one name is taken.
    #[divan::bench(args = ["M", "L"])]
    fn ours(bencher: Bencher, name: &str) {
        let (text, context) = (payload(name).as_bytes(), context());
        bencher.bench_local(|| drop(black_box(Parameter::from_json(black_box(text), &context).unwrap())));
    }

    #[divan::bench(args = ["M", "L"])]
    fn jiter_value(bencher: Bencher, name: &str) {
        let text = payload(name).as_bytes();
        bencher.bench_local(|| drop(black_box(jiter::JsonValue::parse(black_box(text), true).unwrap())));
    }

    #[divan::bench(args = ["M", "L"])]
    fn serde_json_value(bencher: Bencher, name: &str) {
        let text = payload(name).as_bytes();
        bencher.bench_local(|| drop(black_box(serde_json::from_slice::<serde_json::Value>(black_box(text)).unwrap())));
    }
}

/// From a text to a model.
#[divan::bench_group]
mod validate {
    use super::*;

    #[divan::bench(args = ["M", "L"])]
    fn ours(bencher: Bencher, name: &str) {
        let (text, context) = (payload(name).as_bytes(), context());
        bencher.bench_local(|| drop(black_box(TaskRunCreate::from_json(black_box(text), &context).unwrap())));
    }

    /// Types alone: no dates, UUIDs, defaults or rules.
    #[divan::bench(args = ["M", "L"])]
    fn serde_derive(bencher: Bencher, name: &str) {
        let text = payload(name);
        bencher.bench_local(|| drop(black_box(serde_json::from_str::<peers::TaskRunCreate>(black_box(text)).unwrap())));
    }
}

/// From a text to whether it is valid.
#[divan::bench_group]
mod verdict {
    use super::*;

    #[divan::bench(args = ["M", "L"])]
    fn ours(bencher: Bencher, name: &str) {
        let text = payload(name).as_bytes();
        let verdict = || TaskRunCreate::INFO.is_held_by(Payload::Json(black_box(text)), Release::NEWEST);
        bencher.bench_local(|| black_box(verdict()));
    }

    /// Types alone, as above: serde has no verdict without values.
    #[divan::bench(args = ["M", "L"])]
    fn serde_derive(bencher: Bencher, name: &str) {
        let text = payload(name);
        bencher.bench_local(|| black_box(serde_json::from_str::<peers::TaskRunCreate>(black_box(text)).is_ok()));
    }
}

/// From a text that is refused to the errors.
#[divan::bench_group]
mod refuse {
    use super::*;

    /// All of them.
    #[divan::bench]
    fn ours(bencher: Bencher) {
        let context = context();
        bencher.bench_local(|| {
            drop(black_box(TaskRunCreate::from_json(black_box(BAD_M.as_bytes()), &context).unwrap_err()))
        });
    }

    /// The first.
    #[divan::bench]
    fn serde_derive(bencher: Bencher) {
        bencher.bench_local(|| {
            drop(black_box(serde_json::from_str::<peers::TaskRunCreate>(black_box(BAD_M)).unwrap_err()))
        });
    }
}

/// From a model to a text.
#[divan::bench_group]
mod dump {
    use super::*;

    #[divan::bench(args = ["M", "L"])]
    fn ours(bencher: Bencher, name: &str) {
        let create = TaskRunCreate::from_json(payload(name).as_bytes(), &context()).unwrap();
        bencher.bench_local(|| drop(black_box(black_box(&create).to_json())));
    }

    #[divan::bench(args = ["M", "L"])]
    fn serde_derive(bencher: Bencher, name: &str) {
        let create: peers::TaskRunCreate = serde_json::from_str(payload(name)).unwrap();
        bencher.bench_local(|| drop(black_box(serde_json::to_string(black_box(&create)).unwrap())));
    }
}

/// From a text to a created task run, and to the endpoint's answer; no peer does that.
#[divan::bench_group]
mod create {
    use super::*;

    #[divan::bench(args = ["M", "L"])]
    fn ours(bencher: Bencher, name: &str) {
        let (text, context, known) = (payload(name).as_bytes(), context(), Known::default());
        bencher.bench_local(|| {
            let create = TaskRunCreate::from_json(black_box(text), &context).unwrap();
            drop(black_box(create_task_run(create, &context, &known)));
        });
    }

    #[divan::bench(args = ["M", "L"])]
    fn ours_as_text(bencher: Bencher, name: &str) {
        let (text, context, known) = (payload(name).as_bytes(), context(), Known::default());
        bencher.bench_local(|| drop(black_box(respond(black_box(text), Headers::default(), &context, &known))));
    }
}
