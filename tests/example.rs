//! The API's own example, from body to task run.

use chrono::DateTime;
use prefect_taskrun::{Context, TaskRunCreate, create_task_run};

#[test]
fn t() {
    let context = Context::new(DateTime::from_timestamp(1_700_000_000, 123_456_000).unwrap(), 7);
    let create = TaskRunCreate::from_json(include_bytes!("../examples/task_run.json"), &context).unwrap();
    println!("{}", create.to_json());
    println!("{}", create_task_run(create, &context).to_json());
    for body in [
        "{}",
        "[1,2",
        r#"{"task_key":1,"empirical_policy":{"max_retries":2,"retry_delay":[1,"x"]},"zz":1,"state":{"type":"x"},"task_inputs":{"a":[{"id":3}]}, "labels":{"a":[]}, "id":"z"}"#,
        "{\"task_key\":\"a\",\"dynamic_key\":\"b\",\"labels\":{\"a\":1.0,\"b\":1e16,\"c\":1e-7}}",
    ] {
        match TaskRunCreate::from_json(body.as_bytes(), &context) {
            Ok(ok) => println!("{}", ok.to_json()),
            Err(e) => println!("{e}\n{}", e.to_json()),
        }
    }
}
