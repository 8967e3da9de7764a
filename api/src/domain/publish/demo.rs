//! The demo province: a small, whole portal of Cao Bằng, embedded in the binary.
use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use entity::{agency, communicator, content};
use object_store::ObjectStore;
use rust_embed::RustEmbed;
use sea_orm::QuerySelect;
use sea_orm::prelude::*;

use super::prepare::Step;
use super::{FileSource, Prepared, Publisher, identity, prepare};
use crate::domain::clock::Clock;
use crate::domain::database::Database;
use crate::domain::{Error, Result};
use crate::exchange::Record;

/// Records a transaction.
const BATCH: usize = 500;

#[derive(RustEmbed)]
#[folder = "demo/"]
struct Folder;

/// Publishes the demo province in a database that holds nothing else; where all of it was published, whatever became
/// of it and came to it since stays as it is. Gives the number of records that were refused, which were logged.
///
/// # Errors
/// [`Error::Invalid`] when the database holds anything else, and not all of the demo province.
pub async fn publish(
    database: &Database,
    media: Arc<dyn ObjectStore>,
    clock: &Clock,
) -> Result<usize> {
    let records = records()?;
    let files = Arc::new(files());
    let prepared = records
        .iter()
        .cloned()
        .map(|record| prepare(record, &files))
        .collect::<Result<Vec<_>>>()?;
    let contents = contents(&prepared);
    if holds_all(database, &contents).await? {
        return Ok(0);
    }
    holds_nothing_else(database, &records, &contents).await?;
    let mut publisher = Publisher::new(database.clone(), media, clock.clone()).await?;
    let (mut refused, mut prepared) = (0, prepared.into_iter().peekable());
    while prepared.peek().is_some() {
        let batch = prepared.by_ref().take(BATCH).collect();
        for refusal in publisher
            .publish(batch)
            .await?
            .into_iter()
            .filter_map(Result::err)
        {
            tracing::error!(%refusal, "left out a record of the demo province");
            refused += 1;
        }
    }
    Ok(refused)
}

/// The demo province's records, in the order in which they refer to each other.
///
/// # Errors
/// [`Error::Invalid`] when a line is no record.
pub fn records() -> Result<Vec<Record>> {
    let mut names: Vec<Cow<'static, str>> = Folder::iter()
        .filter(|name| name.ends_with(".jsonl"))
        .collect();
    names.sort_unstable();
    let mut records = Vec::new();
    for name in names {
        let bytes = Folder::get(&name).map(|file| file.data).unwrap_or_default();
        for line in String::from_utf8_lossy(&bytes)
            .lines()
            .filter(|line| !line.trim().is_empty())
        {
            let record = serde_json::from_str::<Record>(line).map_err(|error| {
                let message = (error.to_string(), format!("không phải là bản ghi: {error}"));
                Error::invalid(format!("demo/{name}"), message)
            })?;
            records.push(record);
        }
    }
    records.sort_by_key(Record::rank);
    Ok(records)
}

/// The bytes of the demo province's files.
#[must_use]
pub fn files() -> FileSource {
    FileSource::Embedded(file)
}

fn file(name: &str) -> Option<Cow<'static, [u8]>> {
    Folder::get(&format!("files/{name}")).map(|file| file.data)
}

/// Refuses a database that serves another portal than the demo's, or contents without a portal.
///
/// # Errors
/// [`Error::Invalid`] when it does.
pub async fn holds_no_other_portal(database: &Database) -> Result<()> {
    let db = database.writer();
    let demo = records()?.into_iter().find_map(|record| match record {
        Record::Site(site) => Some(site.name),
        _ => None,
    });
    let kept = entity::site::Entity::find().one(db).await?;
    let is_other = match kept {
        Some(kept) => Some(kept.name) != demo,
        None => content::Entity::find().one(db).await?.is_some(),
    };
    if is_other {
        let message = (
            "holds another portal; give the load a database of its own",
            "đang chứa một cổng khác; hãy dùng cơ sở dữ liệu riêng để thử tải",
        );
        return Err(Error::invalid("database", message));
    }
    Ok(())
}

/// The demo's contents.
fn contents(prepared: &[Prepared]) -> HashSet<Uuid> {
    let contents = prepared.iter().filter_map(|Prepared(step)| match step {
        Step::Content(content) => Some(content.id),
        _ => None,
    });
    contents.collect()
}

/// Whether the database holds all of the demo's contents.
async fn holds_all(database: &Database, contents: &HashSet<Uuid>) -> Result<bool> {
    let there = content::Entity::find().filter(content::Column::Id.is_in(contents.iter().copied()));
    Ok(there.count(database.writer()).await? == contents.len() as u64)
}

/// Refuses a database with a portal, agencies, communicators or contents that are not the demo's.
async fn holds_nothing_else(
    database: &Database,
    records: &[Record],
    contents: &HashSet<Uuid>,
) -> Result<()> {
    let db = database.writer();
    let (mut agencies, mut communicators) = (HashSet::new(), HashSet::new());
    let mut site = None;
    for record in records {
        match record {
            Record::Agency(record) => {
                agencies.insert(identity::agency(&record.code, record.valid_from));
            }
            Record::Communicator(record) => {
                communicators.insert(record.id);
            }
            Record::Site(record) => site = Some(record.name.clone()),
            _ => {}
        }
    }
    let kept_site = entity::site::Entity::find()
        .one(db)
        .await?
        .map(|kept| kept.name);
    let is_other_site = kept_site.is_some() && kept_site != site;
    if is_other_site
        || has_others::<content::Entity>(db, content::Column::Id, contents).await?
        || has_others::<agency::Entity>(db, agency::Column::Id, &agencies).await?
        || has_others::<communicator::Entity>(db, communicator::Column::Id, &communicators).await?
    {
        let message = (
            "holds something other than the demo province; give --demo a database of its own, \
            or leave --demo out",
            "đang chứa dữ liệu khác tỉnh mẫu; hãy dùng cơ sở dữ liệu riêng cho --demo hoặc bỏ --demo",
        );
        return Err(Error::invalid("database", message));
    }
    Ok(())
}

/// Whether a table has a row with another identity than these.
async fn has_others<E: EntityTrait>(
    db: &impl ConnectionTrait,
    column: E::Column,
    expected: &HashSet<Uuid>,
) -> Result<bool> {
    let some: Vec<Uuid> = E::find()
        .select_only()
        .column(column)
        .limit(expected.len() as u64 + 1)
        .into_tuple()
        .all(db)
        .await?;
    Ok(some.iter().any(|id| !expected.contains(id)))
}
