//! What commands on the content begin with: a runtime, the database with its schema, the store of files.
use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use object_store::ObjectStore;

use super::Failure;
use crate::config::Storage;
use crate::domain::Error;
use crate::domain::clock::Clock;
use crate::domain::database::{Database, Options, SchemaState};
use crate::domain::secret::Secret;
use crate::domain::setup::{self, Done, SetupError};
use crate::http;

/// How long a database is waited for that does not answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// Between two attempts.
const PAUSE: Duration = Duration::from_millis(100);

/// Runs a command's work to its end.
pub(super) fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new("the runtime did not start", error))?
        .block_on(work)
}

/// The database, whose schema is brought up to date and whose seeds are planted.
pub(super) async fn migrated(storage: &Storage) -> Result<Database, Failure> {
    let database = database(storage)?;
    bring_up_to_date(&database).await?;
    Ok(database)
}

/// As [`migrated`], for writing much at once; to be closed when it is done.
pub(super) async fn for_bulk(storage: &Storage) -> Result<Database, Failure> {
    let options = Options {
        bulk: true,
        ..options(storage)?
    };
    let database = connect(&options)?;
    bring_up_to_date(&database).await?;
    Ok(database)
}

/// The database as it is.
pub(super) fn database(storage: &Storage) -> Result<Database, Failure> {
    connect(&options(storage)?)
}

fn options(storage: &Storage) -> Result<Options, Failure> {
    storage
        .database()
        .map_err(|error| Failure::new("the data folder cannot be made", error))
}

fn connect(options: &Options) -> Result<Database, Failure> {
    Database::connect(options).map_err(|error| Failure::new("the database cannot be opened", error))
}

/// Applies pending migrations and plants the seeds that are absent; refuses a schema of a newer version. A database
/// that does not answer is given a few seconds: a new `SQLite` file refuses a second process that opens it at the
/// same moment, and a server may just be starting.
pub(super) async fn bring_up_to_date(database: &Database) -> Result<Done, Failure> {
    let given_up = Instant::now() + PATIENCE;
    loop {
        match setup::prepare(database, &Clock::system()).await {
            Err(SetupError::Unreachable(_)) if Instant::now() < given_up => {
                tokio::time::sleep(PAUSE).await;
            }
            done => {
                return done.map_err(|error| {
                    Failure::new("the database cannot be prepared", chain(&error))
                });
            }
        }
    }
}

/// Refuses a schema that is not of this version, for commands that change nothing: not even the schema.
pub(super) async fn is_current(database: &Database, refused: &str) -> Result<(), Failure> {
    let mend = match database.schema_state().await {
        Ok(SchemaState::Current) => return Ok(()),
        Ok(SchemaState::Behind(_)) => {
            "it is not of this version; run `nguonluat migrate` first".to_owned()
        }
        Ok(SchemaState::Newer(_)) => {
            "it is of a newer version; use that one's `nguonluat`".to_owned()
        }
        Ok(SchemaState::Foreign(_)) => "it is not one of nguonluat's".to_owned(),
        Err(error) => chain(&error),
    };
    Err(Failure::new(refused, mend))
}

/// Ends a run that wrote much.
pub(super) async fn close(database: Database) -> Result<(), Failure> {
    database
        .close()
        .await
        .map_err(|error| Failure::new("the database was not closed", error))
}

/// The installation's secret; where there is no file of it, one that is still to be settled.
pub(super) fn secret(storage: &Storage) -> Result<Secret, Failure> {
    Secret::of(&storage.secret_file())
        .map_err(|error| Failure::new("the secret cannot be read", chain(&error)))
}

/// The installation's secret and the database, as [`migrated`], that it seals.
pub(super) async fn sealed(storage: &Storage) -> Result<(Secret, Database), Failure> {
    let secret = secret(storage)?;
    let database = migrated(storage).await?;
    setup::settle(&database, &secret, &storage.secret_file())
        .await
        .map_err(|error| Failure::new("the database cannot be used", chain(&error)))?;
    Ok((secret, database))
}

/// The store of files.
pub(super) fn media(storage: &Storage) -> Result<Arc<dyn ObjectStore>, Failure> {
    http::media_store(storage)
        .map_err(|error| Failure::new("the store of files cannot be opened", error))
}

/// A failure of a use-case with what caused it.
pub(super) fn explain(what: &str, error: &Error) -> Failure {
    Failure::new(what, chain(error))
}

/// An error with what caused it, in one line; what a cause only says again is said once.
pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let mut sentence = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let said = cause.to_string();
        if !sentence.contains(&said) {
            sentence = format!("{sentence}: {said}");
        }
        source = cause.source();
    }
    sentence
}
