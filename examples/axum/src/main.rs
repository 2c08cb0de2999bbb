//! A mock Prefect server of one handler: `cargo run -p axum-mock`, then POST to <http://127.0.0.1:4200/api/task_runs/>.

use axum::Router;
use axum::body::Bytes;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use chrono::Utc;
use prefect_taskrun::{Context, Headers, Known, respond};

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:4200").await?;
    axum::serve(listener, app()).await
}

fn app() -> Router {
    // A Prefect server takes bodies of any size; axum on its own refuses those past 2 MB.
    Router::new().route("/api/task_runs/", post(create)).layer(DefaultBodyLimit::disable())
}

async fn create(headers: HeaderMap, body: Bytes) -> Response {
    let mut seed = [0; 16];
    if getrandom::fill(&mut seed).is_err() {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    let context = Context::new(Utc::now(), u128::from_le_bytes(seed));
    // A server reads each byte of a header as a character, as Latin-1 has it.
    let header = |name: &str| headers.get(name).map(|value| value.as_bytes().iter().copied().map(char::from).collect());
    let (api_version, content_type): (Option<String>, Option<String>) =
        (header("x-prefect-api-version"), header("content-type"));
    let headers = Headers { api_version: api_version.as_deref(), content_type: content_type.as_deref() };
    let answer = respond(&body, headers, &context, &Known::default());
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, "application/json")], answer.body).into_response()
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::{HeaderValue, Request};
    use tower::ServiceExt;

    const RUN: &str = r#"{"task_key": "load", "dynamic_key": "0"}"#;

    type Answer = Result<(u16, String), Box<dyn std::error::Error>>;

    async fn answer(body: impl Into<Body>, content_type: &str) -> Answer {
        answer_to(body, &[("content-type", content_type.as_bytes())]).await
    }

    async fn answer_to(body: impl Into<Body>, headers: &[(&'static str, &[u8])]) -> Answer {
        let mut request = Request::post("/api/task_runs/").body(body.into())?;
        for (name, value) in headers {
            request.headers_mut().insert(*name, HeaderValue::from_bytes(value)?);
        }
        let response = super::app().oneshot(request).await?;
        let status = response.status().as_u16();
        Ok((status, String::from_utf8(to_bytes(response.into_body(), usize::MAX).await?.to_vec())?))
    }

    #[tokio::test]
    async fn a_run_is_created_or_refused() -> Result<(), Box<dyn std::error::Error>> {
        let (status, run) = answer(RUN, "application/json").await?;
        assert_eq!((status, run.contains(r#""task_key":"load""#)), (201, true));
        let (status, error) = answer(r#"{"task_key": "load"}"#, "application/json").await?;
        assert_eq!((status, error.contains(r#""loc":["body","dynamic_key"]"#)), (422, true));
        assert_eq!(answer(RUN, "text/plain").await?.0, 422);
        Ok(())
    }

    #[tokio::test]
    async fn a_large_body_is_read() -> Result<(), Box<dyn std::error::Error>> {
        assert_eq!(answer(" ".repeat(3_000_000) + RUN, "application/json").await?.0, 201);
        Ok(())
    }

    #[tokio::test]
    async fn headers_are_latin_1() -> Result<(), Box<dyn std::error::Error>> {
        assert_eq!(answer_to(RUN, &[("content-type", b"\xe9")]).await?.0, 422);
        let (status, error) = answer_to(RUN, &[("x-prefect-api-version", b"\xe9")]).await?;
        assert_eq!((status, error.contains("but received \u{e9}")), (400, true));
        Ok(())
    }
}
