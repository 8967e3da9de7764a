//! What runs beside serving: started with the server, stopped after it and before the database is closed.
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use object_store::ObjectStore;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinSet;
use tokio::time;

use crate::domain::account::mail::{self, Mailer};
use crate::domain::clock::Clock;
use crate::domain::database::Database;
use crate::domain::files;
use crate::domain::session::Authority;
use crate::domain::timetable;
use crate::search::Search;

/// What a task gets to end in; after that it is cut off.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// The tasks beside a server. Dropped, they are cut off.
#[derive(Debug)]
pub struct Tasks {
    running: JoinSet<()>,
    stopping: watch::Sender<bool>,
}

impl Tasks {
    /// Starts them; what is planned, what is to be sent and what nobody needs is looked at once the database is
    /// prepared.
    #[must_use]
    pub fn start(
        search: Search,
        authority: Arc<Authority>,
        mailer: Option<Mailer>,
        database: Database,
        media: Arc<dyn ObjectStore>,
        clock: Clock,
        prepared: oneshot::Receiver<()>,
    ) -> Self {
        let mut tasks = Self {
            running: JoinSet::new(),
            stopping: watch::Sender::new(false),
        };
        let changes = search.changes().clone();
        tasks.until_stopped(async move { changes.run().await });
        tasks.until_stopped(async move { search.run().await });
        tasks.until_stopped(async move {
            if prepared.await.is_ok() {
                let sending = async {
                    if let Some(mailer) = mailer {
                        mail::run(&authority, &mailer).await;
                    }
                };
                let tidying = files::keep_tidy(database.clone(), media, clock.clone());
                tokio::join!(timetable::keep_time(database, clock), sending, tidying);
            }
        });
        tasks
    }

    /// Starts one that may end at any point.
    fn until_stopped(&mut self, work: impl Future<Output = ()> + Send + 'static) {
        let mut stopping = self.stopping.subscribe();
        self.running.spawn(async move {
            tokio::select! {
                () = work => {}
                _ = stopping.wait_for(|stopping| *stopping) => {}
            }
        });
    }

    /// Stops them and waits until they have ended.
    pub async fn stop(mut self) {
        self.stopping.send_replace(true);
        let ended = async { while self.running.join_next().await.is_some() {} };
        if time::timeout(LAST_WORDS, ended).await.is_err() {
            tracing::warn!("a task did not end in time and is cut off");
        }
    }
}
