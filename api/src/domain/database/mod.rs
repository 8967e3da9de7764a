//! The database: one door for writing, and lanes for reading.
//!
//! A reading request holds one lane, hence one connection and one snapshot, from its first statement to
//! its end; what runs on a lane can be cancelled. `SQLite` has one writer, so writing has its own pool.
mod connect;
mod lane;
mod schema;
mod session;

use std::sync::Arc;
use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr};

use lane::Lanes;
pub use schema::SchemaState;
pub use session::{CancelOnDrop, Session};

/// Called after each statement; tests count with it.
pub type Observer = Arc<dyn Fn(&sea_orm::metric::Info<'_>) + Send + Sync>;

/// How to reach the database.
#[derive(Clone)]
pub struct Options {
    /// `sqlite://path` or `postgres://…`.
    pub url: String,
    /// Reading requests that may run at the same time.
    pub read_connections: u32,
    /// Longest run of one statement.
    pub statement_timeout: Duration,
    /// Longest wait for a free lane.
    pub acquire_timeout: Duration,
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
            statement_timeout: Duration::from_secs(15),
            acquire_timeout: Duration::from_secs(5),
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

    /// A reading session for one request; it takes a lane with its first statement.
    #[must_use]
    pub fn session(&self) -> Arc<Session> {
        Arc::new(Session::new(Arc::clone(&self.lanes)))
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), DbErr> {
        self.writer.execute_unprepared("SELECT 1").await.map(drop)
    }
}
