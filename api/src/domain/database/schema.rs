//! Whether the database's schema is the one that this binary knows.
use migration::{Migrator, MigratorTrait, seaql_migrations};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, EntityTrait, QueryOrder, Statement};

use super::Database;

/// The table of the applied migrations.
const MIGRATIONS: &str = "seaql_migrations";

/// The schema in the database against the migrations in this binary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemaState {
    /// Every migration is applied.
    Current,
    /// This many are still to be applied.
    Behind(usize),
    /// The database was migrated by a newer version, which applied these.
    Newer(Vec<String>),
    /// The database is somebody else's: it holds these tables, and none of ours.
    Foreign(Vec<String>),
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
        let found = state(&transaction).await?;
        if matches!(found, SchemaState::Behind(_)) {
            Migrator::install(&transaction).await?;
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
    let tables = tables(db).await?;
    let is_kept = tables.iter().any(|table| table == MIGRATIONS);
    let applied = if is_kept {
        applied(db).await?
    } else {
        Vec::new()
    };
    let (applied, newer): (Vec<String>, Vec<String>) =
        applied.into_iter().partition(|name| known.contains(name));
    let others = tables.into_iter().filter(|table| table != MIGRATIONS);
    let foreign: Vec<String> = others.collect();
    Ok(if applied.is_empty() && !foreign.is_empty() {
        SchemaState::Foreign(foreign)
    } else if !newer.is_empty() {
        SchemaState::Newer(newer)
    } else if applied.len() < known.len() {
        SchemaState::Behind(known.len() - applied.len())
    } else {
        SchemaState::Current
    })
}

/// The names of all tables where ours belong, but for those of `PostgreSQL`'s extensions.
async fn tables(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let backend = db.get_database_backend();
    let sql = match backend {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1"
        }
        _ => {
            "SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
             WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'f') AND NOT EXISTS \
             (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e') \
             ORDER BY 1"
        }
    };
    let rows = db
        .query_all_raw(Statement::from_string(backend, sql))
        .await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}

/// The names of the applied migrations, oldest first.
async fn applied(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let rows = seaql_migrations::Entity::find()
        .order_by_asc(seaql_migrations::Column::Version)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.version).collect())
}
