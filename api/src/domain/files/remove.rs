//! Taking a file out of an agency's hands; with the last of them it goes.
use chrono::{DateTime, Utc};
use entity::{file, file_custody, file_variant};
use sea_orm::prelude::*;
use serde_json::json;

use super::loose;
use super::read::may;
use super::uses::{is_used, uses_of};
use crate::domain::actor;
use crate::domain::desk::Acting;
use crate::domain::journal::idempotency::{self, Begun};
use crate::domain::journal::{self, Act};
use crate::domain::policy::Action;
use crate::domain::{Error, Refusal, Result};

/// Takes a file out of an agency's hands, by the id under which the agency has it. Bytes that nobody has and nothing
/// uses any more are deleted later. Gives the id.
///
/// # Errors
/// [`Error::InUse`] with the uses that the account may know of; where it may know of none, the file stays for whoever
/// uses it, and leaves the agency all the same. [`Error::NotFound`] and [`Error::Forbidden`] as the policy says.
pub async fn remove(acting: &Acting<'_>, custody: Uuid) -> Result<Uuid> {
    let tx = acting.database.begin_writing().await?;
    let actor = actor::load(&tx, acting.caller, acting.clock).await?;
    let actor = actor.ok_or(Error::Unauthenticated)?;
    let input = json!([custody]);
    let begun = idempotency::begin(&tx, actor.account, acting.key, "fileRemove", &input).await?;
    let fresh = match begun {
        Begun::Fresh(fresh) => fresh,
        Begun::Repeated(_) => return Ok(custody),
        Begun::Reused => return Err(Refusal::KeyReused.into()),
    };
    let row = file_custody::Entity::find_by_id(custody).one(&tx).await?;
    let row = row.ok_or(Error::NotFound)?;
    may(&tx, &actor, Action::FileRemove, row.agency_id).await?;
    let uses = uses_of(&tx, &actor, &row.file_sha256).await?;
    if !uses.is_empty() {
        return Err(Error::InUse(uses));
    }
    file_custody::Entity::delete_by_id(custody)
        .exec(&tx)
        .await?;
    let now = acting.clock.now();
    let others = file_custody::Entity::find()
        .filter(file_custody::Column::FileSha256.eq(&row.file_sha256))
        .count(&tx)
        .await?;
    let goes = others == 0 && !is_used(&tx, &row.file_sha256).await?;
    if goes {
        forget(&tx, &row.file_sha256, now).await?;
    }
    fresh.keep(&tx, json!({ "id": custody }), now).await?;
    let action = Action::FileRemove.name();
    let act = Act {
        subject_id: Some(row.file_sha256),
        agency: Some(row.agency_id),
        detail: json!({ "gone": goes }),
        ..Act::new(actor.author(acting.caller), action, "file")
    };
    journal::close(&tx, Vec::new(), vec![act], now).await?;
    tx.commit().await?;
    Ok(custody)
}

/// Removes a file that nothing uses, with its smaller versions; their bytes are noted as loose.
pub(super) async fn forget(
    tx: &impl ConnectionTrait,
    sha256: &str,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let variants = file_variant::Entity::find()
        .filter(file_variant::Column::FileSha256.eq(sha256))
        .all(tx)
        .await?;
    let mut bytes: Vec<String> = variants.into_iter().map(|row| row.sha256).collect();
    bytes.push(sha256.to_owned());
    bytes.sort_unstable();
    bytes.dedup();
    file::Entity::delete_by_id(sha256).exec(tx).await?;
    loose::note(tx, &bytes, now).await
}
