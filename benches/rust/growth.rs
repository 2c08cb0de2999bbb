//! Prints what validating bodies takes that grow in some ways: `growth MOST_BYTES SHAPE...`, a line of JSON for each body.

use std::time::Instant;

use allocation_counter::measure;
use prefect_taskrun::{Context, TaskRunCreate};

mod shapes;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [most, shapes @ ..] = arguments.as_slice() else { return Err("usage: growth MOST_BYTES SHAPE...".into()) };
    let most = most.parse()?;
    let context = Context::from_unix_micros(1_767_225_600_000_000, 42).ok_or("no such instant")?;
    for (shape, make) in shapes::SHAPES.iter().filter(|(shape, _)| shapes.iter().any(|name| name == shape)) {
        let sizes = std::iter::successors(Some(1_000), |size| Some(size * 10)).take_while(|size| *size <= most);
        for size in sizes {
            let body = make(size);
            let validate = || drop(TaskRunCreate::from_json(body.as_bytes(), &context));
            let taken = measure(validate);
            // Small bodies take too little time for a clock, and other programs only ever add to it.
            let times = (1_000_000 / size).max(1);
            let seconds = (0..5).map(|_| {
                let start = Instant::now();
                (0..times).for_each(|_| validate());
                start.elapsed().as_secs_f64() / times as f64
            });
            println!(
                r#"{{"shape": "{shape}", "bytes": {}, "seconds": {:e}, "peak": {}, "allocations": {}, "kept": {}}}"#,
                body.len(),
                seconds.fold(f64::INFINITY, f64::min),
                taken.bytes_max,
                taken.count_total,
                taken.bytes_current,
            );
        }
    }
    Ok(())
}
