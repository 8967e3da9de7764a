//! One who listens, with a cursor of their own.
use std::collections::VecDeque;
use std::future;
use std::sync::Arc;

use entity::value::OutboxAudience;
use tokio::sync::watch;
use tokio::time;

use super::tail::{PAGE, RETRY};
use super::{Changes, Entry, outbox};
use crate::domain::{Error, Result};

/// Hears every change that its audience learns of, once and in order, however slowly it listens.
pub struct Listener {
    changes: Changes,
    reached: watch::Receiver<i64>,
    audience: OutboxAudience,
    /// Up to here everything was heard, or lies in `ahead`.
    cursor: i64,
    ahead: VecDeque<Arc<Entry>>,
}

impl Listener {
    pub(super) fn new(
        changes: Changes,
        reached: watch::Receiver<i64>,
        audience: OutboxAudience,
        after: i64,
    ) -> Self {
        Self {
            changes,
            reached,
            audience,
            cursor: after,
            ahead: VecDeque::new(),
        }
    }

    /// The next change; waits for it, also while the database is away. What is dropped while it waits misses nothing.
    pub async fn next(&mut self) -> Arc<Entry> {
        loop {
            if let Some(entry) = self.ahead.pop_front() {
                return entry;
            }
            let reached = *self.reached.borrow_and_update();
            if reached <= self.cursor {
                if self.reached.changed().await.is_err() {
                    // Whoever tells has ended: there is nothing more to hear.
                    future::pending::<()>().await;
                }
            } else if let Err(error) = self.read(reached).await {
                tracing::debug!(%error, "changes cannot be read; it is tried again");
                time::sleep(RETRY).await;
            }
        }
    }

    /// Takes what comes next, up to `reached` at least, from memory or else from the table.
    async fn read(&mut self, reached: i64) -> Result<()> {
        let recent = self.changes.recent().after(self.cursor, self.audience);
        (self.ahead, self.cursor) = match recent {
            Some(recent) => recent,
            None => self.page(reached).await?,
        };
        Ok(())
    }

    async fn page(&self, reached: i64) -> Result<(VecDeque<Arc<Entry>>, i64)> {
        let reading = self.changes.0.reading.acquire().await;
        let _reading = reading.map_err(|_| Error::Busy)?;
        let (audience, cursor) = (self.audience, self.cursor);
        let page = self
            .changes
            .patiently(async |session| outbox::after(session, Some(audience), cursor, PAGE).await)
            .await?;
        let full = page.len() as u64 == PAGE;
        let last = page.last().map_or(cursor, |entry| entry.seq);
        let cursor = if full { last } else { last.max(reached) };
        Ok((page.into_iter().map(Arc::new).collect(), cursor))
    }
}
