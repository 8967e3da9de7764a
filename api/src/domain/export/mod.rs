//! Everything that is published, as exchange records: in the order in which they refer to each other, from one
//! snapshot, in batches of bounded size, each with a number of statements that does not depend on its rows.
//!
//! What is published, [`visibility`](super::visibility) says; drafts, earlier editions and what was withdrawn
//! have no way in here.
mod contents;
mod directory;
mod paths;
mod vocabulary;
mod weight;

use std::sync::Arc;

use entity::file;

use super::database::{Database, Session};
use super::publish::Catalogue;
use super::{Result, media, paths as all_paths, visibility};
use crate::exchange::Record;
use crate::exchange::record::{AgencyRecord, CommunicatorRecord, FileRecord};
pub(in crate::domain) use contents::Contents;

/// Files and paths a batch.
const PAGE: u64 = 500;

/// What is published at the moment at which it was opened.
pub struct Published {
    session: Arc<Session>,
    catalogue: Catalogue,
    stage: Stage,
}

/// What comes next.
enum Stage {
    Directory,
    /// After this SHA-256.
    Files(Option<String>),
    Contents(Contents),
    /// After this path.
    Paths(Option<String>),
    End,
}

impl Published {
    /// Opens what is published at this moment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open(database: &Database) -> Result<Self> {
        let session = database.session();
        let catalogue = Catalogue::load(session.read().await?).await?;
        Ok(Self {
            session,
            catalogue,
            stage: Stage::Directory,
        })
    }

    /// At least as many records as there are: redirects to contents are counted that their contents name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn size(&self) -> Result<u64> {
        let directory = directory::records(&self.catalogue)?.len() as u64;
        let files = media::count(&self.session).await?;
        let contents = visibility::count(&self.session).await?;
        let paths = all_paths::count_without_content(&self.session).await?;
        Ok(directory + files + contents + paths)
    }

    /// The next records; nothing after the last. A batch may be empty.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next(&mut self) -> Result<Option<Vec<Record>>> {
        let (records, stage) = match std::mem::replace(&mut self.stage, Stage::End) {
            Stage::Directory => (directory::records(&self.catalogue)?, Stage::Files(None)),
            Stage::Files(after) => self.files(after).await?,
            Stage::Contents(mut contents) => {
                let records = contents.next(&self.session, &self.catalogue).await?;
                match records {
                    Some(records) => (records, Stage::Contents(contents)),
                    None => (Vec::new(), Stage::Paths(None)),
                }
            }
            Stage::Paths(after) => self.paths(after).await?,
            Stage::End => return Ok(None),
        };
        self.stage = stage;
        Ok(Some(records))
    }

    /// The directory's agencies, each after the one above it.
    ///
    /// # Errors
    /// When the database is damaged.
    pub fn agencies(&self) -> Result<Vec<AgencyRecord>> {
        directory::agencies(&self.catalogue)
    }

    /// The legal rapporteurs and propagandists, by identity.
    ///
    /// # Errors
    /// When the database is damaged.
    pub fn communicators(&self) -> Result<Vec<CommunicatorRecord>> {
        directory::communicators(&self.catalogue)
    }

    async fn files(&self, after: Option<String>) -> Result<(Vec<Record>, Stage)> {
        let page = media::page(&self.session, after.as_deref(), PAGE).await?;
        let next = match page.last() {
            Some(last) => Stage::Files(Some(last.sha256.clone())),
            None => Stage::Contents(Contents::default()),
        };
        let records = page.into_iter().map(|row| Record::File(file_record(row)));
        Ok((records.collect(), next))
    }

    async fn paths(&self, after: Option<String>) -> Result<(Vec<Record>, Stage)> {
        let page = all_paths::page_without_content(&self.session, after.as_deref(), PAGE).await?;
        let next = match page.last() {
            Some(last) => Stage::Paths(Some(last.path.clone())),
            None => Stage::End,
        };
        Ok((paths::records(&self.session, page).await?, next))
    }
}

fn file_record(row: file::Model) -> FileRecord {
    FileRecord {
        sha256: row.sha256,
        name: row.name,
        media_type: row.media_type,
        size: row.size,
        width: row.width,
        height: row.height,
        duration: row.duration,
    }
}
