//! Legal texts: outlines, texts of nodes, relations from the other end, events on cited documents.
use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use entity::{effect_event, legal_relation};
use uuid::Uuid;

use super::Reader;
use crate::domain::legal::{self, InForce, IncomingList, Outline};
use crate::domain::questions::{self, CitedEvent};
use crate::domain::visibility::LiveContent;
use crate::domain::{Error, Result};

/// The outline of a published legal document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OutlineOf(Uuid);

impl OutlineOf {
    /// The outline of this document.
    #[must_use]
    pub fn of(document: &LiveContent) -> Self {
        Self(document.edition().id)
    }
}

impl Loader<OutlineOf> for Reader {
    type Value = Arc<Outline>;
    type Error = Error;

    async fn load(&self, keys: &[OutlineOf]) -> Result<HashMap<OutlineOf, Self::Value>> {
        let editions: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let found = legal::outlines(&self.session, &editions).await?;
        Ok(found
            .into_iter()
            .map(|(edition, outline)| (OutlineOf(edition), Arc::new(outline)))
            .collect())
    }
}

/// The names of those who issued a legal document; none for other contents, of which it may be asked all the same:
/// what a page costs then does not depend on whether a legal document is among its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct IssuerNames(Uuid);

impl IssuerNames {
    /// Those of this content.
    #[must_use]
    pub fn of(content: &LiveContent) -> Self {
        Self(content.edition().id)
    }
}

impl Loader<IssuerNames> for Reader {
    type Value = Vec<String>;
    type Error = Error;

    async fn load(&self, keys: &[IssuerNames]) -> Result<HashMap<IssuerNames, Self::Value>> {
        let editions: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let found = legal::issuer_names(&self.session, &editions).await?;
        Ok(found
            .into_iter()
            .map(|(edition, names)| (IssuerNames(edition), names))
            .collect())
    }
}

/// The own text of a node of a published legal document.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NodeText(Uuid, String);

impl NodeText {
    /// The text at `path` of this document.
    #[must_use]
    pub fn of(document: &LiveContent, path: &str) -> Self {
        Self(document.edition().id, path.to_owned())
    }
}

impl Loader<NodeText> for Reader {
    type Value = String;
    type Error = Error;

    async fn load(&self, keys: &[NodeText]) -> Result<HashMap<NodeText, Self::Value>> {
        let nodes: Vec<(Uuid, String)> = keys.iter().map(|key| (key.0, key.1.clone())).collect();
        let found = legal::texts(&self.session, &nodes).await?;
        Ok(found
            .into_iter()
            .map(|((edition, path), text)| (NodeText(edition, path), text))
            .collect())
    }
}

/// Whether a published legal document has a provision.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ProvisionAt {
    edition: Uuid,
    /// The provision's path.
    pub path: String,
}

impl ProvisionAt {
    /// The provision at `path` of this document.
    #[must_use]
    pub fn of(document: &LiveContent, path: &str) -> Self {
        Self {
            edition: document.edition().id,
            path: path.to_owned(),
        }
    }
}

impl Loader<ProvisionAt> for Reader {
    type Value = ();
    type Error = Error;

    async fn load(&self, keys: &[ProvisionAt]) -> Result<HashMap<ProvisionAt, ()>> {
        let wanted = keys.iter().map(|key| (key.edition, key.path.clone()));
        let found = legal::existing(&self.session, &wanted.collect::<Vec<_>>()).await?;
        let found = found.into_iter();
        let there = found.map(|(edition, path)| (ProvisionAt { edition, path }, ()));
        Ok(there.collect())
    }
}

/// How many published legal documents fit the key of a citation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fitting(pub String);

impl Loader<Fitting> for Reader {
    type Value = usize;
    type Error = Error;

    async fn load(&self, keys: &[Fitting]) -> Result<HashMap<Fitting, usize>> {
        let asked: Vec<&str> = keys.iter().map(|key| key.0.as_str()).collect();
        let found = legal::fitting(&self.session, &asked).await?.into_iter();
        Ok(found.map(|(key, number)| (Fitting(key), number)).collect())
    }
}

/// What happened to the force of a published legal document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ForceOf(InForce);

impl ForceOf {
    /// The events of this document.
    #[must_use]
    pub fn of(document: &LiveContent) -> Self {
        Self(InForce {
            edition: document.edition().id,
            content: document.id(),
        })
    }
}

impl Loader<ForceOf> for Reader {
    type Value = Arc<Vec<effect_event::Model>>;
    type Error = Error;

    async fn load(&self, keys: &[ForceOf]) -> Result<HashMap<ForceOf, Self::Value>> {
        let documents: Vec<InForce> = keys.iter().map(|key| key.0).collect();
        let found = legal::events(&self.session, &documents).await?;
        Ok(found
            .into_iter()
            .map(|(document, events)| (ForceOf(document), Arc::new(events)))
            .collect())
    }
}

/// A part of the list of relations that point at a document.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IncomingRelations(pub IncomingList);

impl Loader<IncomingRelations> for Reader {
    type Value = Arc<Vec<legal_relation::Model>>;
    type Error = Error;

    async fn load(
        &self,
        keys: &[IncomingRelations],
    ) -> Result<HashMap<IncomingRelations, Self::Value>> {
        let lists: Vec<IncomingList> = keys.iter().map(|key| key.0.clone()).collect();
        let found = legal::incoming(&self.session, &lists).await?;
        Ok(keys
            .iter()
            .cloned()
            .zip(found.into_iter().map(Arc::new))
            .collect())
    }
}

/// How many relations point at a document, by type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct IncomingCount(pub Uuid);

impl Loader<IncomingCount> for Reader {
    type Value = Vec<(String, i64)>;
    type Error = Error;

    async fn load(&self, keys: &[IncomingCount]) -> Result<HashMap<IncomingCount, Self::Value>> {
        let targets: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let found = legal::count_incoming(&self.session, &targets).await?;
        Ok(found
            .into_iter()
            .map(|(target, counts)| (IncomingCount(target), counts))
            .collect())
    }
}

/// What happened to the documents that a published content cites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EventsTouching(Uuid);

impl EventsTouching {
    /// The events on what this content cites.
    #[must_use]
    pub fn cited_by(content: &LiveContent) -> Self {
        Self(content.edition().id)
    }
}

impl Loader<EventsTouching> for Reader {
    type Value = Arc<Vec<CitedEvent>>;
    type Error = Error;

    async fn load(&self, keys: &[EventsTouching]) -> Result<HashMap<EventsTouching, Self::Value>> {
        let editions: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let found = questions::events_on_cited(&self.session, &editions).await?;
        Ok(found
            .into_iter()
            .map(|(edition, events)| (EventsTouching(edition), Arc::new(events)))
            .collect())
    }
}

/// The external identifiers of a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ExternalIds(pub Uuid);

impl Loader<ExternalIds> for Reader {
    type Value = Vec<entity::external_id::Model>;
    type Error = Error;

    async fn load(&self, keys: &[ExternalIds]) -> Result<HashMap<ExternalIds, Self::Value>> {
        let contents: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let rows = legal::external_ids(self.session.read().await?, &contents).await?;
        let mut found: HashMap<ExternalIds, Self::Value> = HashMap::new();
        for row in rows {
            found
                .entry(ExternalIds(row.content_id))
                .or_default()
                .push(row);
        }
        Ok(found)
    }
}
