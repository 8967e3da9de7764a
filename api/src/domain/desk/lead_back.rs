//! Whether a path that readers are led to leads them back to where they came from, by however many others.
use entity::path;
use entity::value::PathOutcome;
use sea_orm::prelude::*;

use super::withdraw::place;
use crate::domain::{Error, Result};

/// Redirects behind each other that are followed; browsers follow about as many.
const MOST: usize = 20;

/// Refuses a path that is, or was, an address of the content, and one that leads to such an address.
///
/// # Errors
/// [`Error::Invalid`] for such a path; otherwise when the database fails.
pub(super) async fn refuse_leading_back(
    db: &impl ConnectionTrait,
    content: Uuid,
    path: &str,
) -> Result<()> {
    let mut next = path.to_owned();
    for _ in 0..MOST {
        let Some(row) = path::Entity::find_by_id(&next).one(db).await? else {
            return Ok(());
        };
        if row.content_id == Some(content) {
            let message = if next == path {
                (
                    "is an address of the item itself; name another one".to_owned(),
                    "là đường dẫn của chính bài này; hãy chọn đường dẫn khác".to_owned(),
                )
            } else {
                (
                    format!("leads back to the item itself, by {next:?}; name another one"),
                    format!("dẫn trở lại chính bài này qua {next:?}; hãy chọn đường dẫn khác"),
                )
            };
            return Err(Error::invalid("to.path", message));
        }
        let Some(further) = target(db, row).await? else {
            return Ok(());
        };
        next = further;
    }
    let message = (
        format!("leads on by more than {MOST} others; name the path where they end"),
        format!("dẫn tiếp qua hơn {MOST} đường dẫn khác; hãy ghi đường dẫn cuối cùng"),
    );
    Err(Error::invalid("to.path", message))
}

/// The redirect to which a path leads on; nothing where readers meet something else there.
async fn target(db: &impl ConnectionTrait, row: path::Model) -> Result<Option<String>> {
    if row.outcome != PathOutcome::Redirect {
        return Ok(None);
    }
    let Some(content) = row.content_id else {
        return Ok(row.target);
    };
    match place(db, content).await {
        Ok(place) if place.outcome == PathOutcome::Redirect => Ok(place.target),
        Ok(_) => Ok(None),
        Err(Error::NotFound) => Ok(row.target),
        Err(error) => Err(error),
    }
}
