//! What editions say: their working copies, and what stands in their rows where they were never written here.
use std::collections::HashMap;

use entity::value::PathOutcome;
use entity::{content, edition, edition_desk, path};
use sea_orm::QuerySelect;
use sea_orm::prelude::*;

use crate::domain::Result;
use crate::domain::database::Session;
use crate::domain::draft::{self, Draft};
use crate::domain::publish::Catalogue;
use crate::domain::records::{Told, records};

/// What these editions say.
///
/// # Errors
/// When the database fails.
pub async fn said(session: &Session, editions: &[Uuid]) -> Result<HashMap<Uuid, Draft>> {
    said_by(session.read().await?, editions).await
}

pub(super) async fn said_by(
    db: &impl ConnectionTrait,
    editions: &[Uuid],
) -> Result<HashMap<Uuid, Draft>> {
    let mut found = written(db, editions).await?;
    let others = editions.iter().copied();
    let others: Vec<Uuid> = others.filter(|id| !found.contains_key(id)).collect();
    if !others.is_empty() {
        found.extend(kept_as_rows(db, others).await?);
    }
    Ok(found)
}

async fn written(db: &impl ConnectionTrait, editions: &[Uuid]) -> Result<HashMap<Uuid, Draft>> {
    let rows: Vec<(Uuid, Json)> = edition_desk::Entity::find()
        .select_only()
        .columns([
            edition_desk::Column::EditionId,
            edition_desk::Column::Record,
        ])
        .filter(edition_desk::Column::EditionId.is_in(editions.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let read = |(edition, record)| Ok((edition, draft::read(record)?));
    rows.into_iter().map(read).collect()
}

async fn kept_as_rows(
    db: &impl ConnectionTrait,
    editions: Vec<Uuid>,
) -> Result<HashMap<Uuid, Draft>> {
    let editions = edition::Entity::find()
        .filter(edition::Column::Id.is_in(editions))
        .all(db)
        .await?;
    let contents: Vec<Uuid> = editions.iter().map(|edition| edition.content_id).collect();
    let paths = path::Entity::find()
        .filter(path::Column::ContentId.is_in(contents.iter().copied()))
        .filter(path::Column::Outcome.ne(PathOutcome::Redirect))
        .all(db)
        .await?;
    let paths: HashMap<Uuid, String> = paths
        .into_iter()
        .filter_map(|row| Some((row.content_id?, row.path)))
        .collect();
    let contents: HashMap<Uuid, content::Model> = content::Entity::find()
        .filter(content::Column::Id.is_in(contents))
        .all(db)
        .await?
        .into_iter()
        .map(|content| (content.id, content))
        .collect();
    let told: Vec<Told> = editions
        .into_iter()
        .filter_map(|edition| {
            let content = contents.get(&edition.content_id)?;
            Some(Told {
                kind: content.kind,
                work: content.work_id,
                language: content.language_code.clone(),
                path: paths.get(&content.id).cloned(),
                edition,
            })
        })
        .collect();
    let catalogue = Catalogue::load(db).await?;
    let records = records(db, &catalogue, &told).await?;
    let said = told.iter().zip(records).filter_map(|(told, record)| {
        let draft = Draft::of(record, &catalogue)?;
        let agency = told.edition.agency_id;
        Some((told.edition.id, Draft { agency, ..draft }))
    });
    Ok(said.collect())
}
