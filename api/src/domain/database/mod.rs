//! The database: one door for writing, and lanes for reading.
//!
//! A reading request holds one lane, hence one connection and one snapshot, from its first statement to
//! its end; what runs on a lane can be cancelled. `SQLite` has one writer, so writing has its own pool.
mod by_key;
mod connect;
mod lane;
mod outage;
mod schema;
mod session;

use std::sync::Arc;
use std::time::Duration;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

pub(in crate::domain) use by_key::rows_by_key;
use lane::Lanes;
pub(in crate::domain) use outage::{is_outage, unusable};
pub use schema::SchemaState;
pub use session::Session;

/// `SQLite` has one writer anyway.
const LOCK_WRITING: &str = "SELECT pg_advisory_xact_lock(7815277440113455)";

/// Called after each statement; tests count with it.
pub type Observer = Arc<dyn Fn(&sea_orm::metric::Info<'_>) + Send + Sync>;

/// How to reach the database.
#[derive(Clone)]
pub struct Options {
    /// `sqlite://path` or `postgres://…`.
    pub url: String,
    /// Reading requests that may run at the same time.
    pub read_connections: u32,
    /// `PostgreSQL` connections for writing, of which one writes and the others wait, and for looking after the readers;
    /// `SQLite` has one.
    pub write_connections: u32,
    /// Longest run of one statement.
    pub statement_timeout: Duration,
    /// Longest wait for a free lane.
    pub acquire_timeout: Duration,
    /// Whether this process writes much at once, as an import does: `SQLite` then keeps more of the file in memory
    /// and carries its log over more rarely. A power failure may undo the last transactions, but only whole ones.
    pub bulk: bool,
    /// Sees every statement.
    pub observer: Option<Observer>,
}

impl Options {
    /// The defaults, for `url`.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            read_connections: 8,
            write_connections: 8,
            statement_timeout: Duration::from_secs(15),
            acquire_timeout: Duration::from_secs(5),
            bulk: false,
            observer: None,
        }
    }
}

/// The database; cheap to clone.
#[derive(Clone)]
pub struct Database {
    writer: DatabaseConnection,
    lanes: Arc<Lanes>,
}

impl Database {
    /// Prepares the pools; connections are made when they are first needed, so this succeeds while the
    /// database is down.
    ///
    /// # Errors
    /// When the address is not one of a `SQLite` file or a `PostgreSQL` database.
    pub fn connect(options: &Options) -> Result<Self, DbErr> {
        connect::make_private(options);
        let writer = connect::writer(options)?;
        let lanes = Lanes::prepare(options, writer.clone())?;
        Ok(Self {
            writer,
            lanes: Arc::new(lanes),
        })
    }

    /// The writing side; transactions begin here, in use-cases only.
    #[must_use]
    pub fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Which of the two databases this is.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.writer.get_database_backend()
    }

    /// Begins a transaction that writes: one at a time, so that what it decides stays true until it ends. Use-cases
    /// alone begin one.
    ///
    /// # Errors
    /// When the database fails, or another writer holds it for too long.
    pub async fn begin_writing(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        let transaction = self.writer.begin_with_options(options).await?;
        if self.backend() == DbBackend::Postgres {
            transaction.execute_unprepared(LOCK_WRITING).await?;
        }
        Ok(transaction)
    }

    /// A reading session for one request; it takes a lane with its first statement.
    #[must_use]
    pub fn session(&self) -> Arc<Session> {
        Arc::new(Session::new(Arc::clone(&self.lanes)))
    }

    /// Ends writing: what `SQLite` keeps in its log goes into the file.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn close(self) -> Result<(), DbErr> {
        self.writer.close().await
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), DbErr> {
        self.writer.execute_unprepared("SELECT 1").await.map(drop)
    }
}
