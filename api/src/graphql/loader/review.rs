//! What the desk says of editions: who decided, what was confirmed, remarked, assigned, planned and previewed.
use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use chrono::{DateTime, Utc};
use entity::{assignment, confirmation, preview, remark, schedule};
use uuid::Uuid;

use super::Reader;
use crate::domain::desk::{self, Sheet};
use crate::domain::{Error, Result};

/// What the desk knows of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SheetOf(pub Uuid);

impl Loader<SheetOf> for Reader {
    type Value = Sheet;
    type Error = Error;

    async fn load(&self, keys: &[SheetOf]) -> Result<HashMap<SheetOf, Self::Value>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let found = desk::sheets_of(&self.session, &ids).await?.into_iter();
        Ok(found
            .map(|sheet| (SheetOf(sheet.edition_id), sheet))
            .collect())
    }
}

/// What was confirmed of an edition, the last first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ConfirmationsOf(pub Uuid);

impl Loader<ConfirmationsOf> for Reader {
    type Value = Vec<confirmation::Model>;
    type Error = Error;

    async fn load(
        &self,
        keys: &[ConfirmationsOf],
    ) -> Result<HashMap<ConfirmationsOf, Self::Value>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let found = desk::confirmations_of(&self.session, &ids).await?;
        Ok(keyed(found, ConfirmationsOf))
    }
}

/// The remarks on an edition, the oldest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RemarksOf(pub Uuid);

impl Loader<RemarksOf> for Reader {
    type Value = Vec<remark::Model>;
    type Error = Error;

    async fn load(&self, keys: &[RemarksOf]) -> Result<HashMap<RemarksOf, Self::Value>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let found = desk::remarks_of(&self.session, &ids).await?;
        Ok(keyed(found, RemarksOf))
    }
}

/// Who is to see to an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AssignmentOf(pub Uuid);

impl Loader<AssignmentOf> for Reader {
    type Value = assignment::Model;
    type Error = Error;

    async fn load(&self, keys: &[AssignmentOf]) -> Result<HashMap<AssignmentOf, Self::Value>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let found = desk::assignments_of(&self.session, &ids).await?;
        Ok(keyed(found, AssignmentOf))
    }
}

/// What is planned for an edition, the next first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PlansOf(pub Uuid);

impl Loader<PlansOf> for Reader {
    type Value = Vec<schedule::Model>;
    type Error = Error;

    async fn load(&self, keys: &[PlansOf]) -> Result<HashMap<PlansOf, Self::Value>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let found = desk::plans_of(&self.session, &ids).await?;
        Ok(keyed(found, PlansOf))
    }
}

/// The previews of an edition that have not expired, the last first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PreviewsOf {
    /// The edition.
    pub edition: Uuid,
    /// The moment at which they are looked at.
    pub now: DateTime<Utc>,
}

impl Loader<PreviewsOf> for Reader {
    type Value = Vec<preview::Model>;
    type Error = Error;

    async fn load(&self, keys: &[PreviewsOf]) -> Result<HashMap<PreviewsOf, Self::Value>> {
        let Some(now) = keys.first().map(|key| key.now) else {
            return Ok(HashMap::new());
        };
        let ids: Vec<Uuid> = keys.iter().map(|key| key.edition).collect();
        let found = desk::previews_of(&self.session, &ids, now).await?;
        Ok(keyed(found, |edition| PreviewsOf { edition, now }))
    }
}

fn keyed<K: Eq + std::hash::Hash, V>(
    found: HashMap<Uuid, V>,
    key: impl Fn(Uuid) -> K,
) -> HashMap<K, V> {
    let found = found.into_iter();
    found
        .map(|(edition, value)| (key(edition), value))
        .collect()
}
