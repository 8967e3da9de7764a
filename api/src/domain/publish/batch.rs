//! One batch: records written one by one, then what follows from all of them.
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use entity::value::{Change as Kind, PathOutcome};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, TransactionTrait};
use uuid::Uuid;

use super::catalogue::Catalogue;
use super::content::{self, Plan};
use super::entry::{self, Decision, Entry};
use super::given::{Given, repeated};
use super::known::{DocumentIdentity, Known, KnownContent, LiveEdition};
use super::links::{self, Touched};
use super::outbox::{self, Event, directory_event, names, path_event};
use super::path::{self, PathPlan};
use super::prepare::Step;
use super::{Outcome, file};
use crate::domain::Result;
use crate::domain::listing::write::{self as lists, Change};
use crate::domain::listing::{self, Scope};
use crate::exchange::record::{FileRecord, PathRecord};
use crate::exchange::{Details, Record};

/// Contents whose lists are looked at again at a time.
const RELISTED: usize = 500;

/// The records of one transaction.
pub(super) struct Batch<'a> {
    catalogue: &'a mut Catalogue,
    given: &'a mut Given,
    known: Known,
    now: DateTime<Utc>,
    changes: BTreeMap<Uuid, Change>,
    events: Vec<Event>,
    touched: Touched,
}

impl<'a> Batch<'a> {
    pub(super) fn new(
        catalogue: &'a mut Catalogue,
        given: &'a mut Given,
        known: Known,
        now: DateTime<Utc>,
    ) -> Self {
        let (changes, events, touched) = (BTreeMap::new(), Vec::new(), Touched::default());
        Self {
            catalogue,
            given,
            known,
            now,
            changes,
            events,
            touched,
        }
    }

    /// Publishes one record; one that fails leaves nothing behind.
    pub(super) async fn publish(
        &mut self,
        transaction: &DatabaseTransaction,
        step: Step,
    ) -> Result<Outcome> {
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
    ) -> Result<Outcome> {
        let (entry, outcome) = match entry::decide(self.catalogue, record)? {
            Decision::Unchanged(entry) => {
                self.given.entries.insert(entry.key());
                return Ok(Outcome::Unchanged);
            }
            Decision::Add(entry) => (entry, Outcome::Added),
            Decision::Change(entry) => (entry, Outcome::Changed),
        };
        if self.given.entries.contains(&entry.key()) {
            return Err(repeated());
        }
        let savepoint = transaction.begin().await?;
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
    ) -> Result<Outcome> {
        let sha256 = record.sha256.clone();
        let is_repeated = !self.given.entries.insert(format!("file:{sha256}"));
        let savepoint = transaction.begin().await?;
        let written = match file::write(&savepoint, record, self.now).await {
            Ok(Outcome::Changed) if is_repeated => Err(repeated()),
            written => written.map_err(Into::into),
        };
        let outcome = end(savepoint, written).await?;
        self.known.files.insert(sha256);
        Ok(outcome)
    }

    async fn publish_content(
        &mut self,
        transaction: &DatabaseTransaction,
        prepared: Box<content::PreparedContent>,
    ) -> Result<Outcome> {
        let plan = match content::decide(self.catalogue, &self.known, prepared)? {
            content::Decision::Unchanged(id) => {
                self.given.contents.insert(id);
                return Ok(Outcome::Unchanged);
            }
            content::Decision::Write(plan) => *plan,
        };
        if plan.edition.is_some() && self.given.contents.contains(&plan.content) {
            return Err(repeated());
        }
        let savepoint = transaction.begin().await?;
        let written = plan.write(&savepoint, self.now).await;
        end(savepoint, written).await?;
        let outcome = if plan.before.is_some() {
            Outcome::Changed
        } else {
            Outcome::Added
        };
        self.given.contents.insert(plan.content);
        self.remember(plan);
        Ok(outcome)
    }

    async fn publish_path(
        &mut self,
        transaction: &DatabaseTransaction,
        record: PathRecord,
    ) -> Result<Outcome> {
        let key = format!("path:{}", record.path);
        let plan = path::decide(&self.known, record)?;
        let is_repeated = !self.given.entries.insert(key);
        let Some(plan) = plan else {
            return Ok(Outcome::Unchanged);
        };
        if is_repeated {
            return Err(repeated());
        }
        let withdrawn = plan
            .withdraws
            .and_then(|id| Some((id, self.known.contents.get(&id)?.clone())));
        let savepoint = transaction.begin().await?;
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

    /// Keeps what was written for a content in mind for the records after it and for the end of the batch.
    fn remember(&mut self, plan: Plan) {
        let before = plan.before.clone();
        let scopes_before = before
            .as_ref()
            .map(|before| before.scopes.clone())
            .unwrap_or_default();
        for issuer in plan.issuers {
            self.catalogue.remember(Entry::Issuer(issuer));
        }
        for (row, _) in &plan.paths {
            self.touched
                .named
                .insert(format!("path:{}", row.path), plan.content);
            if row.outcome == PathOutcome::Redirect {
                self.events.push(path_event(
                    Kind::Redirected,
                    Some(plan.content),
                    &row.path,
                    &BTreeSet::new(),
                ));
            }
            self.known.paths.insert(row.path.clone(), row.clone());
        }
        let record = &plan.prepared.record;
        let mut content = before.unwrap_or_else(|| KnownContent {
            kind: record.details.kind(),
            work: plan.work,
            language: record.language.clone(),
            lock_version: 0,
            live: None,
            last_number: 0,
            path: None,
            scopes: BTreeSet::new(),
        });
        content.lock_version += 1;
        self.known
            .works
            .remove(&(content.work, content.language.clone()));
        self.known
            .works
            .insert((plan.work, content.language.clone()), plan.content);
        content.work = plan.work;
        content.path = Some(plan.path.clone());
        self.touched
            .named
            .insert(format!("id:{}", plan.content), plan.content);
        if let Some(edition) = plan.edition {
            for external in &record.external_ids {
                let key = (external.system.clone(), external.value.clone());
                self.known.external_ids.insert(key, plan.content);
            }
            let old_key = content.live.take().and_then(|live| live.number_key);
            self.touch_document(
                plan.content,
                old_key,
                plan.prepared.number_key.as_ref(),
                &record.details,
            );
            content.scopes = edition.listed.scopes(self.catalogue);
            content.last_number = edition.number;
            content.live = Some(LiveEdition {
                id: edition.id,
                digest: plan.prepared.digest.clone(),
                title: record.title.clone(),
                published_at: record.published_at,
                number_key: plan.prepared.number_key.clone(),
            });
            self.events.push(Event {
                change: Kind::Published,
                content: Some(plan.content),
                path: Some(plan.path),
                before: names(&scopes_before),
                after: names(&content.scopes),
            });
            self.relist(
                plan.content,
                scopes_before,
                content.scopes.clone(),
                Some(edition.listed.keys),
            );
        }
        self.known.contents.insert(plan.content, content);
    }

    fn remember_path(&mut self, plan: PathPlan) {
        let row = plan.row;
        let Some(id) = plan.withdraws else {
            self.events.push(path_event(
                Kind::Redirected,
                None,
                &row.path,
                &BTreeSet::new(),
            ));
            self.known.paths.insert(row.path.clone(), row);
            return;
        };
        if let Some(content) = self.known.contents.get_mut(&id) {
            let scopes = std::mem::take(&mut content.scopes);
            let old_key = content.live.take().and_then(|live| live.number_key);
            content.path = None;
            content.lock_version += 1;
            self.events
                .push(path_event(Kind::Withdrawn, Some(id), &row.path, &scopes));
            self.relist(id, scopes, BTreeSet::new(), None);
            if let Some(key) = old_key {
                self.known.documents.remove(&key, id);
                self.touched.keys.insert(key);
                self.touched.documents.insert(id);
            }
        }
        self.known.paths.insert(row.path.clone(), row);
    }

    /// References to the numbers of a legal document, before and now, are looked at again.
    fn touch_document(
        &mut self,
        id: Uuid,
        old_key: Option<String>,
        key: Option<&String>,
        details: &Details,
    ) {
        let Details::LegalDocument(document) = details else {
            return;
        };
        if let Some(old_key) = old_key {
            self.known.documents.remove(&old_key, id);
            self.touched.keys.insert(old_key);
        }
        self.touched.documents.insert(id);
        if let Some(key) = key {
            let identity = DocumentIdentity {
                content: id,
                issued_on: document.issued_on,
                issuers: document
                    .issuers
                    .iter()
                    .filter_map(|issuer| issuer.code.clone())
                    .collect(),
            };
            self.known.documents.add(key, identity);
            let same = self
                .known
                .documents
                .with_key(key)
                .iter()
                .map(|document| document.content);
            self.touched.documents.extend(same);
            self.touched.keys.insert(key.clone());
        }
    }

    /// What the lists of a content are to be; what they are by now is what they were before the batch.
    fn relist(
        &mut self,
        content: Uuid,
        before: BTreeSet<Scope>,
        after: BTreeSet<Scope>,
        keys: Option<listing::SortKeys>,
    ) {
        let change = self.changes.entry(content).or_insert_with(|| Change {
            content,
            before,
            after: BTreeSet::new(),
            keys: None,
        });
        change.after = after;
        change.keys = keys;
    }

    /// Writes what follows from all records: lists, references that waited, the outbox. Gives the number of
    /// the last change.
    pub(super) async fn finish(mut self, db: &impl ConnectionTrait) -> Result<i64> {
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
        }
        Ok(outbox::append(db, self.events, self.now).await?)
    }

    /// Brings the lists of contents up to date whose references lead elsewhere now.
    async fn list_again(
        &mut self,
        db: &impl ConnectionTrait,
        ids: &[Uuid],
        write: bool,
    ) -> Result<(), DbErr> {
        let changes = links::changed_lists(db, self.catalogue, ids).await?;
        self.events.extend(changes.iter().map(|change| Event {
            change: Kind::Published,
            content: Some(change.content),
            path: None,
            before: names(&change.before),
            after: names(&change.after),
        }));
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
