//! Lists of published contents, read from `listing` and written when something is published.
pub mod list;
mod listed;
pub(in crate::domain) mod load;
pub mod query;
pub mod rebuild;
pub mod scope;
mod statement;
pub(in crate::domain) mod write;

pub(in crate::domain) use listed::Listed;
pub use scope::{Scope, SortKeys};
pub(in crate::domain) use statement::union;
