//! The public contract: what portals, sites and apps query.
mod agency;
mod area;
mod citation;
mod communicator;
mod content;
pub mod context;
pub mod error;
pub mod error_code;
mod id;
mod kinds;
mod legal;
pub mod limits;
mod loader;
mod media;
mod node;
mod page;
mod query;
mod resource;
mod scalars;
pub mod schema_table;
mod section;
mod site;
mod vocabulary;

pub use query::Query;

use async_graphql::{EmptyMutation, EmptySubscription};

/// The executable schema.
pub type Schema = async_graphql::Schema<Query, EmptyMutation, EmptySubscription>;

/// Builds the schema; requests bring their own data.
#[must_use]
pub fn schema() -> Schema {
    Schema::build(Query::default(), EmptyMutation, EmptySubscription).finish()
}

/// A directive of the language that the library defines although nothing here uses it.
const UNUSED: &str = "\"\"\"\nProvides a scalar specification URL for specifying the behavior of custom scalar \
    types.\n\"\"\"\ndirective @specifiedBy(url: String!) on SCALAR\n";

/// The schema definition, as `schema.graphql` keeps it.
#[must_use]
pub fn sdl() -> String {
    let options = async_graphql::SDLExportOptions::new();
    let sdl = schema().sdl_with_options(options.sorted_fields().sorted_arguments());
    sdl.replace(UNUSED, "")
}
