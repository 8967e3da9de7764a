//! Publishing one record within the transaction of somebody else: what the desk decides on, and what was planned.
use std::sync::Arc;

use chrono::{DateTime, Utc};
use sea_orm::DatabaseTransaction;

use super::batch::{Batch, Way};
use super::catalogue::Catalogue;
use super::content;
use super::given::Given;
use super::known::Known;
use super::prepare::{Prepared, Step};
use super::{Outcome, Standing};
use crate::domain::journal::Event;
use crate::domain::{Error, Result};
use crate::exchange::content::ContentRecord;
use crate::exchange::record::PathRecord;

/// What a record became, and what others are to learn of it.
pub(in crate::domain) struct Appeared {
    pub outcome: Outcome,
    pub events: Vec<Event>,
}

/// Publishes what a content is to say from now on: as a new edition, or as the one that was written at the desk.
///
/// # Errors
/// [`Error::Invalid`] when the record cannot be taken; [`Error::Conflict`] when somebody else was first; otherwise
/// when the database fails.
pub(in crate::domain) async fn publish_content(
    transaction: &DatabaseTransaction,
    catalogue: Catalogue,
    record: ContentRecord,
    standing: Option<Standing>,
    now: DateTime<Utc>,
) -> Result<Appeared> {
    let step = Step::Content(Arc::new(made_ready(record, standing).await?));
    Box::pin(publish(transaction, catalogue, step, now)).await
}

/// A record that is ready. Long texts take a while.
async fn made_ready(
    record: ContentRecord,
    standing: Option<Standing>,
) -> Result<content::PreparedContent> {
    let prepared = tokio::task::spawn_blocking(move || content::prepare(record));
    let prepared = prepared.await.map_err(|_| Error::Cancelled)??;
    Ok(content::PreparedContent {
        standing,
        ..prepared
    })
}

/// Writes what a content is to say as rows of the edition that was written at the desk, without letting it appear; gives
/// the path at which it would live.
///
/// # Errors
/// [`Error::Invalid`] when the record cannot be taken, or not before it appears; otherwise when the database fails.
pub(in crate::domain) async fn rehearse_content(
    transaction: &DatabaseTransaction,
    catalogue: &Catalogue,
    record: ContentRecord,
    standing: Standing,
) -> Result<String> {
    let prepared = Arc::new(made_ready(record, Some(standing)).await?);
    let records = [Prepared(Step::Content(Arc::clone(&prepared)))];
    let known = Known::load(transaction, &records).await?;
    match content::decide(catalogue, &known, prepared)? {
        content::Decision::Write(plan) => {
            plan.rehearse(transaction).await?;
            Ok(plan.path)
        }
        content::Decision::Unchanged(_) => Err(Error::NotFound),
    }
}

/// Withdraws what lives at a path, or leads readers elsewhere.
///
/// # Errors
/// As [`publish_content`].
pub(in crate::domain) async fn publish_path(
    transaction: &DatabaseTransaction,
    record: PathRecord,
    now: DateTime<Utc>,
) -> Result<Appeared> {
    let catalogue = Catalogue::load(transaction).await?;
    Box::pin(publish(transaction, catalogue, Step::Path(record), now)).await
}

async fn publish(
    transaction: &DatabaseTransaction,
    mut catalogue: Catalogue,
    step: Step,
    now: DateTime<Utc>,
) -> Result<Appeared> {
    let records = [Prepared(step.clone())];
    let known = Known::load(transaction, &records).await?;
    let earlier = Given::default();
    let mut batch = Batch::new(&mut catalogue, &earlier, known, now, Way::OneByOne);
    let outcome = batch.publish(transaction, step).await?;
    let (events, _) = batch.finish(transaction).await?;
    Ok(Appeared { outcome, events })
}
