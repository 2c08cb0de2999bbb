use prefect_taskrun::{Dump, ValidationError, Value, to_json};

/// `{"data": …}` for a model, `{"title": …, "message": …, "issues": …, "spans": …}` for errors.
pub(crate) fn of<T: Value>(result: Result<T, ValidationError>, with_spans: bool) -> String {
    match result {
        Ok(model) => ["{\"data\":", &to_json(&model, Dump::default(), None), "}"].concat(),
        Err(error) => {
            let message = prefect_taskrun::quote(&error.to_string());
            let spans = if with_spans { spans(&error) } else { "[]".into() };
            let members = ["\",\"message\":", &message, ",\"issues\":", &error.to_json(), ",\"spans\":", &spans];
            ["{\"title\":\"", error.title(), &members.concat(), "}"].concat()
        }
    }
}

/// Where each error stands: start, end, line, column.
fn spans(error: &ValidationError) -> String {
    let span = |span: &prefect_taskrun::Span| format!("[{},{},{},{}]", span.start, span.end, span.line, span.column);
    ["[", &error.spans().iter().map(span).collect::<Vec<_>>().join(","), "]"].concat()
}
