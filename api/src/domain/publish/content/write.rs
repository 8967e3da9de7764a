//! Writing what was decided for a content.
use chrono::{DateTime, Utc};
use entity::value::EditionState;
use entity::{content, edition, external_id, issuer, path};
use sea_orm::prelude::*;
use sea_orm::{ActiveValue, IntoActiveModel};

use super::decide::Plan;
use super::edition_plan::EditionPlan;
use super::{clear, detail_rows, edition_rows};
use crate::domain::publish::known::KnownContent;
use crate::domain::publish::rows::{Rows, insert_all};
use crate::domain::{Error, Result};

impl Plan {
    /// Writes the content, its new edition and its paths.
    pub(in crate::domain::publish) async fn write(
        &self,
        db: &impl ConnectionTrait,
        now: DateTime<Utc>,
    ) -> Result<()> {
        insert_all::<issuer::Entity>(db, self.issuers.clone()).await?;
        if let Some(before) = &self.before {
            raise_lock_version(db, self.content, before.lock_version, self.work).await?;
            if self.edition.is_some() {
                self.supersede(db, before).await?;
            }
        }
        if let Some(edition) = self
            .edition
            .as_ref()
            .filter(|_| self.prepared.standing.is_some())
        {
            clear::clear(db, edition.id).await?;
            edition_rows::write_head(db, self, edition, now).await?;
        }
        self.rows(now).insert(db).await?;
        for (row, is_new) in &self.paths {
            write_path(db, row.clone(), *is_new).await?;
        }
        Ok(())
    }

    /// All that there is to write as rows to insert; none when something that is kept changes, or when the
    /// rows of others depend on the first of these.
    pub(in crate::domain::publish) fn as_rows(&self, now: DateTime<Utc>) -> Option<Rows> {
        let is_new = self.before.is_none()
            && self.issuers.is_empty()
            && self.paths.iter().all(|(_, is_new)| *is_new);
        is_new.then(|| {
            let mut rows = self.rows(now);
            rows.extend::<path::Entity>(self.paths.iter().map(|(row, _)| row.clone()));
            rows
        })
    }

    /// The rows of a new content and of its new edition.
    fn rows(&self, now: DateTime<Utc>) -> Rows {
        let mut rows = Rows::default();
        let Some(edition) = &self.edition else {
            return rows;
        };
        let record = &self.prepared.record;
        if self.before.is_none() {
            rows.add::<content::Entity>(content::Model {
                id: self.content,
                kind: record.details.kind(),
                work_id: self.work,
                language_code: record.language.clone(),
                custody_agency_id: edition.agency,
                lock_version: 1,
                created_at: now,
            });
        }
        self.add_words(&mut rows, edition, now);
        let external_ids = record.external_ids.iter().cloned();
        rows.extend::<external_id::Entity>(external_ids.map(|known| external_id::Model {
            system: known.system,
            value: known.value,
            content_id: self.content,
        }));
        rows
    }

    /// Writes what the edition that stands would say, in the place of what it said, without letting it appear: neither
    /// lists nor paths nor the content itself learn of it.
    ///
    /// # Errors
    /// [`Error::Invalid`] for what would only be there with it; otherwise when the database fails.
    pub(in crate::domain::publish) async fn rehearse(
        &self,
        db: &impl ConnectionTrait,
    ) -> Result<()> {
        if let Some(issuer) = self.issuers.first() {
            let name = &issuer.name;
            let message = (
                format!(
                    "has {name:?}, which is not known here before this is published; until then it cannot be previewed"
                ),
                format!(
                    "cơ quan {name:?} chỉ có trong danh mục sau khi văn bản này được đăng; trước lúc đó không xem trước được"
                ),
            );
            return Err(Error::invalid("details.issuers", message));
        }
        let Some(edition) = &self.edition else {
            return Err(Error::NotFound);
        };
        clear::clear(db, edition.id).await?;
        edition_rows::rehearse_head(db, self, edition).await?;
        let mut rows = Rows::default();
        self.add_words(&mut rows, edition, self.prepared.record.published_at);
        Ok(rows.insert(db).await?)
    }

    /// Adds all that an edition says.
    fn add_words(&self, rows: &mut Rows, edition: &EditionPlan, now: DateTime<Utc>) {
        edition_rows::add(rows, self, edition, now);
        detail_rows::add(rows, &self.prepared.record, edition);
    }

    /// Makes room for a new edition. The identifiers elsewhere are those of the last record.
    async fn supersede(&self, db: &impl ConnectionTrait, before: &KnownContent) -> Result<()> {
        if let Some(live) = &before.live {
            end_edition(db, live.id, EditionState::Superseded).await?;
        }
        external_id::Entity::delete_many()
            .filter(external_id::Column::ContentId.eq(self.content))
            .exec(db)
            .await?;
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
        Err(Error::Conflict { current: None })
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
