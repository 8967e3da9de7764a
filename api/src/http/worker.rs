//! A thread that accepts connections and serves them.
//!
//! All workers accept from one socket. actix's own acceptor drops connections that it accepted and
//! had not handed on when it is told to stop; here every connection that was accepted is served.

use std::{io, net, rc::Rc, sync::Arc, thread, time::Duration};

use actix_http::HttpService;
use actix_service::{Service, ServiceFactory, map_config};
use actix_web::{
    App as Routes,
    dev::AppConfig,
    middleware::from_fn,
    rt::net::{TcpListener, TcpStream},
    web::Data,
};
use tokio::{
    runtime,
    sync::{Semaphore, mpsc, watch},
    task::{self, LocalSet},
    time,
};

use super::{App, cors, public_access, request, routes};

/// Threads that wait for files, for each worker.
const BLOCKING_THREADS: usize = 32;
/// The pause after the system refused a connection, for want of files most often.
const BREATH: Duration = Duration::from_millis(100);
/// What a client gets to close a connection that the server ends.
const FAREWELL: Duration = Duration::from_secs(2);

/// What the workers do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Accept connections.
    Accepting,
    /// Finish those there are.
    Finishing,
    /// Nothing more.
    Ended,
}

/// What one thread serves.
pub struct Worker {
    /// What to serve.
    pub app: Data<App>,
    /// The most connections at one time.
    pub connections: usize,
    /// What to do.
    pub phase: watch::Receiver<Phase>,
    /// Dropped when the worker ends.
    pub _running: mpsc::Sender<()>,
}

impl Worker {
    /// Starts the thread.
    ///
    /// # Errors
    /// Where the system gives no thread or the listener cannot be used.
    pub fn start(self, listener: net::TcpListener) -> io::Result<()> {
        let runtime = runtime::Builder::new_current_thread()
            .enable_all()
            .max_blocking_threads(BLOCKING_THREADS)
            .build()?;
        thread::Builder::new()
            .name("http".into())
            .spawn(move || {
                let served = LocalSet::new().block_on(&runtime, self.serve(listener));
                if let Err(error) = served {
                    tracing::error!(%error, "a worker failed");
                }
                runtime.shutdown_background();
            })
            .map(drop)
    }

    async fn serve(mut self, listener: net::TcpListener) -> io::Result<()> {
        let listener = TcpListener::from_std(listener)?;
        let http = service(&self.app).new_service(()).await;
        let http = Rc::new(http.map_err(|()| io::Error::other("no service"))?);
        let places = Arc::new(Semaphore::new(self.connections));
        while *self.phase.borrow() == Phase::Accepting {
            let accepted = async {
                let place = places
                    .clone()
                    .acquire_owned()
                    .await
                    .map_err(io::Error::other)?;
                listener.accept().await.map(|(stream, _)| (stream, place))
            };
            tokio::select! {
                accepted = accepted => match accepted {
                    Ok((stream, place)) => self.take(&http, stream, place),
                    Err(error) => {
                        tracing::warn!(%error, "a connection was not accepted");
                        time::sleep(BREATH).await;
                    }
                },
                changed = self.phase.changed() => if changed.is_err() { return Ok(()) },
            }
        }
        // What the system has accepted meanwhile is served too, whatever the number.
        let listener = listener.into_std()?;
        while let Ok((stream, _)) = listener.accept() {
            stream.set_nonblocking(true)?;
            self.take(&http, TcpStream::from_std(stream)?, ());
        }
        drop(listener);
        // An error says that the server was dropped.
        let _ = self.phase.wait_for(|phase| *phase == Phase::Ended).await;
        Ok(())
    }

    /// Serves a connection beside the others; it keeps its `place` until it ends.
    fn take<S>(&self, http: &Rc<S>, stream: TcpStream, place: impl Sized + 'static)
    where
        S: Service<TcpStream, Response = ()> + 'static,
    {
        let peer = stream.peer_addr().ok();
        let Some(ticket) = peer.and_then(|peer| self.app.connections.accept(peer)) else {
            self.app.metrics.connection_refused();
            return;
        };
        let http = http.clone();
        task::spawn_local(async move {
            // What went wrong on a connection is the client's to know.
            let _ = ticket.serve(http.call(stream)).await;
            drop(place);
        });
    }
}

/// One TCP connection in, answers out.
fn service(
    app: &Data<App>,
) -> impl ServiceFactory<TcpStream, Config = (), Response = (), InitError = ()> + use<> {
    let timeout = app.network.request_timeout;
    let routed = Routes::new()
        .app_data(app.clone())
        .configure(routes)
        .wrap(from_fn(public_access::guard))
        .wrap(cors::rule(&app.network, &app.authority))
        .wrap(from_fn(cors::learn))
        .wrap(from_fn(request::observe));
    HttpService::build()
        .keep_alive(timeout)
        .client_request_timeout(timeout)
        .client_disconnect_timeout(FAREWELL)
        .h1_allow_half_closed(false)
        .tcp_nodelay(true)
        .finish(map_config(routed, |()| AppConfig::default()))
        .tcp()
}
