//! The task that keeps the index: it holds what is published within a second, whichever process published it.
use std::error::Error as _;
use std::sync::Arc;
use std::time::Duration;

use entity::value::OutboxAudience;
use futures_util::FutureExt;
use tokio::time;
use uuid::Uuid;

use super::index::{Index, IndexError, aside};
use super::{Search, State};
use crate::domain::changes::Entry;
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
        let index = match self.index() {
            Some(index) => index,
            None => self.open().await?,
        };
        let mark = match index.mark() {
            Some(mark) if self.is_past(&mark).await? => mark,
            _ => build(self, &index).await?,
        };
        self.be(State::Ready(Arc::clone(&index)));
        *failing = false;
        let mut listener = self.0.changes.listen(OutboxAudience::Public, mark.seq);
        loop {
            let mut changes = vec![listener.next().await];
            while changes.len() < TOGETHER
                && let Some(next) = listener.next().now_or_never()
            {
                changes.push(next);
            }
            self.write(&index, &changes).await?;
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

    async fn write(&self, index: &Arc<Index>, changes: &[Arc<Entry>]) -> Result<(), Failure> {
        let Some(last) = changes.last() else {
            return Ok(());
        };
        let mark = Mark {
            seq: last.seq,
            at: Some(last.at),
        };
        let mut touched: Vec<Uuid> = changes.iter().filter_map(|it| it.content_id).collect();
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
        Ok(aside(index, move |index| index.commit(&mark)).await??)
    }
}

/// Writes everything that is published, in the place of what the index held. Who searches meanwhile finds what it
/// held before.
async fn build(search: &Search, index: &Arc<Index>) -> Result<Mark, Failure> {
    let mut everything = Everything::open(&search.0.database).await?;
    let mark = everything.mark().await?;
    aside(index, Index::begin_anew).await??;
    while let Some(found) = everything.next().await? {
        aside(index, move |index| index.replace(&[], &found)).await??;
    }
    let until = mark.clone();
    aside(index, move |index| index.commit(&until)).await??;
    Ok(mark)
}
