//! Whether the process lives, and whether it can serve.

use std::{error::Error, time::Duration};

use actix_web::{HttpResponse, http::StatusCode, http::header, web::Data};
use serde_json::json;
use tokio::time;

use super::App;

/// A database that takes longer is not ready.
const PATIENCE: Duration = Duration::from_secs(2);

/// `/healthz`: the process answers.
pub async fn alive() -> HttpResponse {
    answer(StatusCode::OK, "ok", None)
}

/// `/readyz`: requests can be served here.
pub async fn ready(app: Data<App>) -> HttpResponse {
    if app.is_stopping() {
        return answer(StatusCode::SERVICE_UNAVAILABLE, "stopping", None);
    }
    if !app.is_prepared() {
        let reason = "The database is not prepared yet.";
        return answer(StatusCode::SERVICE_UNAVAILABLE, "preparing", Some(reason));
    }
    let reason = match time::timeout(PATIENCE, app.database.ping()).await {
        Ok(Ok(())) => return answer(StatusCode::OK, "ok", None),
        Ok(Err(error)) => {
            tracing::warn!(error = &error as &dyn Error, "the database does not answer");
            "The database does not answer."
        }
        Err(_) => {
            tracing::warn!("the database does not answer in time");
            "The database does not answer in time."
        }
    };
    answer(StatusCode::SERVICE_UNAVAILABLE, "unavailable", Some(reason))
}

fn answer(code: StatusCode, status: &str, reason: Option<&str>) -> HttpResponse {
    let mut body = json!({ "status": status });
    if let Some(reason) = reason {
        body["reason"] = reason.into();
    }
    HttpResponse::build(code)
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(body)
}
