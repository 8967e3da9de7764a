//! Lanes: reading connections, each used by one request at a time and each cancellable.
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, TransactionTrait};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{Options, connect, is_outage};
use crate::domain::{Error, Result};

/// The reading connections.
pub(super) struct Lanes {
    free: Mutex<Vec<Arc<Lane>>>,
    seats: Arc<Semaphore>,
    acquire_timeout: Duration,
    canceller: DatabaseConnection,
}

/// One reading connection.
pub(super) struct Lane {
    connection: DatabaseConnection,
    /// `SQLite`: raised to stop the running statement.
    interrupt: Arc<AtomicBool>,
    /// `PostgreSQL`: the server process to cancel; 0 before the first connection.
    process: Arc<AtomicI32>,
}

impl Lane {
    /// Begins a snapshot. A connection that died while it lay idle is replaced by a new one: nothing was
    /// read on it yet.
    pub(super) async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let begun = self.connection.begin().await;
        match &begun {
            Err(error @ (DbErr::Exec(_) | DbErr::Query(_))) if is_outage(error) => {
                self.process.store(0, Ordering::Relaxed);
                self.connection.begin().await
            }
            _ => begun,
        }
    }
}

impl Lanes {
    pub(super) fn prepare(options: &Options, canceller: DatabaseConnection) -> Result<Self, DbErr> {
        let mut free = Vec::new();
        for _ in 0..options.read_connections.max(1) {
            let interrupt = Arc::new(AtomicBool::new(false));
            let process = Arc::new(AtomicI32::new(0));
            let connection =
                connect::reader(options, Arc::clone(&interrupt), Arc::clone(&process))?;
            free.push(Arc::new(Lane {
                connection,
                interrupt,
                process,
            }));
        }
        // The most recently used lane is taken first: its connection and caches are warm.
        free.reverse();
        Ok(Self {
            seats: Arc::new(Semaphore::new(free.len())),
            free: Mutex::new(free),
            acquire_timeout: options.acquire_timeout,
            canceller,
        })
    }

    /// Waits for a free lane, first come, first served.
    pub(super) async fn acquire(self: &Arc<Self>) -> Result<LaneGuard> {
        let seat = tokio::time::timeout(
            self.acquire_timeout,
            Arc::clone(&self.seats).acquire_owned(),
        )
        .await
        .map_err(|_| Error::Busy)?
        .map_err(|_| Error::Busy)?;
        let lane = self.free().pop().ok_or(Error::Busy)?;
        Ok(LaneGuard {
            lanes: Arc::clone(self),
            lane,
            cancelled: AtomicBool::new(false),
            seat: Some(seat),
        })
    }

    fn free(&self) -> std::sync::MutexGuard<'_, Vec<Arc<Lane>>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn interrupt(&self, lane: &Lane) {
        let process = lane.process.load(Ordering::Relaxed);
        if process != 0 {
            let cancel = format!("SELECT pg_cancel_backend({process})");
            if let Err(error) = self.canceller.execute_unprepared(&cancel).await {
                tracing::warn!(%error, process, "could not cancel a statement");
            }
        }
    }
}

/// A lane in use; free again when it is dropped.
pub(super) struct LaneGuard {
    lanes: Arc<Lanes>,
    pub(super) lane: Arc<Lane>,
    cancelled: AtomicBool,
    seat: Option<OwnedSemaphorePermit>,
}

impl LaneGuard {
    /// Stops what runs on the lane; returns at once.
    pub(super) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
        self.lane.interrupt.store(true, Ordering::Relaxed);
        let (lanes, lane) = (Arc::clone(&self.lanes), Arc::clone(&self.lane));
        tokio::spawn(async move { lanes.interrupt(&lane).await });
    }
}

impl Drop for LaneGuard {
    fn drop(&mut self) {
        let (lanes, lane, seat) = (
            Arc::clone(&self.lanes),
            Arc::clone(&self.lane),
            self.seat.take(),
        );
        if !self.cancelled.load(Ordering::Relaxed) {
            lanes.free().push(lane);
            return drop(seat);
        }
        tokio::spawn(async move {
            lanes.interrupt(&lane).await;
            // Queues behind the cancelled statement, so that none is running when the lane is free again.
            let _ended = lane.connection.execute_unprepared("SELECT 1").await;
            lane.interrupt.store(false, Ordering::Relaxed);
            lanes.free().push(lane);
            drop(seat);
        });
    }
}
