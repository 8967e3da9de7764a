//! A content as the desk sees it, and the rules of reading it.
use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use entity::value::EditionState::{
    self, Approved, Draft as Drafted, Live, Returned, Scheduled, Submitted,
};
use entity::{content, edition, edition_author, edition_desk};
use sea_orm::prelude::*;
use sea_orm::{FromQueryResult, QueryOrder, QuerySelect};

use super::reach::Lines;
use crate::domain::actor::Actor;
use crate::domain::database::Session;
use crate::domain::policy::{Action, Resource, authorize, rules};
use crate::domain::{Error, Result};

/// States of an edition that is worked on.
pub(super) const WORKING: [EditionState; 5] = [Drafted, Submitted, Returned, Approved, Scheduled];

/// Whether an edition in this state is worked on.
#[must_use]
pub fn is_worked_on(state: EditionState) -> bool {
    WORKING.contains(&state)
}

/// A content with the editions that matter at the desk.
#[derive(Clone, Debug)]
pub struct Item {
    /// What never versions.
    pub content: content::Model,
    /// The edition that is worked on.
    pub working: Option<Working>,
    /// What the public reads.
    pub live: Option<edition::Model>,
    /// The last edition, where there is neither of the two.
    ended: Option<edition::Model>,
    /// The agency in whose custody it is, and those above it today.
    custody: Vec<Uuid>,
    /// The section of the edition that it is about, and those above it.
    section: Vec<String>,
    /// Who wrote that edition.
    authors: Vec<Uuid>,
}

/// An edition that is worked on.
#[derive(Clone, Debug)]
pub struct Working {
    /// The edition.
    pub edition: edition::Model,
    /// What the desk knows of it.
    pub sheet: Sheet,
}

/// What the desk knows of an edition, without its text.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Sheet {
    /// The edition.
    pub edition_id: Uuid,
    /// The live edition that it was begun from.
    pub base_id: Option<Uuid>,
    /// SHA-256 of the working copy.
    pub record_digest: String,
    /// When it was saved last.
    pub saved_at: DateTime<Utc>,
    /// Who saved it last.
    pub saved_by: Option<Uuid>,
    /// The day by which it is to be published.
    pub due_on: Option<NaiveDate>,
}

impl Item {
    /// The edition that acts on the content are about: the one that is worked on, else what the public reads, else the
    /// last.
    #[must_use]
    pub fn edition(&self) -> Option<&edition::Model> {
        let working = self.working.as_ref().map(|working| &working.edition);
        working.or(self.live.as_ref()).or(self.ended.as_ref())
    }

    /// The state of what the public reads or read; that of the working copy, where it never read anything.
    pub(super) fn public_state(&self) -> Option<EditionState> {
        let live = self.live.as_ref().or_else(|| self.edition());
        live.map(|edition| edition.state)
    }

    /// What the policy is asked with.
    #[must_use]
    pub fn resource(&self) -> Resource {
        Resource {
            custody: self.custody.clone(),
            section: self.section.clone(),
            state: self.edition().map(|edition| edition.state),
            authors: self.authors.clone(),
        }
    }

    /// Whether the public reads something newer than what the working copy was begun from.
    #[must_use]
    pub fn base_changed(&self) -> bool {
        let live = self.live.as_ref().map(|live| live.id);
        self.working
            .as_ref()
            .is_some_and(|working| working.sheet.base_id != live)
    }

    /// Whether the day by which it is to be published has passed.
    #[must_use]
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        let due = self
            .working
            .as_ref()
            .and_then(|working| working.sheet.due_on);
        due.is_some_and(|due| due < today)
    }

    /// Whether somebody may read it at the desk.
    #[must_use]
    pub fn is_readable_by(&self, actor: &Actor) -> bool {
        authorize(Some(actor), Action::ContentRead, &self.resource()).is_ok()
    }

    /// What somebody may do with it now, by the names of the policy.
    #[must_use]
    pub fn actions(&self, actor: &Actor) -> Vec<&'static str> {
        let resource = self.resource();
        rules()
            .iter()
            .filter(|rule| rule.seen_by == Some(Action::ContentRead) && !rule.states.is_empty())
            .filter(|rule| authorize(Some(actor), rule.action, &resource).is_ok())
            .map(|rule| rule.action.name())
            .collect()
    }

    /// The edition that is worked on.
    ///
    /// # Errors
    /// [`Error::NotFound`] when none is.
    pub(super) fn working(&self) -> Result<&Working> {
        self.working.as_ref().ok_or(Error::NotFound)
    }

    /// Refuses an act that was decided on another version.
    pub(super) fn expect(&self, version: i32) -> Result<()> {
        let current = self.content.lock_version;
        if current == version {
            Ok(())
        } else {
            Err(Error::Conflict {
                current: Some(current),
            })
        }
    }
}

/// The content with this id, for whoever acts.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub(super) async fn load(db: &impl ConnectionTrait, content: Uuid) -> Result<Item> {
    let mut found = load_all(db, &[content]).await?;
    found.pop().ok_or(Error::NotFound)
}

/// The contents with these ids, whoever asks.
///
/// # Errors
/// When the database fails.
pub async fn items_of(session: &Session, contents: &[Uuid]) -> Result<Vec<Item>> {
    load_all(session.read().await?, contents).await
}

async fn load_all(db: &impl ConnectionTrait, contents: &[Uuid]) -> Result<Vec<Item>> {
    let contents = content::Entity::find()
        .filter(content::Column::Id.is_in(contents.iter().copied()))
        .all(db)
        .await?;
    let ids: Vec<Uuid> = contents.iter().map(|content| content.id).collect();
    let mut now = by_content(present_editions(db, &ids).await?);
    let without = ids.into_iter().filter(|id| !now.contains_key(id));
    let mut ended = by_content(all_editions(db, without.collect()).await?);
    let working = now
        .values()
        .flatten()
        .filter(|edition| edition.state != Live);
    let mut works = working_of(db, working.cloned().collect()).await?;
    let mut items: Vec<Item> = contents
        .into_iter()
        .map(|content| {
            let present = now.remove(&content.id).unwrap_or_default().into_iter();
            let ended = ended.remove(&content.id).unwrap_or_default();
            Item {
                working: works.remove(&content.id),
                live: present.into_iter().find(|edition| edition.state == Live),
                ended: ended.into_iter().max_by_key(|edition| edition.number),
                custody: Vec::new(),
                section: Vec::new(),
                authors: Vec::new(),
                content,
            }
        })
        .collect();
    let sections = items.iter().filter_map(section_of).map(str::to_owned);
    let agencies = items.iter().map(|item| item.content.custody_agency_id);
    let lines = Lines::above(db, agencies, sections).await?;
    let editions = items.iter().filter_map(Item::edition);
    let editions: Vec<Uuid> = editions.map(|edition| edition.id).collect();
    let mut authors = authors(db, &editions).await?;
    for item in &mut items {
        item.custody = lines.agency(item.content.custody_agency_id);
        item.section = section_of(item).map_or_else(Vec::new, |code| lines.section(code));
        let edition = item.edition().map(|edition| edition.id);
        item.authors = edition
            .and_then(|id| authors.remove(&id))
            .unwrap_or_default();
    }
    Ok(items)
}

fn section_of(item: &Item) -> Option<&str> {
    item.edition().map(|edition| edition.section_code.as_str())
}

async fn present_editions(
    db: &impl ConnectionTrait,
    contents: &[Uuid],
) -> Result<Vec<edition::Model>> {
    let present = WORKING.into_iter().chain([Live]);
    Ok(edition::Entity::find()
        .filter(edition::Column::ContentId.is_in(contents.iter().copied()))
        .filter(edition::Column::State.is_in(present))
        .all(db)
        .await?)
}

async fn all_editions(
    db: &impl ConnectionTrait,
    contents: Vec<Uuid>,
) -> Result<Vec<edition::Model>> {
    if contents.is_empty() {
        return Ok(Vec::new());
    }
    Ok(edition::Entity::find()
        .filter(edition::Column::ContentId.is_in(contents))
        .all(db)
        .await?)
}

fn by_content(editions: Vec<edition::Model>) -> HashMap<Uuid, Vec<edition::Model>> {
    let mut found: HashMap<Uuid, Vec<edition::Model>> = HashMap::new();
    for edition in editions {
        found.entry(edition.content_id).or_default().push(edition);
    }
    found
}

/// By content.
async fn working_of(
    db: &impl ConnectionTrait,
    editions: Vec<edition::Model>,
) -> Result<HashMap<Uuid, Working>> {
    let ids: Vec<Uuid> = editions.iter().map(|edition| edition.id).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let sheets = edition_desk::Entity::find()
        .select_only()
        .columns([
            edition_desk::Column::EditionId,
            edition_desk::Column::BaseId,
            edition_desk::Column::RecordDigest,
            edition_desk::Column::SavedAt,
            edition_desk::Column::SavedBy,
            edition_desk::Column::DueOn,
        ])
        .filter(edition_desk::Column::EditionId.is_in(ids.iter().copied()))
        .into_model::<Sheet>()
        .all(db)
        .await?;
    let mut sheets: HashMap<Uuid, Sheet> = sheets
        .into_iter()
        .map(|sheet| (sheet.edition_id, sheet))
        .collect();
    let working = editions.into_iter().filter_map(|edition| {
        let sheet = sheets.remove(&edition.id)?;
        Some((edition.content_id, Working { edition, sheet }))
    });
    Ok(working.collect())
}

/// Who wrote these editions, the first author first.
///
/// # Errors
/// When the database fails.
pub async fn authors_of(session: &Session, editions: &[Uuid]) -> Result<HashMap<Uuid, Vec<Uuid>>> {
    authors(session.read().await?, editions).await
}

async fn authors(db: &impl ConnectionTrait, editions: &[Uuid]) -> Result<HashMap<Uuid, Vec<Uuid>>> {
    let rows = edition_author::Entity::find()
        .filter(edition_author::Column::EditionId.is_in(editions.iter().copied()))
        .order_by_asc(edition_author::Column::FirstAt)
        .order_by_asc(edition_author::Column::AccountId)
        .all(db)
        .await?;
    let mut found: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for row in rows {
        found
            .entry(row.edition_id)
            .or_default()
            .push(row.account_id);
    }
    Ok(found)
}

/// The editions of a content below a number, the last first.
///
/// # Errors
/// When the database fails.
pub async fn editions(
    session: &Session,
    content: Uuid,
    below: Option<i32>,
    limit: u64,
) -> Result<Vec<edition::Model>> {
    let mut select = edition::Entity::find()
        .filter(edition::Column::ContentId.eq(content))
        .order_by_desc(edition::Column::Number)
        .limit(limit);
    if let Some(below) = below {
        select = select.filter(edition::Column::Number.lt(below));
    }
    Ok(select.all(session.read().await?).await?)
}

/// How many editions a content has.
///
/// # Errors
/// When the database fails.
pub async fn count_editions(session: &Session, content: Uuid) -> Result<usize> {
    let all = edition::Entity::find().filter(edition::Column::ContentId.eq(content));
    let count = all.count(session.read().await?).await?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}
