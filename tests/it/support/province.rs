//! The real server over the demo province, on each of the two databases: every test has a copy of its own.

use std::{
    future::Future,
    net::{SocketAddr, TcpListener},
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
};

use chrono::TimeDelta;
use nguonluat::{
    cli::tasks::Tasks,
    domain::{
        account::mail::{self, Mailer},
        clock::Clock,
        database::{Database, Options},
        publish::demo,
        session::Authority,
    },
    http::{self, App, server::Server},
};
use object_store::ObjectStore;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::{
    client::{Reply, Request},
    http::{Settings, secret},
    templates::{self, BOTH, Templates, clock, now},
};

/// Runs a story on `SQLite`, then on `PostgreSQL`.
pub async fn for_both(story: impl AsyncFn(&Province)) {
    for backend in BOTH {
        let province = Province::open(backend).await;
        story(&province).await;
        province.close().await;
    }
}

/// Runs a story on `SQLite` alone.
pub async fn for_sqlite(story: impl AsyncFn(&Province)) {
    let province = Province::open(DbBackend::Sqlite).await;
    story(&province).await;
    province.close().await;
}

/// The demo province behind a server.
pub struct Province {
    /// On which database it is.
    pub backend: DbBackend,
    server: Server,
    tasks: Tasks,
    database: Database,
    url: String,
    statements: Arc<Mutex<Vec<Statement>>>,
    hands: Arc<AtomicI64>,
    authority: Arc<Authority>,
    mailer: Option<Mailer>,
}

impl Province {
    async fn open(backend: DbBackend) -> Self {
        static DEMO: Templates = Templates::new();
        let publish = async |database: &Database| {
            let refused = demo::publish(database, media(), &clock()).await;
            assert_eq!(refused.expect("the demo province"), 0);
        };
        let template = DEMO.get(backend, publish).await;
        Self::over(templates::copy(template).await)
    }

    /// Serves a database.
    pub fn over(url: String) -> Self {
        Self::with(Options::new(url), &[])
    }

    /// Another server over the same database, with further flags of `nguonluat serve`.
    pub fn beside(&self, flags: &[&str]) -> Self {
        Self::with(Options::new(self.url.clone()), flags)
    }

    /// Another server over the same database, with so many connections for reading and for writing.
    pub fn beside_with_connections(&self, number: u32) -> Self {
        let options = Options {
            read_connections: number,
            write_connections: number,
            ..Options::new(self.url.clone())
        };
        Self::with(options, &[])
    }

    /// Another server over the same database, which keeps its files in another store.
    pub fn keeping(&self, store: Arc<dyn ObjectStore>) -> Self {
        let settings = settings(&[]);
        let incoming = settings.storage.incoming();
        Self::serving(Options::new(self.url.clone()), settings, store, &incoming)
    }

    /// Another server over the same database, whose uploads wait in another folder.
    pub fn receiving_in(&self, incoming: &Path) -> Self {
        let options = Options::new(self.url.clone());
        Self::serving(options, settings(&[]), media(), incoming)
    }

    fn with(options: Options, flags: &[&str]) -> Self {
        let settings = settings(flags);
        let incoming = settings.storage.incoming();
        Self::serving(options, settings, media(), &incoming)
    }

    fn serving(
        options: Options,
        settings: Settings,
        store: Arc<dyn ObjectStore>,
        incoming: &Path,
    ) -> Self {
        let url = options.url.clone();
        let hands = Arc::new(AtomicI64::new(now().timestamp_micros()));
        let statements: Arc<Mutex<Vec<Statement>>> = Arc::default();
        let seen = Arc::clone(&statements);
        let options = Options {
            observer: Some(Arc::new(move |info| {
                seen.lock().expect("a list").push(info.statement.clone());
            })),
            ..options
        };
        let database = Database::connect(&options).expect("an address");
        let listener = TcpListener::bind(settings.network.listen).expect("a free port");
        let clock = Clock::moving(Arc::clone(&hands));
        let mailer = settings.mail.mailer().expect("a mail server");
        let rules = settings.accounts.rules(mailer.is_some());
        let authority = Authority::new(database.clone(), clock.clone(), secret(), rules);
        let providers = settings.sign_on.providers().expect("providers");
        let authority = Arc::new(authority.expect("threads").trusting(providers));
        let app = App::new(
            nguonluat::graphql::schema(),
            database.clone(),
            clock.clone(),
            Arc::clone(&store),
            Arc::clone(&authority),
            settings.network,
            settings.requests,
        )
        .expect("an app")
        .receiving_in(incoming.to_owned());
        app.prepared().store(true, Ordering::Relaxed);
        // Stories say themselves when the time of what is planned has come.
        let (_, never) = oneshot::channel();
        let tasks = Tasks::start(
            app.search(),
            Arc::clone(&authority),
            None,
            database.clone(),
            store,
            clock.clone(),
            never,
        );
        Self {
            backend: database.backend(),
            server: http::server::start(app, listener).expect("a server"),
            tasks,
            database,
            url,
            statements,
            hands,
            authority,
            mailer,
        }
    }

    /// Stops serving, and takes the database away.
    pub async fn close(self) {
        let url = self.url.clone();
        self.leave().await;
        templates::remove(&url).await;
    }

    /// Stops serving; what was served stays where it is.
    pub async fn leave(self) {
        self.server.stop().await;
        self.tasks.stop().await;
    }

    /// The clock of the server.
    pub fn clock(&self) -> Clock {
        Clock::moving(Arc::clone(&self.hands))
    }

    /// Lets time pass.
    pub fn advance(&self, time: TimeDelta) {
        let micros = time.num_microseconds().expect("no ages");
        self.hands.fetch_add(micros, Ordering::Relaxed);
    }

    /// The URL under which clients reach it.
    pub fn public_url(&self) -> &str {
        self.server.public_url().as_str()
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// One request on a connection of its own.
    pub async fn send(&self, request: Request) -> Reply {
        request.send_to(self.address()).await
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
            self.backend,
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

    /// Sends the mail that is due.
    pub async fn send_mail(&self) {
        let mailer = self.mailer.as_ref().expect("a mail server");
        let sent = mail::send_due(&self.authority, mailer).await;
        sent.expect("the database answers");
    }

    /// The address of the database.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The database, for what no query can bring about.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// The one number that a query gives.
    pub async fn number(&self, sql: &str) -> i64 {
        let statement = Statement::from_string(self.backend, sql);
        let row = self.database.writer().query_one_raw(statement).await;
        let row = row.expect(sql).expect("a row");
        row.try_get_by_index(0).expect(sql)
    }

    /// Writes to the database.
    pub async fn write(&self, statements: &str) {
        let writer = self.database.writer();
        writer.execute_unprepared(statements).await.expect("rows");
    }
}

/// As `nguonluat serve` has them; the whole province fits into one answer.
fn settings(flags: &[&str]) -> Settings {
    let usual = [
        "--workers=1",
        "--max-nodes=1000000",
        "--max-tokens=100000",
        "--max-answer-values=10000000",
        "--max-answer-bytes=1000000000",
        "--totp-roles=none",
    ];
    Settings::of(templates::folder(), &[usual.as_slice(), flags].concat())
}

/// The store of files, which the provinces of a process share.
pub fn media() -> Arc<dyn ObjectStore> {
    http::media_store(&settings(&[]).storage).expect("a media store")
}
