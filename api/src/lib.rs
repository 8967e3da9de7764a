//! Headless GraphQL content API for a Vietnamese province's legal-education portal.
pub mod cli;
pub mod config;
pub mod domain;
pub mod exchange;
pub mod export;
pub mod generate;
pub mod graphql;
pub mod http;
pub mod import;
pub mod search;
pub mod telemetry;
pub mod text;
