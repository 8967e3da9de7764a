//! What a reader meets at a path: a content, another path, a notice, or nothing any more.
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::path;
use entity::value::PathOutcome;
use sea_orm::prelude::*;

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
    let rows = rows_at(session, asked.iter().copied()).await?;
    let moved: Vec<Uuid> = rows
        .iter()
        .filter(|row| row.outcome == PathOutcome::Redirect)
        .filter_map(|row| row.content_id)
        .collect();
    let current = current_paths(session, moved).await?;
    let outcome = |row: &path::Model| match row.outcome {
        PathOutcome::Content => row.content_id.map(Outcome::Content),
        PathOutcome::Redirect => {
            let now = row.content_id.and_then(|id| current.get(&id).cloned());
            now.or_else(|| row.target.clone()).map(Outcome::Redirect)
        }
        PathOutcome::Withdrawn => Some(Outcome::Withdrawn {
            title: row.title.clone(),
            reason: row.reason.clone().unwrap_or_default(),
            at: row.at,
        }),
        PathOutcome::Gone => Some(Outcome::Gone { at: row.at }),
    };
    let found = rows.iter().map(|row| {
        let outcome = outcome(row).unwrap_or(Outcome::Gone { at: row.at });
        (row.path.clone(), outcome)
    });
    Ok(found.collect())
}

async fn rows_at(session: &Session, paths: impl Iterator<Item = &str>) -> Result<Vec<path::Model>> {
    Ok(path::Entity::find()
        .filter(path::Column::Path.is_in(paths))
        .all(session.read().await?)
        .await?)
}

/// Where contents are now, so that a chain of moves is one redirect.
async fn current_paths(session: &Session, contents: Vec<Uuid>) -> Result<HashMap<Uuid, String>> {
    if contents.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = path::Entity::find()
        .filter(path::Column::ContentId.is_in(contents))
        .filter(path::Column::Outcome.eq(PathOutcome::Content))
        .all(session.read().await?)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((row.content_id?, row.path)))
        .collect())
}
