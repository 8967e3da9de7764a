//! The writer of batches: one transaction a batch.
use std::sync::Arc;

use object_store::ObjectStore;
use sea_orm::prelude::Uuid;
use sea_orm::{DatabaseTransaction, DbErr, RuntimeErr, TransactionTrait};

use super::batch::{Batch, Failure, Way};
use super::catalogue::Catalogue;
use super::given::Given;
use super::importer::{Entrance, ImportInto, Importer};
use super::known::Known;
use super::prepare::{Prepared, Step};
use super::{Outcome, file, tally};
use crate::domain::clock::Clock;
use crate::domain::database::Database;
use crate::domain::journal::{self, Act, Author};
use crate::domain::{Error, Result, files};

/// No change has this number: the catalogue is read anew.
const UNKNOWN: i64 = -1;

/// Takes prepared records and publishes them.
pub struct Publisher {
    database: Database,
    media: Arc<dyn ObjectStore>,
    clock: Clock,
    catalogue: Catalogue,
    given: Given,
    /// The run, as the audit log is to tell of each of its batches.
    run: Act,
    /// The account that imports; `None` for whoever runs the machine.
    importer: Option<Importer>,
    /// The last change that the catalogue knows of.
    head: i64,
    /// Holds everything written, when nothing is to stay.
    rehearsal: Option<DatabaseTransaction>,
}

impl Publisher {
    /// A publisher whose batches stay, each once it is written.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn new(
        database: Database,
        media: Arc<dyn ObjectStore>,
        clock: Clock,
    ) -> Result<Self> {
        let catalogue = Catalogue::load(database.writer()).await?;
        Ok(Self {
            database,
            media,
            clock,
            catalogue,
            given: Given::default(),
            run: Act::new(Author::command(), "import.batch", "import"),
            importer: None,
            head: UNKNOWN,
            rehearsal: None,
        })
    }

    /// A publisher that does everything and leaves nothing behind: files are verified, not stored, and the
    /// database is as it was when the publisher is dropped.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rehearsing(
        database: Database,
        media: Arc<dyn ObjectStore>,
        clock: Clock,
    ) -> Result<Self> {
        let mut publisher = Self::new(database, media, clock).await?;
        publisher.rehearsal = Some(publisher.database.begin_writing().await?);
        Ok(publisher)
    }

    /// The same for an account: it brings in what its roles allow, as each batch finds them, and the audit log tells of
    /// it as the account's.
    #[must_use]
    pub fn acting(mut self, account: Uuid, into: ImportInto) -> Self {
        self.importer = Some(Importer { account, into });
        self.run.author.account = Some(account);
        self
    }

    /// The small tables as they are now.
    #[must_use]
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// Publishes records in their order, in one transaction, which the audit log tells of when it changed anything.
    /// Gives what became of each; a refused record leaves nothing behind and does not touch the others.
    ///
    /// # Errors
    /// When the database or the store of files fails; then nothing of the batch stays.
    pub async fn publish(&mut self, records: Vec<Prepared>) -> Result<Vec<Result<Outcome>>> {
        let refusals = self.store_files(&records).await?;
        let together = self.transact(&records, &refusals, Way::Together).await;
        let outcomes = match together {
            Err(Failure::Waiting(error)) => {
                let refusal = refusal_of(error)?;
                tracing::debug!(%refusal, "a batch is written again, one record at a time");
                self.transact(&records, &refusals, Way::OneByOne).await
            }
            done => done,
        };
        Ok(outcomes?)
    }

    /// Publishes records in a transaction; where that fails, nothing of it stays.
    async fn transact(
        &mut self,
        records: &[Prepared],
        refusals: &[Option<Error>],
        way: Way,
    ) -> Result<Vec<Result<Outcome>>, Failure> {
        let transaction = match &self.rehearsal {
            Some(rehearsal) => rehearsal.begin().await?,
            None => self.database.begin_writing().await?,
        };
        // What it takes is kept on the heap: whoever publishes may be within much else.
        let published = Box::pin(self.publish_in(&transaction, records, refusals, way)).await;
        match published {
            Ok((outcomes, given, head)) => {
                transaction.commit().await?;
                self.given.extend(given);
                self.head = head;
                Ok(outcomes)
            }
            Err(failure) => {
                transaction.rollback().await?;
                Err(failure)
            }
        }
    }

    /// Bytes go into the store before the transaction: a file without a row does no harm, a row without a
    /// file does. Gives the refusals by record.
    async fn store_files(&self, records: &[Prepared]) -> Result<Vec<Option<Error>>> {
        let mut refusals = Vec::with_capacity(records.len());
        if self.rehearsal.is_none() {
            self.reserve_bytes(records).await?;
        }
        for Prepared(step) in records {
            let stored = match step {
                Step::File(record, source) if self.rehearsal.is_none() => {
                    file::store(&*self.media, source, record).await
                }
                Step::File(record, source) => file::verify(&*self.media, source, record).await,
                _ => Ok(()),
            };
            refusals.push(match stored {
                Ok(()) => None,
                Err(refusal @ Error::Invalid { .. }) => Some(refusal),
                Err(error) => return Err(error),
            });
        }
        Ok(refusals)
    }

    /// Notes the bytes of files that are new here, so that they are not forgotten should this run end in between.
    async fn reserve_bytes(&self, records: &[Prepared]) -> Result<()> {
        let named = records.iter().filter_map(|Prepared(step)| match step {
            Step::File(record, _) => Some(record.sha256.as_str()),
            _ => None,
        });
        let named: Vec<&str> = named.collect();
        if named.is_empty() {
            return Ok(());
        }
        let there = files::by_hashes(&self.database.session(), &named).await?;
        let is_new = |sha256: &&str| !there.iter().any(|file| file.sha256 == **sha256);
        let new: Vec<String> = named
            .into_iter()
            .filter(is_new)
            .map(str::to_owned)
            .collect();
        if new.is_empty() {
            return Ok(());
        }
        files::reserve_bytes(&self.database, &new, self.clock.now()).await
    }

    async fn publish_in(
        &mut self,
        transaction: &DatabaseTransaction,
        records: &[Prepared],
        refusals: &[Option<Error>],
        way: Way,
    ) -> Result<(Vec<Result<Outcome>>, Given, i64), Failure> {
        // Until the transaction has ended well, the catalogue may know what is not there.
        let known_of = std::mem::replace(&mut self.head, UNKNOWN);
        let last = journal::outbox_seq(transaction).await?;
        if last != known_of {
            self.catalogue = Catalogue::load(transaction).await?;
        }
        let known = Known::load(transaction, records).await?;
        let now = self.clock.now();
        let entrance = match self.importer {
            Some(importer) => Some(importer.enter(transaction, &known, &self.clock).await?),
            None => None,
        };
        if let Some(entrance) = entrance
            .as_ref()
            .filter(|entrance| entrance.is_for_drafts())
        {
            let by = (entrance, &known, last);
            return self.draft_in(transaction, records, refusals, by).await;
        }
        let mut batch = Batch::new(&mut self.catalogue, &self.given, known, now, way);
        let mut outcomes = Vec::with_capacity(records.len());
        for (Prepared(step), refusal) in records.iter().zip(refusals) {
            let refusal = refusal
                .clone()
                .or_else(|| batch.refuses(entrance.as_ref(), step));
            outcomes.push(match refusal {
                Some(refusal) => Err(refusal_of(refusal)?),
                None => match batch.publish(transaction, step.clone()).await {
                    Ok(outcome) => Ok(outcome),
                    Err(Failure::Own(error)) => Err(refusal_of(error)?),
                    Err(waiting @ Failure::Waiting(_)) => return Err(waiting),
                },
            });
        }
        batch.write_waiting(transaction).await?;
        let (events, given) = batch.finish(transaction).await?;
        let detail = tally::detail(records, &outcomes, last, events.len());
        let run = detail.map(|detail| Act {
            detail,
            ..self.run.clone()
        });
        let acts = run.into_iter().collect();
        let head = journal::close(transaction, events, acts, now).await?;
        Ok((outcomes, given, head))
    }
}

impl Publisher {
    /// Takes records into an account's drafts; files are kept as ever.
    async fn draft_in(
        &mut self,
        transaction: &DatabaseTransaction,
        records: &[Prepared],
        refusals: &[Option<Error>],
        (entrance, known, last): (&Entrance, &Known, i64),
    ) -> Result<(Vec<Result<Outcome>>, Given, i64), Failure> {
        let now = self.clock.now();
        let (mut outcomes, mut events, mut acts) = (Vec::new(), Vec::new(), Vec::new());
        for (Prepared(step), refusal) in records.iter().zip(refusals) {
            let admitted = match refusal {
                Some(refusal) => Err(refusal.clone()),
                None => entrance.admit(&self.catalogue, known, step),
            };
            let became = match (admitted, step) {
                (Err(refusal), _) => Err(refusal),
                (Ok(()), Step::Content(prepared)) => {
                    let known = (&self.catalogue, known);
                    let run = (&self.run, now);
                    entrance.take(transaction, known, prepared, run).await
                }
                (Ok(()), Step::File(record, _)) => {
                    let written = file::write(transaction, record.clone(), now).await;
                    written.map(|outcome| (outcome, None))
                }
                (Ok(()), _) => {
                    let message = ("is no item and no file", "không phải là bài hay tệp");
                    Err(Error::invalid("record", message))
                }
            };
            outcomes.push(match became {
                Ok((outcome, told)) => {
                    let (event, act): (Vec<_>, Vec<_>) = told.into_iter().unzip();
                    events.extend(event);
                    acts.extend(act);
                    Ok(outcome)
                }
                Err(error) => Err(refusal_of(error)?),
            });
        }
        let detail = tally::detail(records, &outcomes, last, events.len());
        acts.extend(detail.map(|detail| Act {
            detail,
            ..self.run.clone()
        }));
        let head = journal::close(transaction, events, acts, now).await?;
        Ok((outcomes, Given::default(), head))
    }
}

/// A failure that is the record's own; others end the batch.
fn refusal_of(error: Error) -> Result<Error> {
    match error {
        Error::Invalid { .. } | Error::Conflict { .. } => Ok(error),
        Error::Database(failure) => match broken_rule(&failure) {
            Some(rule) => {
                let message = (
                    format!("the database refuses it: {rule}"),
                    format!("cơ sở dữ liệu không chấp nhận: {rule}"),
                );
                Ok(Error::invalid("record", message))
            }
            None => Err(Error::Database(failure)),
        },
        other => Err(other),
    }
}

/// The database's words where a value broke one of its rules.
fn broken_rule(error: &DbErr) -> Option<String> {
    let (DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error))) =
        error
    else {
        return None;
    };
    let error = error.as_database_error()?;
    let code = error.code().unwrap_or_default();
    // PostgreSQL: classes 22 (data) and 23 (constraints). SQLite: too big, constraint, mismatch.
    let is_rule = match code.parse::<u32>() {
        Ok(sqlite) if code.len() != 5 => matches!(sqlite & 0xff, 18..=20),
        _ => code.starts_with("22") || code.starts_with("23"),
    };
    is_rule.then(|| error.message().to_owned())
}
