//! `nguonluat demo`: plausible content for load, into a database or a file.
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use clap::Args;
use entity::value::ContentKind;
use sea_orm::ActiveEnum;

use super::import::{Progress, Report, exit_code, say, to_the_end};
use super::output::Output;
use super::{Failure, open};
use crate::config::Storage;
use crate::domain::clock::Clock;
use crate::domain::publish::{Publisher, demo};
use crate::exchange::Record;
use crate::generate::{self, Load};
use crate::import::run;

const LONG: &str = "Generate plausible content for load

Fills a database with the demo province's directory and as many contents as you ask for: every kind, bodies of
3 KB and more, covers, attachments, relations between legal documents, citations, every fourth content's twin in
another language. The same numbers give the same content; running it again finishes what was interrupted.
A database that holds another portal is refused.";

/// Generate plausible content for load
#[derive(Debug, Args)]
#[command(long_about = LONG)]
pub(super) struct Demo {
    /// Contents
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    items: u64,

    /// What makes one province differ from another
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,

    /// Only contents of this kind, such as article or legal-document; may be given again
    #[arg(long = "kind", value_name = "KIND", value_parser = kind)]
    kinds: Vec<ContentKind>,

    /// Write the records to a file in the exchange format, without files, instead of a database; - is standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    storage: Storage,
}

impl Demo {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        let demo = demo::records()
            .map_err(|error| open::explain("the demo province cannot be read", &error))?;
        let load = Load {
            items: self.items,
            seed: self.seed,
            kinds: self.kinds.clone(),
            files: self.output.is_none(),
        };
        let size = generate::size(&load, &demo);
        let records = generate::records(&load, demo);
        match &self.output {
            Some(path) => write(records, path).map(|()| ExitCode::SUCCESS),
            None => open::block_on(self.publish(records, size)),
        }
    }

    async fn publish(
        self,
        records: impl Iterator<Item = Record> + Send + 'static,
        size: u64,
    ) -> Result<ExitCode, Failure> {
        let database = open::for_bulk(&self.storage).await?;
        let media = open::media(&self.storage)?;
        demo::holds_no_other_portal(&database)
            .await
            .map_err(|error| open::explain("nothing was generated", &error))?;
        let mut publisher = Publisher::new(database.clone(), media, Clock::system())
            .await
            .map_err(|error| open::explain("the load did not begin", &error))?;
        let made = Arc::new(AtomicU64::new(0));
        let progress = Progress::of_records(size, &made);
        let items = run::take_records(records, demo::files(), made);
        let mut report = Report::to(None)?;
        let summary = to_the_end(&mut publisher, items, &progress, &mut report).await?;
        drop(publisher);
        open::close(database).await?;
        say(&summary, false, progress.end());
        Ok(exit_code(&summary))
    }
}

/// Writes records as lines.
fn write(records: impl Iterator<Item = Record>, path: &Path) -> Result<(), Failure> {
    let failed =
        |error: io::Error| Failure::new(format!("{} was not written", path.display()), error);
    let mut output = Output::open(Some(path)).map_err(failed)?;
    for record in records {
        serde_json::to_writer(&mut output, &record)
            .map_err(io::Error::from)
            .and_then(|()| output.write_all(b"\n"))
            .map_err(failed)?;
    }
    output.finish().map_err(failed)
}

fn kind(name: &str) -> Result<ContentKind, String> {
    ContentKind::try_from_value(&name.replace('-', "_"))
        .map_err(|_| "expected a kind of content, such as article or legal-document".to_owned())
}
