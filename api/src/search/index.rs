//! An index: where it lies, what is written into it, and who reads it.
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::directory::MmapDirectory;
use tantivy::directory::error::LockError;
use tantivy::{
    Index as Tantivy, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyError, Term,
};
use uuid::Uuid;

use super::fields::{Fields, VERSION, tokenizers};
use crate::domain::findable::{Findable, Mark};

/// Bytes that the writer holds before it writes a segment.
const BUFFER: usize = 64 * 1024 * 1024;
/// Processes that may keep their indexes in one folder.
const PLACES: usize = 64;

/// Where an index is kept.
#[derive(Clone, Debug)]
pub enum Place {
    /// In memory: gone with the process.
    Memory,
    /// Below a folder, where each process has a place of its own.
    Folder(PathBuf),
}

/// The index of one process.
pub(super) struct Index {
    pub(super) fields: Fields,
    writer: Mutex<IndexWriter>,
    reader: IndexReader,
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
    #[error("{PLACES} processes keep their search indexes in this folder already")]
    NoPlace,
}

impl Index {
    /// Opens the index of this process, or makes one.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub(super) fn open(place: &Place) -> Result<Self, IndexError> {
        match place {
            Place::Memory => {
                let (fields, schema) = Fields::new();
                Self::over(fields, Tantivy::create_in_ram(schema))
            }
            Place::Folder(folder) => {
                for number in 0..PLACES {
                    match Self::at(&folder.join(format!("v{VERSION}-{number}"))) {
                        Err(IndexError::Index(TantivyError::LockFailure(
                            LockError::LockBusy,
                            _,
                        ))) => {}
                        opened => return opened,
                    }
                }
                Err(IndexError::NoPlace)
            }
        }
    }

    /// Opens an index in a folder; one that is broken is made anew.
    fn at(folder: &Path) -> Result<Self, IndexError> {
        match Self::existing(folder) {
            Err(IndexError::Index(error)) if !is_taken(&error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "the search index cannot be read and is made anew"
                );
                fs::remove_dir_all(folder)?;
                Self::existing(folder)
            }
            opened => opened,
        }
    }

    fn existing(folder: &Path) -> Result<Self, IndexError> {
        fs::create_dir_all(folder)?;
        let (fields, schema) = Fields::new();
        let directory = MmapDirectory::open(folder).map_err(TantivyError::from)?;
        Self::over(fields, Tantivy::open_or_create(directory, schema)?)
    }

    fn over(fields: Fields, mut index: Tantivy) -> Result<Self, IndexError> {
        index.set_tokenizers(tokenizers());
        // One thread, so that what belongs together stays together.
        let writer = index.writer_with_num_threads(1, BUFFER)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        Ok(Self {
            fields,
            writer: Mutex::new(writer),
            reader: reader.try_into()?,
        })
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

fn is_taken(error: &TantivyError) -> bool {
    matches!(error, TantivyError::LockFailure(LockError::LockBusy, _))
}

/// Does with an index what takes a while, where nobody waits for the thread.
pub(super) async fn aside<T: Send + 'static>(
    index: &Arc<Index>,
    work: impl FnOnce(&Index) -> T + Send + 'static,
) -> Result<T, tokio::task::JoinError> {
    let index = Arc::clone(index);
    tokio::task::spawn_blocking(move || work(&index)).await
}
