//! What every resolver has at hand: the request's loaders, its session, the clock and the public address.
use std::sync::Arc;
use std::time::Duration;

use async_graphql::Context;
use async_graphql::dataloader::{DataLoader, HashMapCache};
use chrono::NaiveDate;
use futures_util::future::BoxFuture;
use tokio::sync::Mutex;

use crate::domain::clock::Clock;
use crate::domain::database::Session;
use crate::graphql::loader::Reader;

/// The data of one request.
pub struct RequestContext {
    reader: DataLoader<Reader, HashMapCache>,
    session: Arc<Session>,
    clock: Clock,
    public_url: Arc<str>,
}

impl RequestContext {
    /// The context of a request that reads with `session`.
    #[must_use]
    pub fn new(session: Arc<Session>, clock: Clock, public_url: Arc<str>) -> Self {
        let reader = DataLoader::with_cache(
            Reader::new(Arc::clone(&session)),
            in_turn(),
            HashMapCache::default(),
        )
        .delay(Duration::ZERO);
        Self {
            reader,
            session,
            clock,
            public_url,
        }
    }
}

/// Runs the batches of one request one after the other, in the order in which they were begun: a batch takes its
/// keys when its turn comes, so that it has those of all results that came before. How many statements a request
/// runs then depends on what it asks for, not on how fast the database answers; the session has one lane anyway.
fn in_turn() -> impl Fn(BoxFuture<'static, ()>) + Send + Sync {
    let turns = Arc::new(Mutex::new(()));
    move |batch| {
        let turns = Arc::clone(&turns);
        tokio::spawn(async move {
            let _turn = turns.lock().await;
            batch.await;
            // Whoever waited for the batch asks for more before the next one begins.
            tokio::task::yield_now().await;
        });
    }
}

/// Short ways to a request's data.
pub trait ContextExt {
    /// The request's data.
    fn request(&self) -> &RequestContext;

    /// The loaders: every read by key goes through them.
    fn reader(&self) -> &DataLoader<Reader, HashMapCache> {
        &self.request().reader
    }

    /// The snapshot that the request reads.
    fn session(&self) -> &Session {
        &self.request().session
    }

    /// Today in the office's zone.
    fn today(&self) -> NaiveDate {
        self.request().clock.today()
    }

    /// The clock.
    fn clock(&self) -> &Clock {
        &self.request().clock
    }

    /// The absolute address of a path of this site.
    fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.request().public_url.trim_end_matches('/'))
    }
}

impl ContextExt for Context<'_> {
    fn request(&self) -> &RequestContext {
        self.data_unchecked::<RequestContext>()
    }
}
