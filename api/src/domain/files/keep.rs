//! Uploading: from whoever sends bytes to rows and bytes that stay.
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use entity::{agency, file, file_custody, file_variant};
use object_store::ObjectStore;
use sea_orm::prelude::*;
use sea_orm::{Condition, DatabaseTransaction};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use super::image::{self, Pictures};
use super::kind::Class;
use super::read::may;
use super::receive::{Received, blocking};
use super::rows::{self, Made};
use super::{Incoming, Unfit, UploadError, loose, name, store};
use crate::domain::account::Guess;
use crate::domain::actor::{self, Actor, Caller};
use crate::domain::policy::Action;
use crate::domain::session::Authority;
use crate::domain::turns::Turns;
use crate::domain::{Error, Result};

/// Uploads that come in at one time.
const AT_A_TIME: usize = 32;
/// How nice the thread is that decodes: readers go first.
const NICENESS: i32 = 10;

/// Where files are uploaded to.
#[derive(Clone)]
pub struct Uploads {
    pub(super) authority: Arc<Authority>,
    pub(super) store: Arc<dyn ObjectStore>,
    folder: PathBuf,
    coming: Arc<Semaphore>,
    /// One image at a time, and of an account only one that waits for it: one with many keeps nobody waiting for long.
    decoding: Arc<Semaphore>,
    decoding_of: Arc<Turns<Uuid>>,
}

/// Somebody who may upload now, and for which agency.
#[derive(Clone, Debug)]
pub struct Place {
    /// The agency.
    pub agency: Uuid,
    account: Uuid,
}

/// What somebody says of a file; it is believed in nothing, and held against them.
#[derive(Clone, Debug)]
pub struct Given {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: Option<String>,
}

/// What was kept.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The file as the agency has it.
    pub custody: file_custody::Model,
    /// The file.
    pub file: file::Model,
    /// Its smaller versions, the narrowest first.
    pub variants: Vec<file_variant::Model>,
    /// Whether the agency did not have it before.
    pub is_new: bool,
}

impl Uploads {
    /// Into a store. What comes in waits in a folder, best of the same disk.
    #[must_use]
    pub fn new(authority: Arc<Authority>, store: Arc<dyn ObjectStore>, folder: PathBuf) -> Self {
        Self {
            authority,
            store,
            folder,
            coming: Arc::new(Semaphore::new(AT_A_TIME)),
            decoding: Arc::new(Semaphore::new(1)),
            decoding_of: Arc::new(Turns::new(1)),
        }
    }

    /// The same, where what comes in waits in another folder.
    #[must_use]
    pub fn waiting_in(self, folder: PathBuf) -> Self {
        Self { folder, ..self }
    }

    /// Looks whether somebody may upload for an agency, by its code; for their own where none is named. Counts the
    /// upload.
    ///
    /// # Errors
    /// As the policy says; [`Unfit::NoAgency`] where it has to be named; [`Error::TooSoon`] for an account that uploads
    /// too much.
    pub async fn admit(&self, caller: &Caller, code: Option<&str>) -> Result<Place, UploadError> {
        let Authority {
            database,
            clock,
            secret,
            ..
        } = &*self.authority;
        let session = database.session();
        let db = session.read().await?;
        let actor = actor::load(db, caller, clock).await?;
        let actor = actor.ok_or(Error::Unauthenticated)?;
        let agency = match code {
            Some(code) => {
                let named = self.named(db, code).await?;
                let agency = named.unwrap_or_default();
                may(db, &actor, Action::FileUpload, agency).await?;
                agency
            }
            None => own(db, &actor).await?,
        };
        self.authority.note(&actor, caller);
        drop(session);
        let place = Place {
            agency,
            account: actor.account,
        };
        let guess = Guess::upload_of(secret, place.account)?;
        guess.count(database, clock.now()).await?;
        Ok(place)
    }

    /// Begins to receive.
    ///
    /// # Errors
    /// [`Error::Busy`] where too much comes in already; [`Error::Store`] where nothing can be kept.
    pub async fn receive(&self) -> Result<(Incoming, OwnedSemaphorePermit)> {
        let place = Arc::clone(&self.coming).try_acquire_owned();
        let place = place.map_err(|_| Error::Busy)?;
        let incoming = Incoming::begin(self.folder.clone()).await?;
        Ok((incoming, place))
    }

    /// Keeps what came in. Bytes that were uploaded before, by whomever, cost nothing.
    ///
    /// # Errors
    /// [`Unfit`] for what cannot be kept; as the policy says, which is asked again; otherwise when the database or the
    /// store fails: then nothing stays, and it can be tried again.
    pub async fn keep(
        &self,
        caller: &Caller,
        place: &Place,
        given: &Given,
        incoming: Incoming,
    ) -> Result<Kept, UploadError> {
        let received = incoming.end().await?;
        let said = given.media_type.as_deref();
        if said.is_some_and(|said| !received.kind.may_be_called(said)) {
            return Err(Unfit::Unsupported.into());
        }
        let name = name::clean(&given.name, received.kind)?;
        let known = {
            let session = self.authority.database.session();
            rows::known(session.read().await?, &received.sha256).await?
        };
        let made = match known {
            Some(file) => Made::Before(file),
            None => self.make(place.account, received).await?,
        };
        let tx = self.authority.database.begin_writing().await?;
        self.write(tx, caller, place, name, made).await
    }

    async fn write(
        &self,
        tx: DatabaseTransaction,
        caller: &Caller,
        place: &Place,
        name: String,
        made: Made,
    ) -> Result<Kept, UploadError> {
        let clock = &self.authority.clock;
        let actor = actor::load(&tx, caller, clock).await?;
        let actor = actor.filter(|actor| actor.account == place.account);
        let actor = actor.ok_or(Error::Unauthenticated)?;
        may(&tx, &actor, Action::FileUpload, place.agency).await?;
        let writer = rows::Writer {
            tx: &tx,
            author: actor.author(caller),
            account: actor.account,
            agency: place.agency,
            now: clock.now(),
        };
        let kept = writer.write(name, made).await?;
        tx.commit().await.map_err(Error::from)?;
        Ok(kept)
    }

    /// Makes of what came in what is kept of it, and puts it into the store.
    async fn make(&self, account: Uuid, received: Received) -> Result<Made, UploadError> {
        let kind = received.kind;
        let (database, now) = (&self.authority.database, self.authority.clock.now());
        if kind.class() == Class::Image {
            let pictures = self.decode(account, received.file, kind).await?;
            let made = rows::images(received.sha256, pictures, now);
            loose::reserve(database, &made.hashes(), now).await?;
            for (sha256, bytes) in made.bytes() {
                store::put(&*self.store, sha256, bytes.clone()).await?;
            }
            return Ok(Made::Images(made));
        }
        let hashes = [received.sha256.clone()];
        loose::reserve(database, &hashes, now).await?;
        if !store::is_stored(&*self.store, &received.sha256, received.size).await? {
            let file = blocking(move || super::receive::rewound(received.file)).await?;
            let file = tokio::fs::File::from_std(file);
            store::send(&*self.store, &received.sha256, file, store::unreadable).await?;
        }
        let file = rows::as_it_is(received.sha256, kind, received.size, now);
        Ok(Made::AsItIs(file))
    }

    /// Decodes on a thread of its own, one image at a time.
    async fn decode(
        &self,
        account: Uuid,
        file: std::fs::File,
        kind: super::Kind,
    ) -> Result<Pictures, UploadError> {
        let own = self.decoding_of.wait(account).await;
        let turn = Arc::clone(&self.decoding).acquire_owned().await;
        let turn = turn.map_err(|_| Error::Cancelled)?;
        let (answer, answered) = oneshot::channel();
        let work = move || {
            // On Linux a thread is nice by itself. Where it cannot be, it works all the same.
            let _nice = rustix::process::setpriority_process(None, NICENESS);
            // Nobody may wait any more.
            let _heard = answer.send(image::prepare(file, kind));
            drop((turn, own));
        };
        let started = thread::Builder::new().name("images".to_owned()).spawn(work);
        started.map_err(|_| Error::Busy)?;
        // A decoder that gives up leaves no answer.
        let pictures = answered.await.map_err(|_| Unfit::Broken)?;
        Ok(pictures?)
    }

    /// The agency of a code, where there is one today.
    async fn named(&self, db: &impl ConnectionTrait, code: &str) -> Result<Option<Uuid>> {
        let today = self.authority.clock.today();
        let lasts = Condition::any()
            .add(agency::Column::ValidTo.is_null())
            .add(agency::Column::ValidTo.gt(today));
        let found = agency::Entity::find()
            .filter(agency::Column::Code.eq(code))
            .filter(agency::Column::ValidFrom.lte(today))
            .filter(lasts)
            .one(db)
            .await?;
        Ok(found.map(|agency| agency.id))
    }
}

/// The only agency of an account for which it may upload.
async fn own(db: &impl ConnectionTrait, actor: &Actor) -> Result<Uuid, UploadError> {
    let mut agencies: Vec<Uuid> = actor.grants.iter().map(|grant| grant.agency).collect();
    agencies.sort_unstable();
    agencies.dedup();
    let mut refused = Error::Forbidden(Action::FileUpload);
    let mut own = Vec::new();
    for agency in agencies {
        match may(db, actor, Action::FileUpload, agency).await {
            Ok(()) => own.push(agency),
            Err(error @ (Error::NotFound | Error::Forbidden(_))) => refused = error,
            Err(error) => return Err(error.into()),
        }
    }
    match own.as_slice() {
        [own] => Ok(*own),
        [] => Err(match refused {
            Error::NotFound => Error::Forbidden(Action::FileUpload),
            refused => refused,
        }
        .into()),
        _ => Err(Unfit::NoAgency.into()),
    }
}
