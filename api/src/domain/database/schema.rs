//! Whether the database's schema is the one that this binary knows.
use migration::{Migrator, MigratorTrait, seaql_migrations};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QueryOrder, RuntimeErr};

use super::Database;

/// `PostgreSQL`'s code of a table that is not there.
const UNDEFINED_TABLE: &str = "42P01";

/// The schema in the database against the migrations in this binary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemaState {
    /// Every migration is applied.
    Current,
    /// This many are still to be applied.
    Behind(usize),
    /// The database was migrated by a newer version, which applied these.
    Newer(Vec<String>),
}

impl Database {
    /// Compares the applied migrations with the known ones.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn schema_state(&self) -> Result<SchemaState, DbErr> {
        state(self.writer()).await
    }

    /// Applies the pending migrations, all or none; gives what it found. A process that does the same at the
    /// same time is waited for, and then there is nothing left to apply.
    ///
    /// # Errors
    /// When one fails; then the schema is as it was.
    pub async fn migrate(&self) -> Result<SchemaState, DbErr> {
        let transaction = self.begin_writing().await?;
        Migrator::install(&transaction).await?;
        let found = state(&transaction).await?;
        if matches!(found, SchemaState::Behind(_)) {
            Migrator::up(&transaction, None).await?;
        }
        transaction.commit().await?;
        Ok(found)
    }
}

async fn state(db: &impl ConnectionTrait) -> Result<SchemaState, DbErr> {
    let known: Vec<String> = Migrator::migrations()
        .iter()
        .map(|migration| migration.name().to_owned())
        .collect();
    let (applied, newer): (Vec<String>, Vec<String>) = applied(db)
        .await?
        .into_iter()
        .partition(|name| known.contains(name));
    Ok(if !newer.is_empty() {
        SchemaState::Newer(newer)
    } else if applied.len() < known.len() {
        SchemaState::Behind(known.len() - applied.len())
    } else {
        SchemaState::Current
    })
}

/// The names of the applied migrations, oldest first.
async fn applied(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let rows = seaql_migrations::Entity::find()
        .order_by_asc(seaql_migrations::Column::Version)
        .all(db)
        .await;
    match rows {
        Ok(rows) => Ok(rows.into_iter().map(|row| row.version).collect()),
        Err(error) if is_missing_table(&error) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

fn is_missing_table(error: &DbErr) -> bool {
    let DbErr::Query(RuntimeErr::SqlxError(error)) = error else {
        return false;
    };
    error.as_database_error().is_some_and(|error| {
        error.code().as_deref() == Some(UNDEFINED_TABLE)
            || error.message().starts_with("no such table")
    })
}
