//! What tests share.

pub mod bucket;
pub mod client;
pub mod cluster;
pub mod command;
pub mod database;
pub mod desk;
pub mod drafts;
pub mod events;
pub mod files;
pub mod http;
pub mod issuer;
pub mod member;
pub mod person;
pub mod post;
pub mod province;
pub mod records;
pub mod socket;
pub mod templates;
pub mod trial_schema;
