//! Makes a database ready to serve: its schema and the seeds of every province.
use std::path::{Path, PathBuf};

use sea_orm::DbErr;

use super::clock::Clock;
use super::database::{self, Database, SchemaState};
use super::publish::seeds;
use super::secret::{Secret, SecretError};
use super::session::keys;

/// Tables that a refusal names.
const NAMED: usize = 5;

/// Why a database cannot be made ready.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// It does not answer, or not yet.
    #[error("the database does not answer")]
    Unreachable(#[source] DbErr),
    /// It cannot be used as it is: asking again does not help.
    #[error("{0}")]
    Unusable(&'static str, #[source] DbErr),
    /// It answers that its schema cannot be read or changed.
    #[error("its schema cannot be brought up to date")]
    Schema(#[source] DbErr),
    /// A newer version of this program has already changed its schema.
    #[error(
        "it was migrated by a newer nguonluat (unknown here: {0}); use that version, or restore a backup"
    )]
    Newer(String),
    /// It holds tables of something else, and none of ours.
    #[error("it holds tables of something else ({0}); give nguonluat a database of its own")]
    Foreign(String),
    /// Another secret than this one sealed what it keeps.
    #[error(
        "it was sealed with another secret: give the file of the secret that it was first served with (--secret-file)"
    )]
    AnotherSecret,
    /// The file of the secret that sealed what it keeps is not there.
    #[error(
        "it was sealed with the secret of a file that is not there any more, {}: put back the copy of it, or say where it is (--secret-file)",
        .0.display()
    )]
    SecretLost(PathBuf),
    /// The secret cannot be read or made.
    #[error("the installation's secret cannot be read")]
    Secret(#[source] SecretError),
    /// The seeds or the demo cannot be published.
    #[error("its content cannot be written")]
    Content(#[source] super::Error),
}

impl SetupError {
    fn of_schema(error: DbErr) -> Self {
        if let Some(reason) = database::unusable(&error) {
            Self::Unusable(reason, error)
        } else if database::is_outage(&error) {
            Self::Unreachable(error)
        } else {
            Self::Schema(error)
        }
    }
}

impl From<super::Error> for SetupError {
    fn from(error: super::Error) -> Self {
        match error {
            super::Error::Unavailable(error) | super::Error::Database(error)
                if is_its_own(&error) =>
            {
                Self::of_schema(error)
            }
            super::Error::Secret(SecretError::Foreign) => Self::AnotherSecret,
            other => Self::Content(other),
        }
    }
}

/// Whether a failure is of the database as a whole rather than of what was written.
fn is_its_own(error: &DbErr) -> bool {
    database::is_outage(error) || database::unusable(error).is_some()
}

/// The first of many names.
fn some_of(names: &[String]) -> String {
    let first = names[..names.len().min(NAMED)].join(", ");
    if names.len() > NAMED {
        format!("{first}, …")
    } else {
        first
    }
}

/// What was done to make a database ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    /// Migrations applied.
    pub migrations: usize,
    /// Seeds planted.
    pub seeds: usize,
}

/// Sees to it that the installation's secret is known. Where its file is not there, it is made, but not for a database
/// that was sealed with a secret before.
///
/// # Errors
/// [`SetupError::SecretLost`]; otherwise when the database fails, or the file.
pub async fn settle(database: &Database, secret: &Secret, file: &Path) -> Result<(), SetupError> {
    if secret.is_settled() {
        return Ok(());
    }
    // In this order: another process that seals for the first time has made the file before.
    let is_sealed = keys::exist(database).await?;
    if is_sealed && !file.exists() {
        return Err(SetupError::SecretLost(file.to_owned()));
    }
    secret.settle(file).map_err(SetupError::Secret)
}

/// Migrates and seeds the database; doing it again changes nothing.
///
/// # Errors
/// See [`SetupError`]; what was applied before a failure stays applied and the rest can be tried again.
pub async fn prepare(database: &Database, clock: &Clock) -> Result<Done, SetupError> {
    let mut found = database
        .schema_state()
        .await
        .map_err(SetupError::of_schema)?;
    if matches!(found, SchemaState::Behind(_)) {
        found = database.migrate().await.map_err(SetupError::of_schema)?;
    }
    let migrations = match found {
        SchemaState::Newer(names) => return Err(SetupError::Newer(names.join(", "))),
        SchemaState::Foreign(tables) => return Err(SetupError::Foreign(some_of(&tables))),
        SchemaState::Behind(applied) => applied,
        SchemaState::Current => 0,
    };
    let seeds = seeds::plant(database, clock).await?;
    Ok(Done { migrations, seeds })
}
