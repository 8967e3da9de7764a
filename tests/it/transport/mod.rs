//! What HTTP does, whatever the schema is.

mod answers;
mod bucket;
mod caching;
mod cost;
mod errors;
mod files;
mod graphql_over_http;
mod identity;
mod left_out;
mod lifecycle;
mod pages;
pub mod public_access;
