//! The task that looks for what is new.
use std::time::Duration;

use tokio::time;

use super::recent::Recent;
use super::{Changes, outbox};
use crate::domain::database::Session;
use crate::domain::{Error, Result, journal};

/// How often it looks while somebody listens.
const PERIOD: Duration = Duration::from_millis(250);
/// How long it waits after the database failed.
pub(super) const RETRY: Duration = Duration::from_secs(1);
/// How long a look may take: a connection to a database that fell silent never answers.
const PATIENCE: Duration = Duration::from_secs(5);
/// Changes that one look reads.
pub(super) const PAGE: u64 = 500;

impl Changes {
    /// Looks for changes, of all processes, while somebody listens. Runs until it is dropped, also while the database
    /// is away.
    pub async fn run(&self) {
        let mut followed = false;
        let mut failing = false;
        loop {
            if self.0.reached.receiver_count() == 0 {
                followed = false;
                self.0.wanted.notified().await;
                continue;
            }
            match self.look(followed).await {
                Ok(more) => {
                    (followed, failing) = (true, false);
                    if !more {
                        time::sleep(PERIOD).await;
                    }
                }
                Err(error) => {
                    if !failing {
                        tracing::warn!(%error, "changes cannot be looked for; it is tried again");
                    }
                    failing = true;
                    time::sleep(RETRY).await;
                }
            }
        }
    }

    /// Reads what is new; where nothing was followed before, only how far the outbox goes. Says whether there may be
    /// more.
    async fn look(&self, followed: bool) -> Result<bool> {
        let known = followed.then(|| self.recent().reached());
        let read = async |session: &Session| match known {
            None => Ok((
                journal::outbox_seq(session.read().await?).await?,
                Vec::new(),
            )),
            Some(known) => Ok((known, outbox::after(session, None, known, PAGE).await?)),
        };
        let (known, entries) = self.patiently(read).await?;
        let more = entries.len() as u64 == PAGE;
        let reached = {
            let mut recent = self.recent();
            if !followed {
                *recent = Recent::from(known);
            }
            recent.extend(entries);
            recent.reached()
        };
        self.0.reached.send_if_modified(|so_far| {
            let further = *so_far != reached;
            *so_far = reached;
            further
        });
        Ok(more)
    }

    /// Reads in a session of its own, which is given up when it takes too long.
    pub(super) async fn patiently<T>(
        &self,
        read: impl AsyncFnOnce(&Session) -> Result<T>,
    ) -> Result<T> {
        let session = self.0.database.session();
        let read = time::timeout(PATIENCE, read(&session)).await;
        read.unwrap_or_else(|_| {
            session.cancel();
            Err(Error::Busy)
        })
    }
}
