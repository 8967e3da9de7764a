//! Lists of published contents, read from `listing` and written when something is published.
pub mod query;
pub mod scope;

pub use scope::{Scope, SortKeys};
