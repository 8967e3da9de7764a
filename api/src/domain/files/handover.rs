//! Files of agencies that end: those who come after have them.
use std::collections::HashSet;

use entity::file_custody;
use sea_orm::prelude::*;
use sea_orm::{DatabaseTransaction, QueryOrder};

use crate::domain::Result;
use crate::domain::publish::insert_all;

/// Files that are read or written at a time.
const SOME: usize = 500;

/// All that agencies have, in order.
///
/// # Errors
/// When the database fails.
pub(in crate::domain) async fn held_by(
    db: &impl ConnectionTrait,
    agencies: &[Uuid],
) -> Result<Vec<file_custody::Model>> {
    let held = file_custody::Entity::find()
        .filter(file_custody::Column::AgencyId.is_in(agencies.iter().copied()))
        .order_by_asc(file_custody::Column::UploadedAt)
        .order_by_asc(file_custody::Column::Id)
        .all(db)
        .await?;
    Ok(held)
}

/// Gives each to all of its heirs, as far as they do not have it.
///
/// # Errors
/// When the database fails.
pub(in crate::domain) async fn hand_over(
    tx: &DatabaseTransaction,
    handed: &[(file_custody::Model, Vec<Uuid>)],
) -> Result<()> {
    for some in handed.chunks(SOME) {
        let hashes = some.iter().map(|(held, _)| held.file_sha256.as_str());
        let had = file_custody::Entity::find()
            .filter(file_custody::Column::FileSha256.is_in(hashes))
            .all(tx)
            .await?;
        let mut had: HashSet<(String, Uuid)> = had
            .into_iter()
            .map(|held| (held.file_sha256, held.agency_id))
            .collect();
        let mut given = Vec::new();
        for (held, heirs) in some {
            for heir in heirs {
                if had.insert((held.file_sha256.clone(), *heir)) {
                    given.push(file_custody::Model {
                        id: Uuid::new_v4(),
                        agency_id: *heir,
                        ..held.clone()
                    });
                }
            }
        }
        let left = some.iter().map(|(held, _)| held.id);
        file_custody::Entity::delete_many()
            .filter(file_custody::Column::Id.is_in(left))
            .exec(tx)
            .await?;
        insert_all::<file_custody::Entity>(tx, given).await?;
    }
    Ok(())
}

/// Lets another agency have files too that one has, as that one calls them.
///
/// # Errors
/// When the database fails.
pub(in crate::domain) async fn share(
    tx: &DatabaseTransaction,
    hashes: &[String],
    (from, to): (Uuid, Uuid),
) -> Result<()> {
    let held = file_custody::Entity::find()
        .filter(file_custody::Column::FileSha256.is_in(hashes))
        .filter(file_custody::Column::AgencyId.is_in([from, to]))
        .all(tx)
        .await?;
    let (had, held): (Vec<_>, Vec<_>) = held.into_iter().partition(|held| held.agency_id == to);
    let is_new =
        |file: &file_custody::Model| had.iter().all(|had| had.file_sha256 != file.file_sha256);
    let given = held
        .into_iter()
        .filter(is_new)
        .map(|held| file_custody::Model {
            id: Uuid::new_v4(),
            agency_id: to,
            ..held
        });
    Ok(insert_all::<file_custody::Entity>(tx, given.collect()).await?)
}
