//! How often somebody may guess: by what is guessed at, and by where the guess comes from.
//!
//! A bucket takes some guesses at once and then one in a while (GCRA), so that its whole state is one moment. Every
//! guess is drawn before it is known whether it is right; a right one is given back, so that only wrong ones count.
use std::net::{IpAddr, Ipv6Addr};

use chrono::{DateTime, TimeDelta, Utc};
use entity::guess;
use sea_orm::Statement;
use sea_orm::prelude::*;

use super::Identifier;
use crate::domain::database::Database;
use crate::domain::secret::Secret;
use crate::domain::{Error, Result};

/// What a user name or an e-mail address allows: at most 5 guesses in any 60 seconds, hence 10 an account, which may
/// have both. One bucket for both would tell that they belong together.
const NAMED: Limit = Limit {
    at_once: 3,
    then_every: TimeDelta::seconds(24),
};
/// What an address allows: an office may share one.
const ADDRESS: Limit = Limit {
    at_once: 20,
    then_every: TimeDelta::seconds(2),
};
/// What an account may upload: a folder at once, and then one file every two seconds.
const UPLOADS: Limit = Limit {
    at_once: 60,
    then_every: TimeDelta::seconds(2),
};
/// Buckets that have been empty for so long are forgotten.
const FORGOTTEN_AFTER: TimeDelta = TimeDelta::hours(1);

#[derive(Clone, Copy)]
struct Limit {
    at_once: i64,
    then_every: TimeDelta,
}

/// A guess: the buckets that it draws from.
pub struct Guess {
    buckets: Vec<(String, Limit)>,
}

impl Guess {
    /// One at what an account is called by, from an address.
    ///
    /// # Errors
    /// When the cryptography fails.
    pub fn at(secret: &Secret, whom: &Identifier, address: Option<IpAddr>) -> Result<Self> {
        let named = secret.mac("guess", &format!("named\0{}", whom.key()))?;
        let mut guess = Self::from(secret, address)?;
        guess.buckets.push((named, NAMED));
        Ok(guess)
    }

    /// One at something that names no account, such as a token.
    ///
    /// # Errors
    /// When the cryptography fails.
    pub fn from(secret: &Secret, address: Option<IpAddr>) -> Result<Self> {
        let from = secret.mac("guess", &format!("address\0{}", network(address)))?;
        Ok(Self {
            buckets: vec![(from, ADDRESS)],
        })
    }

    /// An upload of an account, which is counted in the same way.
    ///
    /// # Errors
    /// When the cryptography fails.
    pub(in crate::domain) fn upload_of(secret: &Secret, account: Uuid) -> Result<Self> {
        let uploads = secret.mac("guess", &format!("upload\0{account}"))?;
        Ok(Self {
            buckets: vec![(uploads, UPLOADS)],
        })
    }

    /// Draws the guess in a transaction of its own.
    ///
    /// # Errors
    /// As [`Self::draw`].
    pub async fn count(&self, database: &Database, now: DateTime<Utc>) -> Result<()> {
        let tx = database.begin_writing().await?;
        let drawn = self.draw(&tx, now).await;
        if matches!(drawn, Ok(()) | Err(Error::TooSoon { .. })) {
            tx.commit().await?;
        }
        drawn
    }

    /// Draws the guess. What was drawn is to be committed, whatever becomes of it.
    ///
    /// # Errors
    /// [`Error::TooSoon`] when a bucket is full; otherwise when the database fails.
    pub async fn draw(&self, tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<()> {
        forget(tx, now).await?;
        for (bucket, limit) in &self.buckets {
            draw(tx, bucket, *limit, now).await?;
        }
        Ok(())
    }

    /// Gives back what was drawn: the guess was right.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn give_back(&self, tx: &impl ConnectionTrait) -> Result<()> {
        for (bucket, limit) in &self.buckets {
            let sql = "UPDATE guess SET ready_at = ready_at - $2 WHERE bucket = $1";
            let values = [bucket.clone().into(), micros(limit.then_every).into()];
            let backend = tx.get_database_backend();
            tx.execute_raw(Statement::from_sql_and_values(backend, sql, values))
                .await?;
        }
        Ok(())
    }
}

/// One statement, so that of many at the same time each counts.
async fn draw(
    tx: &impl ConnectionTrait,
    bucket: &str,
    limit: Limit,
    now: DateTime<Utc>,
) -> Result<()> {
    const DRAW: &str = "INSERT INTO guess (bucket, ready_at) VALUES ($1, $2 + $3) \
        ON CONFLICT (bucket) DO UPDATE \
        SET ready_at = CASE WHEN guess.ready_at < $2 THEN $2 ELSE guess.ready_at END + $3 \
        WHERE guess.ready_at <= $2 + $4 RETURNING ready_at";
    let every = micros(limit.then_every);
    let room = (limit.at_once - 1) * every;
    let now = now.timestamp_micros();
    let values = [bucket.into(), now.into(), every.into(), room.into()];
    let statement = Statement::from_sql_and_values(tx.get_database_backend(), DRAW, values);
    if tx.query_one_raw(statement).await?.is_some() {
        return Ok(());
    }
    let full = guess::Entity::find_by_id(bucket).one(tx).await?;
    let wait = full.map_or(0, |full| full.ready_at - room - now);
    let seconds = u64::try_from(wait).unwrap_or_default().div_ceil(1_000_000);
    Err(Error::TooSoon {
        retry_after: seconds.max(1),
    })
}

async fn forget(tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<()> {
    let before = (now - FORGOTTEN_AFTER).timestamp_micros();
    guess::Entity::delete_many()
        .filter(guess::Column::ReadyAt.lt(before))
        .exec(tx)
        .await?;
    Ok(())
}

fn micros(time: TimeDelta) -> i64 {
    time.num_microseconds().unwrap_or(i64::MAX)
}

/// Whoever has one address of version 6 usually has 2⁶⁴ of them.
fn network(address: Option<IpAddr>) -> String {
    match address.map(|address| address.to_canonical()) {
        None => String::new(),
        Some(IpAddr::V4(address)) => address.to_string(),
        Some(IpAddr::V6(address)) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_in_version_6_are_one() {
        let network = |text: &str| network(Some(text.parse().expect("an address")));
        assert_eq!(network("2001:db8::1"), network("2001:db8::ffff:1"));
        assert_ne!(network("2001:db8::1"), network("2001:db8:0:1::1"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
    }
}
