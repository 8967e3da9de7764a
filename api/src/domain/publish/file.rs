//! Files: their bytes into the store, verified, and their rows.
use std::borrow::Cow;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use entity::file;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use sea_orm::IntoActiveModel;
use sea_orm::prelude::*;
use sha2::{Digest, Sha256};
use tokio::io::AsyncReadExt;

use crate::domain::media::location;
use crate::domain::{Error, Result, files};
use crate::exchange::record::FileRecord;

/// Bytes read at a time.
const PIECE: usize = 5 * 1024 * 1024;

/// Where the bytes of files lie that records name.
#[derive(Clone, Debug)]
pub enum FileSource {
    /// Nowhere: only files whose bytes are in the store already can be taken.
    None,
    /// In a folder, under their SHA-256 or their name.
    Folder(PathBuf),
    /// In the binary, by SHA-256 or name.
    Embedded(fn(&str) -> Option<Cow<'static, [u8]>>),
}

/// Makes sure that the bytes of a file are in the store and are what the record says.
///
/// # Errors
/// [`Error::Invalid`] when they are nowhere or are others; the store's own errors.
pub(super) async fn store(
    media: &dyn ObjectStore,
    source: &FileSource,
    record: &FileRecord,
) -> Result<()> {
    match found(media, source, record).await? {
        Some(bytes) => bytes.put(media, record).await,
        None => Ok(()),
    }
}

/// The same without storing anything.
///
/// # Errors
/// As [`store`].
pub(super) async fn verify(
    media: &dyn ObjectStore,
    source: &FileSource,
    record: &FileRecord,
) -> Result<()> {
    found(media, source, record).await.map(drop)
}

/// The verified bytes; nothing when only the store has them.
async fn found(
    media: &dyn ObjectStore,
    source: &FileSource,
    record: &FileRecord,
) -> Result<Option<Bytes>> {
    let bytes = verified(source, record).await?;
    if bytes.is_some() || is_stored(media, record).await? {
        return Ok(bytes);
    }
    let FileRecord { sha256, name, .. } = record;
    let message = (
        format!(
            "its bytes lie neither in files/{sha256} nor in files/{name} beside the record, nor in the store"
        ),
        format!(
            "không thấy tệp ở files/{sha256}, ở files/{name} bên cạnh bản ghi, hay trong kho tệp"
        ),
    );
    Err(Error::invalid("sha256", message))
}

async fn is_stored(media: &dyn ObjectStore, record: &FileRecord) -> Result<bool> {
    let size = u64::try_from(record.size).unwrap_or_default();
    files::is_stored(media, &record.sha256, size).await
}

/// Bytes that are what their record says.
enum Bytes {
    Embedded(Cow<'static, [u8]>),
    OnDisk(PathBuf),
}

/// The bytes of a file where the source has them.
async fn verified(source: &FileSource, record: &FileRecord) -> Result<Option<Bytes>> {
    let bytes = match source {
        FileSource::None => return Ok(None),
        FileSource::Embedded(get) => match get(&record.sha256).or_else(|| get(&record.name)) {
            Some(bytes) => Bytes::Embedded(bytes),
            None => return Ok(None),
        },
        FileSource::Folder(folder) => match on_disk(folder, record).await {
            Some(path) => Bytes::OnDisk(path),
            None => return Ok(None),
        },
    };
    let (sha256, size) = bytes.measure().await?;
    if sha256 != record.sha256 || i64::try_from(size) != Ok(record.size) {
        let name = &record.name;
        let message = (
            format!("the bytes of {name:?} are others: {size} bytes, SHA-256 {sha256}"),
            format!("tệp {name:?} có nội dung khác: {size} byte, SHA-256 {sha256}"),
        );
        return Err(Error::invalid("sha256", message));
    }
    Ok(Some(bytes))
}

async fn on_disk(folder: &Path, record: &FileRecord) -> Option<PathBuf> {
    for name in [&record.sha256, &record.name] {
        let path = folder.join(name);
        let is_file = tokio::fs::metadata(&path)
            .await
            .is_ok_and(|metadata| metadata.is_file());
        if is_file && !name.starts_with('.') {
            return Some(path);
        }
    }
    None
}

impl Bytes {
    /// Their SHA-256 and their number.
    async fn measure(&self) -> Result<(String, u64)> {
        match self {
            Self::Embedded(bytes) => {
                Ok((format!("{:x}", Sha256::digest(bytes)), bytes.len() as u64))
            }
            Self::OnDisk(path) => {
                let mut file = open(path).await?;
                let (mut hash, mut size, mut piece) = (Sha256::new(), 0, vec![0; PIECE]);
                loop {
                    let read = file
                        .read(&mut piece)
                        .await
                        .map_err(|error| unreadable(path, &error))?;
                    if read == 0 {
                        return Ok((format!("{:x}", hash.finalize()), size));
                    }
                    hash.update(&piece[..read]);
                    size += read as u64;
                }
            }
        }
    }

    async fn put(self, media: &dyn ObjectStore, record: &FileRecord) -> Result<()> {
        if is_stored(media, record).await? {
            return Ok(());
        }
        match self {
            Self::Embedded(bytes) => {
                let place = location(&record.sha256);
                let bytes = PutPayload::from(bytes.into_owned());
                media.put(&place, bytes).await?;
                Ok(())
            }
            Self::OnDisk(path) => {
                let file = open(&path).await?;
                files::send(media, &record.sha256, file, |error| {
                    unreadable(&path, error)
                })
                .await
            }
        }
    }
}

async fn open(path: &Path) -> Result<tokio::fs::File> {
    tokio::fs::File::open(path)
        .await
        .map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    let path = path.display();
    let message = (
        format!("{path} cannot be read: {error}"),
        format!("không đọc được {path}: {error}"),
    );
    Error::invalid("sha256", message)
}

/// Writes the row of a file; says whether it was new, changed or neither.
pub(super) async fn write(
    db: &impl ConnectionTrait,
    record: FileRecord,
    now: DateTime<Utc>,
) -> Result<super::Outcome> {
    files::name_bytes(db, std::slice::from_ref(&record.sha256)).await?;
    let kept = file::Entity::find_by_id(record.sha256.clone())
        .one(db)
        .await?;
    let row = file::Model {
        sha256: record.sha256,
        name: record.name,
        media_type: record.media_type,
        size: record.size,
        width: record.width,
        height: record.height,
        duration: record.duration,
        created_at: kept.as_ref().map_or(now, |kept| kept.created_at),
    };
    match kept {
        Some(kept) if kept == row => Ok(super::Outcome::Unchanged),
        Some(_) => {
            file::Entity::update(row.into_active_model().reset_all())
                .exec(db)
                .await?;
            Ok(super::Outcome::Changed)
        }
        None => {
            file::Entity::insert(row.into_active_model())
                .exec_without_returning(db)
                .await?;
            Ok(super::Outcome::Added)
        }
    }
}
