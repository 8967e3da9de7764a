//! One SQL text for both databases: placeholders stand for what they name differently.
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// Placeholders with their `PostgreSQL` and their `SQLite` spelling.
///
/// `$key` is text that is compared bytewise on both, as sort keys and codes are.
const WORDS: [(&str, &str, &str); 10] = [
    ("$uuid", "uuid", "BLOB"),
    ("$time", "timestamptz", "TEXT"),
    ("$date", "date", "TEXT"),
    ("$bool", "boolean", "INTEGER"),
    ("$key", "text COLLATE \"C\"", "TEXT"),
    ("$json", "jsonb", "TEXT"),
    ("$bytes", "bytea", "BLOB"),
    ("$int", "integer", "INTEGER"),
    ("$long", "bigint", "INTEGER"),
    (
        "$rowid",
        "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
        "INTEGER PRIMARY KEY AUTOINCREMENT",
    ),
];

/// Runs `sql`, statement by statement in one go, in the words of the database at hand.
///
/// A statement that ends in `$end;` makes a table: strict on `SQLite`, so that it checks types too.
pub(crate) async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    let postgres = manager.get_database_backend() == DbBackend::Postgres;
    let mut sql = sql.replace("$end", if postgres { "" } else { "STRICT" });
    for (word, on_postgres, on_sqlite) in WORDS {
        sql = sql.replace(word, if postgres { on_postgres } else { on_sqlite });
    }
    manager.get_connection().execute_unprepared(&sql).await?;
    Ok(())
}

/// Runs `sql` where the database at hand is `backend`: for what the two say too differently, such as triggers.
pub(crate) async fn run_on(
    manager: &SchemaManager<'_>,
    backend: DbBackend,
    sql: &str,
) -> Result<(), DbErr> {
    if manager.get_database_backend() == backend {
        manager.get_connection().execute_unprepared(sql).await?;
    }
    Ok(())
}

/// Drops `tables`, the last named first.
pub(crate) async fn drop(manager: &SchemaManager<'_>, tables: &[&str]) -> Result<(), DbErr> {
    for table in tables.iter().rev() {
        manager
            .get_connection()
            .execute_unprepared(&format!("DROP TABLE {table}"))
            .await?;
    }
    Ok(())
}
