//! `nguonluat migrate`: brings the database's schema up to date and plants the seeds.
use std::process::ExitCode;

use clap::Args;

use super::{Failure, open};
use crate::config::Storage;

/// Bring the database up to date: its schema, and the vocabularies, sections and areas that every
/// installation begins with
///
/// Every other command does this by itself. What the province has changed stays as it is.
#[derive(Debug, Args)]
pub(super) struct Migrate {
    #[command(flatten)]
    storage: Storage,
}

impl Migrate {
    #[expect(clippy::print_stdout, reason = "the command answers a person")]
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        open::block_on(async {
            let database = open::database(&self.storage)?;
            let done = open::bring_up_to_date(&database).await?;
            println!(
                "{} migrations applied, {} seeds planted",
                done.migrations, done.seeds
            );
            Ok(ExitCode::SUCCESS)
        })
    }
}
