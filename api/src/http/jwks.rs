//! `/.well-known/jwks.json`: the public halves of the keys that sign our tokens (RFC 7517).

use std::error::Error;

use actix_web::{HttpResponse, http::header, web::Data};

use super::App;

/// `/.well-known/jwks.json`
pub async fn keys(app: Data<App>) -> HttpResponse {
    match app.authority.keys().public().await {
        Ok(keys) => HttpResponse::Ok()
            .content_type("application/jwk-set+json")
            .insert_header((header::CACHE_CONTROL, "public, max-age=60"))
            .json(keys),
        Err(error) => {
            tracing::warn!(error = &error as &dyn Error, "the keys cannot be read");
            HttpResponse::ServiceUnavailable()
                .insert_header((header::RETRY_AFTER, "5"))
                .finish()
        }
    }
}
