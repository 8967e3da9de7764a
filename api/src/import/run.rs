//! A run of the import: reading and preparing beside writing, batch by batch, within bounded memory.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use serde::Serialize;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::source::SourceFile;
use super::{Entry, Options, Place};
use crate::domain::publish::{FileSource, Outcome, Prepared, Publisher, prepare};
use crate::domain::{Error, Result};
use crate::exchange::Record;

/// Records a transaction.
const BATCH: usize = 500;
/// Bytes of long text a transaction.
const BATCH_BYTES: usize = 8 * 1024 * 1024;
/// Batches read ahead.
const AHEAD: usize = 2;

/// What became of the records of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Records read.
    pub read: u64,
    /// Those that were not there before.
    pub added: u64,
    /// Those that say something else now.
    pub changed: u64,
    /// Those that were there like this.
    pub unchanged: u64,
    /// Those that were not taken.
    pub refused: u64,
    /// Whether the run was told to stop before its end.
    pub stopped: bool,
}

/// A record that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// The file.
    pub file: Arc<str>,
    /// Line, from 1, where the format has lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// What the source calls the thing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// What is wrong and how to mend it.
    pub reason: String,
}

/// Something that was read, prepared as far as it can be without a database.
struct Item {
    file: Arc<str>,
    place: Place,
    prepared: Result<Prepared, String>,
}

/// What is read and prepared, in batches, and the task that reads.
pub struct Items {
    batches: mpsc::Receiver<Vec<Item>>,
    reader: JoinHandle<()>,
}

/// Where readers put what they find; prepares it and hands it on in batches.
pub struct Sink {
    batches: mpsc::Sender<Vec<Item>>,
    batch: Vec<Item>,
    bytes: usize,
}

impl Sink {
    /// Takes what a reader found; false when no more is wanted.
    pub(super) fn push(&mut self, file: &Arc<str>, entry: Entry, files: &Arc<FileSource>) -> bool {
        let prepared = match entry.record {
            Ok(record) => prepare(record, files).map_err(|refusal| refusal.to_string()),
            Err(refusal) => Err(refusal.to_string()),
        };
        self.bytes += prepared.as_ref().map_or(0, Prepared::weight);
        self.batch.push(Item {
            file: Arc::clone(file),
            place: entry.place,
            prepared,
        });
        if self.batch.len() >= BATCH || self.bytes >= BATCH_BYTES {
            self.send()
        } else {
            true
        }
    }

    fn send(&mut self) -> bool {
        self.bytes = 0;
        let batch = std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH));
        batch.is_empty() || self.batches.blocking_send(batch).is_ok()
    }
}

/// Begins to read files, each with what stands for what it leaves open; `read` counts the bytes.
#[must_use]
pub fn read_files(files: Vec<(Options, SourceFile)>, read: Arc<AtomicU64>) -> Items {
    produce(move |sink| {
        for (options, file) in files {
            file.read_into(&options, sink, &read);
        }
    })
}

/// Begins to take records from where they are made, the bytes of files from where they lie; `made` counts them.
#[must_use]
pub fn take_records(
    records: impl Iterator<Item = Record> + Send + 'static,
    files: FileSource,
    made: Arc<AtomicU64>,
) -> Items {
    produce(move |sink| {
        let (name, files) = (Arc::from("demo"), Arc::new(files));
        for (line, record) in (1..).zip(records) {
            made.fetch_add(1, Ordering::Relaxed);
            if !sink.push(
                &name,
                Entry {
                    place: Place::line(line),
                    record: Ok(record),
                },
                &files,
            ) {
                return;
            }
        }
    })
}

fn produce(fill: impl FnOnce(&mut Sink) + Send + 'static) -> Items {
    let (sender, batches) = mpsc::channel(AHEAD);
    let reader = tokio::task::spawn_blocking(move || {
        let mut sink = Sink {
            batches: sender,
            batch: Vec::with_capacity(BATCH),
            bytes: 0,
        };
        fill(&mut sink);
        sink.send();
    });
    Items { batches, reader }
}

/// Publishes everything that is read, a batch at a time, until the end or until `stop` is raised. `refused`
/// hears of each record that was not taken, in order.
///
/// # Errors
/// When the database or the store of files fails, or what reads does; earlier batches stay.
pub async fn publish(
    publisher: &mut Publisher,
    items: Items,
    stop: &AtomicBool,
    mut refused: impl FnMut(&Refused),
) -> Result<Summary, Error> {
    let Items {
        mut batches,
        reader,
    } = items;
    let mut summary = Summary::default();
    while let Some(batch) = batches.recv().await {
        if stop.load(Ordering::Relaxed) {
            summary.stopped = true;
            return Ok(summary);
        }
        publish_batch(publisher, batch, &mut summary, &mut refused).await?;
    }
    reader.await.map_err(|fault| {
        let read = summary.read;
        let after = (
            format!("a fault of ours after {read} records: {fault}"),
            format!("lỗi của chương trình sau {read} bản ghi: {fault}"),
        );
        Error::invalid("source", after)
    })?;
    Ok(summary)
}

async fn publish_batch(
    publisher: &mut Publisher,
    batch: Vec<Item>,
    summary: &mut Summary,
    refused: &mut impl FnMut(&Refused),
) -> Result<(), Error> {
    let (mut places, mut prepared) = (
        Vec::with_capacity(batch.len()),
        Vec::with_capacity(batch.len()),
    );
    for item in batch {
        let refusal = match item.prepared {
            Ok(ready) => {
                prepared.push(ready);
                None
            }
            Err(reason) => Some(reason),
        };
        places.push((item.file, item.place, refusal));
    }
    let mut outcomes = publisher.publish(prepared).await?.into_iter();
    for (file, place, refusal) in places {
        summary.read += 1;
        let reason = match refusal {
            Some(reason) => reason,
            None => match outcomes.next() {
                Some(Ok(Outcome::Added)) => {
                    summary.added += 1;
                    continue;
                }
                Some(Ok(Outcome::Changed)) => {
                    summary.changed += 1;
                    continue;
                }
                Some(Ok(Outcome::Unchanged)) | None => {
                    summary.unchanged += 1;
                    continue;
                }
                Some(Err(refusal)) => refusal.to_string(),
            },
        };
        summary.refused += 1;
        refused(&Refused {
            file,
            line: place.line,
            item: place.item,
            reason,
        });
    }
    Ok(())
}
