//! An index: where it lies, what is written into it, and who reads it.
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::directory::error::LockError;
use tantivy::{
    Index as Tantivy, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyError, Term,
};
use uuid::Uuid;

use super::fields::{Fields, VERSION, tokenizers};
use crate::domain::findable::{Findable, Mark};

/// Bytes that the writer holds before it writes a segment.
const BUFFER: usize = 64 * 1024 * 1024;
/// Indexes that there may be in one folder: one for each process, and those that are being made.
const PLACES: usize = 64;

/// Where an index is kept.
#[derive(Clone, Debug)]
pub enum Place {
    /// In memory: gone with the process.
    Memory,
    /// Below a folder, where each process has a place of its own.
    Folder(PathBuf),
}

/// An index of one process.
pub(super) struct Index {
    pub(super) fields: Fields,
    writer: Mutex<IndexWriter>,
    reader: IndexReader,
    /// Dropped last, when nobody writes there any more.
    kept: Option<Kept>,
}

/// A folder of an index, gone with it where it is of no use any more.
struct Kept {
    folder: PathBuf,
    is_spent: AtomicBool,
}

/// Why an index cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The library failed.
    #[error("the search index failed")]
    Index(#[from] TantivyError),
    /// The folder cannot be used.
    #[error("the folder of the search index cannot be used")]
    Folder(#[from] io::Error),
    /// Every place is taken.
    #[error("there are {PLACES} search indexes in this folder already")]
    NoPlace,
}

impl Index {
    /// Opens the index that a process left behind which knew most, or makes an empty one.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub(super) fn open(place: &Place) -> Result<Self, IndexError> {
        let mut best: Option<(Mark, Self)> = None;
        for folder in place.folders() {
            let Some((mark, index)) = Self::left_behind(&folder)? else {
                continue;
            };
            if best
                .as_ref()
                .is_none_or(|(so_far, _)| so_far.seq < mark.seq)
            {
                best = Some((mark, index));
            }
        }
        match best {
            Some((_, index)) => Ok(index),
            None => Self::make(place),
        }
    }

    /// Makes an empty index, beside those that there are.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub(super) fn make(place: &Place) -> Result<Self, IndexError> {
        let (_, schema) = Fields::new();
        if let Place::Folder(folder) = place {
            fs::create_dir_all(folder)?;
        } else {
            return Self::over(Tantivy::create_in_ram(schema), None);
        }
        for folder in place.folders() {
            match fs::create_dir(&folder) {
                Ok(()) => {
                    let index = Tantivy::create_in_dir(&folder, schema)?;
                    return Self::over(index, Some(folder));
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(IndexError::NoPlace)
    }

    /// The index in a folder that nobody uses, with its mark. One that is broken or was never finished is taken away.
    fn left_behind(folder: &Path) -> Result<Option<(Mark, Self)>, IndexError> {
        if !folder.try_exists()? {
            return Ok(None);
        }
        let opened = Tantivy::open_in_dir(folder).map_err(IndexError::from);
        match opened.and_then(|index| Self::over(index, Some(folder.to_owned()))) {
            Ok(index) => match index.mark() {
                Some(mark) => return Ok(Some((mark, index))),
                None => index.spend(),
            },
            Err(IndexError::Index(TantivyError::LockFailure(LockError::LockBusy, _))) => {}
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    folder = %folder.display(),
                    "a search index cannot be read and is taken away"
                );
                fs::remove_dir_all(folder)?;
            }
        }
        Ok(None)
    }

    fn over(mut index: Tantivy, folder: Option<PathBuf>) -> Result<Self, IndexError> {
        index.set_tokenizers(tokenizers());
        // One thread, so that what belongs together stays together.
        let writer = index.writer_with_num_threads(1, BUFFER)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        Ok(Self {
            fields: Fields::new().0,
            writer: Mutex::new(writer),
            reader: reader.try_into()?,
            kept: folder.map(Kept::new),
        })
    }

    /// It is of no use any more: its folder goes when the last who searches it is done.
    pub(super) fn spend(&self) {
        if let Some(kept) = &self.kept {
            kept.is_spent.store(true, Ordering::Relaxed);
        }
    }

    /// What it holds now.
    pub(super) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    /// Up to which change it was written, where it was.
    pub(super) fn mark(&self) -> Option<Mark> {
        let index = self.searcher().index().load_metas().ok()?;
        serde_json::from_str(&index.payload?).ok()
    }

    /// Takes contents out that changed, and puts those in that are published.
    pub(super) fn replace(&self, changed: &[Uuid], found: &[Findable]) -> Result<(), IndexError> {
        self.writing(|writer| {
            for content in changed {
                let id = content.simple().to_string();
                writer.delete_term(Term::from_field_text(self.fields.content, &id));
            }
            for found in found {
                for document in self.fields.documents(found) {
                    writer.add_document(document)?;
                }
            }
            Ok(())
        })
    }

    /// Takes everything out that will not be put in before the next commit.
    pub(super) fn begin_anew(&self) -> Result<(), IndexError> {
        self.writing(|writer| {
            writer.rollback()?;
            writer.delete_all_documents()?;
            Ok(())
        })
    }

    /// Lets what was written be found.
    pub(super) fn commit(&self, mark: &Mark) -> Result<(), IndexError> {
        let mark = serde_json::to_string(mark).unwrap_or_default();
        self.writing(|writer| {
            let mut commit = writer.prepare_commit()?;
            commit.set_payload(&mark);
            commit.commit()?;
            Ok(())
        })?;
        Ok(self.reader.reload()?)
    }

    fn writing<T>(
        &self,
        write: impl FnOnce(&mut IndexWriter) -> Result<T, TantivyError>,
    ) -> Result<T, IndexError> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(write(&mut writer)?)
    }
}

impl Place {
    /// The folders in which indexes of this version may be.
    fn folders(&self) -> impl Iterator<Item = PathBuf> {
        let folder = match self {
            Self::Memory => None,
            Self::Folder(folder) => Some(folder),
        };
        let numbered = |folder: &PathBuf, number| folder.join(format!("v{VERSION}-{number}"));
        folder
            .into_iter()
            .flat_map(move |folder| (0..PLACES).map(move |number| numbered(folder, number)))
    }
}

impl Kept {
    fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            is_spent: AtomicBool::new(false),
        }
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        if !*self.is_spent.get_mut() {
            return;
        }
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                folder = %self.folder.display(),
                "a search index that is of no use any more stays on the disk"
            );
        }
    }
}

/// Does with an index what takes a while, where nobody waits for the thread.
pub(super) async fn aside<T: Send + 'static>(
    index: &Arc<Index>,
    work: impl FnOnce(&Index) -> T + Send + 'static,
) -> Result<T, tokio::task::JoinError> {
    let index = Arc::clone(index);
    tokio::task::spawn_blocking(move || work(&index)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(place: &Place, seq: i64) -> PathBuf {
        let index = Index::make(place).expect("an index");
        index.commit(&Mark { seq, at: None }).expect("written");
        folder_of(&index)
    }

    fn folder_of(index: &Index) -> PathBuf {
        index.kept.as_ref().expect("a folder").folder.clone()
    }

    fn folders(place: &Place) -> Vec<PathBuf> {
        place.folders().filter(|folder| folder.exists()).collect()
    }

    #[test]
    fn the_one_that_knows_most_is_opened_again() {
        let kept = tempfile::tempdir().expect("a folder");
        let place = Place::Folder(kept.path().join("search"));
        let (older, newer) = (filled(&place, 3), filled(&place, 7));
        let first = Index::open(&place).expect("an index");
        assert_eq!(
            (folder_of(&first), first.mark().map(|it| it.seq)),
            (newer, Some(7))
        );
        let second = Index::open(&place).expect("an index");
        assert_eq!(folder_of(&second), older, "what a process uses is its own");
        let third = Index::open(&place).expect("an index");
        assert_eq!(third.mark(), None);
        assert_eq!(folders(&place).len(), 3);
    }

    #[test]
    fn what_is_of_no_use_is_taken_away() {
        let kept = tempfile::tempdir().expect("a folder");
        let place = Place::Folder(kept.path().to_owned());
        let good = filled(&place, 1);
        let spent = Index::make(&place).expect("an index");
        spent.spend();
        assert_eq!(folders(&place).len(), 2, "somebody may still search it");
        drop(spent);
        assert_eq!(folders(&place), [good.as_path()]);

        drop(Index::make(&place).expect("an index that was never finished"));
        let broken = filled(&place, 9);
        fs::write(broken.join("meta.json"), "{").expect("broken");
        assert_eq!(folders(&place).len(), 3);
        let index = Index::open(&place).expect("an index");
        assert_eq!(folder_of(&index), good);
        assert_eq!(folders(&place), [good]);
    }
}
