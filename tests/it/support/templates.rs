//! The databases of a test process, on `SQLite` and on the `PostgreSQL` that `TEST_POSTGRES_URL` names: templates,
//! which are made once, and copies of them. A story never skips one of the two.

use std::path::{Path, PathBuf};
use std::process;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use nguonluat::domain::clock::Clock;
use nguonluat::domain::database::{Database, Options};
use nguonluat::domain::setup;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tokio::sync::OnceCell;
use url::Url;

/// The two databases.
pub const BOTH: [DbBackend; 2] = [DbBackend::Sqlite, DbBackend::Postgres];

/// What the names of the databases and folders of test processes begin with.
const PREFIX: &str = "nguonluat_test_";

/// How often a database is tried to be copied while others use it, and how long to wait in between.
const ATTEMPTS: usize = 100;
const PAUSE: Duration = Duration::from_millis(50);

/// The moment at which stories play: ten in the morning in Cao Bằng.
pub fn now() -> DateTime<Utc> {
    "2026-11-21T03:00:00Z".parse().expect("a moment")
}

/// The clock of every story.
pub fn clock() -> Clock {
    Clock::fixed(now())
}

/// A template for each of the two databases.
pub struct Templates {
    sqlite: OnceCell<String>,
    postgres: OnceCell<String>,
}

impl Templates {
    pub const fn new() -> Self {
        Self {
            sqlite: OnceCell::const_new(),
            postgres: OnceCell::const_new(),
        }
    }

    /// The address of the template, which is migrated, seeded and filled when it is first asked for. Nobody is
    /// connected to it: it is whole, in one file here, fit to be copied there.
    pub async fn get(&self, backend: DbBackend, fill: impl AsyncFnOnce(&Database)) -> &str {
        let template = match backend {
            DbBackend::Sqlite => &self.sqlite,
            _ => &self.postgres,
        };
        template
            .get_or_init(async || {
                let url = empty(backend).await;
                let database = Database::connect(&Options::new(url.clone())).expect("an address");
                setup::prepare(&database, &clock())
                    .await
                    .expect("a schema and seeds");
                fill(&database).await;
                database.close().await.expect("closed");
                url
            })
            .await
    }
}

/// The address of a new database with nothing in it.
pub async fn empty(backend: DbBackend) -> String {
    match backend {
        DbBackend::Sqlite => new_file(),
        _ => new_database("template0").await,
    }
}

/// The address of a new copy of a template.
pub async fn copy(template: &str) -> String {
    match template.strip_prefix("sqlite://") {
        Some(file) => {
            let copy = new_file();
            std::fs::copy(file, file_of(&copy)).expect("a copy");
            copy
        }
        None => new_database(name_of(&parsed(template))).await,
    }
}

/// Takes a database away; its connections are ended.
pub async fn remove(url: &str) {
    if url.starts_with("sqlite://") {
        for end in ["", "-wal", "-shm"] {
            drop(std::fs::remove_file(format!("{}{end}", file_of(url))));
        }
    } else {
        drop_database(name_of(&parsed(url))).await;
    }
}

/// The folder of this process: files of databases, and media.
pub fn folder() -> &'static Path {
    static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
        let all = Path::new(env!("CARGO_TARGET_TMPDIR"));
        for entry in std::fs::read_dir(all)
            .expect("a folder")
            .filter_map(Result::ok)
        {
            if entry.file_name().to_str().is_some_and(has_ended) {
                drop(std::fs::remove_dir_all(entry.path()));
            }
        }
        let folder = all.join(format!("{PREFIX}{}", process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        folder
    });
    &FOLDER
}

fn new_name() -> String {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    format!("{PREFIX}{}_{number}", process::id())
}

fn new_file() -> String {
    format!("sqlite://{}", folder().join(new_name()).display())
}

fn file_of(url: &str) -> &str {
    url.trim_start_matches("sqlite://")
}

async fn new_database(template: &str) -> String {
    static TIDIED: OnceCell<()> = OnceCell::const_new();
    TIDIED.get_or_init(drop_leftovers).await;
    let name = new_name();
    on_server(&format!(
        "CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'"
    ))
    .await;
    let mut url = parsed(&server_url());
    url.set_path(&name);
    url.into()
}

/// Nothing runs when a test process ends, so the next one drops what it left.
async fn drop_leftovers() {
    let server = sea_orm::Database::connect(server_url())
        .await
        .expect("the test server");
    let names = format!("SELECT datname::text FROM pg_database WHERE datname LIKE '{PREFIX}%'");
    let names = Statement::from_string(DbBackend::Postgres, names);
    let rows = server.query_all_raw(names).await.expect("names");
    server.close().await.expect("closed");
    for row in rows {
        let name: String = row.try_get_by_index(0).expect("a name");
        if has_ended(&name) {
            drop_database(&name).await;
        }
    }
}

async fn drop_database(name: &str) {
    on_server(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
}

/// Runs a statement that concerns whole databases. One that is being copied lets nobody else copy it for a moment.
async fn on_server(statement: &str) {
    let server = sea_orm::Database::connect(server_url())
        .await
        .expect("the test server");
    for attempt in 0.. {
        match server.execute_unprepared(statement).await {
            Ok(_) => break,
            Err(error) => {
                let is_in_use = error.to_string().contains("being accessed by other users");
                assert!(is_in_use && attempt < ATTEMPTS, "{statement}: {error}");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
    server.close().await.expect("closed");
}

/// Whether a name is one of a test process that runs no more.
fn has_ended(name: &str) -> bool {
    name.strip_prefix(PREFIX)
        .and_then(|rest| rest.split('_').next())
        .is_some_and(|id| !Path::new("/proc").join(id).exists())
}

fn server_url() -> String {
    std::env::var("TEST_POSTGRES_URL").expect(
        "TEST_POSTGRES_URL names no PostgreSQL: start the tests with tests/run, which sets it",
    )
}

fn parsed(url: &str) -> Url {
    Url::parse(url).expect("an address")
}

fn name_of(url: &Url) -> &str {
    url.path().trim_start_matches('/')
}
