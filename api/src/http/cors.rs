//! Which pages of other origins may read the API from a browser.
//!
//! Credentials are never allowed: nothing here is authorised by a cookie, so that a page elsewhere
//! cannot act with a reader's sign-in.

use std::sync::Arc;

use actix_cors::Cors;
use actix_web::{
    Error as HttpError,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header,
    middleware::Next,
    web::Data,
};

use super::App;
use super::auth::PREVIEW;
use super::files::AGENCY;
use super::graphql::{COST, LAST_EVENT_ID};
use super::request::REQUEST_ID;
use crate::config::Network;
use crate::domain::session::Authority;

/// Seconds for which a browser may remember the answer to its preflight.
const PREFLIGHT: usize = 3600;

/// The rule for `network`'s origins and those of machine keys. Pages of others read nothing.
pub fn rule(network: &Network, authority: &Arc<Authority>) -> Cors {
    let rule = Cors::default()
        .block_on_origin_mismatch(false)
        .allowed_methods(["GET", "HEAD", "POST", "PUT"])
        .allowed_headers([
            header::ACCEPT,
            header::ACCEPT_LANGUAGE,
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::RANGE,
            LAST_EVENT_ID,
            COST,
            PREVIEW,
            AGENCY,
        ])
        .expose_headers([
            REQUEST_ID,
            header::RETRY_AFTER,
            header::CONTENT_RANGE,
            header::ACCEPT_RANGES,
            header::ETAG,
            header::WWW_AUTHENTICATE,
        ])
        .max_age(PREFLIGHT);
    if network.cors_origins.iter().any(|origin| origin == "*") {
        return rule.allow_any_origin().send_wildcard();
    }
    let authority = Arc::clone(authority);
    let rule = rule.allowed_origin_fn(move |origin, _| {
        let origin = origin.to_str();
        origin.is_ok_and(|origin| authority.origins().allow(origin))
    });
    network
        .cors_origins
        .iter()
        .fold(rule, |rule, origin| rule.allowed_origin(origin))
}

/// Sees to it that the origins of machine keys are known where a page asks. A preflight carries no key: which key is
/// for which origin is looked at when it is shown.
pub async fn learn(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, HttpError> {
    if request.headers().contains_key(header::ORIGIN)
        && let Some(app) = request.app_data::<Data<App>>()
        && app.is_prepared()
    {
        app.authority.learn_origins().await;
    }
    next.call(request).await
}
