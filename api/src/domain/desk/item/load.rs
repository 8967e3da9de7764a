//! Reading items, as many as are asked for at once.
use std::collections::HashMap;

use entity::value::EditionState::{Discarded, Live, Withdrawn};
use entity::{content, edition, edition_author, edition_desk};
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use super::super::reach::Lines;
use super::{Item, Sheet, WORKING, Working, is_worked_on};
use crate::domain::database::Session;
use crate::domain::{Error, Result};

/// The content with this id, for whoever acts.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub(in crate::domain::desk) async fn load(
    db: &impl ConnectionTrait,
    content: Uuid,
) -> Result<Item> {
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

/// The same by any connection.
///
/// # Errors
/// When the database fails.
pub(in crate::domain) async fn load_all(
    db: &impl ConnectionTrait,
    contents: &[Uuid],
) -> Result<Vec<Item>> {
    let contents = content::Entity::find()
        .filter(content::Column::Id.is_in(contents.iter().copied()))
        .all(db)
        .await?;
    let ids: Vec<Uuid> = contents.iter().map(|content| content.id).collect();
    let mut now = by_content(present_editions(db, &ids).await?);
    let is_live = |id: &Uuid| {
        let present = now.get(id).into_iter().flatten();
        present.into_iter().any(|edition| edition.state == Live)
    };
    let without = ids.into_iter().filter(|id| !is_live(id));
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
                ended: last_of(ended),
                custody: Vec::new(),
                section: Vec::new(),
                authors: Vec::new(),
                public_section: Vec::new(),
                public_authors: Vec::new(),
                content,
            }
        })
        .collect();
    let mut editions: Vec<Uuid> = Vec::new();
    let mut sections: Vec<String> = Vec::new();
    for item in &items {
        for edition in [item.edition(), item.public()].into_iter().flatten() {
            editions.push(edition.id);
            sections.push(edition.section_code.clone());
        }
    }
    let agencies = items.iter().map(|item| item.content.custody_agency_id);
    let lines = Lines::above(db, agencies, sections).await?;
    let wrote = authors(db, &editions).await?;
    let section = |edition: Option<&edition::Model>| {
        edition.map_or_else(Vec::new, |edition| lines.section(&edition.section_code))
    };
    let authors = |edition: Option<&edition::Model>| {
        let authors = edition.and_then(|edition| wrote.get(&edition.id));
        authors.cloned().unwrap_or_default()
    };
    for item in &mut items {
        item.custody = lines.agency(item.content.custody_agency_id);
        (item.section, item.authors) = (section(item.edition()), authors(item.edition()));
        item.public_section = section(item.public());
        item.public_authors = authors(item.public());
    }
    Ok(items)
}

/// Of editions in every state, the one that the public read last, which was withdrawn, else the last that was given up.
fn last_of(editions: Vec<edition::Model>) -> Option<edition::Model> {
    let was_read = |edition: &edition::Model| match edition.state {
        Discarded => 0,
        Withdrawn => 2,
        _ => 1,
    };
    let ended = editions
        .into_iter()
        .filter(|edition| !is_worked_on(edition.state));
    ended.max_by_key(|edition| (was_read(edition), edition.number))
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
    let sheets = sheets(db, &ids).await?;
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

/// What the desk knows of editions.
///
/// # Errors
/// When the database fails.
pub async fn sheets_of(session: &Session, editions: &[Uuid]) -> Result<Vec<Sheet>> {
    sheets(session.read().await?, editions).await
}

async fn sheets(db: &impl ConnectionTrait, editions: &[Uuid]) -> Result<Vec<Sheet>> {
    Ok(edition_desk::Entity::find()
        .select_only()
        .columns([
            edition_desk::Column::EditionId,
            edition_desk::Column::BaseId,
            edition_desk::Column::RecordDigest,
            edition_desk::Column::CreatedBy,
            edition_desk::Column::SavedAt,
            edition_desk::Column::SavedBy,
            edition_desk::Column::DueOn,
            edition_desk::Column::SubmittedBy,
            edition_desk::Column::SubmittedAt,
            edition_desk::Column::EndorsedBy,
            edition_desk::Column::EndorsedAt,
            edition_desk::Column::DecidedBy,
            edition_desk::Column::DecidedAt,
        ])
        .filter(edition_desk::Column::EditionId.is_in(editions.iter().copied()))
        .into_model::<Sheet>()
        .all(db)
        .await?)
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
