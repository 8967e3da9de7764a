//! The public contract: what portals, sites and apps query.
mod agency;
mod area;
mod asked;
mod citation;
mod communicator;
mod content;
pub mod context;
mod desk;
pub mod error;
pub mod error_code;
mod id;
mod kinds;
mod legal;
pub mod limits;
pub mod list_sizes;
mod loader;
mod media;
pub mod message;
mod mutation;
mod node;
mod outcome;
mod page;
mod query;
mod resource;
mod scalars;
pub mod schema_table;
pub mod search;
mod section;
mod site;
pub mod subscription;
mod user_error;
mod vocabulary;

pub use desk::DeskId;
pub use mutation::Mutation;
pub use query::Query;
pub use subscription::Subscription;

use async_graphql::{ObjectType, SDLExportOptions, SubscriptionType};

/// The executable schema.
pub type Schema = async_graphql::Schema<Query, Mutation, Subscription>;

/// Builds the schema; requests bring their own data.
#[must_use]
pub fn schema() -> Schema {
    Schema::build(
        Query::default(),
        Mutation::default(),
        Subscription::default(),
    )
    .extension(limits::Meter)
    .finish()
}

/// A directive of the language that the library defines although nothing here uses it.
const UNUSED: &str = "\"\"\"\nProvides a scalar specification URL for specifying the behavior of custom scalar \
    types.\n\"\"\"\ndirective @specifiedBy(url: String!) on SCALAR\n";

/// The schema definition, as `schema.graphql` keeps it.
#[must_use]
pub fn sdl() -> String {
    sdl_of(&schema())
}

/// A schema's definition, in the order in which `schema.graphql` is kept.
#[must_use]
pub fn sdl_of<Q, M, S>(schema: &async_graphql::Schema<Q, M, S>) -> String
where
    Q: ObjectType + 'static,
    M: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    let options = SDLExportOptions::new();
    let sdl = schema.sdl_with_options(options.sorted_fields().sorted_arguments());
    sdl.replace(UNUSED, "")
}
