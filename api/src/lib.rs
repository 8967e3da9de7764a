//! Headless GraphQL content API for a Vietnamese province's legal-education portal.
pub mod domain;
pub mod exchange;
pub mod graphql;
pub mod import;
pub mod text;
