//! What tests share.

pub mod client;
pub mod http;
pub mod trial_schema;
