//! Whether the database's schema is the one that this binary knows.
use migration::{Migrator, MigratorTrait};
use sea_orm::DbErr;

use super::Database;

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
        let applied = match Migrator::get_migration_models(self.writer()).await {
            Ok(applied) => applied,
            Err(error) if is_missing_table(&error) => Vec::new(),
            Err(error) => return Err(error),
        };
        let known: Vec<String> = Migrator::migrations()
            .iter()
            .map(|migration| migration.name().to_owned())
            .collect();
        let newer: Vec<String> = applied
            .into_iter()
            .map(|row| row.version)
            .filter(|name| !known.contains(name))
            .collect();
        if !newer.is_empty() {
            return Ok(SchemaState::Newer(newer));
        }
        let pending = Migrator::get_pending_migrations(self.writer()).await?.len();
        Ok(if pending == 0 {
            SchemaState::Current
        } else {
            SchemaState::Behind(pending)
        })
    }

    /// Applies the pending migrations, each in a transaction of its own.
    ///
    /// # Errors
    /// When one fails; the earlier ones stay applied.
    pub async fn migrate(&self) -> Result<(), DbErr> {
        Migrator::up(self.writer(), None).await
    }
}

fn is_missing_table(error: &DbErr) -> bool {
    let text = error.to_string();
    text.contains("no such table") || text.contains("does not exist")
}
