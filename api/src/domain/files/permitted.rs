//! Which files a working copy may use: what is public, what its content used before, and what agencies have that
//! somebody may read.
use std::collections::HashSet;

use entity::file_custody;
use sea_orm::QuerySelect;
use sea_orm::prelude::*;

use super::read::may;
use super::uses::used_in;
use crate::domain::actor::Actor;
use crate::domain::media;
use crate::domain::policy::Action;
use crate::domain::{Error, Result};

/// Whom a working copy's files are asked for.
#[derive(Clone, Copy)]
pub(in crate::domain) enum Asking<'a> {
    /// Somebody who writes it.
    Actor(&'a Actor),
    /// The agency that has it.
    Agency(Uuid),
}

/// Which of these files a content may use. What is not there and what somebody may not read is told apart by nobody.
pub(in crate::domain) async fn permitted(
    db: &impl ConnectionTrait,
    asking: Asking<'_>,
    content: Uuid,
    hashes: &[String],
) -> Result<HashSet<String>> {
    if hashes.is_empty() {
        return Ok(HashSet::new());
    }
    let mut found: HashSet<String> = media::public_among(db, hashes).await?.into_iter().collect();
    found.extend(used_in(db, content, hashes).await?);
    let custodies: Vec<(String, Uuid)> = file_custody::Entity::find()
        .select_only()
        .columns([
            file_custody::Column::FileSha256,
            file_custody::Column::AgencyId,
        ])
        .filter(file_custody::Column::FileSha256.is_in(hashes.iter()))
        .into_tuple()
        .all(db)
        .await?;
    for (sha256, agency) in custodies {
        if !found.contains(&sha256) && reads(db, asking, agency).await? {
            found.insert(sha256);
        }
    }
    Ok(found)
}

async fn reads(db: &impl ConnectionTrait, asking: Asking<'_>, agency: Uuid) -> Result<bool> {
    match asking {
        Asking::Agency(own) => Ok(own == agency),
        Asking::Actor(actor) => match may(db, actor, Action::FileRead, agency).await {
            Ok(()) => Ok(true),
            Err(Error::NotFound | Error::Forbidden(_)) => Ok(false),
            Err(error) => Err(error),
        },
    }
}
