//! Turns at what takes long: so many for one client at a time, so that nobody waits for all that one client asks for.
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Turns of clients.
pub(in crate::domain) struct Turns<K> {
    each: usize,
    of: Mutex<HashMap<K, Weak<Semaphore>>>,
}

/// A turn; over when it is dropped.
pub(in crate::domain) type Turn = OwnedSemaphorePermit;

impl<K: Eq + Hash> Turns<K> {
    /// So many at a time for each.
    pub(in crate::domain) fn new(each: usize) -> Self {
        Self {
            each,
            of: Mutex::default(),
        }
    }

    /// A turn at once; `None` where a client has all that are its own.
    pub(in crate::domain) fn take(&self, client: K) -> Option<Turn> {
        self.of(client).try_acquire_owned().ok()
    }

    /// A turn after those of the same client before it.
    pub(in crate::domain) async fn wait(&self, client: K) -> Option<Turn> {
        // It is never closed, so that waiting cannot fail.
        self.of(client).acquire_owned().await.ok()
    }

    fn of(&self, client: K) -> Arc<Semaphore> {
        let mut of = self.of.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(turns) = of.get(&client).and_then(Weak::upgrade) {
            return turns;
        }
        of.retain(|_, turns| turns.strong_count() > 0);
        let turns = Arc::new(Semaphore::new(self.each));
        of.insert(client, Arc::downgrade(&turns));
        turns
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[test]
    fn a_client_waits_for_its_own_turns_only() {
        let turns = Turns::new(2);
        let first = turns.take(1);
        let second = turns.take(1);
        assert!(first.is_some() && second.is_some() && turns.take(2).is_some());
        assert!(turns.take(1).is_none());
        let mut third = Box::pin(turns.wait(1));
        assert!(third.as_mut().now_or_never().is_none());
        drop(first);
        assert!(third.as_mut().now_or_never().flatten().is_some());
    }

    #[test]
    fn who_is_gone_is_forgotten() {
        let turns = Turns::new(1);
        drop(turns.take(1));
        let _second = turns.take(2);
        let known = turns.of.lock().expect("a lock").len();
        assert_eq!(known, 1);
    }
}
