//! Streams that are open, over sockets and as events: how many a client may have.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use prometheus::IntGauge;

/// The streams that are open.
pub struct Streams {
    per_address: usize,
    gauge: IntGauge,
    open: Mutex<HashMap<Option<IpAddr>, usize>>,
}

impl Streams {
    /// No streams yet.
    pub fn new(per_address: u32, gauge: IntGauge) -> Arc<Self> {
        Arc::new(Self {
            per_address: per_address as usize,
            gauge,
            open: Mutex::default(),
        })
    }

    /// Takes in a stream of a client; `None` where it has as many as it may have.
    pub fn open(self: &Arc<Self>, client: Option<IpAddr>) -> Option<Place> {
        let mut open = self.lock();
        let count = open.entry(client).or_default();
        if *count >= self.per_address {
            return None;
        }
        *count += 1;
        self.gauge.inc();
        Some(Place {
            streams: Arc::clone(self),
            client,
        })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Option<IpAddr>, usize>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of an open stream; free when it is dropped.
pub struct Place {
    streams: Arc<Streams>,
    client: Option<IpAddr>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.streams.lock();
        if let Some(count) = open.get_mut(&self.client) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.client);
            }
        }
        drop(open);
        self.streams.gauge.dec();
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    #[test]
    fn a_client_has_so_many_streams_and_no_more() {
        let gauge = IntGauge::new("streams", "help").expect("a gauge");
        let streams = Streams::new(2, gauge.clone());
        let (one, other) = (
            Some(Ipv4Addr::new(10, 0, 0, 1).into()),
            Some(Ipv4Addr::new(10, 0, 0, 2).into()),
        );
        let first = streams.open(one).expect("a place");
        let _second = streams.open(one).expect("a place");
        assert!(streams.open(one).is_none());
        let _others = streams.open(other).expect("a place of its own");
        assert_eq!(gauge.get(), 3);
        drop(first);
        assert!(streams.open(one).is_some());
        assert_eq!(gauge.get(), 2);
        assert_eq!(streams.lock().len(), 2);
    }
}
