//! The root of writing: one file a noun.
mod content;
mod session;

use async_graphql::MergedObject;

/// The root of writing. / Gốc của mọi thao tác ghi.
#[derive(MergedObject, Default)]
pub struct Mutation(content::ContentMutation, session::SessionMutation);
