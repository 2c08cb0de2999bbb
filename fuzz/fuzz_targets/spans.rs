//! Where errors stand: each span is of the very value that its error is about.

#![no_main]

use fuzz::context;
use libfuzzer_sys::fuzz_target;
use prefect_taskrun::host::Writer;
use prefect_taskrun::{ErrorLine, Loc, StateCreate, TaskRunCreate, ValidationError};

fuzz_target!(|body: &[u8]| {
    for refused in [TaskRunCreate::from_json(body, &context()).err(), StateCreate::from_json(body, &context()).err()] {
        if let (Some(error), Ok(text)) = (refused, std::str::from_utf8(body)) {
            stand(&error, text);
        }
    }
});

fn stand(error: &ValidationError, text: &str) {
    // Another encoding has other places, and a byte order mark is no column.
    if text.starts_with('\u{feff}') || text.bytes().take(4).any(|byte| byte == 0) {
        return;
    }
    let spans = error.spans();
    assert_eq!(spans.len(), error.error_count());
    for (line, span) in error.errors().zip(spans).take(50) {
        assert_eq!(line.span(), span);
        let before = &text[..span.start];
        assert_eq!(span.line, before.matches('\n').count() + 1);
        assert_eq!(span.column, before.rsplit('\n').next().unwrap_or_default().chars().count() + 1);
        value_stands(line, &text[span.start..span.end]);
    }
}

fn value_stands(line: ErrorLine<'_>, marked: &str) {
    match line.code() {
        "json_invalid" => assert_eq!(marked, ""),
        // The key is marked, which is the last step of the way.
        "extra_forbidden" => {
            let Some(Loc::Key(key)) = line.loc().last() else { panic!("an extra field is a key") };
            let name: String = serde_json::from_str(marked).expect("a key is a text");
            assert_eq!(*key, name);
        }
        // A rule writes into a policy that is shown.
        _ if marked.contains("retr") || marked.contains('\\') => {}
        _ => {
            let mut writer = Writer::new(None);
            line.give_input(&mut writer);
            assert_eq!(fuzz::written(marked.as_bytes()).as_ref(), Some(&writer.finish()));
        }
    }
}
