//! What was changed, told to whoever listens, in the order of commits: the tail of the outbox.
//!
//! One task a process ([`Changes::run`]) reads what is new, whichever process committed it, and keeps the last of it in
//! memory. Each [`Listener`] has a cursor of its own and takes from there, or from the table where it is further behind;
//! since the outbox has no gaps, it misses nothing and hears nothing twice.
mod interest;
mod listener;
mod outbox;
mod recent;
mod tail;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use entity::value::OutboxAudience;
use tokio::sync::{Notify, Semaphore, watch};

pub use entity::outbox::Model as Entry;
pub use interest::{Acts, Contents, Happened, Interest, Meaning, relists};
pub use listener::Listener;
pub use outbox::newest;

use super::database::Database;
use recent::Recent;

/// Listeners that read the table at one time: those that are far behind leave lanes to readers.
const READING_AT_ONCE: usize = 2;

/// The changes of a database, as one process hears of them; cheap to clone.
#[derive(Clone)]
pub struct Changes(Arc<Shared>);

struct Shared {
    database: Database,
    recent: Mutex<Recent>,
    /// The number up to which is known what changed.
    reached: watch::Sender<i64>,
    /// Somebody listens.
    wanted: Notify,
    reading: Semaphore,
}

impl Changes {
    /// Nobody listens, and nothing is read yet.
    #[must_use]
    pub fn new(database: Database) -> Self {
        Self(Arc::new(Shared {
            database,
            recent: Mutex::default(),
            reached: watch::Sender::new(0),
            wanted: Notify::new(),
            reading: Semaphore::new(READING_AT_ONCE),
        }))
    }

    /// Listens to what an audience learns of after the change numbered `after`.
    #[must_use]
    pub fn listen(&self, audience: OutboxAudience, after: i64) -> Listener {
        let reached = self.0.reached.subscribe();
        self.0.wanted.notify_one();
        Listener::new(self.clone(), reached, audience, after)
    }

    fn recent(&self) -> MutexGuard<'_, Recent> {
        self.0.recent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
