//! Bytes on their way in: into a file without a name, which is gone with whoever writes it.
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::kind::{HEAD, Head, Kind, TAIL, sniff};
use super::store::unkept;
use super::{Unfit, UploadError, zip};
use crate::domain::Error;

/// The most bytes before it is known what they are of.
const FIRST: u64 = HEAD as u64;

/// An upload that is coming in.
pub struct Incoming {
    file: File,
    hash: Sha256,
    size: u64,
    begins: Vec<u8>,
    head: Option<Head>,
}

/// An upload that came in.
pub(super) struct Received {
    /// The bytes.
    pub file: File,
    /// Their SHA-256.
    pub sha256: String,
    /// Their number.
    pub size: u64,
    /// What they are.
    pub kind: Kind,
}

impl Incoming {
    /// Begins one; its bytes wait in a folder, in a file that no name leads to, so that nothing stays of it whatever
    /// happens.
    pub(super) async fn begin(folder: PathBuf) -> Result<Self, Error> {
        let file = blocking(move || {
            std::fs::create_dir_all(&folder)?;
            tempfile::tempfile_in(&folder)
        });
        Ok(Self {
            file: file.await?,
            hash: Sha256::new(),
            size: 0,
            begins: Vec::with_capacity(HEAD),
            head: None,
        })
    }

    /// Bytes so far.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`Unfit::Unsupported`] as soon as it can be told, [`Unfit::TooLarge`] with the first byte too many;
    /// [`Error::Store`] when they cannot be kept.
    pub async fn take<B>(mut self, bytes: B) -> Result<Self, UploadError>
    where
        B: AsRef<[u8]> + Send + 'static,
    {
        let chunk = bytes.as_ref();
        self.size += chunk.len() as u64;
        let missing = HEAD.saturating_sub(self.begins.len()).min(chunk.len());
        self.begins.extend_from_slice(&chunk[..missing]);
        if self.head.is_none() && self.size >= FIRST {
            self.head = Some(sniff(&self.begins)?);
        }
        self.check_size()?;
        let written = blocking(move || {
            self.hash.update(bytes.as_ref());
            self.file.write_all(bytes.as_ref())?;
            Ok(self)
        });
        Ok(written.await?)
    }

    /// All came in: what it is.
    pub(super) async fn end(mut self) -> Result<Received, UploadError> {
        if self.size == 0 {
            return Err(Unfit::Empty.into());
        }
        let head = match self.head {
            Some(head) => head,
            None => sniff(&self.begins)?,
        };
        self.head = Some(head);
        self.check_size()?;
        let (size, mut file) = (self.size, self.file);
        let (file, kind) = blocking(move || {
            let kind = examined(&mut file, size, head)?;
            Ok((file, kind))
        })
        .await?;
        Ok(Received {
            file,
            sha256: format!("{:x}", self.hash.finalize()),
            size,
            kind: kind?,
        })
    }

    fn check_size(&self) -> Result<(), Unfit> {
        match self.head.map(Head::limit) {
            Some(limit) if self.size > limit => Err(Unfit::TooLarge(limit)),
            _ => Ok(()),
        }
    }
}

/// What a whole file is, with a look at its end, since some programs read files from there.
fn examined(file: &mut File, size: u64, head: Head) -> io::Result<Result<Kind, Unfit>> {
    let kind = match head {
        Head::Archive => return zip::document(file, size),
        Head::Kind(kind) => kind,
    };
    let tail = size.min(TAIL as u64);
    let mut end = Vec::new();
    file.seek(SeekFrom::Start(size - tail))?;
    file.take(tail).read_to_end(&mut end)?;
    if zip::ends_as_archive(&end) {
        return Ok(Err(Unfit::Unsupported));
    }
    Ok(match kind {
        Kind::Pdf if !end.windows(5).any(|part| part == b"%%EOF") => Err(Unfit::Broken),
        Kind::Vtt => {
            let mut text = Vec::new();
            file.seek(SeekFrom::Start(0))?;
            file.read_to_end(&mut text)?;
            captions(&text)
        }
        kind => Ok(kind),
    })
}

/// Captions are text, and no page.
fn captions(text: &[u8]) -> Result<Kind, Unfit> {
    let text = std::str::from_utf8(text).map_err(|_| Unfit::Broken)?;
    let text = text.to_ascii_lowercase();
    let is_page = ["<script", "<html", "<svg", "<iframe", "<!doctype"]
        .iter()
        .any(|tag| text.contains(tag));
    if is_page || text.contains('\0') {
        return Err(Unfit::Unsupported);
    }
    Ok(Kind::Vtt)
}

/// A file that is to be read again.
pub(super) fn rewound(mut file: File) -> io::Result<File> {
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}

/// Works with files where nobody waits for it.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, Error> {
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(unkept(error)),
        Err(_) => Err(Error::Cancelled),
    }
}
