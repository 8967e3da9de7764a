//! Published contents, by id, path, work and edition.
use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use uuid::Uuid;

use super::Reader;
use crate::domain::visibility::{self, LiveContent};
use crate::domain::{Error, Result, paths};

/// A published content by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ContentById(pub Uuid);

impl Loader<ContentById> for Reader {
    type Value = Arc<LiveContent>;
    type Error = Error;

    async fn load(&self, keys: &[ContentById]) -> Result<HashMap<ContentById, Self::Value>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let found = visibility::by_ids(&self.session, &ids).await?;
        Ok(found
            .into_iter()
            .map(|content| (ContentById(content.id()), Arc::new(content)))
            .collect())
    }
}

/// The published content that a live edition belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EditionContent(pub Uuid);

impl Loader<EditionContent> for Reader {
    type Value = Arc<LiveContent>;
    type Error = Error;

    async fn load(&self, keys: &[EditionContent]) -> Result<HashMap<EditionContent, Self::Value>> {
        let editions: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let found = visibility::contents_of(&self.session, &editions).await?;
        Ok(found
            .into_iter()
            .map(|content| (EditionContent(content.edition().id), Arc::new(content)))
            .collect())
    }
}

/// The published languages of a work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ContentsOfWork(pub Uuid);

impl Loader<ContentsOfWork> for Reader {
    type Value = Vec<Arc<LiveContent>>;
    type Error = Error;

    async fn load(&self, keys: &[ContentsOfWork]) -> Result<HashMap<ContentsOfWork, Self::Value>> {
        let works: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let mut found: HashMap<ContentsOfWork, Self::Value> = HashMap::new();
        for content in visibility::by_works(&self.session, &works).await? {
            found
                .entry(ContentsOfWork(content.work()))
                .or_default()
                .push(Arc::new(content));
        }
        for languages in found.values_mut() {
            languages.sort_by(|one, other| one.language().cmp(other.language()));
        }
        Ok(found)
    }
}

/// What a reader meets at a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ContentAt(pub String);

impl Loader<ContentAt> for Reader {
    type Value = Arc<paths::Outcome>;
    type Error = Error;

    async fn load(&self, keys: &[ContentAt]) -> Result<HashMap<ContentAt, Self::Value>> {
        let asked: Vec<&str> = keys.iter().map(|key| key.0.as_str()).collect();
        let found = paths::outcomes(&self.session, &asked).await?;
        Ok(found
            .into_iter()
            .map(|(path, outcome)| (ContentAt(path), Arc::new(outcome)))
            .collect())
    }
}
