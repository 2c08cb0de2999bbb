//! What a body takes grows as the body does: memory and allocations are counted, for bodies that grow in many ways.

use allocation_counter::{AllocationInfo, measure};
use prefect_taskrun::{Context, Headers, Known, TaskRunCreate, respond};

#[path = "../benches/rust/shapes.rs"]
mod shapes;

const SMALL: usize = 20_000;
const LARGE: usize = 10 * SMALL;
/// Lists and tables double when they are full, so that one may have just doubled.
const MOST_GROWTH: usize = 20;
/// A body of nothing but brackets has a record of 16 bytes for each two of its own; an error has its way, its words and its span.
const MOST_BYTES_A_BODY_BYTE: u64 = 80;
/// The answer shows each value that is wrong, and says at length what is wrong with it.
const MOST_BYTES_TO_ANSWER: u64 = 160;

fn grows(shape: &str, small: AllocationInfo, large: AllocationInfo, large_body: &str, most: u64) {
    assert_eq!(large.bytes_current, 0, "{shape}: something is kept");
    let bound = most * large_body.len() as u64;
    assert!(large.bytes_max < bound, "{shape}: {} bytes at once, {bound} at most", large.bytes_max);
    let most = MOST_GROWTH as u64;
    assert!(large.bytes_max < most * small.bytes_max.max(2_000), "{shape}: {small:?} {large:?}");
    assert!(large.bytes_total < most * small.bytes_total.max(2_000), "{shape}: {small:?} {large:?}");
    assert!(large.count_total < most * small.count_total.max(10), "{shape}: {small:?} {large:?}");
}

#[test]
fn what_a_body_takes_grows_as_the_body_does() {
    let context = Context::from_unix_micros(0, 42).unwrap();
    for (shape, make) in shapes::SHAPES {
        let [small_body, large_body] = [SMALL, LARGE].map(make);
        let validate = |body: &str| {
            measure(|| {
                if let Err(error) = TaskRunCreate::from_json(body.as_bytes(), &context) {
                    assert_eq!(error.spans().len(), error.error_count());
                }
            })
        };
        grows(shape, validate(&small_body), validate(&large_body), &large_body, MOST_BYTES_A_BODY_BYTE);
        let answer =
            |body: &str| measure(|| drop(respond(body.as_bytes(), Headers::default(), &context, &Known::default())));
        grows(shape, answer(&small_body), answer(&large_body), &large_body, MOST_BYTES_TO_ANSWER);
    }
}

/// Bodies that are meant to be refused are refused for what they are meant to be.
#[test]
fn each_shape_is_what_it_says() {
    let context = Context::from_unix_micros(0, 42).unwrap();
    for (shape, make) in shapes::SHAPES {
        let body = make(10_000);
        let code = TaskRunCreate::from_json(body.as_bytes(), &context)
            .err()
            .and_then(|error| error.errors().next().map(prefect_taskrun::ErrorLine::code));
        let expected = match *shape {
            "errors" => Some("string_type"),
            "union errors" => Some("bool_type"),
            "unknown" => Some("extra_forbidden"),
            "digit texts" => Some("int_parsing_size"),
            "broken late" => Some("json_invalid"),
            _ => None,
        };
        assert_eq!(code, expected, "{shape}");
    }
}
