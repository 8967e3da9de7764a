//! The running server: accepting, serving, and stopping without failing a request.

use std::{
    io,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener},
    sync::atomic::Ordering,
    thread,
    time::Duration,
};

use actix_web::web::Data;
use rustix::process::{Resource, getrlimit, setrlimit};
use tokio::{
    sync::{mpsc, watch},
    time,
};
use url::Url;

use super::{
    App,
    worker::{Phase, Worker},
};

/// Cores that are used unless the configuration says otherwise.
const MOST_WORKERS: usize = 8;
/// Files the process may open, where the system lets it: each connection is one.
const FILES: u64 = 65_536;
/// What the workers get to end in.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// A server that accepts connections until it is stopped or dropped.
pub struct Server {
    app: Data<App>,
    address: SocketAddr,
    phase: watch::Sender<Phase>,
    ended: mpsc::Receiver<()>,
}

/// Serves `app` on `listener`.
///
/// # Errors
/// Where the listener cannot be used or a thread cannot be started.
pub fn start(mut app: App, listener: TcpListener) -> io::Result<Server> {
    let address = listener.local_addr()?;
    listener.set_nonblocking(true)?;
    app.public_url = match &app.network.public_url {
        Some(url) => url.clone(),
        None => default_url(address).map_err(io::Error::other)?,
    };
    let workers = workers(&app);
    let connections = (app.network.max_connections as usize).div_ceil(workers);
    let app = Data::new(app);
    let (phase, phases) = watch::channel(Phase::Accepting);
    let (running, ended) = mpsc::channel(1);
    for _ in 0..workers {
        let worker = Worker {
            app: app.clone(),
            connections,
            phase: phases.clone(),
            _running: running.clone(),
        };
        worker.start(listener.try_clone()?)?;
    }
    // The workers' copies are all that is left, so that the last of them closes it.
    drop(listener);
    Ok(Server {
        app,
        address,
        phase,
        ended,
    })
}

impl Server {
    /// The address it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The URL under which clients reach it.
    #[must_use]
    pub fn public_url(&self) -> &Url {
        &self.app.public_url
    }

    /// Stops. `/readyz` says so first and every answer ends its connection, so that clients go
    /// elsewhere; then no more connections are accepted, and the requests in hand are finished, for
    /// as long as the configuration gives them.
    pub async fn stop(mut self) {
        let network = &self.app.network;
        tracing::info!("stopping");
        self.app.stopping.store(true, Ordering::Relaxed);
        time::sleep(network.drain).await;
        self.phase.send_replace(Phase::Finishing);
        let finished = self.app.connections.close();
        if time::timeout(network.shutdown_timeout, finished)
            .await
            .is_err()
        {
            tracing::warn!("requests were still in hand and are cut off");
        }
        self.phase.send_replace(Phase::Ended);
        // The last worker drops the last sender.
        let _ = time::timeout(LAST_WORDS, self.ended.recv()).await;
        tracing::info!("stopped");
    }
}

fn workers(app: &App) -> usize {
    match app.network.workers {
        Some(workers) => workers.into(),
        None => thread::available_parallelism().map_or(2, |cores| cores.get().min(MOST_WORKERS)),
    }
}

/// The URL of an address; an address that stands for all of the machine's is its own.
pub(super) fn default_url(address: SocketAddr) -> Result<Url, url::ParseError> {
    let mut address = address;
    if address.ip() == Ipv4Addr::UNSPECIFIED || address.ip() == Ipv6Addr::UNSPECIFIED {
        address.set_ip(Ipv4Addr::LOCALHOST.into());
    }
    Url::parse(&format!("http://{address}/"))
}

/// Lets the process open as many files as the system allows it, up to a sane number.
pub fn raise_file_limit() {
    let mut limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.map_or(FILES, |maximum| maximum.min(FILES));
    if limit.current.is_some_and(|current| current < wanted) {
        limit.current = Some(wanted);
        if let Err(error) = setrlimit(Resource::Nofile, limit) {
            tracing::warn!(%error, "cannot raise the number of open files");
        }
    }
}
