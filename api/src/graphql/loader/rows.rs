//! Rows that hang from an edition, by edition.
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use uuid::Uuid;

use super::Reader;
use crate::domain::edition_rows::{OfEdition, of_editions};
use crate::domain::visibility::LiveContent;
use crate::domain::{Error, Result};

/// The rows of table `E` that hang from a live edition.
pub struct RowsOf<E>(Uuid, PhantomData<fn() -> E>);

impl<E> RowsOf<E> {
    /// The rows of a published content.
    #[must_use]
    pub fn of(content: &LiveContent) -> Self {
        Self(content.edition().id, PhantomData)
    }
}

impl<E> Clone for RowsOf<E> {
    fn clone(&self) -> Self {
        Self(self.0, PhantomData)
    }
}

impl<E> PartialEq for RowsOf<E> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<E> Eq for RowsOf<E> {}

impl<E> Hash for RowsOf<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<E> Loader<RowsOf<E>> for Reader
where
    E: OfEdition + 'static,
    E::Model: Clone + Send + Sync,
{
    type Value = Arc<Vec<E::Model>>;
    type Error = Error;

    async fn load(&self, keys: &[RowsOf<E>]) -> Result<HashMap<RowsOf<E>, Self::Value>> {
        let editions: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let mut found: HashMap<Uuid, Vec<E::Model>> = HashMap::new();
        for row in of_editions::<E>(self.session.read().await?, &editions).await? {
            found.entry(E::edition_of(&row)).or_default().push(row);
        }
        let rows = |key: &RowsOf<E>| Arc::new(found.get(&key.0).cloned().unwrap_or_default());
        Ok(keys.iter().map(|key| (key.clone(), rows(key))).collect())
    }
}
