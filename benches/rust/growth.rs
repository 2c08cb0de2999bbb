//! Prints, for each way a body may grow, what validating it takes: `growth MOST_BYTES`, a line of JSON for each body.

use std::time::Instant;

use allocation_counter::measure;
use prefect_taskrun::{Context, TaskRunCreate};

mod shapes;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let most = std::env::args().nth(1).ok_or("usage: growth MOST_BYTES")?.parse()?;
    let context = Context::from_unix_micros(1_767_225_600_000_000, 42).ok_or("no such instant")?;
    for (shape, make) in shapes::SHAPES {
        let sizes = std::iter::successors(Some(1_000), |size| Some(size * 10)).take_while(|size| *size <= most);
        for size in sizes {
            let body = make(size);
            let validate = || drop(TaskRunCreate::from_json(body.as_bytes(), &context));
            let taken = measure(validate);
            // Small bodies take too little time for a clock.
            let times = (1_000_000 / size).max(3);
            let mut seconds: Vec<f64> = (0..5)
                .map(|_| {
                    let start = Instant::now();
                    (0..times).for_each(|_| validate());
                    start.elapsed().as_secs_f64() / times as f64
                })
                .collect();
            seconds.sort_by(f64::total_cmp);
            println!(
                r#"{{"shape": "{shape}", "bytes": {}, "seconds": {:e}, "peak": {}, "allocations": {}, "kept": {}}}"#,
                body.len(),
                seconds.get(2).ok_or("no times")?,
                taken.bytes_max,
                taken.count_total,
                taken.bytes_current,
            );
        }
    }
    Ok(())
}
