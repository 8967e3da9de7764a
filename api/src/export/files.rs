//! The bytes of files, from the store into a folder beside the exchange file, from which the import reads them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures_util::StreamExt;
use object_store::{ObjectStore, ObjectStoreExt};
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;

use super::run::Failure;
use crate::domain::{Error, media};
use crate::exchange::record::FileRecord;

/// A folder that takes the bytes of files, each under its SHA-256.
pub struct Folder {
    store: Arc<dyn ObjectStore>,
    path: PathBuf,
}

/// A file whose bytes the store does not have as its record says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Name offered for download.
    pub name: String,
    /// SHA-256 of the bytes that it should have.
    pub sha256: String,
}

impl Folder {
    /// A folder for bytes of `store`; it is made with the first file.
    #[must_use]
    pub fn new(store: Arc<dyn ObjectStore>, path: PathBuf) -> Self {
        Self { store, path }
    }

    /// Puts the bytes of a file into the folder, unless they lie there already.
    ///
    /// # Errors
    /// When the store or the folder fails; inside, when the store has no such bytes.
    pub(super) async fn take(&self, file: &FileRecord) -> Result<Result<(), Missing>, Failure> {
        let path = self.path.join(&file.sha256);
        if is_there(&path, file).await {
            return Ok(Ok(()));
        }
        tokio::fs::create_dir_all(&self.path).await?;
        let part = format!(".{}.{}.part", file.sha256, std::process::id());
        let unfinished = self.path.join(part);
        let copied = self.copy(file, &unfinished).await;
        if let Ok(true) = copied {
            tokio::fs::rename(&unfinished, &path).await?;
            return Ok(Ok(()));
        }
        // What is left of it is of no use; why it came to that is told below.
        let _gone = tokio::fs::remove_file(&unfinished).await;
        copied.map(|_| {
            Err(Missing {
                name: file.name.clone(),
                sha256: file.sha256.clone(),
            })
        })
    }

    /// Copies the bytes of a file; false when the store has none, or others.
    async fn copy(&self, file: &FileRecord, to: &Path) -> Result<bool, Failure> {
        let mut pieces = match self.store.get(&media::location(&file.sha256)).await {
            Ok(found) => found.into_stream(),
            Err(object_store::Error::NotFound { .. }) => return Ok(false),
            Err(error) => return Err(Error::from(error).into()),
        };
        let mut copy = tokio::fs::File::create(to).await?;
        let mut hash = Sha256::new();
        while let Some(piece) = pieces.next().await {
            let piece = piece.map_err(Error::from)?;
            hash.update(&piece);
            copy.write_all(&piece).await?;
        }
        copy.sync_all().await?;
        Ok(format!("{:x}", hash.finalize()) == file.sha256)
    }
}

/// Whether a file lies there already: files never change under their SHA-256.
async fn is_there(path: &Path, file: &FileRecord) -> bool {
    let found = tokio::fs::metadata(path).await;
    found.is_ok_and(|found| found.is_file() && i64::try_from(found.len()) == Ok(file.size))
}
