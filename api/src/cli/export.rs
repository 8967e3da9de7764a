//! `nguonluat export`: writes everything that is published.
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use clap::{Args, ValueEnum};

use super::import::{Progress, STOPPED};
use super::output::{Output, file_of};
use super::{Failure, open};
use crate::config::Storage;
use crate::domain::export::Published;
use crate::export::{self, Folder, Missing, Summary};

const LONG: &str = "Export everything that is published

Writes one state of the database, however much is published meanwhile, in the order in which `nguonluat import`
takes it in one pass; the same state always gives the same bytes. Drafts, earlier editions and what was
withdrawn are not in it. A file is put in its place when it is whole. The bytes of files are copied into the
folder `files` beside it, from which the import reads them.
Exits with 0 when everything was written, 1 when bytes of files are missing in the store or the export
failed, 2 when the command was given wrong and 130 when it was stopped.";

/// Export everything that is published
#[derive(Debug, Args)]
#[command(long_about = LONG)]
pub(super) struct Export {
    /// File to write; standard output when it is left out or -
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// What to write
    #[arg(
        long,
        id = "target-format",
        value_name = "FORMAT",
        default_value = "exchange"
    )]
    format: Format,

    /// Folder for the bytes of files; `files` beside the output when it is left out, none for standard output
    #[arg(long, value_name = "FOLDER", conflicts_with = "without_files")]
    files: Option<PathBuf>,

    /// Leave the bytes of files where they are: for an installation that has the same store
    #[arg(long)]
    without_files: bool,

    #[command(flatten)]
    storage: Storage,
}

/// What an export writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The exchange format: everything, JSON Lines
    Exchange,
    /// A table of agencies, CSV
    Agencies,
    /// A table of legal rapporteurs and propagandists, CSV
    Communicators,
}

impl Export {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        let output = Output::open(self.output.as_deref());
        let output = output.map_err(|error| self.unwritable(&error))?;
        open::block_on(async {
            // Of what was streamed nothing can be taken back: there, a signal ends the process as it always does.
            if matches!(output, Output::Stream(_)) {
                return self.export(output).await;
            }
            tokio::select! {
                done = self.export(output) => done,
                _ = tokio::signal::ctrl_c() => Ok(ExitCode::from(STOPPED)),
            }
        })
    }

    async fn export(&self, mut output: Output) -> Result<ExitCode, Failure> {
        let published = self.published().await?;
        let missing = match self.format {
            Format::Exchange => self.exchange(published, &mut output).await?,
            Format::Agencies => {
                let agencies = published.agencies().map_err(|error| failed(&error))?;
                let written = export::csv::agencies(&agencies, &mut output);
                written.map_err(|error| self.unwritable(&error))?;
                0
            }
            Format::Communicators => {
                let communicators = published.communicators().map_err(|error| failed(&error))?;
                let written = export::csv::communicators(&communicators, &mut output);
                written.map_err(|error| self.unwritable(&error))?;
                0
            }
        };
        output.finish().map_err(|error| self.unwritable(&error))?;
        Ok(match missing {
            0 => ExitCode::SUCCESS,
            _ => ExitCode::FAILURE,
        })
    }

    /// Opens what is published; an export changes nothing, so the schema must be there.
    async fn published(&self) -> Result<Published, Failure> {
        let database = open::database(&self.storage)?;
        open::is_current(&database, "the database cannot be exported").await?;
        Published::open(&database)
            .await
            .map_err(|error| failed(&error))
    }

    /// Writes everything; gives the number of files whose bytes are missing.
    async fn exchange(&self, published: Published, output: &mut Output) -> Result<u64, Failure> {
        let folder = match self.folder() {
            Some(folder) => Some(Folder::new(open::media(&self.storage)?, folder)),
            None => None,
        };
        let size = published.size().await.map_err(|error| failed(&error))?;
        let written = Arc::new(AtomicU64::new(0));
        let progress = Progress::of_records(size, &written);
        let tell = |missing: &Missing| progress.suspend(|| say_missing(missing));
        let done = export::write(published, folder.as_ref(), output, &written, tell).await;
        let took = progress.end();
        let summary = done.map_err(|error| match error {
            export::Failure::Reading(error) => failed(&error),
            export::Failure::Writing(error) => self.unwritable(&error),
        })?;
        say(&summary, took);
        Ok(summary.missing)
    }

    /// Where the bytes of files go.
    fn folder(&self) -> Option<PathBuf> {
        if self.without_files {
            return None;
        }
        let beside = || {
            let output = file_of(self.output.as_deref())?;
            Some(output.parent().unwrap_or(Path::new("")).join("files"))
        };
        self.files.clone().or_else(beside)
    }

    fn unwritable(&self, error: &io::Error) -> Failure {
        match file_of(self.output.as_deref()) {
            Some(path) => Failure::new(format!("{} was not written", path.display()), error),
            None => Failure::new("the export was not written whole", error),
        }
    }
}

fn failed(error: &crate::domain::Error) -> Failure {
    open::explain("the export failed", error)
}

#[expect(clippy::print_stderr, reason = "the command answers a person")]
fn say_missing(Missing { name, sha256 }: &Missing) {
    eprintln!("{name} ({sha256}): its bytes are not in the store");
}

/// Standard output may be the export itself.
#[expect(clippy::print_stderr, reason = "the command answers a person")]
fn say(summary: &Summary, took: std::time::Duration) {
    let Summary {
        records,
        files,
        missing,
    } = summary;
    let seconds = took.as_secs_f64();
    let lost = match missing {
        0 => String::new(),
        number => format!(", {number} files missing"),
    };
    eprintln!("{records} records written, with {files} files{lost}, in {seconds:.1} s");
}
