//! A mock Prefect server of one handler: `cargo run -p axum-mock`, then POST to <http://127.0.0.1:4200/api/task_runs/>.

use axum::Router;
use axum::body::Bytes;
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
    Router::new().route("/api/task_runs/", post(create))
}

async fn create(headers: HeaderMap, body: Bytes) -> Response {
    let mut seed = [0; 16];
    if getrandom::fill(&mut seed).is_err() {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    let context = Context::new(Utc::now(), u128::from_le_bytes(seed));
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let headers = Headers { api_version: header("x-prefect-api-version"), content_type: header("content-type") };
    let answer = respond(&body, headers, &context, &Known::default());
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, "application/json")], answer.body).into_response()
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use tower::ServiceExt;

    const RUN: &str = r#"{"task_key": "load", "dynamic_key": "0"}"#;

    async fn answer(body: &'static str, content_type: &str) -> Result<(u16, String), Box<dyn std::error::Error>> {
        let request = Request::post("/api/task_runs/").header("content-type", content_type).body(Body::from(body))?;
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
}
