//! Use-cases, one noun a file. Knows neither the transport nor GraphQL.
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
pub mod publish;
pub mod questions;
pub mod sections;
pub mod setup;
pub mod site;
pub mod visibility;
pub mod vocabulary;

pub use error::{Error, Result};
