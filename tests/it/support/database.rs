//! Databases for stories: each test has its own, a copy of one that was migrated and seeded.

use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::sync::Arc;

use futures_util::FutureExt;
use nguonluat::domain::Error;
use nguonluat::domain::database::{Database, Options};
use nguonluat::domain::publish::{FileSource, Outcome, Publisher, prepare};
use nguonluat::exchange::Record;
use object_store::ObjectStore;
use object_store::memory::InMemory;
use sea_orm::{ConnectionTrait, DbBackend, Statement, TryGetable};
use serde_json::Value;
use tempfile::TempDir;

use super::templates::{self, BOTH, Templates, clock};

/// A database of one story.
pub struct TestDatabase {
    /// The database.
    pub database: Database,
    /// Its address.
    pub url: String,
    /// The store of files, in memory.
    pub media: Arc<dyn ObjectStore>,
    folder: TempDir,
}

/// Tells a story on both databases.
#[expect(clippy::print_stderr, reason = "a failed test says where it failed")]
pub async fn for_both(story: impl AsyncFn(&TestDatabase)) {
    for backend in BOTH {
        let database = TestDatabase::new(backend).await;
        let told = AssertUnwindSafe(story(&database)).catch_unwind().await;
        database.drop_it().await;
        if let Err(panic) = told {
            eprintln!("the story failed on {backend:?}");
            std::panic::resume_unwind(panic);
        }
    }
}

impl TestDatabase {
    /// A fresh database, migrated and seeded.
    pub async fn new(backend: DbBackend) -> Self {
        static SEEDED: Templates = Templates::new();
        let template = SEEDED.get(backend, async |_| {}).await;
        Self::at(templates::copy(template).await)
    }

    /// A fresh database with nothing in it.
    pub async fn empty(backend: DbBackend) -> Self {
        Self::at(templates::empty(backend).await)
    }

    fn at(url: String) -> Self {
        Self {
            database: Database::connect(&Options::new(url.clone())).expect("an address"),
            url,
            media: Arc::new(InMemory::new()),
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    /// A folder that goes with the story.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A publisher at the story's moment.
    pub async fn publisher(&self) -> Publisher {
        let media = Arc::clone(&self.media);
        Publisher::new(self.database.clone(), media, clock())
            .await
            .expect("a publisher")
    }

    /// Publishes records in one run and one transaction; gives what became of each.
    pub async fn publish(
        &self,
        records: impl IntoIterator<Item = Value>,
    ) -> Vec<Result<Outcome, Error>> {
        let files = Arc::new(FileSource::Folder(self.folder().join("files")));
        let mut prepared = Vec::new();
        let mut refused = Vec::new();
        for (index, record) in records.into_iter().enumerate() {
            let record: Record = serde_json::from_value(record).expect("a record");
            match prepare(record, &files) {
                Ok(ready) => prepared.push(ready),
                Err(refusal) => refused.push((index, Err(refusal))),
            }
        }
        let mut outcomes = self
            .publisher()
            .await
            .publish(prepared)
            .await
            .expect("a batch");
        for (index, refusal) in refused {
            outcomes.insert(index, refusal);
        }
        outcomes
    }

    /// Publishes records of which none is refused; gives what became of each.
    pub async fn take(&self, records: impl IntoIterator<Item = Value>) -> Vec<Outcome> {
        let outcomes = self.publish(records).await;
        outcomes
            .into_iter()
            .map(|outcome| outcome.expect("taken"))
            .collect()
    }

    /// Publishes one record that is refused; gives the refusal.
    pub async fn refusal(&self, record: Value) -> String {
        let outcome = self.publish([record]).await.remove(0);
        outcome.expect_err("refused").to_string()
    }

    /// Runs a statement.
    pub async fn execute(&self, sql: &str) -> Result<(), sea_orm::DbErr> {
        self.database
            .writer()
            .execute_unprepared(sql)
            .await
            .map(drop)
    }

    /// Lets the database refuse editions with a title.
    pub async fn refuse_title(&self, title: &str) {
        let statements = match self.database.backend() {
            DbBackend::Sqlite => format!(
                "CREATE TRIGGER refuse BEFORE INSERT ON edition WHEN NEW.title = '{title}' \
                BEGIN SELECT RAISE(ABORT, 'not this one'); END"
            ),
            _ => format!(
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS \
                $$ BEGIN RAISE EXCEPTION 'not this one' USING ERRCODE = '23514'; END $$; \
                CREATE TRIGGER refuse BEFORE INSERT ON edition FOR EACH ROW \
                WHEN (NEW.title = '{title}') EXECUTE FUNCTION refuse()"
            ),
        };
        self.execute(&statements).await.expect("a trigger");
    }

    /// The first column of every row of a query.
    pub async fn column<T: TryGetable>(&self, sql: &str) -> Vec<T> {
        column(&self.database, sql).await
    }

    /// The one number that a query gives.
    pub async fn number(&self, sql: &str) -> i64 {
        self.column(sql).await[0]
    }

    /// Every row of every table as text, in order: equal when nothing changed.
    pub async fn contents_of_tables(&self) -> Vec<String> {
        let tables = match self.database.backend() {
            DbBackend::Sqlite => {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY 1"
            }
            _ => {
                "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
            }
        };
        let mut found = Vec::new();
        for table in self.column::<String>(tables).await {
            let statement =
                Statement::from_string(self.database.backend(), format!("SELECT * FROM {table}"));
            let rows = self
                .database
                .writer()
                .query_all_raw(statement)
                .await
                .expect("rows");
            let mut rows: Vec<String> = rows.iter().map(|row| format!("{table} {row:?}")).collect();
            rows.sort_unstable();
            found.extend(rows);
        }
        found
    }

    /// Ends the story's connections and takes the database away.
    pub async fn drop_it(self) {
        self.database.close().await.expect("closed");
        templates::remove(&self.url).await;
    }
}

/// The first column of every row of a query.
pub async fn column<T: TryGetable>(database: &Database, sql: &str) -> Vec<T> {
    let statement = Statement::from_string(database.backend(), sql);
    let rows = database.writer().query_all_raw(statement).await;
    let rows = rows.expect(sql);
    rows.iter()
        .map(|row| row.try_get_by_index(0).expect(sql))
        .collect()
}
