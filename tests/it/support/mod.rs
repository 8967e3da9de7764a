//! What tests share.

pub mod client;
pub mod http;
pub mod province;
pub mod trial_schema;
