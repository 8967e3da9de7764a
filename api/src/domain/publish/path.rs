//! Paths that lead elsewhere, or nowhere any more; withdrawing what lived there.
use entity::path;
use entity::value::{EditionState, PathOutcome as Kept};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::content;
use super::known::{Known, KnownContent};
use crate::domain::{Error, Result};
use crate::exchange::record::{PathOutcome, PathRecord};

/// What is to be written for a path.
pub(super) struct PathPlan {
    pub(super) row: path::Model,
    pub(super) is_new: bool,
    /// The content to withdraw, which lives there.
    pub(super) withdraws: Option<Uuid>,
}

/// Decides what to write for a path; nothing when it is so already, or when something newer is known.
///
/// # Errors
/// [`Error::Invalid`] when the record cannot be taken.
pub(super) fn decide(known: &Known, record: PathRecord) -> Result<Option<PathPlan>> {
    check(known, &record)?;
    let kept = known.paths.get(&record.path);
    let mut row = path::Model {
        path: record.path,
        outcome: outcome(record.outcome),
        content_id: kept.and_then(|kept| kept.content_id),
        target: record.target,
        title: record.title,
        reason: record.reason,
        at: record.at,
    };
    let Some(kept) = kept else {
        return Ok(Some(PathPlan {
            row,
            is_new: true,
            withdraws: None,
        }));
    };
    if row.outcome == Kept::Redirect {
        if follows_the_same(known, kept, row.target.as_deref()) {
            return Ok(None);
        }
    } else {
        row.title = row.title.or_else(|| kept.title.clone());
        row.reason = row.reason.or_else(|| kept.reason.clone());
    }
    if kept.outcome != Kept::Content {
        if row.outcome == Kept::Redirect {
            row.content_id = None;
        }
        let changes = *kept != row && kept.at <= row.at;
        return Ok(changes.then_some(PathPlan {
            row,
            is_new: false,
            withdraws: None,
        }));
    }
    if row.outcome == Kept::Redirect {
        let message = (
            "a content lives there; give that content its new path and this one among its redirects",
            "đang có bài ở đó; hãy ghi đường dẫn mới cho bài và đưa đường dẫn này vào phần chuyển hướng",
        );
        return Err(Error::invalid("path", message));
    }
    let live = kept
        .content_id
        .and_then(|id| known.contents.get(&id)?.live.as_ref());
    if live.is_some_and(|live| live.published_at > row.at) {
        return Ok(None);
    }
    row.title = row.title.or_else(|| live.map(|live| live.title.clone()));
    let withdraws = row.content_id;
    Ok(Some(PathPlan {
        row,
        is_new: false,
        withdraws,
    }))
}

/// Whether a kept redirect leads there and stays a content's, or follows the content whose path `target` is, or was.
fn follows_the_same(known: &Known, kept: &path::Model, target: Option<&str>) -> bool {
    let there = target.and_then(|target| known.paths.get(target));
    kept.outcome == Kept::Redirect
        && kept.content_id.is_some()
        && (kept.target.as_deref() == target
            || there.is_some_and(|there| there.content_id == kept.content_id))
}

fn outcome(outcome: PathOutcome) -> Kept {
    match outcome {
        PathOutcome::Redirect => Kept::Redirect,
        PathOutcome::Withdrawn => Kept::Withdrawn,
        PathOutcome::Gone => Kept::Gone,
    }
}

fn check(known: &Known, record: &PathRecord) -> Result<()> {
    match (record.outcome, &record.target) {
        (PathOutcome::Redirect, None) => {
            let message = (
                "is missing: a redirect needs the path it leads to",
                "còn thiếu: chuyển hướng phải có đường dẫn đích",
            );
            return Err(Error::invalid("target", message));
        }
        (PathOutcome::Withdrawn | PathOutcome::Gone, Some(_)) => {
            let message = (
                "only a redirect leads somewhere; leave it out",
                "chỉ chuyển hướng mới có đường dẫn đích; hãy bỏ đi",
            );
            return Err(Error::invalid("target", message));
        }
        _ => {}
    }
    if record.outcome == PathOutcome::Withdrawn && record.reason.is_none() {
        let message = (
            "is missing: say why the item was withdrawn",
            "còn thiếu: hãy nêu lý do gỡ bài",
        );
        return Err(Error::invalid("reason", message));
    }
    let leads_back = |target: &String| {
        let next = known.paths.get(target).and_then(|row| row.target.as_ref());
        *target == record.path || next == Some(&record.path)
    };
    if record.target.as_ref().is_some_and(leads_back) {
        let message = (
            "leads back to the path itself",
            "dẫn trở lại chính đường dẫn này",
        );
        return Err(Error::invalid("target", message));
    }
    Ok(())
}

pub(super) async fn write(
    db: &impl ConnectionTrait,
    plan: &PathPlan,
    withdrawn: Option<(Uuid, KnownContent)>,
) -> Result<()> {
    if let Some((
        id,
        KnownContent {
            live: Some(live),
            lock_version,
            work,
            ..
        },
    )) = withdrawn
    {
        content::raise_lock_version(db, id, lock_version, work).await?;
        content::end_edition(db, live.id, EditionState::Withdrawn).await?;
    }
    Ok(content::write_path(db, plan.row.clone(), plan.is_new).await?)
}
