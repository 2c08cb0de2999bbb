//! What programs in Rust rely on where they are wasm themselves: the npm package alone may do with less.

#![cfg(target_arch = "wasm32")]

use prefect_taskrun::chrono::DateTime;
use prefect_taskrun::host::{Flat, Tag};
use prefect_taskrun::{Context, Payload, StateCreate};
use wasm_bindgen_test::wasm_bindgen_test;

fn shared<T: Send + Sync>(it: T) -> T {
    it
}

#[wasm_bindgen_test]
fn a_context_is_shared_among_threads() {
    let context = shared(Context::new(DateTime::UNIX_EPOCH, 0).drawing(|| 42));
    assert_eq!(context.seed(), 42);
}

#[wasm_bindgen_test]
fn words_that_no_host_would_write_make_json_all_the_same() {
    let list = |next: u32| [Tag::List as u32, next, 0];
    let text = |start: u32, end: u32| [Tag::Text as u32, start, end];
    // The inner lists would end after the outer one.
    let object = [[Tag::Object as u32, 6, 0], text(0, 4), text(4, 13), text(13, 17)];
    let words = [&object[..], &[list(6), list(u32::MAX), [0, 0, 0]]].concat().concat();
    let payload = Payload::Flat(Flat { words: &words, text: "typeCOMPLETEDdata", at: 0 });
    let context = Context::new(DateTime::UNIX_EPOCH, 0);
    let json = StateCreate::from_payload(payload, &context).unwrap().to_json();
    assert!(json.contains(r#""data":[[]],"#), "{json}");
}
