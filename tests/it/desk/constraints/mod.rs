//! What the database itself does not let happen to accounts, sessions and the journal, whoever writes.
mod accounts;
mod drafts;
mod guesses;
mod journal;
mod machine_keys;
mod previews;
mod reorganisations;
mod sessions;

use sea_orm::DbBackend;

use crate::support::database::TestDatabase;

/// An identity that ends in `n`, as the database at hand writes it.
fn id(db: &TestDatabase, n: u32) -> String {
    match db.database.backend() {
        DbBackend::Sqlite => format!("X'{n:032X}'"),
        _ => format!("'{:08x}-0000-0000-0000-{n:012x}'::uuid", 0),
    }
}

const NOW: &str = "'2026-11-21 03:00:00+00:00'";
const LATER: &str = "'2026-11-22 03:00:00+00:00'";

/// Sixty-four characters.
fn hash(letter: char) -> String {
    format!("'{}'", letter.to_string().repeat(64))
}

/// A row to be changed in one place: columns with their values.
#[derive(Clone)]
struct Row(&'static str, Vec<(&'static str, String)>);

impl Row {
    fn new<const N: usize>(table: &'static str, values: [(&'static str, &str); N]) -> Self {
        let values = values
            .into_iter()
            .map(|(column, value)| (column, value.to_owned()));
        Self(table, values.collect())
    }

    /// The same with other values in some places.
    fn with<const N: usize>(&self, values: [(&'static str, &str); N]) -> String {
        let mut row = self.clone();
        for (column, value) in values {
            row.1.retain(|(kept, _)| *kept != column);
            row.1.push((column, value.to_owned()));
        }
        row.insert()
    }

    fn insert(&self) -> String {
        let (columns, values): (Vec<&str>, Vec<&str>) = self
            .1
            .iter()
            .map(|(column, value)| (*column, value.as_str()))
            .unzip();
        format!(
            "INSERT INTO {} ({}) VALUES ({})",
            self.0,
            columns.join(", "),
            values.join(", ")
        )
    }
}

/// Everything in `good` is written; nothing in `bad` is, and it leaves nothing behind.
async fn holds(db: &TestDatabase, good: &[String], bad: &[(&str, String)]) {
    for statement in good {
        let done = db.execute(statement).await;
        assert!(done.is_ok(), "{done:?}: {statement}");
    }
    for (what, statement) in bad {
        let before = db.contents_of_tables().await;
        assert!(db.execute(statement).await.is_err(), "{what}: {statement}");
        assert_eq!(db.contents_of_tables().await, before, "{what}");
    }
}

fn account(db: &TestDatabase, n: u32) -> Row {
    Row::new(
        "account",
        [
            ("id", &id(db, n)),
            ("kind", "'person'"),
            ("name", "'Nông Thị Hoa'"),
            ("login", &format!("'Hoa{n}'")),
            ("login_key", &format!("'hoa{n}'")),
            ("active", "TRUE"),
            ("must_change_password", "FALSE"),
            ("language_code", "'vi'"),
            ("lock_version", "1"),
            ("created_at", NOW),
        ],
    )
}
