//! What the desk works on: items, working copies and their authors.
use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Reader;
use crate::domain::desk::{self, Item};
use crate::domain::draft::{Draft, Fault};
use crate::domain::{Error, Result};

/// A content as the desk sees it, whoever asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ItemById(pub Uuid);

impl Loader<ItemById> for Reader {
    type Value = Arc<Item>;
    type Error = Error;

    async fn load(&self, keys: &[ItemById]) -> Result<HashMap<ItemById, Self::Value>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let found = desk::items_of(&self.session, &ids).await?.into_iter();
        Ok(found
            .map(|item| (ItemById(item.content.id), Arc::new(item)))
            .collect())
    }
}

/// What an edition says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DraftOf(pub Uuid);

impl Loader<DraftOf> for Reader {
    type Value = Arc<Draft>;
    type Error = Error;

    async fn load(&self, keys: &[DraftOf]) -> Result<HashMap<DraftOf, Self::Value>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let found = desk::said(&self.session, &ids).await?.into_iter();
        Ok(found
            .map(|(edition, draft)| (DraftOf(edition), Arc::new(draft)))
            .collect())
    }
}

/// Who wrote an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AuthorsOf(pub Uuid);

impl Loader<AuthorsOf> for Reader {
    type Value = Vec<Uuid>;
    type Error = Error;

    async fn load(&self, keys: &[AuthorsOf]) -> Result<HashMap<AuthorsOf, Self::Value>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let found = desk::authors_of(&self.session, &ids).await?.into_iter();
        Ok(found
            .map(|(edition, authors)| (AuthorsOf(edition), authors))
            .collect())
    }
}

/// What is to be mended in the working copy of a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FaultsOf {
    /// The content.
    pub content: Uuid,
    /// The moment at which it would be published.
    pub now: DateTime<Utc>,
    /// The account that asks.
    pub account: Uuid,
}

impl Loader<FaultsOf> for Reader {
    type Value = Vec<Fault>;
    type Error = Error;

    async fn load(&self, keys: &[FaultsOf]) -> Result<HashMap<FaultsOf, Self::Value>> {
        let Some(&FaultsOf { now, account, .. }) = keys.first() else {
            return Ok(HashMap::new());
        };
        let contents: Vec<Uuid> = keys.iter().map(|key| key.content).collect();
        let items = desk::items_of(&self.session, &contents).await?;
        let items: Vec<&Item> = items.iter().collect();
        let mut faults = desk::faults(&self.session, account, &items, now).await?;
        let of_item = |item: &&Item| {
            let working = item.working.as_ref()?;
            let content = item.content.id;
            Some((content, faults.remove(&working.edition.id)?))
        };
        let found: HashMap<Uuid, Vec<Fault>> = items.iter().filter_map(of_item).collect();
        let of = |key: &FaultsOf| {
            found
                .get(&key.content)
                .cloned()
                .map(|faults| (*key, faults))
        };
        Ok(keys.iter().filter_map(of).collect())
    }
}
