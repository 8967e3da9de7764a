//! `nguonluat import`: takes files of every format that a reader knows.
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::import_as::Acting;
use super::{Failure, open};
use crate::config::Storage;
use crate::domain::clock::Clock;
use crate::domain::database::Database;
use crate::domain::publish::{Catalogue, Publisher};
use crate::import::run::{self, Items, Refused, Summary};
use crate::import::source::{self, SourceFile};
use crate::import::{Format, Options};

/// Exit status of a run that was told to stop, as shells give it for Ctrl-C.
pub(super) const STOPPED: u8 = 130;
/// Exit status of a command that was given wrong.
const USAGE: u8 = 2;

const LONG: &str = "Import contents and directories from files

A folder stands for every file in it that a reader knows. The format is told by what stands in the file.
Each record is taken whole or not at all; importing the same again changes nothing, and a record that says
something else makes a new edition. A run that was stopped or killed is finished by running it again.
Exits with 0 when every record was taken, 1 when any was refused, 2 when the command was given wrong and
130 when it was stopped.";

/// Import contents and directories from files
#[derive(Debug, Args)]
#[command(long_about = LONG)]
pub(super) struct Import {
    /// Files or folders
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<PathBuf>,

    /// Format of the sources: exchange, gazette, national-portal, codification, plan, admin-units,
    /// agencies or communicators; told by what stands in a file when it is left out
    #[arg(long = "format", id = "source-format", value_name = "FORMAT")]
    format: Option<Format>,

    /// Do everything but keep nothing: says what would be added, changed and refused
    #[arg(long)]
    dry_run: bool,

    /// Write each refused record to a file, a JSON object a line: file, line, item, reason
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,

    /// Code of the agency that answers for contents of sources that name none; the portal's editorial
    /// agency when it is left out
    #[arg(long, env = "NGUONLUAT_IMPORT_AGENCY", value_name = "CODE")]
    agency: Option<String>,

    #[command(flatten)]
    acting: Acting,

    /// Code of the section for contents of sources that name none
    #[arg(long, env = "NGUONLUAT_IMPORT_SECTION", value_name = "CODE")]
    section: Option<String>,

    /// Of administrative units, take only those of the province with this code
    #[arg(long, value_name = "CODE")]
    province: Option<String>,

    #[command(flatten)]
    storage: Storage,
}

impl Import {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        match source::find(&self.sources, self.format) {
            Ok(files) => open::block_on(self.import(files)),
            Err(error) => Ok(wrong_usage(&error)),
        }
    }

    async fn import(self, files: Vec<SourceFile>) -> Result<ExitCode, Failure> {
        let mut report = Report::to(self.report.as_deref())?;
        let database = open::for_bulk(&self.storage).await?;
        let media = open::media(&self.storage)?;
        let needs_agency = files
            .iter()
            .any(|file| has_contents_without_agency(file.format));
        let acting = match self.acting.found(&database).await? {
            Ok(found) => found,
            Err(problem) => return Ok(wrong_usage(&problem)),
        };
        let own = acting.as_ref().and_then(|found| found.agency.clone());
        let agency = match self.agency.clone().or(own) {
            Some(agency) => agency,
            None => editorial_agency(&database).await?.unwrap_or_default(),
        };
        if needs_agency && agency.is_empty() {
            return Ok(wrong_usage(
                &"these sources name no agency; name the one that answers for them with --agency",
            ));
        }
        let publisher = if self.dry_run {
            Publisher::rehearsing(database.clone(), media, Clock::system()).await
        } else {
            Publisher::new(database.clone(), media, Clock::system()).await
        };
        let mut publisher =
            publisher.map_err(|error| open::explain("the import did not begin", &error))?;
        if let Some(found) = acting {
            publisher = publisher.acting(found.account, found.into);
        }
        if needs_agency
            && let Some(problem) = self.unknown_code(&agency, &files, publisher.catalogue())
        {
            return Ok(wrong_usage(&problem));
        }
        let (read, total) = (
            Arc::new(AtomicU64::new(0)),
            files.iter().map(|file| file.size).sum(),
        );
        let progress = Progress::of_bytes(total, &read);
        let items = read_by_section(files, &self, &agency, &read);
        let summary = to_the_end(&mut publisher, items, &progress, &mut report).await?;
        report.close()?;
        drop(publisher);
        open::close(database).await?;
        say(&summary, self.dry_run, progress.end());
        Ok(exit_code(&summary))
    }

    /// What is wrong with the agency or the section for contents that name none, unless a file may bring it along.
    fn unknown_code(&self, agency: &str, files: &[SourceFile], kept: &Catalogue) -> Option<String> {
        let brings_codes =
            |file: &SourceFile| matches!(file.format, Format::Exchange | Format::Agencies);
        if files.iter().any(brings_codes) {
            return None;
        }
        if !kept.has_agency(agency) {
            return Some(format!(
                "--agency: there is no agency {agency:?}; import it first, or correct the code"
            ));
        }
        let section = self
            .section
            .as_deref()
            .filter(|section| !kept.has_section(section))?;
        Some(format!(
            "--section: there is no section {section:?}; import it first, or correct the code"
        ))
    }

    /// The section for contents of a format that names none.
    fn section_for(&self, format: Format) -> String {
        let usual = match format {
            Format::Plan => "ke-hoach-chuong-trinh-de-an",
            _ => "van-ban-toan-van",
        };
        self.section.clone().unwrap_or_else(|| usual.to_owned())
    }
}

fn read_by_section(
    files: Vec<SourceFile>,
    import: &Import,
    agency: &str,
    read: &Arc<AtomicU64>,
) -> Items {
    let options = |format| Options {
        section: import.section_for(format),
        agency: agency.to_owned(),
        language: "vi".to_owned(),
        published_at: chrono::DateTime::UNIX_EPOCH,
        province: import.province.clone(),
    };
    let files = files
        .into_iter()
        .map(|file| (options(file.format), file))
        .collect();
    run::read_files(files, Arc::clone(read))
}

/// Whether a format has contents and says nothing of who answers for them.
fn has_contents_without_agency(format: Format) -> bool {
    !matches!(
        format,
        Format::Exchange | Format::AdminUnits | Format::Agencies | Format::Communicators
    )
}

/// The agency of the portal's editorial board, where there is a portal.
async fn editorial_agency(database: &Database) -> Result<Option<String>, Failure> {
    let agency = crate::domain::publish::editorial_agency(database).await;
    agency.map_err(|error| open::explain("the portal's agency was not found", &error))
}

/// Publishes everything, showing how far it is; Ctrl-C lets the current batch end.
pub(super) async fn to_the_end(
    publisher: &mut Publisher,
    items: Items,
    progress: &Progress,
    report: &mut Report,
) -> Result<Summary, Failure> {
    let stop = Arc::new(AtomicBool::new(false));
    let raised = Arc::clone(&stop);
    let listener = tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            raised.store(true, Ordering::Relaxed);
        }
    });
    let done = run::publish(publisher, items, &stop, |refused| {
        report.add(refused, progress);
    })
    .await;
    listener.abort();
    done.map_err(|error| {
        open::explain(
            "the import ended early; what it says above is kept; run it again",
            &error,
        )
    })
}

pub(super) fn exit_code(summary: &Summary) -> ExitCode {
    match summary {
        Summary { stopped: true, .. } => ExitCode::from(STOPPED),
        Summary { refused: 0, .. } => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

#[expect(clippy::print_stdout, reason = "the command answers a person")]
pub(super) fn say(summary: &Summary, dry_run: bool, took: Duration) {
    let Summary {
        read,
        added,
        changed,
        unchanged,
        refused,
        stopped,
    } = summary;
    let would = if dry_run {
        " (dry run: nothing was kept)"
    } else {
        ""
    };
    let early = if *stopped {
        "; stopped early, run it again to finish"
    } else {
        ""
    };
    println!(
        "{read} records read: {added} added, {changed} changed, {unchanged} unchanged, {refused} refused, \
         in {:.1} s{would}{early}",
        took.as_secs_f64()
    );
}

#[expect(clippy::print_stderr, reason = "the command answers a person")]
fn wrong_usage(problem: &dyn std::fmt::Display) -> ExitCode {
    eprintln!("error: {problem}");
    ExitCode::from(USAGE)
}

/// The bar that shows how far a run is; there is none where nobody looks.
pub(super) struct Progress {
    bar: ProgressBar,
    began: Instant,
    ticker: tokio::task::JoinHandle<()>,
}

impl Progress {
    /// A bar of bytes.
    pub(super) fn of_bytes(total: u64, done: &Arc<AtomicU64>) -> Self {
        Self::of(total, done, "{bar:40} {bytes}/{total_bytes}, {eta} left")
    }

    /// A bar of records.
    pub(super) fn of_records(total: u64, done: &Arc<AtomicU64>) -> Self {
        Self::of(
            total,
            done,
            "{bar:40} {human_pos}/{human_len} records, {eta} left",
        )
    }

    fn of(total: u64, done: &Arc<AtomicU64>, template: &str) -> Self {
        let bar = ProgressBar::new(total);
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        let (shown, done) = (bar.clone(), Arc::clone(done));
        let ticker = tokio::spawn(async move {
            loop {
                shown.set_position(done.load(Ordering::Relaxed));
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        });
        Self {
            bar,
            began: Instant::now(),
            ticker,
        }
    }

    /// Lets something else be said meanwhile.
    pub(super) fn suspend(&self, say: impl FnOnce()) {
        self.bar.suspend(say);
    }

    /// Takes the bar away; gives how long it was there.
    pub(super) fn end(&self) -> Duration {
        self.ticker.abort();
        self.bar.finish_and_clear();
        self.began.elapsed()
    }
}

/// Where refused records are told: to the person, and to a file.
pub(super) struct Report(Option<BufWriter<File>>);

impl Report {
    pub(super) fn to(path: Option<&std::path::Path>) -> Result<Self, Failure> {
        let open = |path: &std::path::Path| {
            File::create(path).map(BufWriter::new).map_err(|error| {
                Failure::new(
                    format!("the report {} cannot be written", path.display()),
                    error,
                )
            })
        };
        path.map(open).transpose().map(Self)
    }

    #[expect(clippy::print_stderr, reason = "the command answers a person")]
    fn add(&mut self, refused: &Refused, progress: &Progress) {
        let place = match (refused.line, &refused.item) {
            (Some(line), Some(item)) => format!(":{line} ({item})"),
            (Some(line), None) => format!(":{line}"),
            (None, Some(item)) => format!(" ({item})"),
            (None, None) => String::new(),
        };
        progress.suspend(|| eprintln!("{}{place}: {}", refused.file, refused.reason));
        if let Some(file) = &mut self.0
            && let Ok(line) = serde_json::to_string(refused)
        {
            // A full disk shows when the file is closed.
            let _shown_at_close = writeln!(file, "{line}");
        }
    }

    pub(super) fn close(self) -> Result<(), Failure> {
        match self.0 {
            Some(mut file) => file
                .flush()
                .map_err(|error| Failure::new("the report was not written whole", error)),
            None => Ok(()),
        }
    }
}
