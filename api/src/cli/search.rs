//! `nguonluat search`: what search keeps.
use clap::{Args, Subcommand};

use super::{Failure, open};
use crate::config::Storage;
use crate::domain::clock::Clock;
use crate::domain::findable;

/// Make the search's index anew
#[derive(Debug, Args)]
pub(super) struct Search {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Ask every process that serves to make its index anew; each answers from its old one until it is done
    Rebuild(Storage),
}

impl Search {
    #[expect(clippy::print_stdout, reason = "the command answers a person")]
    pub(super) fn run(self) -> Result<(), Failure> {
        let Action::Rebuild(storage) = self.action;
        open::block_on(async {
            let database = open::migrated(&storage).await?;
            let asked = findable::ask_anew(&database, Clock::system().now()).await;
            asked.map_err(|error| open::explain("nobody was asked", &error))?;
            println!(
                "every process that serves makes its index anew, and says so in its log when it is done; \
                 one that is not running does at its next start"
            );
            Ok(())
        })
    }
}
