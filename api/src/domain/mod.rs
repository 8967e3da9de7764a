//! Use-cases, one noun a file. Knows neither the transport nor GraphQL.
pub mod account;
pub mod actor;
pub mod body;
pub mod clock;
pub mod database;
pub mod directory;
pub mod edition_rows;
mod error;
pub mod export;
pub mod files;
pub mod journal;
pub mod legal;
pub mod listing;
pub mod media;
pub mod paths;
pub mod policy;
pub mod publish;
pub mod questions;
pub mod secret;
pub mod sections;
pub mod session;
pub mod setup;
pub mod site;
pub mod visibility;
pub mod vocabulary;
pub mod workflow;

pub use error::{Error, Refusal, Result};
