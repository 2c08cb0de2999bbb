use prefect_taskrun::{Dump, ValidationError, Value, to_json};

/// `{"data": …}` for a model, `{"title": …, "message": …, "issues": …}` for errors.
pub(crate) fn of<T: Value>(result: Result<T, ValidationError>) -> String {
    match result {
        Ok(model) => ["{\"data\":", &to_json(&model, Dump::default(), None), "}"].concat(),
        Err(error) => {
            let message = prefect_taskrun::quote(&error.to_string());
            ["{\"title\":\"", error.title(), "\",\"message\":", &message, ",\"issues\":", &error.to_json(), "}"]
                .concat()
        }
    }
}
