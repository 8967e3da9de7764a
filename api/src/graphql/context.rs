//! What every resolver has at hand: the request's loaders, its session, the clock and the public address.
use std::sync::Arc;

use async_graphql::Context;
use async_graphql::dataloader::{DataLoader, HashMapCache};
use chrono::NaiveDate;

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
            tokio::spawn,
            HashMapCache::default(),
        )
        .delay(std::time::Duration::ZERO);
        Self {
            reader,
            session,
            clock,
            public_url,
        }
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
