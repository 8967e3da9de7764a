//! Open connections: how many an address may have, and how long one may do nothing.
//!
//! actix limits the time of a connection's first head only. Here every connection is closed that has
//! had no request in hand for the request timeout, and the longest idle connection of an address
//! gives way to a new one of it, so that no address can hold all of them.

use std::{
    collections::HashMap,
    future::Future,
    net::{IpAddr, SocketAddr},
    pin::pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use prometheus::IntGauge;
use tokio::{
    sync::{Notify, watch},
    time,
};

use super::client_address;
use crate::config::{AddressRange, Network, Requests};

/// A connection with a request in hand is closed when nothing of the answer was taken for so long
/// after the operation's time limit.
const STALLED: Duration = Duration::from_mins(1);
/// actix ends what is too slow or idle with an answer of its own; here is ended what it overlooks.
const OVERLOOKED: Duration = Duration::from_secs(1);
/// What a connection that was just accepted gets for its first request when the server stops.
const LAST_REQUEST: Duration = Duration::from_secs(1);

type ByPort = HashMap<u16, Arc<Connection>>;

/// The connections that are open.
pub struct Connections {
    per_address: usize,
    unlimited: Vec<AddressRange>,
    patience: Patience,
    gauge: IntGauge,
    open: Mutex<HashMap<IpAddr, ByPort>>,
    count: watch::Sender<usize>,
    closing: watch::Sender<Option<Instant>>,
}

impl Connections {
    /// No connections yet.
    pub fn new(network: &Network, requests: &Requests, gauge: IntGauge) -> Arc<Self> {
        Arc::new(Self {
            per_address: network.max_connections_per_address as usize,
            unlimited: network.trusted_proxies.clone(),
            patience: Patience {
                idle: network.request_timeout + OVERLOOKED,
                in_hand: requests.time_limit + STALLED,
            },
            gauge,
            open: Mutex::default(),
            count: watch::Sender::new(0),
            closing: watch::Sender::new(None),
        })
    }

    /// Takes in a connection. Where its address has too many, the longest idle one is closed for it;
    /// `None` where none is idle.
    pub fn accept(self: &Arc<Self>, peer: SocketAddr) -> Option<Ticket> {
        let address = peer.ip().to_canonical();
        let connection = Arc::new(Connection::new());
        let mut open = self.lock();
        let of_address = open.entry(address).or_default();
        let limited = !client_address::is_trusted(address, &self.unlimited);
        if limited && of_address.len() >= self.per_address {
            let port = longest_idle(of_address)?;
            if let Some(evicted) = of_address.remove(&port) {
                evicted.evict();
            }
        }
        of_address.insert(peer.port(), connection.clone());
        drop(open);
        self.gauge.inc();
        self.count.send_modify(|count| *count += 1);
        Some(Ticket {
            connections: self.clone(),
            connection,
            address,
            port: peer.port(),
        })
    }

    /// Says that a request of `peer` is in hand, until the guard is dropped.
    pub fn request(&self, peer: SocketAddr) -> Option<InHand> {
        let open = self.lock();
        let connection = open
            .get(&peer.ip().to_canonical())?
            .get(&peer.port())?
            .clone();
        connection.set(Activity::InHand(Instant::now()));
        Some(InHand(connection))
    }

    /// Says that another part of `peer`'s request came, which lasts.
    pub fn progress(&self, peer: SocketAddr) {
        let open = self.lock();
        let of_address = open.get(&peer.ip().to_canonical());
        if let Some(connection) = of_address.and_then(|of_address| of_address.get(&peer.port())) {
            connection.set(Activity::InHand(Instant::now()));
        }
    }

    /// Hears when connections are to be closed: what goes on is to end then.
    pub fn closing(&self) -> watch::Receiver<Option<Instant>> {
        self.closing.subscribe()
    }

    /// Closes every connection as soon as it has no request in hand, and waits until none is open.
    pub async fn close(&self) {
        self.closing.send_replace(Some(Instant::now()));
        let mut count = self.count.subscribe();
        // The sender lives as long as `self`, so that waiting cannot fail.
        let _ = count.wait_for(|count| *count == 0).await;
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<IpAddr, ByPort>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn longest_idle(connections: &ByPort) -> Option<u16> {
    connections
        .iter()
        .filter_map(|(port, connection)| match connection.activity() {
            Activity::New(since) | Activity::Idle(since) => Some((since, *port)),
            Activity::InHand(_) | Activity::Evicted => None,
        })
        .min()
        .map(|(_, port)| port)
}

/// The place of one connection among the open ones; dropped when it is closed.
pub struct Ticket {
    connections: Arc<Connections>,
    connection: Arc<Connection>,
    address: IpAddr,
    port: u16,
}

impl Ticket {
    /// Serves the connection until it ends, or until it has done nothing for too long.
    pub async fn serve<T>(self, serving: impl Future<Output = T>) -> Option<T> {
        let mut serving = pin!(serving);
        let mut closing = self.connections.closing.subscribe();
        loop {
            let since_closing = *closing.borrow_and_update();
            let end = self
                .connection
                .activity()
                .end(self.connections.patience, since_closing)
                .filter(|end| *end > Instant::now())?;
            tokio::select! {
                served = &mut serving => return Some(served),
                () = time::sleep_until(end.into()) => {}
                () = self.connection.changed.notified() => {}
                _ = closing.changed() => {}
            }
        }
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let mut open = self.connections.lock();
        if let Some(of_address) = open.get_mut(&self.address) {
            let own = of_address.get(&self.port);
            if own.is_some_and(|own| Arc::ptr_eq(own, &self.connection)) {
                of_address.remove(&self.port);
            }
            if of_address.is_empty() {
                open.remove(&self.address);
            }
        }
        drop(open);
        self.connections.gauge.dec();
        self.connections.count.send_modify(|count| *count -= 1);
    }
}

/// How long a connection may do nothing.
#[derive(Debug, Clone, Copy)]
struct Patience {
    idle: Duration,
    in_hand: Duration,
}

#[derive(Debug, Clone, Copy)]
enum Activity {
    /// No request came yet.
    New(Instant),
    /// A request is in hand; something of it was last done then.
    InHand(Instant),
    /// The last answer was given then.
    Idle(Instant),
    /// It gave way to another.
    Evicted,
}

impl Activity {
    /// When the connection is to be closed if nothing changes; `None` for now.
    fn end(self, patience: Patience, closing: Option<Instant>) -> Option<Instant> {
        match (self, closing) {
            (Self::InHand(since), _) => Some(since + patience.in_hand),
            (Self::New(since), Some(closing)) => {
                Some((since + patience.idle).min(closing + LAST_REQUEST))
            }
            (Self::New(since) | Self::Idle(since), None) => Some(since + patience.idle),
            (Self::Idle(_), Some(_)) | (Self::Evicted, _) => None,
        }
    }
}

struct Connection {
    activity: Mutex<Activity>,
    changed: Notify,
}

impl Connection {
    fn new() -> Self {
        Self {
            activity: Mutex::new(Activity::New(Instant::now())),
            changed: Notify::new(),
        }
    }

    fn activity(&self) -> Activity {
        *self.activity.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, activity: Activity) {
        let mut current = self.activity.lock().unwrap_or_else(PoisonError::into_inner);
        if !matches!(*current, Activity::Evicted) {
            *current = activity;
        }
    }

    fn evict(&self) {
        self.set(Activity::Evicted);
        self.changed.notify_one();
    }
}

/// A request in hand on a connection.
pub struct InHand(Arc<Connection>);

impl InHand {
    /// Says that the client took another part of the answer.
    pub fn progress(&self) {
        self.0.set(Activity::InHand(Instant::now()));
    }
}

impl Drop for InHand {
    fn drop(&mut self) {
        self.0.set(Activity::Idle(Instant::now()));
        self.0.changed.notify_one();
    }
}
