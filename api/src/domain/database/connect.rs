//! How connections are made on each database.
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{self, Row};
use sea_orm::{ConnectOptions, DatabaseConnection, DbErr};

use super::Options;

/// Virtual-machine steps between two looks at the flag that interrupts a `SQLite` statement: about 50 µs.
const SQLITE_STEPS_PER_LOOK: i32 = 1_000;

/// Commands that write hold at most this many `PostgreSQL` connections.
const POSTGRES_WRITERS: u32 = 8;

pub(super) async fn writer(options: &Options) -> Result<DatabaseConnection, DbErr> {
    let mut connect = base(options);
    connect
        .max_connections(if is_sqlite(&options.url) {
            1
        } else {
            POSTGRES_WRITERS
        })
        .map_sqlx_sqlite_opts(sqlite_file);
    open(connect, options).await
}

/// A pool of one reading connection, with the means to interrupt what runs on it.
pub(super) async fn reader(
    options: &Options,
    interrupt: Arc<AtomicBool>,
    process: Arc<AtomicI32>,
) -> Result<DatabaseConnection, DbErr> {
    let mut connect = base(options);
    let timeout = options.statement_timeout.as_millis().to_string();
    connect
        .max_connections(1)
        .map_sqlx_sqlite_opts(|file| sqlite_file(file).pragma("query_only", "ON"))
        .map_sqlx_sqlite_pool_opts(move |pool| {
            let interrupt = Arc::clone(&interrupt);
            pool.after_connect(move |connection, _| {
                let interrupt = Arc::clone(&interrupt);
                Box::pin(async move {
                    let mut handle = connection.lock_handle().await?;
                    handle.set_progress_handler(SQLITE_STEPS_PER_LOOK, move || {
                        !interrupt.load(Ordering::Relaxed)
                    });
                    Ok(())
                })
            })
        })
        .map_sqlx_postgres_opts(move |server| {
            server.options([
                ("default_transaction_read_only", "on"),
                ("default_transaction_isolation", "repeatable\\ read"),
                ("statement_timeout", timeout.as_str()),
                ("jit", "off"),
            ])
        })
        .map_sqlx_postgres_pool_opts(move |pool| {
            let process = Arc::clone(&process);
            pool.after_connect(move |connection, _| {
                let process = Arc::clone(&process);
                Box::pin(async move {
                    let row = sqlx::query("SELECT pg_backend_pid()")
                        .fetch_one(connection)
                        .await?;
                    process.store(row.try_get(0)?, Ordering::Relaxed);
                    Ok(())
                })
            })
        });
    open(connect, options).await
}

async fn open(connect: ConnectOptions, options: &Options) -> Result<DatabaseConnection, DbErr> {
    let mut connection = sea_orm::Database::connect(connect).await?;
    if let Some(observer) = options.observer.clone() {
        connection.set_metric_callback(move |info| observer(info));
    }
    Ok(connection)
}

fn base(options: &Options) -> ConnectOptions {
    let mut connect = ConnectOptions::new(options.url.clone());
    connect
        .connect_lazy(true)
        .sqlx_logging(false)
        .record_stmt_in_spans(false)
        .test_before_acquire(false)
        .test_before_acquire_if_idle_for(Duration::from_secs(30))
        .acquire_timeout(options.acquire_timeout);
    connect
}

fn sqlite_file(file: SqliteConnectOptions) -> SqliteConnectOptions {
    file.create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .pragma("temp_store", "MEMORY")
        .statement_cache_capacity(400)
}

pub(super) fn is_sqlite(url: &str) -> bool {
    url.starts_with("sqlite:")
}
