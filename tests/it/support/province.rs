//! The real server over the demo province, on each of the two databases: every test has a copy of its own.

use std::{
    future::Future,
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use chrono::{DateTime, Utc};
use clap::Parser;
use nguonluat::{
    config::{Network, Requests, Storage},
    domain::{
        clock::Clock,
        database::{Database, Options},
        publish::demo,
        setup,
    },
    http::{self, App, server::Server},
};
use object_store::ObjectStore;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use tokio::sync::OnceCell;

use super::client::{Connection, Reply, Request};

/// The moment at which every story happens: ten in the morning in Cao Bằng.
const NOW: &str = "2026-11-21T03:00:00Z";

/// What the names of the databases and folders of test processes begin with.
const PREFIX: &str = "nguonluat_province_";

/// Runs a story on `SQLite`, then on `PostgreSQL`.
pub async fn for_both(story: impl AsyncFn(&Province)) {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let province = Province::open(kind).await;
        story(&province).await;
        province.close().await;
    }
}

/// Runs a story on `SQLite` alone.
pub async fn for_sqlite(story: impl AsyncFn(&Province)) {
    let province = Province::open(Kind::Sqlite).await;
    story(&province).await;
    province.close().await;
}

/// One of the two databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

/// The demo province behind a server.
pub struct Province {
    /// On which database it is.
    pub kind: Kind,
    server: Server,
    database: Database,
    place: String,
    statements: Arc<Mutex<Vec<Statement>>>,
}

impl Province {
    async fn open(kind: Kind) -> Self {
        Self::over(kind, copy_of_template(kind).await)
    }

    /// Serves what is at a place of this process: a file of [`folder`], or a database.
    pub fn over(kind: Kind, place: String) -> Self {
        let settings = settings();
        let statements: Arc<Mutex<Vec<Statement>>> = Arc::default();
        let seen = Arc::clone(&statements);
        let options = Options {
            observer: Some(Arc::new(move |info| {
                seen.lock().expect("a list").push(info.statement.clone());
            })),
            ..Options::new(url(kind, &place))
        };
        let database = Database::connect(&options).expect("an address");
        let listener = TcpListener::bind(settings.network.listen).expect("a free port");
        let media = http::media_store(&settings.storage).expect("a media store");
        let app = App::new(
            nguonluat::graphql::schema(),
            database.clone(),
            clock(),
            media,
            settings.network,
            settings.requests,
        )
        .expect("an app");
        app.prepared().store(true, Ordering::Relaxed);
        Self {
            kind,
            server: http::server::start(app, listener).expect("a server"),
            database,
            place,
            statements,
        }
    }

    async fn close(self) {
        let (kind, place) = (self.kind, self.place.clone());
        self.leave().await;
        match kind {
            Kind::Sqlite => std::fs::remove_file(folder().join(&place)).expect("no file"),
            Kind::Postgres => on_server(&format!("DROP DATABASE {place} WITH (FORCE)")).await,
        }
    }

    /// Stops serving; what was served stays where it is.
    pub async fn leave(self) {
        self.server.stop().await;
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// One request on a connection of its own.
    pub async fn send(&self, request: Request) -> Reply {
        let mut connection = Connection::open(self.address()).await;
        let request = request.header("connection", "close");
        connection.exchange(&request).await.expect("an answer")
    }

    /// Sends an operation with variables and accepts the media type whose status tells.
    pub async fn execute(&self, query: &str, variables: Value) -> Reply {
        let body = json!({ "query": query, "variables": variables });
        let accept = "application/graphql-response+json";
        self.send(Request::graphql(&body).header("accept", accept))
            .await
    }

    /// The data of an operation that must succeed.
    pub async fn ask(&self, query: &str) -> Value {
        self.ask_with(query, json!({})).await
    }

    /// As [`Self::ask`], with variables.
    pub async fn ask_with(&self, query: &str, variables: Value) -> Value {
        let reply = self.execute(query, variables).await;
        let mut answer = reply.json();
        assert!(
            reply.status == 200 && answer.get("errors").is_none(),
            "{:?}: {query}\n{}",
            self.kind,
            reply.text()
        );
        answer["data"].take()
    }

    /// The statements that `work` makes the server run.
    pub async fn statements_of<T>(&self, work: impl Future<Output = T>) -> (T, Vec<Statement>) {
        self.statements.lock().expect("a list").clear();
        let result = work.await;
        let statements = std::mem::take(&mut *self.statements.lock().expect("a list"));
        (result, statements)
    }

    /// The database, for what no query can bring about.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Writes to the database.
    pub async fn write(&self, statements: &str) {
        let writer = self.database.writer();
        writer.execute_unprepared(statements).await.expect("rows");
    }
}

#[derive(Parser)]
struct Settings {
    #[command(flatten)]
    network: Network,
    #[command(flatten)]
    requests: Requests,
    #[command(flatten)]
    storage: Storage,
}

/// As `nguonluat serve` has them; the whole province fits into one answer.
fn settings() -> Settings {
    let folder = folder();
    let folder = folder.to_str().expect("a path");
    let usual = ["test", "--listen", "127.0.0.1:0", "--workers", "1"];
    let large = ["--max-nodes", "1000000", "--max-tokens", "100000"];
    Settings::parse_from(usual.into_iter().chain(large).chain(["--data-dir", folder]))
}

/// The clock of every story.
pub fn clock() -> Clock {
    let now: DateTime<Utc> = NOW.parse().expect("a time");
    Clock::fixed(now)
}

/// The folder of this process: media files and `SQLite` databases.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{PREFIX}{}", process::id()))
}

fn url(kind: Kind, place: &str) -> String {
    match kind {
        Kind::Sqlite => format!("sqlite://{}", folder().join(place).display()),
        Kind::Postgres => {
            let server = postgres();
            let (address, parameters) = server.split_once('?').unwrap_or((&server, ""));
            let (address, _) = address.rsplit_once('/').expect("a database's name");
            format!("{address}/{place}?{parameters}")
        }
    }
}

fn postgres() -> String {
    std::env::var("TEST_POSTGRES_URL").expect(
        "TEST_POSTGRES_URL names no PostgreSQL: start the tests with tests/run, which sets it",
    )
}

/// Makes a database for one test, and the template it is copied from when this is the first.
async fn copy_of_template(kind: Kind) -> String {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    static SQLITE: OnceCell<String> = OnceCell::const_new();
    static POSTGRES: OnceCell<String> = OnceCell::const_new();
    let templates = match kind {
        Kind::Sqlite => &SQLITE,
        Kind::Postgres => &POSTGRES,
    };
    let template = templates.get_or_init(|| make_template(kind)).await;
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let place = format!("{PREFIX}{}_{number}", process::id());
    match kind {
        Kind::Sqlite => {
            let (from, to) = (folder().join(template), folder().join(&place));
            std::fs::copy(from, to).expect("a copy");
        }
        Kind::Postgres => {
            on_server(&format!("CREATE DATABASE {place} TEMPLATE {template}")).await;
        }
    }
    place
}

async fn make_template(kind: Kind) -> String {
    make(kind, "template", async |database, media| {
        let refused = demo::publish(database, media, &clock()).await;
        assert_eq!(refused.expect("the demo province"), 0);
    })
    .await
}

/// Makes a database of this process, migrated, seeded and filled; gives its place.
pub async fn make(
    kind: Kind,
    name: &str,
    fill: impl AsyncFnOnce(&Database, Arc<dyn ObjectStore>),
) -> String {
    let name = format!("{PREFIX}{}_{name}", process::id());
    std::fs::create_dir_all(folder()).expect("a folder");
    match kind {
        Kind::Sqlite => delete_leftovers(),
        Kind::Postgres => {
            drop_leftovers().await;
            on_server(&format!("CREATE DATABASE {name}")).await;
        }
    }
    let database = Database::connect(&Options::new(url(kind, &name))).expect("an address");
    setup::prepare(&database, &clock()).await.expect("a schema");
    let media = http::media_store(&settings().storage).expect("a media store");
    fill(&database, media).await;
    // Only a database that nobody is connected to is whole: in one file here, fit to be a template there.
    let writer = database.writer().clone();
    writer.close().await.expect("an end");
    name
}

/// Runs a statement that concerns whole databases.
async fn on_server(statement: &str) {
    let server = Database::connect(&Options::new(postgres())).expect("an address");
    let writer = server.writer();
    if let Err(error) = writer.execute_unprepared(statement).await {
        panic!("{statement}: {error}");
    }
}

/// Nothing runs when a test process ends, so the next one drops what it left.
async fn drop_leftovers() {
    let server = Database::connect(&Options::new(postgres())).expect("an address");
    let names = format!("SELECT datname FROM pg_database WHERE datname LIKE '{PREFIX}%'");
    let statement = Statement::from_string(server.backend(), names);
    let rows = server
        .writer()
        .query_all_raw(statement)
        .await
        .expect("names");
    for row in rows {
        let name: String = row.try_get("", "datname").expect("a name");
        if has_ended(&name) {
            on_server(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
    }
}

fn delete_leftovers() {
    let folders = std::fs::read_dir(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    for entry in folders.filter_map(Result::ok) {
        if entry.file_name().to_str().is_some_and(has_ended) {
            drop(std::fs::remove_dir_all(entry.path()));
        }
    }
}

/// Whether a name is one of a test process that runs no more.
fn has_ended(name: &str) -> bool {
    name.strip_prefix(PREFIX)
        .and_then(|rest| rest.split('_').next())
        .is_some_and(|id| !Path::new("/proc").join(id).exists())
}
