//! Databases for stories: each test has its own, made from a template that was migrated and seeded once.
//!
//! A story runs on `SQLite` and on `PostgreSQL`, which `TEST_POSTGRES_URL` names; it never skips one.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use futures_util::FutureExt;
use nguonluat::domain::clock::Clock;
use nguonluat::domain::database::{Database, Options};
use nguonluat::domain::publish::{FileSource, Outcome, Publisher, prepare};
use nguonluat::domain::{Error, setup};
use nguonluat::exchange::Record;
use object_store::ObjectStore;
use object_store::memory::InMemory;
use sea_orm::{ConnectionTrait, DbBackend, Statement, TryGetable};
use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// The moment at which stories play.
pub fn now() -> DateTime<Utc> {
    "2026-11-21T02:00:00Z".parse().expect("a moment")
}

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
    for backend in [DbBackend::Sqlite, DbBackend::Postgres] {
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
        let folder = tempfile::tempdir().expect("a folder");
        let url = match backend {
            DbBackend::Sqlite => sqlite(folder.path()).await,
            _ => postgres(TEMPLATE.get_or_init(make_template).await).await,
        };
        Self::at(url, folder)
    }

    /// A fresh database with nothing in it.
    pub async fn empty(backend: DbBackend) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = match backend {
            DbBackend::Sqlite => format!("sqlite://{}", story_file(folder.path()).display()),
            _ => postgres("template0").await,
        };
        Self::at(url, folder)
    }

    fn at(url: String, folder: TempDir) -> Self {
        let database = Database::connect(&Options::new(url.clone())).expect("an address");
        Self {
            database,
            url,
            media: Arc::new(InMemory::new()),
            folder,
        }
    }

    /// A folder that goes with the story.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A publisher at the story's moment.
    pub async fn publisher(&self) -> Publisher {
        let media = Arc::clone(&self.media);
        Publisher::new(self.database.clone(), media, Clock::fixed(now()))
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
        let statement = Statement::from_string(self.database.backend(), sql);
        let rows = self
            .database
            .writer()
            .query_all_raw(statement)
            .await
            .expect(sql);
        rows.iter()
            .map(|row| row.try_get_by_index(0).expect(sql))
            .collect()
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

    /// Ends the story's connections and, where it is on a server, the database.
    pub async fn drop_it(self) {
        let writer = self.database.writer().clone();
        writer.close().await.expect("closed");
        if self.database.backend() == DbBackend::Postgres {
            drop_database(&name_of(&self.url)).await;
        }
    }
}

/// A copy of the template file.
async fn sqlite(folder: &Path) -> String {
    static TEMPLATE: OnceCell<(TempDir, PathBuf)> = OnceCell::const_new();
    let (_kept, template) = TEMPLATE
        .get_or_init(|| async {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("template.sqlite");
            let database = prepared(&format!("sqlite://{}", path.display())).await;
            database
                .writer()
                .execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)")
                .await
                .expect("one file");
            database.writer().clone().close().await.expect("closed");
            (folder, path)
        })
        .await;
    let path = story_file(folder);
    std::fs::copy(template, &path).expect("a copy");
    format!("sqlite://{}", path.display())
}

fn story_file(folder: &Path) -> PathBuf {
    folder.join("story.sqlite")
}

/// The template of `PostgreSQL`.
static TEMPLATE: OnceCell<String> = OnceCell::const_new();

/// A clone of a database of the server.
async fn postgres(template: &str) -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("nguonluat_story_{}_{number}", std::process::id());
    server(&[&format!("CREATE DATABASE {name} TEMPLATE {template}")]).await;
    url_of(&name)
}

/// Makes the template of this test binary, which later runs of it find, and drops those of earlier ones.
async fn make_template() -> String {
    let binary = std::env::current_exe()
        .expect("a binary")
        .metadata()
        .expect("its metadata");
    let built = binary
        .modified()
        .ok()
        .and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
    let name = format!(
        "nguonluat_template_{:x}",
        built.unwrap_or_default().as_nanos()
    );
    let there = format!("SELECT datname::text FROM pg_database WHERE datname = '{name}'");
    if names(&there).await.is_empty() {
        for old in
            names("SELECT datname::text FROM pg_database WHERE datname LIKE 'nguonluat_template_%'")
                .await
        {
            drop_database(&old).await;
        }
        let unfinished = format!("{name}_{}", std::process::id());
        server(&[&format!(
            "CREATE DATABASE {unfinished} TEMPLATE template0 ENCODING 'UTF8'"
        )])
        .await;
        let database = prepared(&url_of(&unfinished)).await;
        database.writer().clone().close().await.expect("closed");
        server(&[&format!("ALTER DATABASE {unfinished} RENAME TO {name}")]).await;
    }
    name
}

/// A database, migrated and seeded.
async fn prepared(url: &str) -> Database {
    let database = Database::connect(&Options::new(url)).expect("an address");
    setup::prepare(&database, &Clock::fixed(now()))
        .await
        .expect("a schema and seeds");
    database
}

async fn drop_database(name: &str) {
    server(&[&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")]).await;
}

/// Runs statements on the server, outside of any story's database.
async fn server(statements: &[&str]) {
    let connection = sea_orm::Database::connect(server_url())
        .await
        .expect("the test server");
    for statement in statements {
        retried(|| connection.execute_unprepared(statement)).await;
    }
    connection.close().await.expect("closed");
}

/// Databases that are being copied let nobody else copy them for a moment.
async fn retried<F: Future<Output = Result<sea_orm::ExecResult, sea_orm::DbErr>>>(
    run: impl Fn() -> F,
) {
    for attempt in 0.. {
        match run().await {
            Ok(_) => return,
            Err(error)
                if attempt < 100 && error.to_string().contains("being accessed by other users") =>
            {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            Err(error) => panic!("{error}"),
        }
    }
}

async fn names(query: &str) -> Vec<String> {
    let connection = sea_orm::Database::connect(server_url())
        .await
        .expect("the test server");
    let rows = connection
        .query_all_raw(Statement::from_string(DbBackend::Postgres, query))
        .await
        .expect("names");
    connection.close().await.expect("closed");
    rows.iter()
        .map(|row| row.try_get_by_index(0).expect("a name"))
        .collect()
}

fn server_url() -> String {
    std::env::var("TEST_POSTGRES_URL")
        .expect("TEST_POSTGRES_URL names a PostgreSQL; tests/run finds or starts one")
}

/// The address of another database on the same server.
fn url_of(name: &str) -> String {
    let mut url = url::Url::parse(&server_url()).expect("an address");
    url.set_path(name);
    url.into()
}

fn name_of(url: &str) -> String {
    url::Url::parse(url)
        .expect("an address")
        .path()
        .trim_start_matches('/')
        .to_owned()
}
