//! Deleting what nobody needs: files that nothing uses and no agency uploaded lately, and bytes that no row names.
use std::error::Error as _;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{
    attachment, edition_cover, edition_file, file, file_custody, file_variant, loose_bytes,
};
use object_store::{ObjectStore, ObjectStoreExt};
use sea_orm::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ActiveValue::Set, Iden, QueryOrder, QuerySelect};
use serde_json::json;

use super::remove::forget;
use crate::domain::Result;
use crate::domain::clock::Clock;
use crate::domain::database::Database;
use crate::domain::journal::{self, Act, Author};
use crate::domain::media::location;

/// How long a file is kept that nothing uses, since it came or somebody uploaded it again.
const UNUSED: TimeDelta = TimeDelta::days(30);
/// How long bytes without a row are kept: longer than any upload or import takes from the one to the other.
const LOOSE: TimeDelta = TimeDelta::days(1);
/// Files or bytes at a time, since others wait to write meanwhile.
const AT_A_TIME: u64 = 100;
/// The pause between two sweeps.
const PAUSE: Duration = Duration::from_hours(1);

/// What a sweep came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Files that nothing used.
    pub files: u64,
    /// Bytes that were deleted, by the number of hashes.
    pub bytes: u64,
}

/// Sweeps once an hour, for as long as it is let.
pub async fn keep_tidy(database: Database, store: Arc<dyn ObjectStore>, clock: Clock) {
    loop {
        match sweep(&database, &*store, clock.now()).await {
            Ok(swept) if swept != Swept::default() => {
                tracing::info!(files = swept.files, bytes = swept.bytes, "swept");
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(
                error = %error,
                cause = error.source(),
                "what nobody needs cannot be deleted; it is tried again in an hour"
            ),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Deletes what nobody needs now.
///
/// # Errors
/// When the database or the store fails; the next sweep goes on from there.
pub async fn sweep(
    database: &Database,
    store: &dyn ObjectStore,
    now: DateTime<Utc>,
) -> Result<Swept> {
    let mut swept = Swept::default();
    loop {
        let files = unused(database, now).await?;
        swept.files += files;
        if files < AT_A_TIME {
            break;
        }
    }
    loop {
        let going = give_up(database, now).await?;
        for sha256 in &going {
            match store.delete(&location(sha256)).await {
                Ok(()) => swept.bytes += 1,
                Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        let gone = going.len() as u64;
        done(database, going).await?;
        if gone < AT_A_TIME {
            return Ok(swept);
        }
    }
}

/// Removes some files that nothing uses; says how many.
async fn unused(database: &Database, now: DateTime<Utc>) -> Result<u64> {
    let tx = database.begin_writing().await?;
    let before = now - UNUSED;
    let hashes: Vec<String> = file::Entity::find()
        .select_only()
        .column(file::Column::Sha256)
        .filter(file::Column::CreatedAt.lt(before))
        .filter(none(
            edition_cover::Entity,
            edition_cover::Column::FileSha256,
            None,
        ))
        .filter(none(
            attachment::Entity,
            attachment::Column::FileSha256,
            None,
        ))
        .filter(none(
            edition_file::Entity,
            edition_file::Column::FileSha256,
            None,
        ))
        .filter(none(
            file_custody::Entity,
            file_custody::Column::FileSha256,
            Some(file_custody::Column::UploadedAt.gte(before)),
        ))
        .order_by_asc(file::Column::Sha256)
        .limit(AT_A_TIME)
        .into_tuple()
        .all(&tx)
        .await?;
    for sha256 in &hashes {
        forget(&tx, sha256, now).await?;
    }
    let count = hashes.len() as u64;
    if count > 0 {
        let act = Act {
            detail: json!({ "files": hashes }),
            ..Act::new(Author::command(), "file.sweep", "file")
        };
        journal::close(&tx, Vec::new(), vec![act], now).await?;
    }
    tx.commit().await?;
    Ok(count)
}

/// That no row of a table, or none that also meets a condition, names the file at hand.
fn none<T: EntityTrait + Iden, C: ColumnTrait>(table: T, sha256: C, such: Option<Expr>) -> Expr {
    let mut rows: SelectStatement = Query::select()
        .expr(Expr::val(1))
        .from(table)
        .and_where(Expr::col(sha256.as_column_ref()).equals((file::Entity, file::Column::Sha256)))
        .take();
    if let Some(such) = such {
        rows.and_where(such);
    }
    Expr::exists(rows).not()
}

/// Gives up some bytes that no row names; gives those that are to be deleted now.
async fn give_up(database: &Database, now: DateTime<Utc>) -> Result<Vec<String>> {
    let tx = database.begin_writing().await?;
    let hashes: Vec<String> = loose_bytes::Entity::find()
        .select_only()
        .column(loose_bytes::Column::Sha256)
        .filter(
            loose_bytes::Column::Since
                .lt(now - LOOSE)
                .or(loose_bytes::Column::Deleting.eq(true)),
        )
        .order_by_asc(loose_bytes::Column::Since)
        .limit(AT_A_TIME)
        .into_tuple()
        .all(&tx)
        .await?;
    let files: Vec<String> = file::Entity::find()
        .select_only()
        .column(file::Column::Sha256)
        .filter(file::Column::Sha256.is_in(hashes.iter()))
        .into_tuple()
        .all(&tx)
        .await?;
    let variants: Vec<String> = file_variant::Entity::find()
        .select_only()
        .column(file_variant::Column::Sha256)
        .filter(file_variant::Column::Sha256.is_in(hashes.iter()))
        .into_tuple()
        .all(&tx)
        .await?;
    let is_named = |sha256: &String| files.contains(sha256) || variants.contains(sha256);
    let (named, going): (Vec<String>, Vec<String>) = hashes.into_iter().partition(is_named);
    loose_bytes::Entity::delete_many()
        .filter(loose_bytes::Column::Sha256.is_in(named))
        .exec(&tx)
        .await?;
    let deleting = loose_bytes::ActiveModel {
        deleting: Set(true),
        ..Default::default()
    };
    loose_bytes::Entity::update_many()
        .set(deleting)
        .filter(loose_bytes::Column::Sha256.is_in(going.iter()))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(going)
}

/// These bytes are gone.
async fn done(database: &Database, gone: Vec<String>) -> Result<()> {
    if gone.is_empty() {
        return Ok(());
    }
    let tx = database.begin_writing().await?;
    loose_bytes::Entity::delete_many()
        .filter(loose_bytes::Column::Sha256.is_in(gone))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}
