//! One batch: records written together or one by one, then what follows from all of them.
mod remember;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use entity::value::Change as Kind;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, TransactionTrait};
use uuid::Uuid;

use super::catalogue::Catalogue;
use super::clean;
use super::content::{self, Plan};
use super::entry::{self, Decision};
use super::events::{directory_event, names, published_event};
use super::given::{Given, repeated};
use super::importer::Entrance;
use super::known::Known;
use super::links::{self, Touched};
use super::path;
use super::prepare::Step;
use super::rows::Rows;
use super::{Outcome, file};
use crate::domain::journal::Event;
use crate::domain::listing;
use crate::domain::listing::write::{self as lists, Change};
use crate::domain::{Error, Result};
use crate::exchange::Record;
use crate::exchange::record::{FileRecord, PathRecord};

/// Contents whose lists are looked at again at a time.
const RELISTED: usize = 500;

/// Rows that wait to be written together.
const WAITING: usize = 8_000;

/// How the records of a batch are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// New contents wait for each other and are written together: fast, but when the database refuses one of
    /// them, it refuses the batch.
    Together,
    /// Each is written by itself, in a savepoint of its own, and taken or refused by itself.
    OneByOne,
}

/// Why something was not written.
pub(super) enum Failure {
    /// What was asked for failed, and left nothing behind.
    Own(Error),
    /// Contents that waited were refused: the batch cannot go on.
    Waiting(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Own(error)
    }
}

impl From<DbErr> for Failure {
    fn from(error: DbErr) -> Self {
        Self::Own(error.into())
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Own(error) | Failure::Waiting(error) => error,
        }
    }
}

/// The records of one transaction.
pub(super) struct Batch<'a> {
    catalogue: &'a mut Catalogue,
    /// What was given before the batch.
    earlier: &'a Given,
    given: Given,
    known: Known,
    now: DateTime<Utc>,
    way: Way,
    /// Rows of new contents, not yet written.
    waiting: Rows,
    changes: BTreeMap<Uuid, Change>,
    events: Vec<Event>,
    touched: Touched,
}

impl<'a> Batch<'a> {
    pub(super) fn new(
        catalogue: &'a mut Catalogue,
        earlier: &'a Given,
        known: Known,
        now: DateTime<Utc>,
        way: Way,
    ) -> Self {
        Self {
            catalogue,
            earlier,
            given: Given::default(),
            known,
            now,
            way,
            waiting: Rows::default(),
            changes: BTreeMap::new(),
            events: Vec::new(),
            touched: Touched::default(),
        }
    }

    /// Publishes one record; one that fails leaves nothing behind.
    pub(super) async fn publish(
        &mut self,
        transaction: &DatabaseTransaction,
        step: Step,
    ) -> Result<Outcome, Failure> {
        match step {
            Step::Entry(record) => self.publish_entry(transaction, record).await,
            Step::File(record, _) => self.publish_file(transaction, record).await,
            Step::Content(prepared) => self.publish_content(transaction, prepared).await,
            Step::Path(record) => self.publish_path(transaction, record).await,
        }
    }

    async fn publish_entry(
        &mut self,
        transaction: &DatabaseTransaction,
        record: Record,
    ) -> Result<Outcome, Failure> {
        let decision = entry::decide(self.catalogue, record)?;
        self.put(transaction, decision).await
    }

    /// Writes an entry as it was decided.
    pub(super) async fn put(
        &mut self,
        transaction: &DatabaseTransaction,
        decision: Decision,
    ) -> Result<Outcome, Failure> {
        let (entry, outcome) = match decision {
            Decision::Unchanged(entry) => {
                self.given.entries.insert(entry.key());
                return Ok(Outcome::Unchanged);
            }
            Decision::Add(entry) => (entry, Outcome::Added),
            Decision::Change(entry) => (entry, Outcome::Changed),
        };
        if self.was_given(&entry.key()) {
            return Err(repeated().into());
        }
        let savepoint = self.savepoint(transaction).await?;
        let written = entry.write(&savepoint, outcome == Outcome::Added).await;
        end(savepoint, written.map_err(Into::into)).await?;
        self.given.entries.insert(entry.key());
        self.events.push(directory_event(&entry, outcome));
        self.catalogue.remember(entry);
        Ok(outcome)
    }

    async fn publish_file(
        &mut self,
        transaction: &DatabaseTransaction,
        record: FileRecord,
    ) -> Result<Outcome, Failure> {
        let sha256 = record.sha256.clone();
        let is_repeated = self.is_repeated(format!("file:{sha256}"));
        let savepoint = self.savepoint(transaction).await?;
        let written = match file::write(&savepoint, record, self.now).await {
            Ok(Outcome::Changed) if is_repeated => Err(repeated()),
            written => written,
        };
        let outcome = end(savepoint, written).await?;
        self.known.files.insert(sha256);
        Ok(outcome)
    }

    async fn publish_content(
        &mut self,
        transaction: &DatabaseTransaction,
        prepared: Arc<content::PreparedContent>,
    ) -> Result<Outcome, Failure> {
        content::refuse_future(&prepared.record, self.now)?;
        let plan = match content::decide(self.catalogue, &self.known, prepared)? {
            content::Decision::Unchanged(id) => {
                self.given.contents.insert(id);
                return Ok(Outcome::Unchanged);
            }
            content::Decision::Write(plan) => *plan,
        };
        let content = plan.content;
        let was_given =
            self.given.contents.contains(&content) || self.earlier.contents.contains(&content);
        if plan.edition.is_some() && was_given {
            return Err(repeated().into());
        }
        self.write(transaction, &plan).await?;
        let outcome = if plan.before.is_some() {
            Outcome::Changed
        } else {
            Outcome::Added
        };
        self.given.contents.insert(content);
        self.remember(plan);
        Ok(outcome)
    }

    /// Writes a content, or lets it wait.
    async fn write(
        &mut self,
        transaction: &DatabaseTransaction,
        plan: &Plan,
    ) -> Result<(), Failure> {
        let together = match self.way {
            Way::Together => plan.as_rows(self.now),
            Way::OneByOne => None,
        };
        if let Some(rows) = together {
            self.waiting.append(rows);
            if self.waiting.len() >= WAITING {
                self.write_waiting(transaction).await?;
            }
            return Ok(());
        }
        let savepoint = self.savepoint(transaction).await?;
        let written = plan.write(&savepoint, self.now).await;
        Ok(end(savepoint, written).await?)
    }

    /// Begins to write a record by itself, after those that waited.
    async fn savepoint(
        &mut self,
        transaction: &DatabaseTransaction,
    ) -> Result<DatabaseTransaction, Failure> {
        self.write_waiting(transaction).await?;
        Ok(transaction.begin().await?)
    }

    /// Writes the contents that waited.
    pub(super) async fn write_waiting(&mut self, db: &impl ConnectionTrait) -> Result<(), Failure> {
        let written = std::mem::take(&mut self.waiting).insert(db).await;
        written.map_err(|error| Failure::Waiting(error.into()))
    }

    async fn publish_path(
        &mut self,
        transaction: &DatabaseTransaction,
        record: PathRecord,
    ) -> Result<Outcome, Failure> {
        let key = format!("path:{}", record.path);
        clean::refuse_future("at", record.at, self.now)?;
        let plan = path::decide(&self.known, record)?;
        let is_repeated = self.is_repeated(key);
        let Some(plan) = plan else {
            return Ok(Outcome::Unchanged);
        };
        if is_repeated {
            return Err(repeated().into());
        }
        let withdrawn = plan
            .withdraws
            .and_then(|id| Some((id, self.known.contents.get(&id)?.clone())));
        let savepoint = self.savepoint(transaction).await?;
        let written = path::write(&savepoint, &plan, withdrawn).await;
        end(savepoint, written).await?;
        let outcome = if plan.is_new {
            Outcome::Added
        } else {
            Outcome::Changed
        };
        self.remember_path(plan);
        Ok(outcome)
    }

    /// Why an account may not bring something in, if it may not.
    pub(super) fn refuses(&self, entrance: Option<&Entrance>, step: &Step) -> Option<Error> {
        entrance?.admit(self.catalogue, &self.known, step).err()
    }

    /// The topics of a communicator.
    pub(super) fn topics_of(&self, communicator: Uuid) -> Vec<String> {
        let topics = self.catalogue.communicator_topics.get(&communicator);
        topics.cloned().unwrap_or_default()
    }

    fn was_given(&self, key: &str) -> bool {
        self.given.entries.contains(key) || self.earlier.entries.contains(key)
    }

    /// Notes that something with this key is given; true when it was given before.
    fn is_repeated(&mut self, key: String) -> bool {
        let was_given = self.was_given(&key);
        self.given.entries.insert(key);
        was_given
    }

    /// Writes what follows from all records, once none waits: lists, and references that waited.
    /// Gives what others are to learn of, and what the batch was given.
    pub(super) async fn finish(mut self, db: &impl ConnectionTrait) -> Result<(Vec<Event>, Given)> {
        let moved = std::mem::take(&mut self.catalogue.moved);
        if !moved {
            let changes: Vec<Change> = std::mem::take(&mut self.changes).into_values().collect();
            lists::write(db, &changes).await?;
        }
        let relisted: Vec<Uuid> = links::join(db, &self.touched, &self.known.documents)
            .await?
            .into_iter()
            .collect();
        for some in relisted.chunks(RELISTED) {
            self.list_again(db, some, !moved).await?;
        }
        if moved {
            listing::rebuild::rebuild_in(db, self.catalogue).await?;
            self.events.push(Event::relisted());
        }
        Ok((self.events, self.given))
    }

    /// Brings the lists of contents up to date whose references lead elsewhere now.
    async fn list_again(
        &mut self,
        db: &impl ConnectionTrait,
        ids: &[Uuid],
        write: bool,
    ) -> Result<(), DbErr> {
        let changes = links::changed_lists(db, self.catalogue, ids).await?;
        for change in &changes {
            let told = self.events.iter_mut().rev();
            let mut told = told.filter(|it| it.content == Some(change.content));
            if let Some(event) = told.find(|it| it.change == Kind::Published) {
                event.after = names(&change.after);
                continue;
            }
            let (before, after) = (&change.before, &change.after);
            let event = published_event(change.content, None, before, after);
            self.events.push(event);
        }
        if write {
            lists::write(db, &changes).await
        } else {
            Ok(())
        }
    }
}

/// Ends a savepoint as what was done in it ended.
async fn end<T>(savepoint: DatabaseTransaction, done: Result<T>) -> Result<T> {
    match done {
        Ok(done) => {
            savepoint.commit().await?;
            Ok(done)
        }
        Err(error) => {
            savepoint.rollback().await?;
            Err(error)
        }
    }
}
