//! Files to import: finding them in folders, telling their formats, reading what is in them.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, Utc};

use super::run::Sink;
use super::{Entry, Format, Input, Options, Place, Refusal, exchange, read};
use crate::domain::publish::FileSource;
use crate::exchange::Record;

/// As much of a file as tells its format.
const BEGINNING: u64 = 64 * 1024;

/// The largest file that is read whole, in bytes: every format but the exchange format.
const LARGEST_WHOLE: u64 = 256 * 1024 * 1024;

/// A file to import.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its format.
    pub format: Format,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last changed.
    modified: DateTime<Utc>,
    /// Files of a folder go in this order: what others refer to goes first.
    rank: u8,
}

/// Why a source cannot be imported at all.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// It cannot be opened or listed.
    #[error("{path} cannot be read: {error}", path = .path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        error: std::io::Error,
    },
    /// No reader knows it.
    #[error("{path}: no reader knows this format; name one with --format", path = .0.display())]
    Unknown(PathBuf),
    /// A folder without a file that a reader knows.
    #[error("{path} holds no file that a reader knows", path = .0.display())]
    Empty(PathBuf),
}

/// The files of sources, in the order in which they are to be read: a folder stands for the files in it and
/// below it whose format a reader knows. All have the format given, where one is.
///
/// # Errors
/// [`SourceError`] for a source that cannot be imported at all.
pub fn find(sources: &[PathBuf], format: Option<Format>) -> Result<Vec<SourceFile>, SourceError> {
    let mut found = Vec::new();
    for source in sources {
        if source.is_dir() {
            let mut files = Vec::new();
            let unreadable = |error| SourceError::Unreadable {
                path: source.clone(),
                error,
            };
            source.read_dir().map_err(unreadable)?;
            walk(source, format, &mut HashSet::new(), &mut files);
            if files.is_empty() {
                return Err(SourceError::Empty(source.clone()));
            }
            files.sort_by(|one, other| (one.rank, &one.path).cmp(&(other.rank, &other.path)));
            found.append(&mut files);
        } else {
            match SourceFile::open(source, format)? {
                Some(file) => found.push(file),
                None => return Err(SourceError::Unknown(source.clone())),
            }
        }
    }
    Ok(found)
}

/// Collects the files of a folder; `files` beside exchange files holds what they name. A folder is entered once,
/// however many links lead to it, and none that holds the link. What cannot be read is told when its turn comes.
fn walk(
    folder: &Path,
    format: Option<Format>,
    entered: &mut HashSet<PathBuf>,
    found: &mut Vec<SourceFile>,
) {
    let (Ok(real), Ok(entries)) = (fs::canonicalize(folder), folder.read_dir()) else {
        found.push(SourceFile::unreadable(folder));
        return;
    };
    let leads_back = folder
        .parent()
        .and_then(|holder| fs::canonicalize(holder).ok())
        .is_some_and(|holder| folder.is_symlink() && holder.starts_with(&real));
    if leads_back || !entered.insert(real) {
        return;
    }
    for entry in entries {
        let Ok(path) = entry.map(|entry| entry.path()) else {
            found.push(SourceFile::unreadable(folder));
            return;
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        match fs::metadata(&path) {
            Ok(there) if there.is_dir() => {
                if name != "files" {
                    walk(&path, format, entered, found);
                }
            }
            Ok(there) if there.is_file() => {
                if !is_companion(&path) {
                    let file = SourceFile::open(&path, format);
                    found.extend(file.unwrap_or_else(|_| Some(SourceFile::unreadable(&path))));
                }
            }
            // Pipes and devices are no files.
            Ok(_) => {}
            Err(_) => found.push(SourceFile::unreadable(&path)),
        }
    }
}

/// Whether a file is the text of the document whose metadata lie beside it.
fn is_companion(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "txt")
        && path.with_extension("json").exists()
}

impl SourceFile {
    /// A file with its format; nothing when no reader knows it.
    fn open(path: &Path, format: Option<Format>) -> Result<Option<Self>, SourceError> {
        let unreadable = |error| SourceError::Unreadable {
            path: path.to_owned(),
            error,
        };
        let file = File::open(path).map_err(unreadable)?;
        let metadata = file.metadata().map_err(unreadable)?;
        let mut beginning = Vec::new();
        file.take(BEGINNING)
            .read_to_end(&mut beginning)
            .map_err(unreadable)?;
        let Some(format) = format.or_else(|| Format::detect(&beginning)) else {
            return Ok(None);
        };
        let modified = metadata
            .modified()
            .map_or(DateTime::UNIX_EPOCH, DateTime::<Utc>::from);
        let rank = rank(format, &beginning);
        Ok(Some(Self {
            path: path.to_owned(),
            format,
            size: metadata.len(),
            modified,
            rank,
        }))
    }

    /// Something in a folder that cannot be opened or listed: reading it gives the reason.
    fn unreadable(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            format: Format::Exchange,
            size: 0,
            modified: DateTime::UNIX_EPOCH,
            rank: u8::MAX,
        }
    }

    /// Reads the file and gives what is in it to `sink`, until that wants no more. `options` stand for what
    /// the source leaves open; `read` counts the bytes.
    pub(super) fn read_into(&self, options: &Options, sink: &mut Sink, read: &AtomicU64) {
        let name: Arc<str> = self.path.display().to_string().into();
        if self.format == Format::Exchange {
            self.stream_into(&name, sink, read);
        } else {
            let options = Options {
                published_at: self.modified,
                ..options.clone()
            };
            self.read_whole_into(&name, &options, sink);
            read.fetch_add(self.size, Ordering::Relaxed);
        }
    }

    fn stream_into(&self, name: &Arc<str>, sink: &mut Sink, read: &AtomicU64) {
        let folder = self.path.parent().unwrap_or(Path::new("")).join("files");
        let files = Arc::new(FileSource::Folder(folder));
        match File::open(&self.path) {
            Ok(file) => {
                let counted = Counted { file, read };
                for entry in exchange::read(BufReader::with_capacity(1 << 20, counted)) {
                    if !sink.push(name, entry, &files) {
                        return;
                    }
                }
            }
            Err(error) => {
                sink.push(name, unreadable(&error), &files);
            }
        }
    }

    fn read_whole_into(&self, name: &Arc<str>, options: &Options, sink: &mut Sink) {
        let nowhere = Arc::new(FileSource::None);
        let text = match text_of(&self.path) {
            Ok(text) => text,
            Err(entry) => {
                sink.push(name, entry, &nowhere);
                return;
            }
        };
        let companion = self.path.with_extension("txt");
        let companion = match self.format {
            Format::NationalPortal if companion.exists() => match text_of(&companion) {
                Ok(text) => Some(text),
                Err(entry) => {
                    let companion: Arc<str> = companion.display().to_string().into();
                    sink.push(&companion, entry, &nowhere);
                    return;
                }
            },
            _ => None,
        };
        let file_name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let input = Input {
            name: &file_name,
            text: &text,
            companion: companion.as_deref(),
        };
        for entry in read(self.format, &input, options) {
            if !sink.push(name, entry, &nowhere) {
                return;
            }
        }
    }
}

/// The whole text of a file, or why there is none.
#[expect(clippy::result_large_err, reason = "once a file")]
fn text_of(path: &Path) -> Result<String, Entry> {
    let refused = |record| Entry {
        place: Place::default(),
        record: Err(record),
    };
    let metadata = std::fs::metadata(path).map_err(|error| unreadable(&error))?;
    if metadata.len() > LARGEST_WHOLE {
        let largest = usize::try_from(LARGEST_WHOLE / (1024 * 1024)).unwrap_or(usize::MAX);
        return Err(refused(Refusal::Unreadable(format!(
            "it is larger than {largest} MB"
        ))));
    }
    let bytes = std::fs::read(path).map_err(|error| unreadable(&error))?;
    String::from_utf8(bytes)
        .map_err(|error| refused(Refusal::NotUtf8(error.utf8_error().valid_up_to() + 1)))
}

fn unreadable(error: &std::io::Error) -> Entry {
    Entry {
        place: Place::default(),
        record: Err(Refusal::Unreadable(error.to_string())),
    }
}

/// The directory goes before what refers to it; exchange files go by their first record.
fn rank(format: Format, beginning: &[u8]) -> u8 {
    match format {
        Format::Exchange => {
            let first = beginning
                .lines()
                .map_while(Result::ok)
                .find(|line| !line.trim().is_empty());
            let record = first.and_then(|line| serde_json::from_str::<Record>(&line).ok());
            record.map_or(17, |record| record.rank())
        }
        Format::AdminUnits => 9,
        Format::Agencies => 11,
        Format::Communicators => 14,
        _ => 17,
    }
}

/// A file whose bytes are counted as they are read.
struct Counted<'a> {
    file: File,
    read: &'a AtomicU64,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.file.read(buffer)?;
        self.read.fetch_add(length as u64, Ordering::Relaxed);
        Ok(length)
    }
}
