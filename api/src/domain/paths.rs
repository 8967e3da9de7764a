//! What a reader meets at a path: a content, another path, a notice, or nothing any more.
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::path;
use entity::value::PathOutcome;
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use unicode_normalization::UnicodeNormalization;

use super::Result;
use super::database::Session;

/// What a reader meets at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A published content.
    Content(Uuid),
    /// Another path.
    Redirect(String),
    /// An item that was withdrawn.
    Withdrawn {
        /// Its title.
        title: Option<String>,
        /// Why.
        reason: String,
        /// When.
        at: DateTime<Utc>,
    },
    /// Nothing any more.
    Gone {
        /// Since when.
        at: DateTime<Utc>,
    },
}

/// The outcomes of `asked`, as far as the paths were ever used; redirects are followed to their end's path.
///
/// # Errors
/// When the database fails.
pub async fn outcomes(session: &Session, asked: &[&str]) -> Result<HashMap<String, Outcome>> {
    let kept: Vec<String> = asked.iter().map(|path| canonical(path)).collect();
    let rows = rows_at(session, kept.iter().map(String::as_str)).await?;
    let moved: Vec<Uuid> = rows
        .iter()
        .filter(|row| row.outcome == PathOutcome::Redirect)
        .filter_map(|row| row.content_id)
        .collect();
    let now = whereabouts(session, moved).await?;
    let outcome = |row: &path::Model| match row.outcome {
        PathOutcome::Content => row.content_id.map(Outcome::Content),
        PathOutcome::Redirect => {
            let now = row.content_id.and_then(|id| now.get(&id));
            now.map(|row| row.path.clone())
                .or_else(|| row.target.clone())
                .map(Outcome::Redirect)
        }
        PathOutcome::Withdrawn => Some(Outcome::Withdrawn {
            title: row.title.clone(),
            reason: row.reason.clone().unwrap_or_default(),
            at: row.at,
        }),
        PathOutcome::Gone => Some(Outcome::Gone { at: row.at }),
    };
    let found: HashMap<&str, Outcome> = rows
        .iter()
        .map(|row| {
            let outcome = outcome(row).unwrap_or(Outcome::Gone { at: row.at });
            (row.path.as_str(), outcome)
        })
        .collect();
    let answered = asked.iter().zip(&kept);
    Ok(answered
        .filter_map(|(asked, kept)| Some(((*asked).to_owned(), found.get(kept.as_str())?.clone())))
        .collect())
}

/// The form in which a path is kept: composed characters (NFC), which look the same as decomposed ones.
#[must_use]
pub fn canonical(path: &str) -> String {
    path.nfc().collect()
}

async fn rows_at(session: &Session, paths: impl Iterator<Item = &str>) -> Result<Vec<path::Model>> {
    Ok(path::Entity::find()
        .filter(path::Column::Path.is_in(paths))
        .all(session.read().await?)
        .await?)
}

/// Where contents are now, so that a chain of moves is one redirect: where each lives, else where its notice
/// stands.
///
/// # Errors
/// When the database fails.
pub(in crate::domain) async fn whereabouts(
    session: &Session,
    contents: Vec<Uuid>,
) -> Result<HashMap<Uuid, path::Model>> {
    if contents.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = path::Entity::find()
        .filter(path::Column::ContentId.is_in(contents))
        .filter(path::Column::Outcome.ne(PathOutcome::Redirect))
        .order_by_asc(path::Column::At)
        .order_by_asc(path::Column::Path)
        .all(session.read().await?)
        .await?;
    let mut now: HashMap<Uuid, path::Model> = HashMap::new();
    for row in rows {
        let Some(content) = row.content_id else {
            continue;
        };
        let lives_elsewhere = now
            .get(&content)
            .is_some_and(|kept| kept.outcome == PathOutcome::Content);
        if !lives_elsewhere {
            now.insert(content, row);
        }
    }
    Ok(now)
}

/// The next `limit` paths at which no content lives, in bytewise order.
///
/// # Errors
/// When the database fails.
pub(in crate::domain) async fn page_without_content(
    session: &Session,
    after: Option<&str>,
    limit: u64,
) -> Result<Vec<path::Model>> {
    let mut next = path::Entity::find()
        .filter(path::Column::Outcome.ne(PathOutcome::Content))
        .order_by_asc(path::Column::Path)
        .limit(limit);
    if let Some(after) = after {
        next = next.filter(path::Column::Path.gt(after));
    }
    Ok(next.all(session.read().await?).await?)
}

/// How many paths there are at which no content lives.
///
/// # Errors
/// When the database fails.
pub(in crate::domain) async fn count_without_content(session: &Session) -> Result<u64> {
    Ok(path::Entity::find()
        .filter(path::Column::Outcome.ne(PathOutcome::Content))
        .count(session.read().await?)
        .await?)
}

/// The redirects that follow `contents`.
///
/// # Errors
/// When the database fails.
pub(in crate::domain) async fn redirects_to(
    db: &impl ConnectionTrait,
    contents: &[Uuid],
) -> Result<Vec<path::Model>> {
    Ok(path::Entity::find()
        .filter(path::Column::ContentId.is_in(contents.iter().copied()))
        .filter(path::Column::Outcome.eq(PathOutcome::Redirect))
        .order_by_asc(path::Column::Path)
        .all(db)
        .await?)
}
