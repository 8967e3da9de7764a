//! Bytes into the store, under their SHA-256.
use std::sync::Arc;

use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt, PutPayload};
use tokio::io::{AsyncRead, AsyncReadExt};

use crate::domain::media::location;
use crate::domain::{Error, Result};

/// Bytes read or written at a time.
const PIECE: usize = 5 * 1024 * 1024;

/// Whether so many bytes lie there.
pub(in crate::domain) async fn is_stored(
    store: &dyn ObjectStore,
    sha256: &str,
    size: u64,
) -> Result<bool> {
    match store.head(&location(sha256)).await {
        Ok(meta) => Ok(meta.size == size),
        Err(object_store::Error::NotFound { .. }) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Puts bytes there that are in memory, unless they lie there.
pub(super) async fn put(store: &dyn ObjectStore, sha256: &str, bytes: Vec<u8>) -> Result<()> {
    if !is_stored(store, sha256, bytes.len() as u64).await? {
        store
            .put(&location(sha256), PutPayload::from(bytes))
            .await?;
    }
    Ok(())
}

/// Sends what is read, piece by piece.
///
/// # Errors
/// The store's own; what cannot be read is said by `unreadable`.
pub(in crate::domain) async fn send(
    store: &dyn ObjectStore,
    sha256: &str,
    mut from: impl AsyncRead + Unpin,
    unreadable: impl Fn(&std::io::Error) -> Error,
) -> Result<()> {
    let mut upload = store.put_multipart(&location(sha256)).await?;
    let sent = pieces(&mut from, &mut *upload, unreadable).await;
    if sent.is_err() {
        // What was sent would lie there unseen; a store that is away cannot be told.
        let _forgotten = upload.abort().await;
    }
    sent
}

async fn pieces(
    from: &mut (impl AsyncRead + Unpin),
    upload: &mut dyn MultipartUpload,
    unreadable: impl Fn(&std::io::Error) -> Error,
) -> Result<()> {
    loop {
        let mut piece = Vec::with_capacity(PIECE);
        let mut part = (&mut *from).take(PIECE as u64);
        let read = part.read_to_end(&mut piece).await;
        if read.map_err(|error| unreadable(&error))? == 0 {
            break;
        }
        upload.put_part(PutPayload::from(piece)).await?;
    }
    upload.complete().await?;
    Ok(())
}

/// What came in cannot be kept until it is stored: the disk is full, or away.
pub(super) fn unkept(error: std::io::Error) -> Error {
    Error::Store(Arc::new(object_store::Error::Generic {
        store: "incoming files",
        source: Box::new(error),
    }))
}

/// The same of what is read again.
pub(super) fn unreadable(error: &std::io::Error) -> Error {
    unkept(error.kind().into())
}
