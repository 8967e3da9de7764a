//! Pages of lists and their sizes, many in one statement.
use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;

use super::Reader;
use crate::domain::listing::list::{List, Part, Selection};
use crate::domain::listing::query::{self, Total};
use crate::domain::{Error, Result};

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ListPart(pub List);

impl Loader<ListPart> for Reader {
    type Value = Arc<Part>;
    type Error = Error;

    async fn load(&self, keys: &[ListPart]) -> Result<HashMap<ListPart, Self::Value>> {
        let lists: Vec<List> = keys.iter().map(|key| key.0.clone()).collect();
        let parts = query::read(&self.session, &lists).await?;
        Ok(keys
            .iter()
            .cloned()
            .zip(parts.into_iter().map(Arc::new))
            .collect())
    }
}

/// The number of items of a selection.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SelectionSize(pub Selection);

impl Loader<SelectionSize> for Reader {
    type Value = Total;
    type Error = Error;

    async fn load(&self, keys: &[SelectionSize]) -> Result<HashMap<SelectionSize, Self::Value>> {
        let selections: Vec<Selection> = keys.iter().map(|key| key.0.clone()).collect();
        let totals = query::count(&self.session, &selections).await?;
        Ok(keys.iter().cloned().zip(totals).collect())
    }
}
