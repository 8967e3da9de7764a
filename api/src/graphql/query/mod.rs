//! The root of reading: contents, the directory, the vocabularies.
mod content;
mod directory;
mod search;
mod vocabulary;

use async_graphql::MergedObject;

use super::desk::DeskQuery;

/// The root of reading. / Gốc của mọi truy vấn.
#[derive(MergedObject, Default)]
pub struct Query(
    content::ContentQuery,
    directory::DirectoryQuery,
    search::SearchQuery,
    vocabulary::VocabularyQuery,
    DeskQuery,
);
