//! Writing what was decided for a content.
use chrono::{DateTime, Utc};
use entity::value::EditionState;
use entity::{content, edition, external_id, issuer, path};
use sea_orm::prelude::*;
use sea_orm::{ActiveValue, IntoActiveModel};

use super::decide::Plan;
use super::{detail_rows, edition_rows};
use crate::domain::publish::rows::insert_all;
use crate::domain::{Error, Result};

impl Plan {
    /// Writes the content, its new edition and its paths.
    pub(in crate::domain::publish) async fn write(
        &self,
        db: &impl ConnectionTrait,
        now: DateTime<Utc>,
    ) -> Result<()> {
        insert_all::<issuer::Entity>(db, self.issuers.clone()).await?;
        self.write_content(db, now).await?;
        if let Some(edition) = &self.edition {
            self.supersede(db).await?;
            edition_rows::insert(db, self, edition, now).await?;
            detail_rows::insert(db, &self.prepared.record.details, edition).await?;
        }
        self.write_external_ids(db).await?;
        Ok(self.write_paths(db).await?)
    }

    async fn write_content(&self, db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<()> {
        let record = &self.prepared.record;
        let Some(before) = &self.before else {
            let Some(edition) = &self.edition else {
                return Ok(());
            };
            let row = content::Model {
                id: self.content,
                kind: record.details.kind(),
                work_id: self.work,
                language_code: record.language.clone(),
                custody_agency_id: edition.agency,
                lock_version: 1,
                created_at: now,
            };
            content::Entity::insert(row.into_active_model())
                .exec_without_returning(db)
                .await?;
            return Ok(());
        };
        raise_lock_version(db, self.content, before.lock_version, self.work).await
    }

    async fn supersede(&self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        let Some(live) = self.before.as_ref().and_then(|before| before.live.as_ref()) else {
            return Ok(());
        };
        end_edition(db, live.id, EditionState::Superseded).await
    }

    /// The identifiers elsewhere are those of the last record.
    async fn write_external_ids(&self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        if self.edition.is_none() {
            return Ok(());
        }
        if self.before.is_some() {
            external_id::Entity::delete_many()
                .filter(external_id::Column::ContentId.eq(self.content))
                .exec(db)
                .await?;
        }
        let row = |known: &crate::exchange::content::ExternalId| external_id::Model {
            system: known.system.clone(),
            value: known.value.clone(),
            content_id: self.content,
        };
        insert_all::<external_id::Entity>(
            db,
            self.prepared.record.external_ids.iter().map(row).collect(),
        )
        .await
    }

    async fn write_paths(&self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        for (row, is_new) in &self.paths {
            write_path(db, row.clone(), *is_new).await?;
        }
        Ok(())
    }
}

/// Raises the lock version of a content that is changed, if nobody else did since it was looked up.
pub(in crate::domain::publish) async fn raise_lock_version(
    db: &impl ConnectionTrait,
    content: Uuid,
    from: i32,
    work: Uuid,
) -> Result<()> {
    let row = content::ActiveModel {
        work_id: ActiveValue::Set(work),
        lock_version: ActiveValue::Set(from + 1),
        ..Default::default()
    };
    let updated = content::Entity::update_many()
        .set(row)
        .filter(content::Column::Id.eq(content))
        .filter(content::Column::LockVersion.eq(from))
        .exec(db)
        .await?;
    if updated.rows_affected == 1 {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}

/// Ends a live edition.
pub(in crate::domain::publish) async fn end_edition(
    db: &impl ConnectionTrait,
    edition: Uuid,
    state: EditionState,
) -> Result<(), DbErr> {
    let row = edition::ActiveModel {
        state: ActiveValue::Set(state),
        ..Default::default()
    };
    let live = edition::Column::State.eq(EditionState::Live);
    edition::Entity::update_many()
        .set(row)
        .filter(edition::Column::Id.eq(edition))
        .filter(live)
        .exec(db)
        .await?;
    Ok(())
}

/// Writes a path: for the first time, or over what is there.
pub(in crate::domain::publish) async fn write_path(
    db: &impl ConnectionTrait,
    row: path::Model,
    is_new: bool,
) -> Result<(), DbErr> {
    let name = row.path.clone();
    let row = row.into_active_model();
    if is_new {
        path::Entity::insert(row)
            .exec_without_returning(db)
            .await
            .map(drop)
    } else {
        let at = path::Column::Path.eq(name);
        path::Entity::update_many()
            .set(row.reset_all())
            .filter(at)
            .exec(db)
            .await
            .map(drop)
    }
}
