//! `nguonluat key`: the keys that sign access tokens.
use chrono::{DateTime, SecondsFormat, Utc};
use clap::{Args, Subcommand};

use super::{Failure, open};
use crate::config::Storage;
use crate::domain::clock::Clock;
use crate::domain::session::keys;

/// The keys that sign access tokens: list, replace or take away
#[derive(Debug, Args)]
pub(super) struct Key {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List the keys
    List(Storage),
    /// Make a new key, which signs in two minutes; tokens of the old ones stay good until they expire
    Rotate(Storage),
    /// Take a key away: tokens signed with it are refused within half a minute
    Retire {
        /// The key's name, as the list has it
        #[arg(allow_hyphen_values = true)]
        kid: String,
        #[command(flatten)]
        storage: Storage,
    },
}

impl Key {
    #[expect(clippy::print_stdout, reason = "the command answers a person")]
    pub(super) fn run(self) -> Result<(), Failure> {
        let clock = Clock::system();
        let now = clock.now();
        open::block_on(async {
            match self.action {
                Action::List(storage) => {
                    let (secret, database) = open::sealed(&storage).await?;
                    let keys = keys::list(&database, &secret).await;
                    for key in keys.map_err(|error| open::explain(UNREAD, &error))? {
                        println!("{}", line(&key, now));
                    }
                }
                Action::Rotate(storage) => {
                    let (secret, database) = open::sealed(&storage).await?;
                    let made = keys::rotate(&database, &secret, now).await;
                    let (kid, from) = made.map_err(|error| open::explain(UNCHANGED, &error))?;
                    println!("{kid} signs from {}", time(from));
                }
                Action::Retire { kid, storage } => {
                    let (secret, database) = open::sealed(&storage).await?;
                    let done = keys::retire(&database, &secret, &kid, now).await;
                    done.map_err(|error| open::explain(UNCHANGED, &error))?;
                    println!("{kid} is taken away");
                }
            }
            Ok(())
        })
    }
}

const UNREAD: &str = "the keys cannot be read";
const UNCHANGED: &str = "the keys were not changed";

fn line(key: &keys::Key, now: DateTime<Utc>) -> String {
    let state = match key.retired_at {
        None if key.signs(now) => "signs".to_owned(),
        None => format!("signs from {}", time(key.signs_from)),
        Some(at) if now < at => format!("signs until {}", time(at)),
        Some(at) => format!("signed until {}", time(at)),
    };
    format!("{}  made {}  {state}", key.kid, time(key.created_at))
}

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
