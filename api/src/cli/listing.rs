//! `nguonluat listing`: the read model of lists.
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::{Failure, open};
use crate::config::Storage;
use crate::domain::clock::Clock;
use crate::domain::listing::rebuild;

/// Check the lists of contents, or make them anew
#[derive(Debug, Args)]
pub(super) struct Listing {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make all lists anew from what is published; readers see the old ones until it ends
    Rebuild(Storage),
    /// Compare the lists with what is published; exits with 1 when they differ
    Check(Storage),
}

impl Listing {
    #[expect(clippy::print_stdout, reason = "the command answers a person")]
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        open::block_on(async {
            match self.action {
                Action::Rebuild(storage) => {
                    let database = open::migrated(&storage).await?;
                    let listed = rebuild::rebuild(&database, Clock::system().now()).await;
                    let listed = listed
                        .map_err(|error| open::explain("the lists were not made anew", &error))?;
                    println!("{listed} contents listed");
                    Ok(ExitCode::SUCCESS)
                }
                Action::Check(storage) => {
                    let database = open::migrated(&storage).await?;
                    let found = rebuild::differences(&database).await;
                    let found = found
                        .map_err(|error| open::explain("the lists were not checked", &error))?;
                    for difference in &found {
                        println!("{difference}");
                    }
                    println!("{} differences", found.len());
                    Ok(if found.is_empty() {
                        ExitCode::SUCCESS
                    } else {
                        ExitCode::FAILURE
                    })
                }
            }
        })
    }
}
