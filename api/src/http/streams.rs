//! Streams that are open, over sockets and as events: how many a client may have, and whose turn it is.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use prometheus::IntGauge;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Changes that are told at one time: the others wait, so that readers find lanes free.
const TOLD_AT_ONCE: usize = 4;
/// Those of them that are told to one client: one with many streams keeps nobody waiting for long.
const TOLD_TO_ONE: usize = 2;

/// The streams that are open.
pub struct Streams {
    per_address: usize,
    gauge: IntGauge,
    open: Mutex<HashMap<Option<IpAddr>, Client>>,
    turns: Semaphore,
}

/// What is open of one client.
struct Client {
    streams: usize,
    turns: Arc<Semaphore>,
}

impl Streams {
    /// No streams yet.
    pub fn new(per_address: u32, gauge: IntGauge) -> Arc<Self> {
        Arc::new(Self {
            per_address: per_address as usize,
            gauge,
            open: Mutex::default(),
            turns: Semaphore::new(TOLD_AT_ONCE),
        })
    }

    /// Takes in a stream of a client; `None` where it has as many as it may have.
    pub fn open(self: &Arc<Self>, address: Option<IpAddr>) -> Option<Arc<Place>> {
        let mut open = self.lock();
        let client = open.entry(address).or_insert_with(|| Client {
            streams: 0,
            turns: Arc::new(Semaphore::new(TOLD_TO_ONE)),
        });
        if client.streams >= self.per_address {
            return None;
        }
        client.streams += 1;
        self.gauge.inc();
        Some(Arc::new(Place {
            streams: Arc::clone(self),
            address,
            turns: Arc::clone(&client.turns),
        }))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Option<IpAddr>, Client>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of an open stream; free when it is dropped.
pub struct Place {
    streams: Arc<Streams>,
    address: Option<IpAddr>,
    turns: Arc<Semaphore>,
}

/// Until it is dropped, a change is told.
pub struct Turn<'a> {
    _own: Option<SemaphorePermit<'a>>,
    _of_all: Option<SemaphorePermit<'a>>,
}

impl Place {
    /// Waits until a change may be told: first come, first served, among clients and among each one's streams.
    pub async fn turn(&self) -> Turn<'_> {
        // They are never closed, so that waiting cannot fail.
        Turn {
            _own: self.turns.acquire().await.ok(),
            _of_all: self.streams.turns.acquire().await.ok(),
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.streams.lock();
        if let Some(client) = open.get_mut(&self.address) {
            client.streams -= 1;
            if client.streams == 0 {
                open.remove(&self.address);
            }
        }
        drop(open);
        self.streams.gauge.dec();
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use futures_util::FutureExt;

    use super::*;

    fn streams() -> (Arc<Streams>, IntGauge) {
        let gauge = IntGauge::new("streams", "help").expect("a gauge");
        (Streams::new(2, gauge.clone()), gauge)
    }

    fn client(number: u8) -> IpAddr {
        Ipv4Addr::new(10, 0, 0, number).into()
    }

    #[test]
    fn a_client_has_so_many_streams_and_no_more() {
        let (streams, gauge) = streams();
        let first = streams.open(Some(client(1))).expect("a place");
        let _second = streams.open(Some(client(1))).expect("a place");
        assert!(streams.open(Some(client(1))).is_none());
        let others = streams.open(Some(client(2))).expect("a place of its own");
        assert_eq!(gauge.get(), 3);
        drop((first, others));
        assert!(streams.open(Some(client(1))).is_some());
        assert_eq!((gauge.get(), streams.lock().len()), (1, 1));
    }

    #[test]
    fn a_client_with_many_streams_leaves_turns_to_others() {
        let (streams, _) = streams();
        let place = |number| streams.open(Some(client(number))).expect("a place");
        let (first, second, other) = (place(1), place(1), place(2));
        let one = first.turn().now_or_never().expect("a turn");
        let _two = second.turn().now_or_never().expect("a turn");
        assert!(first.turn().now_or_never().is_none());
        assert!(other.turn().now_or_never().is_some());
        drop(one);
        assert!(first.turn().now_or_never().is_some());
    }
}
