//! What the database's own schema says of its columns, so that a new one is known by itself.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement};

use crate::support::database::TestDatabase;
use crate::support::province::Province;

/// Every column in the order in which tables were made: what it is of, what it is called, its type, what else it is,
/// and which other column a check wants it to equal.
const ON_POSTGRES: &str = "SELECT r.relname::text, a.attname::text, format_type(a.atttypid, NULL),
    CASE WHEN EXISTS (SELECT 1 FROM pg_constraint k WHERE k.contype = 'f'
            AND (k.conrelid = r.oid AND a.attnum = ANY (k.conkey) OR k.confrelid = r.oid AND a.attnum = ANY (k.confkey)))
        THEN 'reference'
    WHEN EXISTS (SELECT 1 FROM pg_constraint k WHERE k.contype = 'c' AND k.conrelid = r.oid
            AND pg_get_constraintdef(k.oid) LIKE '%(' || a.attname || ' = ANY (ARRAY[%')
        THEN 'code' END,
    (SELECT min(b.attname::text) FROM pg_constraint k JOIN pg_attribute b ON b.attrelid = k.conrelid
        WHERE k.contype = 'c' AND k.conrelid = r.oid AND format_type(b.atttypid, NULL) = 'text'
            AND (pg_get_constraintdef(k.oid) LIKE '%(' || a.attname || ' = ' || b.attname || ')%'
                OR pg_get_constraintdef(k.oid) LIKE '%(' || b.attname || ' = ' || a.attname || ')%'))
    FROM pg_class r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE r.relkind IN ('r', 'p') AND r.relnamespace = 'public'::regnamespace ORDER BY r.oid, a.attnum";

const ON_SQLITE: &str =
    "SELECT m.name, c.name FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'";

/// A column.
pub struct Column {
    /// Its table.
    pub table: String,
    /// Its name there.
    pub name: String,
    /// Its type.
    pub kind: String,
    /// What can be written into it.
    pub holds: Holds,
    /// The column that it has to equal where a check compares the two.
    pub equals: Option<String>,
}

/// What a column can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Text,
    Json,
    Bytes,
    /// Nothing of anybody's choice: a reference, one of some codes, an identity, a number, a date.
    NoWords,
}

/// The columns of a province's database. `SQLite` writes times as text and has no name for JSON, so what a column
/// holds is what `PostgreSQL` says of the same column; the two must have the same.
pub async fn columns(province: &Province) -> Vec<Column> {
    let postgres = TestDatabase::new(DbBackend::Postgres).await;
    let rows = rows(postgres.database.writer(), ON_POSTGRES).await;
    postgres.drop_it().await;
    let columns: Vec<Column> = rows
        .iter()
        .map(|row| {
            let text = |index: usize| row.try_get_by_index::<Option<String>>(index).expect("text");
            let (table, name) = (text(0).expect("a table"), text(1).expect("a column"));
            let kind = text(2).expect("a type");
            let holds = holds(&table, &name, &text(3).unwrap_or_else(|| kind.clone()));
            Column {
                table,
                name,
                kind,
                holds,
                equals: text(4),
            }
        })
        .collect();
    if province.backend == DbBackend::Sqlite {
        let ours = self::rows(province.database().writer(), ON_SQLITE).await;
        let text = |row: &QueryResult, index: usize| row.try_get_by_index(index).expect("a name");
        let ours = ours.iter().map(|row| (text(row, 0), text(row, 1)));
        let theirs = columns.iter().map(|it| (it.table.clone(), it.name.clone()));
        let (ours, theirs): (BTreeSet<(String, String)>, BTreeSet<_>) =
            (ours.collect(), theirs.collect());
        assert_eq!(ours, theirs, "the two databases have the same columns");
    }
    columns
}

fn holds(table: &str, name: &str, kind: &str) -> Holds {
    match kind {
        "text" | "character varying" => Holds::Text,
        "jsonb" => Holds::Json,
        "bytea" => Holds::Bytes,
        "reference"
        | "code"
        | "uuid"
        | "boolean"
        | "integer"
        | "bigint"
        | "date"
        | "timestamp with time zone" => Holds::NoWords,
        other => panic!("{table}.{name}: can words be in {other}?"),
    }
}

async fn rows(database: &impl ConnectionTrait, sql: &str) -> Vec<QueryResult> {
    let statement = Statement::from_string(database.get_database_backend(), sql);
    database.query_all_raw(statement).await.expect(sql)
}
