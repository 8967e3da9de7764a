//! What the execution of a subscription's operation is for; whoever executes it gives it as data of the request.
use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::Context;
use entity::value::OutboxAudience;

use super::cursor;
use crate::domain::changes::{Entry, Happened, Interest};

/// What one execution is for.
pub enum Telling {
    /// To begin: it leaves what to listen for.
    Beginning {
        /// The cursor that a client which was interrupted goes on from, whatever the operation says.
        resume: Option<String>,
        /// What it leaves.
        begun: Mutex<Option<Begun>>,
    },
    /// To tell of a change.
    Change(Arc<Told>),
}

/// What to listen for.
#[derive(Debug)]
pub struct Begun {
    /// Which changes.
    pub interest: Interest,
    /// Whose changes.
    pub audience: OutboxAudience,
    /// After the change with this number.
    pub after: i64,
}

/// A change with what it means to whoever listens.
pub struct Told {
    /// The change.
    pub entry: Arc<Entry>,
    /// What happened.
    pub happened: Happened,
}

impl Telling {
    /// An execution to begin with.
    #[must_use]
    pub fn beginning(resume: Option<String>) -> Self {
        Self::Beginning {
            resume,
            begun: Mutex::default(),
        }
    }

    /// What the execution left to listen for.
    #[must_use]
    pub fn begun(&self) -> Option<Begun> {
        match self {
            Self::Beginning { begun, .. } => {
                begun.lock().unwrap_or_else(PoisonError::into_inner).take()
            }
            Self::Change(_) => None,
        }
    }

    /// Leaves what to listen for.
    pub(super) fn announce(&self, begins: Begun) {
        if let Self::Beginning { begun, .. } = self {
            *begun.lock().unwrap_or_else(PoisonError::into_inner) = Some(begins);
        }
    }
}

impl Begun {
    /// The cursor of the beginning.
    #[must_use]
    pub fn cursor(&self) -> String {
        cursor::cursor_of(self.audience, self.after)
    }
}

impl Told {
    /// The change's cursor.
    #[must_use]
    pub fn cursor(&self) -> String {
        cursor::cursor_of(self.entry.audience, self.entry.seq)
    }
}

/// What the present execution is for; nothing where it is none of a subscription.
pub(super) fn telling<'a>(ctx: &Context<'a>) -> Option<&'a Telling> {
    ctx.data_opt::<Arc<Telling>>().map(AsRef::as_ref)
}
