//! Lists of published contents, read from `listing` and written when something is published.
pub mod list;
pub mod query;
pub mod scope;
mod statement;

pub use scope::{Scope, SortKeys};
pub(in crate::domain) use statement::union;
