//! What search may find: what is published, as it is published, and the lists that hold it.
use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use entity::{edition, effect_event, legal_relation, outbox};
use sea_orm::prelude::*;
use sea_orm::{QuerySelect, QueryTrait};
use serde::{Deserialize, Serialize};

use super::Result;
use super::database::{Database, Session};
use super::export::Contents;
use super::journal::{self, Act, Author, Event};
use super::legal::{self, InForce};
use super::listing::{Listed, Scope, SortKeys, load};
use super::publish::Catalogue;
use super::records::{Told, records};
use super::visibility::{self, LiveContent};
use crate::exchange::content::ContentRecord;

/// A published content, to be found.
#[derive(Clone, Debug)]
pub struct Findable {
    /// The content.
    pub content: Uuid,
    /// Its live edition.
    pub edition: Uuid,
    /// The lists that hold it.
    pub scopes: Vec<Scope>,
    /// How lists sort it.
    pub keys: SortKeys,
    /// What it says.
    pub record: ContentRecord,
    /// What happened to its force, of a legal document.
    pub events: Vec<effect_event::Model>,
}

/// A state of the database, as somebody who follows it remembers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The number of the last change.
    pub seq: i64,
    /// When it was committed: in another database, some other change has the number.
    pub at: Option<DateTime<Utc>>,
}

/// The mark of what a session reads.
///
/// # Errors
/// When the database fails.
pub async fn mark(session: &Session) -> Result<Mark> {
    let seq = journal::outbox_seq(session.read().await?).await?;
    at(session, seq).await
}

/// Whether what was marked is in the past of this database.
///
/// # Errors
/// When the database fails.
pub async fn knows(session: &Session, mark: &Mark) -> Result<bool> {
    Ok(at(session, mark.seq).await? == *mark)
}

async fn at(session: &Session, seq: i64) -> Result<Mark> {
    let row = outbox::Entity::find_by_id(seq);
    let row = row.one(session.read().await?).await?;
    let at = row.map(|row| row.at);
    Ok(Mark { seq, at })
}

/// Asks every process that searches to make its index anew, as an act of the command line.
///
/// # Errors
/// When the database fails.
pub async fn ask_anew(database: &Database, now: DateTime<Utc>) -> Result<()> {
    let tx = database.begin_writing().await?;
    let act = Act::new(Author::command(), "search.rebuild", "search");
    journal::close(&tx, vec![Event::relisted()], vec![act], now).await?;
    tx.commit().await?;
    Ok(())
}

/// The contents on whose force some act that changed, whichever of their editions does.
///
/// # Errors
/// When the database fails.
pub async fn acted_on(session: &Session, changed: &[Uuid]) -> Result<Vec<Uuid>> {
    let editions = edition::Entity::find()
        .select_only()
        .column(edition::Column::Id)
        .filter(edition::Column::ContentId.is_in(changed.iter().copied()));
    let found = legal_relation::Entity::find()
        .select_only()
        .column(legal_relation::Column::TargetId)
        .distinct()
        .filter(legal_relation::Column::EditionId.in_subquery(editions.into_query()))
        .filter(legal_relation::Column::TargetId.is_not_null());
    Ok(found.into_tuple().all(session.read().await?).await?)
}

/// Those of the contents that are published.
///
/// # Errors
/// When the database fails.
pub async fn of(session: &Session, contents: &[Uuid]) -> Result<Vec<Findable>> {
    let catalogue = Catalogue::load(session.read().await?).await?;
    let live = visibility::by_ids(session, contents).await?;
    findable(session, &catalogue, live).await
}

/// Everything that is published at one moment, in batches of bounded size.
pub struct Everything {
    session: Arc<Session>,
    catalogue: Catalogue,
    contents: Contents,
}

impl Everything {
    /// Opens what is published at this moment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open(database: &Database) -> Result<Self> {
        let session = database.session();
        let catalogue = Catalogue::load(session.read().await?).await?;
        Ok(Self {
            session,
            catalogue,
            contents: Contents::default(),
        })
    }

    /// The moment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mark(&self) -> Result<Mark> {
        mark(&self.session).await
    }

    /// The next batch; none after the last.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next(&mut self) -> Result<Option<Vec<Findable>>> {
        let Some(live) = self.contents.next_batch(&self.session).await? else {
            return Ok(None);
        };
        findable(&self.session, &self.catalogue, live)
            .await
            .map(Some)
    }
}

async fn findable(
    session: &Session,
    catalogue: &Catalogue,
    live: Vec<LiveContent>,
) -> Result<Vec<Findable>> {
    let db = session.read().await?;
    let told: Vec<Told> = live.iter().map(Told::from).collect();
    let records = records(db, catalogue, &told).await?;
    let contents: Vec<Uuid> = live.iter().map(LiveContent::id).collect();
    let listed = load::of(db, &contents).await?.into_iter();
    let mut listed: HashMap<Uuid, Listed> = listed.map(|it| (it.content, it)).collect();
    let laws = live.iter().map(|live| InForce {
        edition: live.edition().id,
        content: live.id(),
    });
    let mut events = legal::events(session, &laws.collect::<Vec<_>>()).await?;
    let found = live.into_iter().zip(records).filter_map(|(live, record)| {
        let listed = listed.remove(&live.id())?;
        Some(Findable {
            content: live.id(),
            edition: live.edition().id,
            scopes: listed.scopes(catalogue).into_iter().collect(),
            keys: listed.keys,
            events: events
                .remove(&InForce {
                    edition: live.edition().id,
                    content: live.id(),
                })
                .unwrap_or_default(),
            record,
        })
    });
    Ok(found.collect())
}
