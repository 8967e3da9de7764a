//! Paths at which no content lives.
use entity::path;
use entity::value::PathOutcome as Kept;
use sea_orm::prelude::Uuid;

use crate::domain::Result;
use crate::domain::database::Session;
use crate::domain::paths::whereabouts;
use crate::exchange::Record;
use crate::exchange::record::{PathOutcome, PathRecord};

/// The records of paths; a redirect that follows a published content stands in that content's record.
pub(super) async fn records(session: &Session, page: Vec<path::Model>) -> Result<Vec<Record>> {
    let followed: Vec<Uuid> = page
        .iter()
        .filter(|row| row.outcome == Kept::Redirect)
        .filter_map(|row| row.content_id)
        .collect();
    let now = whereabouts(session, followed).await?;
    let record = |row: path::Model| {
        let end = row.content_id.and_then(|content| now.get(&content));
        match (row.outcome, end) {
            (Kept::Content, _) => None,
            (Kept::Redirect, Some(end)) if end.outcome == Kept::Content => None,
            (Kept::Redirect, end) => {
                let target = end.map(|end| end.path.clone()).or(row.target);
                target.map(|target| redirect(row.path, target, row.at))
            }
            (Kept::Withdrawn, _) => Some(PathRecord {
                path: row.path,
                outcome: PathOutcome::Withdrawn,
                target: None,
                reason: row.reason,
                title: row.title,
                at: row.at,
            }),
            // Of what is gone, nobody is told what it was and why.
            (Kept::Gone, _) => Some(PathRecord {
                path: row.path,
                outcome: PathOutcome::Gone,
                target: None,
                reason: None,
                title: None,
                at: row.at,
            }),
        }
    };
    Ok(page
        .into_iter()
        .filter_map(record)
        .map(Record::Path)
        .collect())
}

fn redirect(path: String, target: String, at: chrono::DateTime<chrono::Utc>) -> PathRecord {
    PathRecord {
        path,
        outcome: PathOutcome::Redirect,
        target: Some(target),
        reason: None,
        title: None,
        at,
    }
}
