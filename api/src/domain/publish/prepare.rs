//! The first half of publishing a record: everything that needs no database.
use std::sync::Arc;

use sea_orm::ActiveEnum;

use super::clean;
use super::content::{self, PreparedContent};
use super::file::FileSource;
use crate::domain::{Error, Reason, Result};
use crate::exchange::Record;
use crate::exchange::record::{FileRecord, PathRecord};

/// A record that was cleaned and checked as far as it can be without a database.
pub struct Prepared(pub(super) Step);

impl Prepared {
    /// About as many bytes as it takes in memory.
    #[must_use]
    pub fn weight(&self) -> usize {
        match &self.0 {
            Step::Content(content) => content.weight(),
            Step::Entry(_) | Step::File(..) | Step::Path(_) => 500,
        }
    }
}

/// What a record asks for; a content is cheap to clone, and everything else is small.
#[derive(Clone)]
pub(super) enum Step {
    /// Something of the directory: checked when its turn comes, because it is small.
    Entry(Record),
    File(FileRecord, Arc<FileSource>),
    Content(Arc<PreparedContent>),
    Path(PathRecord),
}

impl Step {
    /// What kind of record it is; of a content, which kind of content.
    pub(super) fn kind(&self) -> String {
        match self {
            Self::Entry(record) => record.name().to_owned(),
            Self::File(..) => "file".to_owned(),
            Self::Content(content) => content.record.details.kind().to_value(),
            Self::Path(_) => "path".to_owned(),
        }
    }
}

/// Cleans and completes a record: the costly part of publishing it, which needs no database. `files` is where
/// the bytes of files lie.
///
/// # Errors
/// [`Error::Invalid`] when the record cannot be taken.
pub fn prepare(record: Record, files: &Arc<FileSource>) -> Result<Prepared> {
    Ok(Prepared(match record {
        Record::Content(record) => Step::Content(Arc::new(content::prepare(*record)?)),
        Record::File(record) => Step::File(file(record)?, Arc::clone(files)),
        Record::Path(record) => Step::Path(path(record)?),
        entry => Step::Entry(entry),
    }))
}

fn file(mut record: FileRecord) -> Result<FileRecord> {
    clean::sha256("sha256", &mut record.sha256)?;
    clean::line("name", &mut record.name)?;
    record.name = record.name.replace(['/', '\\', '"'], "-");
    record.media_type.make_ascii_lowercase();
    clean::token("media_type", &record.media_type)?;
    let shaped = record
        .media_type
        .split('/')
        .filter(|part| !part.is_empty())
        .count()
        == 2;
    if !shaped || !record.media_type.is_ascii() {
        let given = &record.media_type;
        let message = (
            format!("{given:?} is no media type, such as \"image/webp\""),
            format!("{given:?} không phải là kiểu tệp, như \"image/webp\""),
        );
        return Err(Error::invalid("media_type", message));
    }
    clean::count("size", Some(record.size))?;
    for (field, pixels) in [("width", record.width), ("height", record.height)] {
        if pixels.is_some_and(|pixels| pixels < 1) {
            return Err(Error::invalid(field, Reason::not_positive()));
        }
    }
    clean::count("duration", record.duration)?;
    Ok(record)
}

fn path(mut record: PathRecord) -> Result<PathRecord> {
    clean::path("path", &mut record.path)?;
    if let Some(target) = &mut record.target {
        clean::path("target", target)?;
    }
    clean::optional_paragraphs("reason", &mut record.reason, clean::PARAGRAPHS)?;
    clean::optional_line("title", &mut record.title)?;
    clean::moment("at", &mut record.at)?;
    Ok(record)
}
