//! Which pages of other origins may read the API from a browser.
//!
//! Credentials are never allowed: nothing here is authorised by a cookie, so that a page elsewhere
//! cannot act with a reader's sign-in.

use actix_cors::Cors;
use actix_web::http::header;

use super::graphql::{COST, LAST_EVENT_ID};
use super::request::REQUEST_ID;
use crate::config::Network;

/// Seconds for which a browser may remember the answer to its preflight.
const PREFLIGHT: usize = 3600;

/// The rule for `network`'s origins. Without any, pages of other origins read nothing.
pub fn rule(network: &Network) -> Cors {
    let rule = Cors::default()
        .block_on_origin_mismatch(false)
        .allowed_methods(["GET", "HEAD", "POST"])
        .allowed_headers([
            header::ACCEPT,
            header::ACCEPT_LANGUAGE,
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::RANGE,
            LAST_EVENT_ID,
            COST,
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
    network
        .cors_origins
        .iter()
        .fold(rule, |rule, origin| rule.allowed_origin(origin))
}
