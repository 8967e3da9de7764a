//! The origins whose pages may use some key. A browser asks for them before it shows a key, hence without one.
use std::collections::HashSet;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::machine_key;
use entity::value::StringList;
use sea_orm::QuerySelect;
use sea_orm::prelude::*;
use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::domain::Result;
use crate::domain::database::Session;

/// After this long they are read again.
const FRESH: TimeDelta = TimeDelta::seconds(30);
/// Reading them may take no longer; what was known before holds on then.
const PATIENCE: Duration = Duration::from_secs(2);

/// The origins as this process knows them.
#[derive(Default)]
pub struct Origins {
    known: RwLock<Known>,
    reading: Mutex<()>,
}

#[derive(Default)]
struct Known {
    at: Option<DateTime<Utc>>,
    origins: HashSet<String>,
}

impl Origins {
    /// Whether pages of an origin may use some key.
    #[must_use]
    pub fn allow(&self, origin: &str) -> bool {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.origins.contains(origin)
    }

    /// Reads the origins, unless that was done lately; whoever comes meanwhile waits for it.
    pub async fn learn(&self, session: &Session, now: DateTime<Utc>) {
        if self.is_fresh(now) {
            return;
        }
        let _turn = self.reading.lock().await;
        if self.is_fresh(now) {
            return;
        }
        let read = timeout(PATIENCE, read(session, now)).await;
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.at = Some(now);
        match read {
            Ok(Ok(origins)) => known.origins = origins,
            Ok(Err(error)) => tracing::warn!(%error, "the origins of machine keys cannot be read"),
            Err(_) => session.cancel(),
        }
    }

    fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.at.is_some_and(|at| at <= now && now < at + FRESH)
    }
}

async fn read(session: &Session, now: DateTime<Utc>) -> Result<HashSet<String>> {
    let lists = machine_key::Entity::find()
        .select_only()
        .column(machine_key::Column::Origins)
        .filter(machine_key::Column::RevokedAt.is_null())
        .filter(machine_key::Column::ExpiresAt.gt(now))
        .into_tuple::<StringList>()
        .all(session.read().await?)
        .await?;
    Ok(lists.into_iter().flat_map(|list| list.0).collect())
}
