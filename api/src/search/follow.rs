//! The task that keeps the index: it holds what is published within a second, whichever process published it.
use std::error::Error as _;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use entity::value::OutboxAudience;
use futures_util::FutureExt;
use tokio::time;
use uuid::Uuid;

use super::index::{Index, IndexError, aside};
use super::{Search, State};
use crate::domain::changes::{Entry, Listener, relists};
use crate::domain::findable::{self, Everything, Mark};

/// How long it waits after something failed.
const RETRY: Duration = Duration::from_secs(1);
/// Contents that are read together.
const SOME: usize = 100;
/// Changes that are written together.
const TOGETHER: usize = 500;

/// Why the index does not follow.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("what is published cannot be read")]
    Database(#[from] crate::domain::Error),
    #[error(transparent)]
    Index(#[from] IndexError),
    #[error("writing was given up")]
    GivenUp(#[from] tokio::task::JoinError),
}

impl Search {
    /// Keeps the index once somebody wants it. Runs until it is dropped, also while the database is away.
    pub async fn run(&self) {
        self.0.wanted.notified().await;
        let mut failing = false;
        loop {
            let Err(failure) = self.keep(&mut failing).await;
            if !failing {
                let source = failure.source();
                tracing::warn!(%failure, source, "search does not follow what changes; it is tried again");
            }
            failing = true;
            time::sleep(RETRY).await;
        }
    }

    async fn keep(&self, failing: &mut bool) -> Result<std::convert::Infallible, Failure> {
        let (mut index, mut mark) = self.usable().await?;
        loop {
            self.be(State::Ready(Arc::clone(&index)));
            *failing = false;
            let spent = Arc::clone(&index);
            (index, mark) = self.follow(index, mark).await?;
            spent.spend();
        }
    }

    /// The index of this process, as far as its mark tells; made anew where it knows nothing of this database.
    async fn usable(&self) -> Result<(Arc<Index>, Mark), Failure> {
        let index = match self.index() {
            Some(index) => index,
            None => self.open().await?,
        };
        let mark = match index.mark() {
            Some(mark) if self.is_past(&mark).await? => mark,
            _ => self.fill(&index).await?,
        };
        Ok((index, mark))
    }

    /// Follows what changes until an index is to take the place of this one, and goes on while that is made. Gives the
    /// other.
    async fn follow(&self, index: Arc<Index>, mark: Mark) -> Result<(Arc<Index>, Mark), Failure> {
        let mut listener = self.0.changes.listen(OutboxAudience::Public, mark.seq);
        // It stays the mark until the other is made: whoever stops before that begins there again.
        let mut before = mark;
        loop {
            let changes = some(&mut listener).await;
            if changes.iter().any(|change| relists(change)) {
                self.write(&index, &changes, &before).await?;
                break;
            }
            let Some(last) = changes.last() else {
                continue;
            };
            before = Mark {
                seq: last.seq,
                at: Some(last.at),
            };
            self.write(&index, &changes, &before).await?;
        }
        let mut made = pin!(self.make());
        loop {
            tokio::select! {
                made = &mut made => return made,
                changes = some(&mut listener) => self.write(&index, &changes, &before).await?,
            }
        }
    }

    /// Makes an index of all that is published.
    async fn make(&self) -> Result<(Arc<Index>, Mark), Failure> {
        let place = self.0.place.clone();
        let index = tokio::task::spawn_blocking(move || Index::make(&place)).await??;
        let index = Arc::new(index);
        match self.fill(&index).await {
            Ok(mark) => {
                tracing::info!("the search index was made anew");
                Ok((index, mark))
            }
            Err(failure) => {
                index.spend();
                Err(failure)
            }
        }
    }

    /// Opens the index where this process keeps its own.
    async fn open(&self) -> Result<Arc<Index>, Failure> {
        let place = self.0.place.clone();
        let opened = tokio::task::spawn_blocking(move || Index::open(&place)).await?;
        let index = Arc::new(opened?);
        self.be(State::Opened(Arc::clone(&index)));
        Ok(index)
    }

    async fn is_past(&self, mark: &Mark) -> Result<bool, Failure> {
        let session = self.0.database.session();
        Ok(findable::knows(&session, mark).await?)
    }

    async fn write(
        &self,
        index: &Arc<Index>,
        changes: &[Arc<Entry>],
        mark: &Mark,
    ) -> Result<(), Failure> {
        let own: Vec<Uuid> = changes.iter().filter_map(|it| it.content_id).collect();
        let mut touched = {
            let session = self.0.database.session();
            findable::acted_on(&session, &own).await?
        };
        touched.extend(own);
        touched.sort_unstable();
        touched.dedup();
        for contents in touched.chunks(SOME) {
            let found = {
                let session = self.0.database.session();
                findable::of(&session, contents).await?
            };
            let contents = contents.to_vec();
            aside(index, move |index| index.replace(&contents, &found)).await??;
        }
        let mark = mark.clone();
        Ok(aside(index, move |index| index.commit(&mark)).await??)
    }

    /// Writes everything that is published, in the place of what the index held. Who searches it meanwhile finds what it
    /// held before.
    async fn fill(&self, index: &Arc<Index>) -> Result<Mark, Failure> {
        let mut everything = Everything::open(&self.0.database).await?;
        let mark = everything.mark().await?;
        aside(index, Index::begin_anew).await??;
        while let Some(found) = everything.next().await? {
            aside(index, move |index| index.replace(&[], &found)).await??;
        }
        let until = mark.clone();
        aside(index, move |index| index.commit(&until)).await??;
        Ok(mark)
    }
}

/// The next changes: as many as there are, and no more than are written together.
async fn some(listener: &mut Listener) -> Vec<Arc<Entry>> {
    let mut changes = vec![listener.next().await];
    while changes.len() < TOGETHER
        && let Some(next) = listener.next().now_or_never()
    {
        changes.push(next);
    }
    changes
}
