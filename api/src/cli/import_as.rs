//! Importing as an account: who it is, and where its items go.
use clap::{Args, ValueEnum};
use uuid::Uuid;

use super::{Failure, open};
use crate::domain::Error;
use crate::domain::account::called;
use crate::domain::clock::Clock;
use crate::domain::database::Database;
use crate::domain::publish::ImportInto;

/// As whom is imported; as whoever runs the machine when nobody is named.
#[derive(Debug, Args)]
pub(super) struct Acting {
    /// Import as this account (user name or e-mail address): what its roles allow, and no more
    #[arg(long = "as", value_name = "ACCOUNT")]
    account: Option<String>,

    /// Where the account's items go: into its agency's drafts when it is left out
    #[arg(long, value_name = "WHERE", requires = "account", value_enum)]
    into: Option<Destination>,
}

/// Where an account's items go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Destination {
    /// Into drafts, which are handed over and approved like others
    Drafts,
    /// Straight to the public, where its roles let it publish
    Published,
}

/// The account.
pub(super) struct Found {
    /// Its id.
    pub(super) account: Uuid,
    /// The agency in which it has roles, where there is one alone.
    pub(super) agency: Option<String>,
    /// Where its items go.
    pub(super) into: ImportInto,
}

impl Acting {
    /// The account that is named, if one is; what is wrong with the name, where nobody is called so.
    pub(super) async fn found(
        &self,
        database: &Database,
    ) -> Result<Result<Option<Found>, String>, Failure> {
        let Some(name) = &self.account else {
            return Ok(Ok(None));
        };
        let (account, agencies) = match called(database, &Clock::system(), name).await {
            Err(Error::NotFound) => {
                return Ok(Err(format!("--as: no active account is called {name:?}")));
            }
            found => found.map_err(|error| open::explain("the account was not found", &error))?,
        };
        let agency = match &agencies[..] {
            [one] => Some(one.clone()),
            _ => None,
        };
        Ok(Ok(Some(Found {
            account,
            agency,
            into: match self.into {
                Some(Destination::Published) => ImportInto::Published,
                Some(Destination::Drafts) | None => ImportInto::Drafts,
            },
        })))
    }
}
