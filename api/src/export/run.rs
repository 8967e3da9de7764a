//! A run of the export: batch by batch, within bounded memory.

use std::io::Write;
use std::sync::atomic::{AtomicU64, Ordering};

use super::files::{Folder, Missing};
use crate::domain::Error;
use crate::domain::export::Published;
use crate::exchange::Record;

/// What a run wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Records.
    pub records: u64,
    /// Files whose bytes lie in the folder now.
    pub files: u64,
    /// Files whose bytes the store does not have as their records say.
    pub missing: u64,
}

/// Why a run did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Reading failed.
    #[error("reading what is published failed")]
    Reading(#[from] Error),
    /// Writing failed.
    #[error("writing failed")]
    Writing(#[from] std::io::Error),
}

/// Writes everything that is published, a record a line, and the bytes of files into `folder`, where there is
/// one; `written` counts the records. `missing` hears of each file whose bytes are not there.
///
/// # Errors
/// [`Failure`] when the database or the store fails, or what is written to.
pub async fn write(
    mut published: Published,
    folder: Option<&Folder>,
    out: &mut impl Write,
    written: &AtomicU64,
    mut missing: impl FnMut(&Missing),
) -> Result<Summary, Failure> {
    let mut summary = Summary::default();
    while let Some(records) = published.next().await? {
        for record in &records {
            if let (Record::File(file), Some(folder)) = (record, folder) {
                match folder.take(file).await? {
                    Ok(()) => summary.files += 1,
                    Err(absent) => {
                        summary.missing += 1;
                        missing(&absent);
                    }
                }
            }
            serde_json::to_writer(&mut *out, record).map_err(std::io::Error::from)?;
            out.write_all(b"\n")?;
            summary.records += 1;
            written.fetch_add(1, Ordering::Relaxed);
        }
    }
    out.flush()?;
    Ok(summary)
}
