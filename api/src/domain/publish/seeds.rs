//! What every installation begins with: vocabularies, sections, issuers, holidays, areas.
//!
//! Seeds fill what is absent. What a province has changed stays as it is.
use std::sync::Arc;

use object_store::memory::InMemory;

use super::{Catalogue, FileSource, Outcome, Publisher, prepare};
use crate::domain::clock::Clock;
use crate::domain::database::Database;
use crate::domain::{Error, Result};
use crate::exchange::Record;

/// The seed files in the order in which they refer to each other.
const FILES: [&str; 11] = [
    include_str!("../../../seeds/languages.jsonl"),
    include_str!("../../../seeds/relation_types.jsonl"),
    include_str!("../../../seeds/document_types.jsonl"),
    include_str!("../../../seeds/agency_types.jsonl"),
    include_str!("../../../seeds/topics.jsonl"),
    include_str!("../../../seeds/audiences.jsonl"),
    include_str!("../../../seeds/activity_forms.jsonl"),
    include_str!("../../../seeds/holidays.jsonl"),
    include_str!("../../../seeds/sections.jsonl"),
    include_str!("../../../seeds/areas-cao-bang.jsonl"),
    include_str!("../../../seeds/issuers.jsonl"),
];

/// Records a transaction.
const BATCH: usize = 500;

/// Adds the seeds that the database lacks; gives their number.
///
/// # Errors
/// When the database fails, or a seed does not fit what is there.
pub async fn plant(database: &Database, clock: &Clock) -> Result<usize> {
    let catalogue = Catalogue::load(database.writer()).await?;
    let mut absent = Vec::new();
    for line in FILES
        .into_iter()
        .flat_map(str::lines)
        .filter(|line| !line.trim().is_empty())
    {
        let record = serde_json::from_str(line).map_err(|error| {
            let message = (format!("{error} in {line}"), format!("{error} tại {line}"));
            Error::invalid("seed", message)
        })?;
        if !catalogue.has(&record) {
            absent.push(record);
        }
    }
    if absent.is_empty() {
        return Ok(0);
    }
    let mut publisher =
        Publisher::new(database.clone(), Arc::new(InMemory::new()), clock.clone()).await?;
    let mut planted = 0;
    for some in absent.chunks(BATCH) {
        planted += plant_some(&mut publisher, some.to_vec()).await?;
    }
    Ok(planted)
}

async fn plant_some(publisher: &mut Publisher, records: Vec<Record>) -> Result<usize> {
    let nowhere = Arc::new(FileSource::None);
    let prepared = records
        .into_iter()
        .map(|record| prepare(record, &nowhere))
        .collect::<Result<Vec<_>>>()?;
    let mut planted = 0;
    for outcome in publisher.publish(prepared).await? {
        match outcome {
            Ok(outcome) => planted += usize::from(outcome != Outcome::Unchanged),
            // The province has something of its own in that place.
            Err(refusal) => tracing::warn!(%refusal, "left out a seed"),
        }
    }
    Ok(planted)
}
