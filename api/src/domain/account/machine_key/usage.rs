//! When machine keys are used: written down once a minute and key, beside the request that uses it and without having
//! it wait.
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use entity::machine_key;
use entity::value::Via;
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;

use crate::domain::Result;
use crate::domain::actor::Actor;
use crate::domain::database::Database;

/// A key that is used all the time is written down this often.
const EVERY: TimeDelta = TimeDelta::minutes(1);

/// What this process has written down: a moment for each key that was used here.
#[derive(Default)]
pub struct Usage(Mutex<HashMap<Uuid, DateTime<Utc>>>);

impl Usage {
    /// Notes that somebody came, where they came with a key. The writing goes on by itself; should it fail, the next
    /// use after a minute is written down.
    pub fn note(
        &self,
        database: &Database,
        actor: &Actor,
        from: Option<IpAddr>,
        now: DateTime<Utc>,
    ) {
        let key = actor.credential.filter(|_| actor.via == Via::MachineKey);
        let Some(key) = key.filter(|key| self.is_due(*key, now)) else {
            return;
        };
        let database = database.clone();
        tokio::spawn(async move {
            if let Err(error) = write(&database, key, from, now).await {
                tracing::warn!(%error, %key, "the use of a machine key was not written down");
            }
        });
    }

    fn is_due(&self, key: Uuid, now: DateTime<Utc>) -> bool {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let last = noted.get(&key).copied();
        let due = last.is_none_or(|last| now < last || last + EVERY <= now);
        if due {
            noted.insert(key, now);
        }
        due
    }
}

async fn write(
    database: &Database,
    key: Uuid,
    from: Option<IpAddr>,
    now: DateTime<Utc>,
) -> Result<()> {
    let used = machine_key::ActiveModel {
        last_used_at: Set(Some(now)),
        last_used_from: Set(from.map(|address| address.to_string())),
        ..Default::default()
    };
    let tx = database.begin_writing().await?;
    machine_key::Entity::update_many()
        .set(used)
        .filter(machine_key::Column::Id.eq(key))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_written_down_once_a_minute() {
        let usage = Usage::default();
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let now = DateTime::UNIX_EPOCH;
        assert!(usage.is_due(one, now) && usage.is_due(other, now));
        assert!(!usage.is_due(one, now + TimeDelta::seconds(59)));
        assert!(usage.is_due(one, now + TimeDelta::seconds(60)));
        assert!(!usage.is_due(one, now + TimeDelta::seconds(119)));
        assert!(
            usage.is_due(one, now - TimeDelta::hours(1)),
            "a clock that was set"
        );
    }
}
