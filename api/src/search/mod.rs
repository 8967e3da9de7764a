//! Search: an index in the process, of what is published and of nothing else. It follows the outbox; what it finds is
//! read from the database as everything else, so that nothing is shown that is published no more.
mod accents;
mod asked;
mod document;
mod excerpt;
mod facets;
mod fields;
mod find;
mod follow;
mod index;
mod rank;
mod spelling;
mod suggest;
mod terms;

use std::sync::Arc;
use std::time::Duration;

use tantivy::TantivyError;
use tokio::sync::{Notify, Semaphore, watch};
use tokio::time;

pub use asked::Asked;
pub use excerpt::Marked;
pub use facets::{Counts, Facet};
pub use find::{DEEPEST, Found, Hit, Order, Taken, Wanted};
pub use index::{IndexError, Place};
pub use suggest::{Suggestion, Typed};

use crate::domain::changes::Changes;
use crate::domain::database::Database;
use crate::domain::listing::list::Selection;
use crate::domain::{Error, Result};
use index::Index;

/// How long somebody waits for an index that is being made.
const PATIENCE: Duration = Duration::from_secs(5);
/// Searches at one time: each takes a thread.
const AT_ONCE: usize = 4;

/// The search of one process; cheap to clone.
#[derive(Clone)]
pub struct Search(Arc<Shared>);

struct Shared {
    database: Database,
    changes: Changes,
    place: Place,
    state: watch::Sender<State>,
    /// Somebody wants to search.
    wanted: Notify,
    turns: Semaphore,
}

/// How far the index is.
#[derive(Clone, Default)]
enum State {
    /// There is none yet.
    #[default]
    None,
    /// It is open, and being made or brought up to date.
    Opened(Arc<Index>),
    /// It can be searched.
    Ready(Arc<Index>),
}

impl Search {
    /// Nothing is opened yet; somebody is to keep the index ([`Search::run`]).
    #[must_use]
    pub fn new(database: Database, changes: Changes, place: Place) -> Self {
        Self(Arc::new(Shared {
            database,
            changes,
            place,
            state: watch::Sender::default(),
            wanted: Notify::new(),
            turns: Semaphore::new(AT_ONCE),
        }))
    }

    /// The changes that it follows.
    #[must_use]
    pub fn changes(&self) -> &Changes {
        &self.0.changes
    }

    /// Lets the index be made before anybody searches.
    pub fn want(&self) {
        self.0.wanted.notify_one();
    }

    /// Searches.
    ///
    /// # Errors
    /// [`Error::Indexing`] while the index is being made; [`Error::Search`] when it fails.
    pub async fn find(&self, wanted: Wanted) -> Result<Found> {
        self.asking(move |index| find::find(index, &wanted)).await
    }

    /// Counts what is found by some facets.
    ///
    /// # Errors
    /// As [`Search::find`].
    pub async fn count(
        &self,
        taken: Taken,
        within: Selection,
        facets: Vec<Facet>,
    ) -> Result<Counts> {
        self.asking(move |index| facets::count(index, &taken, &within, &facets))
            .await
    }

    /// Titles with what is typed so far, at most so many.
    ///
    /// # Errors
    /// As [`Search::find`].
    pub async fn suggest(&self, typed: Typed, limit: usize) -> Result<Vec<Suggestion>> {
        self.asking(move |index| suggest::suggest(index, &typed, limit))
            .await
    }

    async fn asking<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&Index) -> Result<T, TantivyError> + Send + 'static,
    ) -> Result<T> {
        let index = self.ready().await?;
        let turn = self.0.turns.acquire().await;
        let _turn = turn.map_err(|_| Error::Cancelled)?;
        let found = index::aside(&index, ask).await;
        let found = found.map_err(|_| Error::Cancelled)?;
        found.map_err(|error| Error::Search(Arc::new(error)))
    }

    async fn ready(&self) -> Result<Arc<Index>> {
        self.want();
        let mut state = self.0.state.subscribe();
        let ready = state.wait_for(|state| matches!(state, State::Ready(_)));
        match time::timeout(PATIENCE, ready).await {
            Ok(Ok(state)) => match &*state {
                State::Ready(index) => Ok(Arc::clone(index)),
                State::None | State::Opened(_) => Err(Error::Indexing),
            },
            _ => Err(Error::Indexing),
        }
    }

    fn index(&self) -> Option<Arc<Index>> {
        match &*self.0.state.borrow() {
            State::None => None,
            State::Opened(index) | State::Ready(index) => Some(Arc::clone(index)),
        }
    }

    fn be(&self, state: State) {
        self.0.state.send_replace(state);
    }
}
