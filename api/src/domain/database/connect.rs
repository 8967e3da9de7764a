//! How connections are made on each database: lazily, so that a database that is down stops nothing.
use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::time::Duration;

use sea_orm::sqlx::pool::PoolOptions;
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{self, ConnectOptions, Postgres, Row, Sqlite};
use sea_orm::{DatabaseConnection, DbErr, RuntimeErr, SqlxPostgresConnector, SqlxSqliteConnector};

use super::Options;

/// Virtual-machine steps between two looks at the flag that interrupts a `SQLite` statement: about 50 µs.
const SQLITE_STEPS_PER_LOOK: i32 = 1_000;

/// What `SQLite`'s writer may keep of the file in memory while much is written, in KiB, as the pragma wants it; taken
/// as it is needed. An import touches all indexes all over: with the default of 2 MB it mostly waits for pages.
const BULK_CACHE: &str = "-196608";

/// Pages in `SQLite`'s log before they are carried over while much is written: 1 GB. Pages that each transaction
/// touches are then carried over once for many.
const BULK_CHECKPOINT: &str = "262144";

/// How long a lane tries to connect: a database that is down is told of soon. Its pool holds one connection
/// for one user, so there is nothing else to wait for.
const LANE_CONNECTS_WITHIN: Duration = Duration::from_secs(2);

/// Prepared statements that a connection keeps.
const STATEMENTS: usize = 400;

/// The pool for writing: `SQLite` has one writer.
pub(super) fn writer(options: &Options) -> Result<DatabaseConnection, DbErr> {
    let connection = if is_sqlite(&options.url) {
        let pool = pool::<Sqlite>(1, options.acquire_timeout);
        let file = if options.bulk {
            sqlite(options)?
                .synchronous(SqliteSynchronous::Normal)
                .pragma("cache_size", BULK_CACHE)
                .pragma("wal_autocheckpoint", BULK_CHECKPOINT)
        } else {
            sqlite(options)?
        };
        SqlxSqliteConnector::from_sqlx_sqlite_pool(pool.connect_lazy_with(file))
    } else {
        // A transaction that writes is worth the look whether its connection outlived a restart.
        let pool = pool::<Postgres>(options.write_connections, options.acquire_timeout)
            .test_before_acquire(true);
        SqlxPostgresConnector::from_sqlx_postgres_pool(pool.connect_lazy_with(postgres(options)?))
    };
    Ok(observed(connection, options))
}

/// A pool of one reading connection, with the means to interrupt what runs on it.
pub(super) fn reader(
    options: &Options,
    interrupt: Arc<AtomicBool>,
    process: Arc<AtomicI32>,
) -> Result<DatabaseConnection, DbErr> {
    let connection = if is_sqlite(&options.url) {
        let pool = pool::<Sqlite>(1, LANE_CONNECTS_WITHIN).after_connect(move |connection, _| {
            let interrupt = Arc::clone(&interrupt);
            Box::pin(async move {
                let mut handle = connection.lock_handle().await?;
                handle.set_progress_handler(SQLITE_STEPS_PER_LOOK, move || {
                    !interrupt.load(Ordering::Relaxed)
                });
                Ok(())
            })
        });
        let file = sqlite(options)?.pragma("query_only", "ON");
        SqlxSqliteConnector::from_sqlx_sqlite_pool(pool.connect_lazy_with(file))
    } else {
        let pool = pool::<Postgres>(1, LANE_CONNECTS_WITHIN).after_connect(move |connection, _| {
            let process = Arc::clone(&process);
            Box::pin(async move {
                let row = sqlx::query("SELECT pg_backend_pid()")
                    .fetch_one(connection)
                    .await?;
                process.store(row.try_get(0)?, Ordering::Relaxed);
                Ok(())
            })
        });
        let timeout = options.statement_timeout.as_millis().to_string();
        let server = postgres(options)?.options([
            ("default_transaction_read_only", "on"),
            ("default_transaction_isolation", "repeatable read"),
            ("statement_timeout", timeout.as_str()),
            ("jit", "off"),
        ]);
        SqlxPostgresConnector::from_sqlx_postgres_pool(pool.connect_lazy_with(server))
    };
    Ok(observed(connection, options))
}

fn pool<D: sqlx::Database>(connections: u32, acquire_timeout: Duration) -> PoolOptions<D> {
    PoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(acquire_timeout)
        .test_before_acquire(false)
}

/// Makes the file of a database that is not there yet, for its owner only: `SQLite` would let others read it. The files
/// beside it are made like it.
pub(super) fn make_private(options: &Options) {
    if !is_sqlite(&options.url) {
        return;
    }
    if let Ok(file) = SqliteConnectOptions::from_str(&options.url) {
        // Where it is there, or cannot be made, SQLite says what is to be said.
        let _made = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(file.get_filename());
    }
}

fn sqlite(options: &Options) -> Result<SqliteConnectOptions, DbErr> {
    let file = SqliteConnectOptions::from_str(&options.url).map_err(unusable)?;
    Ok(file
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .pragma("temp_store", "MEMORY")
        .statement_cache_capacity(STATEMENTS)
        .disable_statement_logging())
}

fn postgres(options: &Options) -> Result<PgConnectOptions, DbErr> {
    let server = PgConnectOptions::from_str(&options.url).map_err(unusable)?;
    Ok(server
        .statement_cache_capacity(STATEMENTS)
        .disable_statement_logging())
}

fn observed(mut connection: DatabaseConnection, options: &Options) -> DatabaseConnection {
    if let Some(observer) = options.observer.clone() {
        connection.set_metric_callback(move |info| observer(info));
    }
    connection
}

fn unusable(error: sqlx::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error)))
}

fn is_sqlite(url: &str) -> bool {
    url.starts_with("sqlite:")
}
