//! What every resolver has at hand: the request's loaders, its session, who asks, the clock and the public address.
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use async_graphql::Context;
use async_graphql::dataloader::{DataLoader, HashMapCache};
use chrono::{DateTime, NaiveDate, Utc};
use futures_util::future::BoxFuture;
use tokio::sync::{Mutex, OnceCell};
use url::Url;

use crate::domain::account;
use crate::domain::actor::{self, Actor, Caller};
use crate::domain::clock::Clock;
use crate::domain::database::{Database, Session};
use crate::domain::preview::PreviewToken;
use crate::domain::session::Authority;
use crate::domain::session::token::Issuer;
use crate::domain::visibility::{self, Lens};
use crate::domain::{Error, Result};
use crate::graphql::loader::Reader;
use crate::graphql::message::Language;
use crate::search::Search;

/// The data of one request.
pub struct RequestContext {
    current: RwLock<Arc<Snapshot>>,
    database: Database,
    clock: Clock,
    authority: Arc<Authority>,
    public_url: Arc<str>,
    caller: Caller,
    preview: Option<PreviewToken>,
    language: Language,
    search: Search,
    began: DateTime<Utc>,
}

/// One state of the database, as a request reads it.
struct Snapshot {
    session: Arc<Session>,
    reader: Arc<Loaders>,
    actor: OnceCell<Option<Arc<Actor>>>,
    lens: OnceCell<Option<Lens>>,
}

/// The loaders of a request.
type Loaders = DataLoader<Reader, HashMapCache>;

impl Snapshot {
    fn new(database: &Database) -> Arc<Self> {
        let session = database.session();
        let reader = Reader::new(Arc::clone(&session));
        let reader = DataLoader::with_cache(reader, in_turn(), HashMapCache::default());
        Arc::new(Self {
            session,
            reader: Arc::new(reader.delay(Duration::ZERO)),
            actor: OnceCell::new(),
            lens: OnceCell::new(),
        })
    }
}

impl RequestContext {
    /// The context of a request that `caller` makes.
    #[must_use]
    pub fn new(
        database: Database,
        clock: Clock,
        authority: Arc<Authority>,
        public_url: Arc<str>,
        caller: Caller,
        language: Language,
        search: Search,
    ) -> Self {
        Self {
            current: RwLock::new(Snapshot::new(&database)),
            database,
            began: clock.now(),
            clock,
            authority,
            public_url,
            caller,
            preview: None,
            language,
            search,
        }
    }

    /// The same for somebody who also shows this token of a preview.
    #[must_use]
    pub fn through(self, preview: Option<PreviewToken>) -> Self {
        Self { preview, ..self }
    }

    /// What a preview's token shows, read from what the request reads; nothing without one.
    ///
    /// # Errors
    /// [`Error::NoPreview`] when the preview has ended; otherwise when the database fails.
    pub async fn lens(&self) -> Result<Option<Lens>> {
        let snapshot = self.snapshot();
        let load = || async {
            let Some(token) = self.preview else {
                return Ok(None);
            };
            let lens = visibility::lens(&snapshot.session, token, self.clock.now());
            lens.await.map(Some)
        };
        snapshot.lens.get_or_try_init(load).await.cloned()
    }

    /// From here on the request reads what is there now: after something was written, and before, so that no reading
    /// connection is held meanwhile.
    pub fn renew(&self) {
        let renewed = Snapshot::new(&self.database);
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = renewed;
    }

    /// Who asks, read from what the request reads; `None` for the public.
    ///
    /// # Errors
    /// [`crate::domain::Error::Unauthenticated`] when the credential holds no longer; otherwise when the database
    /// fails.
    pub async fn actor(&self) -> Result<Option<Arc<Actor>>> {
        let snapshot = self.snapshot();
        let load = || async {
            if self.caller.credential.is_none() {
                return Ok(None);
            }
            let found = actor::load(snapshot.session.read().await?, &self.caller, &self.clock);
            Ok(found.await?.map(Arc::new))
        };
        snapshot.actor.get_or_try_init(load).await.cloned()
    }

    /// Who asks, as [`Self::actor`]; that they came is noted.
    ///
    /// # Errors
    /// As [`Self::actor`].
    pub async fn recognise(&self) -> Result<Option<Arc<Actor>>> {
        let actor = match self.actor().await {
            Err(Error::Unauthenticated) => {
                // Whoever comes for the first time may be given an account.
                account::provision(&self.authority, &self.caller).await?;
                self.renew();
                self.actor().await
            }
            actor => actor,
        };
        let actor = actor?;
        if let Some(actor) = &actor {
            self.authority.note(actor, &self.caller);
        }
        Ok(actor)
    }

    /// When the request began.
    #[must_use]
    pub fn began(&self) -> DateTime<Utc> {
        self.began
    }

    /// Stops what the request reads.
    pub fn cancel(&self) {
        self.snapshot().session.cancel();
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
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
    fn reader(&self) -> Arc<DataLoader<Reader, HashMapCache>> {
        Arc::clone(&self.request().snapshot().reader)
    }

    /// The snapshot that the request reads.
    fn session(&self) -> Arc<Session> {
        Arc::clone(&self.request().snapshot().session)
    }

    /// Who asks, and with what.
    fn caller(&self) -> &Caller {
        &self.request().caller
    }

    /// The database, for use-cases that write.
    fn database(&self) -> &Database {
        &self.request().database
    }

    /// Where acts on accounts are done, and by whom.
    fn office(&self) -> account::Office<'_> {
        account::Office {
            database: self.database(),
            clock: self.clock(),
            caller: self.caller(),
        }
    }

    /// Lets people in.
    fn authority(&self) -> &Authority {
        &self.request().authority
    }

    /// Who gives the server's tokens.
    fn issuer(&self) -> Issuer {
        Issuer::at(&self.request().public_url)
    }

    /// The name of this site's host.
    fn host(&self) -> String {
        let url = Url::parse(&self.request().public_url).ok();
        let host = url.as_ref().and_then(Url::host_str);
        host.unwrap_or_default().to_owned()
    }

    /// The language that sentences for people are in.
    fn language(&self) -> Language {
        self.request().language
    }

    /// The search of what is published.
    fn search(&self) -> &Search {
        &self.request().search
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
        self.data_unchecked::<Arc<RequestContext>>()
    }
}
