//! The rows of what was uploaded.
use chrono::{DateTime, Utc};
use entity::{file, file_custody, file_source, file_variant};
use sea_orm::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, DatabaseTransaction, IntoActiveModel, QueryOrder,
};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::image::{Picture, Pictures};
use super::{Kept, Kind, loose, name};
use crate::domain::journal::{self, Act, Author};
use crate::domain::policy::Action;
use crate::domain::{Error, Result};

/// What an upload came to.
pub(super) enum Made {
    /// It was uploaded before.
    Before(file::Model),
    /// Its bytes are kept.
    AsItIs(file::Model),
    /// Others were made of them.
    Images(Images),
}

/// An image and its smaller versions.
pub(super) struct Images {
    source: String,
    file: file::Model,
    variants: Vec<file_variant::Model>,
    bytes: Vec<(String, Vec<u8>)>,
}

/// The file that was made of these bytes before.
pub(super) async fn known(db: &impl ConnectionTrait, sha256: &str) -> Result<Option<file::Model>> {
    let source = file_source::Entity::find_by_id(sha256).one(db).await?;
    let Some(source) = source else {
        return Ok(None);
    };
    let file = file::Entity::find_by_id(source.file_sha256).one(db).await?;
    Ok(file)
}

/// The row of a file whose bytes are kept.
pub(super) fn as_it_is(sha256: String, kind: Kind, size: u64, now: DateTime<Utc>) -> file::Model {
    file::Model {
        name: name::neutral(&sha256, kind),
        sha256,
        media_type: kind.media_type().to_owned(),
        size: i64::try_from(size).unwrap_or(i64::MAX),
        width: None,
        height: None,
        duration: None,
        created_at: now,
    }
}

/// The rows and bytes of an image.
pub(super) fn images(source: String, made: Pictures, now: DateTime<Utc>) -> Images {
    let Pictures { whole, smaller } = made;
    let mut bytes = Vec::with_capacity(1 + smaller.len());
    let (sha256, width, height, size) = measured(whole, &mut bytes);
    let file = file::Model {
        name: name::neutral(&sha256, Kind::Webp),
        sha256,
        media_type: Kind::Webp.media_type().to_owned(),
        size,
        width: Some(width),
        height: Some(height),
        duration: None,
        created_at: now,
    };
    let variants = smaller.into_iter().map(|picture| {
        let (sha256, width, height, size) = measured(picture, &mut bytes);
        file_variant::Model {
            file_sha256: file.sha256.clone(),
            width,
            height,
            sha256,
            size,
        }
    });
    let mut variants: Vec<file_variant::Model> = variants.collect();
    variants.sort_by_key(|variant| variant.width);
    Images {
        source,
        file,
        variants,
        bytes,
    }
}

fn measured(picture: Picture, bytes: &mut Vec<(String, Vec<u8>)>) -> (String, i32, i32, i64) {
    let sha256 = format!("{:x}", Sha256::digest(&picture.bytes));
    let pixels = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
    let size = i64::try_from(picture.bytes.len()).unwrap_or(i64::MAX);
    bytes.push((sha256.clone(), picture.bytes));
    (sha256, pixels(picture.width), pixels(picture.height), size)
}

impl Images {
    /// The bytes by their hash.
    pub(super) fn bytes(&self) -> &[(String, Vec<u8>)] {
        &self.bytes
    }

    /// The hashes of what is to be stored.
    pub(super) fn hashes(&self) -> Vec<String> {
        let mut hashes: Vec<String> = self.bytes.iter().map(|(hash, _)| hash.clone()).collect();
        hashes.sort_unstable();
        hashes.dedup();
        hashes
    }
}

/// Who writes, for which agency, and when.
pub(super) struct Writer<'a> {
    pub tx: &'a DatabaseTransaction,
    pub author: Author,
    pub account: Uuid,
    pub agency: Uuid,
    pub now: DateTime<Utc>,
}

impl Writer<'_> {
    /// Writes the rows, and who uploaded.
    ///
    /// # Errors
    /// [`Error::Busy`] where what was known is being deleted just now; otherwise when the database fails.
    pub(super) async fn write(self, name: String, made: Made) -> Result<Kept> {
        let tx = self.tx;
        let sha256 = match made {
            Made::Before(file) => file.sha256,
            Made::AsItIs(file) => {
                loose::name(tx, std::slice::from_ref(&file.sha256)).await?;
                let sha256 = file.sha256.clone();
                self.file(file, &sha256, Vec::new()).await?;
                sha256
            }
            Made::Images(images) => {
                loose::name(tx, &images.hashes()).await?;
                let sha256 = images.file.sha256.clone();
                self.file(images.file, &images.source, images.variants)
                    .await?;
                sha256
            }
        };
        let file = file::Entity::find_by_id(&sha256).one(tx).await?;
        let file = file.ok_or(Error::Busy)?;
        let variants = file_variant::Entity::find()
            .filter(file_variant::Column::FileSha256.eq(&sha256))
            .order_by_asc(file_variant::Column::Width)
            .all(tx)
            .await?;
        let (custody, is_new) = self.custody(sha256, name).await?;
        let act = Act {
            subject_id: Some(file.sha256.clone()),
            agency: Some(self.agency),
            detail: json!({ "mediaType": file.media_type, "size": file.size, "new": is_new }),
            ..Act::new(self.author, Action::FileUpload.name(), "file")
        };
        journal::close(tx, Vec::new(), vec![act], self.now).await?;
        Ok(Kept {
            custody,
            file,
            variants,
            is_new,
        })
    }

    /// A file that may be there already, from an import or made of other bytes.
    async fn file(
        &self,
        file: file::Model,
        source: &str,
        variants: Vec<file_variant::Model>,
    ) -> Result<()> {
        let kept = file.sha256.clone();
        let there = OnConflict::column(file::Column::Sha256)
            .do_nothing()
            .to_owned();
        file::Entity::insert(file.into_active_model())
            .on_conflict(there)
            .exec_without_returning(self.tx)
            .await?;
        for made_of in [source, &kept] {
            let row = file_source::Model {
                sha256: made_of.to_owned(),
                file_sha256: kept.clone(),
            };
            let there = OnConflict::column(file_source::Column::Sha256)
                .do_nothing()
                .to_owned();
            file_source::Entity::insert(row.into_active_model())
                .on_conflict(there)
                .exec_without_returning(self.tx)
                .await?;
        }
        for variant in variants {
            let columns = [
                file_variant::Column::FileSha256,
                file_variant::Column::Width,
            ];
            let there = OnConflict::columns(columns).do_nothing().to_owned();
            file_variant::Entity::insert(variant.into_active_model())
                .on_conflict(there)
                .exec_without_returning(self.tx)
                .await?;
        }
        Ok(())
    }

    /// The agency has the file from now on, or still; says whether it is new there.
    async fn custody(&self, sha256: String, name: String) -> Result<(file_custody::Model, bool)> {
        let there = file_custody::Entity::find()
            .filter(file_custody::Column::FileSha256.eq(&sha256))
            .filter(file_custody::Column::AgencyId.eq(self.agency))
            .one(self.tx)
            .await?;
        if let Some(there) = there {
            let mut again = there.into_active_model();
            again.uploaded_at = Set(self.now);
            return Ok((again.update(self.tx).await?, false));
        }
        let row = file_custody::Model {
            id: Uuid::new_v4(),
            file_sha256: sha256,
            agency_id: self.agency,
            name,
            uploaded_by: Some(self.account),
            uploaded_at: self.now,
        };
        Ok((row.into_active_model().insert(self.tx).await?, true))
    }
}
