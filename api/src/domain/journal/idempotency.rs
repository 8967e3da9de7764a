//! Mutations that are asked for again: one that succeeded with a key is not done twice.
use chrono::{DateTime, TimeDelta, Utc};
use entity::idempotency;
use sea_orm::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::domain::{Error, Result};

/// How long an outcome is kept.
const KEPT: TimeDelta = TimeDelta::days(7);

/// The longest key, in characters.
const KEY: usize = 100;

/// What is known of a mutation that begins.
#[derive(Debug, PartialEq, Eq)]
pub enum Begun {
    /// It is to be done; what it comes to is to be kept.
    Fresh(Fresh),
    /// It was done: what it came to.
    Repeated(Json),
    /// Its key was used for something else.
    Reused,
}

/// A mutation that is done for the first time.
#[derive(Debug, PartialEq, Eq)]
pub struct Fresh(Option<Pending>);

/// One that has a key.
#[derive(Debug, PartialEq, Eq)]
struct Pending {
    account: Uuid,
    key: String,
    mutation: &'static str,
    input_hash: String,
}

/// Looks whether a mutation was done already. Within a transaction from
/// [`begin_writing`](crate::domain::database::Database::begin_writing), so that of two at the same time the second
/// finds what the first came to. `input` is everything but the key and what is secret, such as a password, since its
/// hash is kept; without a key, everything is new.
///
/// # Errors
/// [`Error::Invalid`] when the key is empty or too long; else when the database fails.
pub async fn begin(
    tx: &impl ConnectionTrait,
    account: Uuid,
    key: Option<&str>,
    mutation: &'static str,
    input: &impl Serialize,
) -> Result<Begun> {
    let Some(key) = key else {
        return Ok(Begun::Fresh(Fresh(None)));
    };
    if key.is_empty() || key.chars().count() > KEY {
        let message = (
            format!("must have 1 to {KEY} characters"),
            format!("phải dài từ 1 đến {KEY} ký tự"),
        );
        return Err(Error::invalid("idempotencyKey", message));
    }
    let input = serde_json::to_vec(input).map_err(|error| {
        let message = (
            format!("cannot be compared: {error}"),
            "không so sánh được với yêu cầu trước",
        );
        Error::invalid("input", message)
    })?;
    let pending = Pending {
        account,
        key: key.to_owned(),
        mutation,
        input_hash: format!("{:x}", Sha256::digest(input)),
    };
    let kept = idempotency::Entity::find_by_id((account, key.to_owned()))
        .one(tx)
        .await?;
    Ok(match kept {
        None => Begun::Fresh(Fresh(Some(pending))),
        Some(kept) if kept.mutation == mutation && kept.input_hash == pending.input_hash => {
            Begun::Repeated(kept.outcome)
        }
        Some(_) => Begun::Reused,
    })
}

impl Fresh {
    /// Keeps what the mutation came to, in the transaction that did it: ids and versions, no secrets and no texts.
    /// Forgets what was kept long enough.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep(
        self,
        tx: &impl ConnectionTrait,
        outcome: Json,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let Some(pending) = self.0 else {
            return Ok(());
        };
        idempotency::Entity::delete_many()
            .filter(idempotency::Column::At.lt(now - KEPT))
            .exec(tx)
            .await?;
        let row = idempotency::Model {
            account_id: pending.account,
            key: pending.key,
            mutation: pending.mutation.to_owned(),
            input_hash: pending.input_hash,
            outcome,
            at: now,
        };
        row.into_active_model().insert(tx).await?;
        Ok(())
    }
}
