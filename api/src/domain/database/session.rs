//! A reading session: the lane and the snapshot of one request.
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::DatabaseTransaction;
use tokio::sync::OnceCell;

use super::lane::{LaneGuard, Lanes};
use crate::domain::{Error, Result};

/// What one request reads with: every statement sees the same state of the database.
pub struct Session {
    lanes: Arc<Lanes>,
    held: OnceCell<Held>,
    cancelled: AtomicBool,
}

/// Fields drop in order: the transaction ends before the lane is free.
struct Held {
    transaction: DatabaseTransaction,
    lane: LaneGuard,
}

impl Session {
    pub(super) fn new(lanes: Arc<Lanes>) -> Self {
        Self {
            lanes,
            held: OnceCell::new(),
            cancelled: AtomicBool::new(false),
        }
    }

    /// The snapshot to read from; the first call takes a lane.
    ///
    /// # Errors
    /// [`Error::Busy`] when no lane became free in time, [`Error::Cancelled`] after [`Self::cancel`],
    /// [`Error::Unavailable`] when the database does not answer, or the database's own error.
    pub async fn read(&self) -> Result<&DatabaseTransaction> {
        if self.cancelled.load(Ordering::Relaxed) {
            return Err(Error::Cancelled);
        }
        let held = self
            .held
            .get_or_try_init(|| async {
                let lane = self.lanes.acquire().await?;
                let transaction = lane.lane.begin().await?;
                Ok::<_, Error>(Held { transaction, lane })
            })
            .await?;
        Ok(&held.transaction)
    }

    /// Stops the running statement in the database and refuses further ones.
    pub fn cancel(&self) {
        if !self.cancelled.swap(true, Ordering::Relaxed)
            && let Some(held) = self.held.get()
        {
            held.lane.cancel();
        }
    }
}
