//! Keys that sign access tokens: kept sealed in the database, shared by all processes, replaced without anybody
//! noticing.
//!
//! A new key is published before it signs, and an old one after it has signed for the last time, until its last token
//! has ended.
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use chrono::{DateTime, TimeDelta, Utc};
use entity::signing_key;
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse, ThumbprintHash};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};
use sea_orm::prelude::*;
use sea_orm::{ActiveValue::Set, DatabaseTransaction, QueryOrder};
use tokio::sync::Mutex;
use tokio::time::timeout;

use super::token::{self, Access, AccessToken, Issuer};
use crate::domain::clock::Clock;
use crate::domain::database::{Database, Session};
use crate::domain::journal::{self, Act, Author};
use crate::domain::secret::{Secret, SecretError};
use crate::domain::{Error, Result};

/// How long a new key is published before it signs, and how far what others remember of the keys may lag behind.
const NOTICE: TimeDelta = TimeDelta::minutes(2);
/// After this long the keys are read again.
const FRESH: TimeDelta = TimeDelta::seconds(30);
/// A token that names an unknown key has them read again, but not more often than this.
const PAUSE: TimeDelta = TimeDelta::seconds(5);
/// Reading the keys may take no longer, waiting for whoever reads them already included.
const PATIENCE: Duration = Duration::from_secs(5);

/// The keys as this process knows them.
pub struct Keys {
    database: Database,
    secret: Secret,
    clock: Clock,
    known: RwLock<Arc<Known>>,
    reading: Mutex<()>,
}

/// What was read.
#[derive(Default)]
struct Known {
    at: Option<DateTime<Utc>>,
    keys: Vec<Key>,
}

/// A key.
#[derive(Clone)]
pub struct Key {
    /// Its RFC 7638 thumbprint.
    pub kid: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// From when it signs.
    pub signs_from: DateTime<Utc>,
    /// From when it signs no more.
    pub retired_at: Option<DateTime<Utc>>,
    public: Jwk,
    verifies: DecodingKey,
    signs: EncodingKey,
}

impl Keys {
    /// The keys of a database; they are read when they are first needed.
    #[must_use]
    pub fn new(database: Database, secret: Secret, clock: Clock) -> Self {
        Self {
            database,
            secret,
            clock,
            known: RwLock::default(),
            reading: Mutex::default(),
        }
    }

    /// What an access token says, where it is one of ours and good now.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when it is not; otherwise when the keys cannot be read.
    pub async fn verify(&self, token: &str, issuer: &Issuer) -> Result<Access> {
        let refused = |token::Refused| Error::Unauthenticated;
        let kid = token::kid(token).map_err(refused)?;
        let now = self.clock.now();
        let mut known = self.known(FRESH).await?;
        if known.verifying(&kid, now).is_none() {
            known = self.known(PAUSE).await?;
        }
        let key = known.verifying(&kid, now).ok_or(Error::Unauthenticated)?;
        token::verify(token, &key.verifies, issuer, now).map_err(refused)
    }

    /// Gives an access token, signed with the newest key whose time has come. Where none's has, because one was taken
    /// away too early, the next key signs before its time.
    ///
    /// # Errors
    /// When the keys cannot be read, or there is none.
    pub async fn sign(&self, access: Access, issuer: &Issuer) -> Result<AccessToken> {
        let now = self.clock.now();
        let known = self.known(FRESH).await?;
        let key = known.signing(now).ok_or(SecretError::NoKey)?;
        token::sign(access, &key.signs, &key.kid, issuer, now)
            .map_err(|_| Error::Secret(SecretError::Failed))
    }

    /// The public halves, for whoever verifies our tokens.
    ///
    /// # Errors
    /// When the keys cannot be read.
    pub async fn public(&self) -> Result<JwkSet> {
        let now = self.clock.now();
        let known = self.known(FRESH).await?;
        let verifying = known.keys.iter().filter(|key| key.verifies(now));
        Ok(JwkSet {
            keys: verifying.map(|key| key.public.clone()).collect(),
        })
    }

    /// The keys, read anew when what is known is older than `age`.
    async fn known(&self, age: TimeDelta) -> Result<Arc<Known>> {
        if let Some(known) = self.fresh(age) {
            return Ok(known);
        }
        let session = self.database.session();
        let read = timeout(PATIENCE, self.read(&session, age)).await;
        read.unwrap_or_else(|_| {
            session.cancel();
            Err(Error::Busy)
        })
    }

    /// Reads the keys, unless somebody else just did.
    async fn read(&self, session: &Session, age: TimeDelta) -> Result<Arc<Known>> {
        let _turn = self.reading.lock().await;
        if let Some(known) = self.fresh(age) {
            return Ok(known);
        }
        let keys = load(session.read().await?, &self.secret).await?;
        let known = Arc::new(Known {
            at: Some(self.clock.now()),
            keys,
        });
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&known);
        Ok(known)
    }

    fn fresh(&self, age: TimeDelta) -> Option<Arc<Known>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let passed = self.clock.now() - known.at?;
        (TimeDelta::zero() <= passed && passed < age).then(|| Arc::clone(&known))
    }
}

impl Known {
    fn verifying(&self, kid: &str, now: DateTime<Utc>) -> Option<&Key> {
        let mut keys = self.keys.iter();
        keys.find(|key| key.kid == kid && key.verifies(now))
    }

    fn signing(&self, now: DateTime<Utc>) -> Option<&Key> {
        let newest = self.keys.iter().filter(|key| key.signs(now));
        let newest = newest.max_by_key(|key| key.signs_from);
        let mut coming = self.keys.iter().filter(|key| now < key.signs_from);
        newest.or_else(|| coming.find(|key| key.retired_at.is_none_or(|retired| now < retired)))
    }
}

impl Key {
    /// Whether new tokens may be signed with it.
    #[must_use]
    pub fn signs(&self, now: DateTime<Utc>) -> bool {
        self.signs_from <= now && self.retired_at.is_none_or(|retired| now < retired)
    }

    /// Whether tokens signed with it may still be good.
    #[must_use]
    pub fn verifies(&self, now: DateTime<Utc>) -> bool {
        let over = |retired: DateTime<Utc>| now >= retired + token::LIFETIME + NOTICE;
        !self.retired_at.is_some_and(over)
    }

    /// A new key, as it is kept.
    fn make(
        secret: &Secret,
        now: DateTime<Utc>,
        signs_from: DateTime<Utc>,
    ) -> Result<signing_key::ActiveModel, SecretError> {
        let pair = Ed25519KeyPair::generate()?;
        let public = pair.public_key().as_ref();
        let kid = thumbprint(&DecodingKey::from_ed_der(public))?;
        let private = pair.to_pkcs8v1()?;
        Ok(signing_key::ActiveModel {
            public_key: Set(public.to_vec()),
            sealed_key: Set(secret.seal(&place(&kid), private.as_ref())?),
            kid: Set(kid),
            created_at: Set(now),
            signs_from: Set(signs_from),
            retired_at: Set(None),
        })
    }

    fn open(row: signing_key::Model, secret: &Secret) -> Result<Self, SecretError> {
        let private = secret.open(&place(&row.kid), &row.sealed_key)?;
        let verifies = DecodingKey::from_ed_der(&row.public_key);
        let mut public = jwk(&verifies)?;
        public.common.key_id = Some(row.kid.clone());
        public.common.public_key_use = Some(PublicKeyUse::Signature);
        Ok(Self {
            kid: row.kid,
            created_at: row.created_at,
            signs_from: row.signs_from,
            retired_at: row.retired_at,
            public,
            verifies,
            signs: EncodingKey::from_ed_der(&private),
        })
    }
}

/// Makes the first key where there is none, and opens those there are.
///
/// # Errors
/// [`SecretError::Foreign`] when they were sealed with another secret; otherwise when the database fails.
pub async fn ensure(database: &Database, secret: &Secret, now: DateTime<Utc>) -> Result<()> {
    let transaction = database.begin_writing().await?;
    let keys = load(&transaction, secret).await?;
    if !keys.iter().any(|key| key.signs(now)) {
        let kid = insert(&transaction, Key::make(secret, now, now)?).await?;
        close(transaction, "signing_key.make", kid, now).await?;
    }
    Ok(())
}

/// Whether a key was sealed before, with a secret that is then needed.
///
/// # Errors
/// When the database fails.
pub async fn exist(database: &Database) -> Result<bool> {
    let session = database.session();
    let first = signing_key::Entity::find()
        .one(session.read().await?)
        .await?;
    Ok(first.is_some())
}

/// Every key, the oldest first.
///
/// # Errors
/// As [`ensure`].
pub async fn list(database: &Database, secret: &Secret) -> Result<Vec<Key>> {
    load(database.session().read().await?, secret).await
}

/// Makes a new key, which signs as soon as every process and every cache knows it; the others then sign no more.
/// Gives the new key's name and from when it signs.
///
/// # Errors
/// As [`ensure`].
pub async fn rotate(
    database: &Database,
    secret: &Secret,
    now: DateTime<Utc>,
) -> Result<(String, DateTime<Utc>)> {
    let transaction = database.begin_writing().await?;
    let keys = load(&transaction, secret).await?;
    let signs_from = noticed(keys.iter(), now);
    for key in keys {
        if !key.verifies(now) {
            remove(&transaction, &key.kid).await?;
        } else if key.retired_at.is_none() {
            retire_at(&transaction, &key.kid, signs_from).await?;
        }
    }
    let kid = insert(&transaction, Key::make(secret, now, signs_from)?).await?;
    close(transaction, "signing_key.rotate", kid.clone(), now).await?;
    Ok((kid, signs_from))
}

/// Takes a key away: tokens signed with it are refused as soon as the processes have read the keys again, within
/// half a minute. Where no other key is there to sign, a new one is made.
///
/// # Errors
/// [`Error::NotFound`] when there is no such key; otherwise as [`ensure`].
pub async fn retire(
    database: &Database,
    secret: &Secret,
    kid: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let transaction = database.begin_writing().await?;
    let keys = load(&transaction, secret).await?;
    if !keys.iter().any(|key| key.kid == kid) {
        return Err(Error::NotFound);
    }
    remove(&transaction, kid).await?;
    let others = || keys.iter().filter(|key| key.kid != kid);
    if others().all(|key| key.retired_at.is_some()) {
        let signs_from = noticed(others(), now);
        insert(&transaction, Key::make(secret, now, signs_from)?).await?;
    }
    close(transaction, "signing_key.retire", kid.to_owned(), now).await
}

/// When a new key may sign: after notice, or at once where no other does meanwhile.
fn noticed<'a>(mut others: impl Iterator<Item = &'a Key>, now: DateTime<Utc>) -> DateTime<Utc> {
    if others.any(|key| key.signs(now)) {
        now + NOTICE
    } else {
        now
    }
}

/// Writes down what was done to a key, and commits.
async fn close(
    transaction: DatabaseTransaction,
    action: &'static str,
    kid: String,
    now: DateTime<Utc>,
) -> Result<()> {
    let act = Act {
        subject_id: Some(kid),
        ..Act::new(Author::command(), action, "signing_key")
    };
    journal::close(&transaction, Vec::new(), vec![act], now).await?;
    transaction.commit().await?;
    Ok(())
}

async fn load(db: &impl ConnectionTrait, secret: &Secret) -> Result<Vec<Key>> {
    let rows = signing_key::Entity::find()
        .order_by_asc(signing_key::Column::SignsFrom)
        .order_by_asc(signing_key::Column::Kid)
        .all(db)
        .await?;
    let keys = rows.into_iter().map(|row| Key::open(row, secret));
    Ok(keys.collect::<Result<_, SecretError>>()?)
}

async fn insert(db: &impl ConnectionTrait, key: signing_key::ActiveModel) -> Result<String> {
    let row = signing_key::Entity::insert(key)
        .exec_with_returning(db)
        .await?;
    Ok(row.kid)
}

async fn remove(db: &impl ConnectionTrait, kid: &str) -> Result<()> {
    signing_key::Entity::delete_by_id(kid).exec(db).await?;
    Ok(())
}

async fn retire_at(db: &impl ConnectionTrait, kid: &str, at: DateTime<Utc>) -> Result<()> {
    let row = signing_key::ActiveModel {
        retired_at: Set(Some(at)),
        ..Default::default()
    };
    signing_key::Entity::update_many()
        .set(row)
        .filter(signing_key::Column::Kid.eq(kid))
        .exec(db)
        .await?;
    Ok(())
}

/// Where a private half is sealed for.
fn place(kid: &str) -> String {
    format!("signing_key/{kid}")
}

fn thumbprint(key: &DecodingKey) -> Result<String, SecretError> {
    let thumbprint = jwk(key)?.thumbprint(ThumbprintHash::SHA256);
    thumbprint.map_err(|_| SecretError::Failed)
}

fn jwk(key: &DecodingKey) -> Result<Jwk, SecretError> {
    Jwk::from_decoding_key(key, Some(Algorithm::EdDSA)).map_err(|_| SecretError::Failed)
}
