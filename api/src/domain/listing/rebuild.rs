//! Making the lists anew, and comparing what is kept with what would be made.
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use entity::{listing, listing_scope};
use sea_orm::prelude::*;
use sea_orm::{FromQueryResult, QuerySelect, TransactionTrait};

use super::write::{Change, write};
use super::{Listed, Scope, load};
use crate::domain::Result;
use crate::domain::database::Database;
use crate::domain::journal::{self, Act, Author, Event};
use crate::domain::publish::Catalogue;

/// Live contents at a time.
const PAGE: u64 = 500;

/// Makes all lists anew from the live editions, in one transaction; readers see the old lists until it ends.
/// Gives the number of live contents.
///
/// # Errors
/// When the database fails; the lists stay as they were.
pub async fn rebuild(database: &Database, now: DateTime<Utc>) -> Result<u64> {
    let transaction = database.begin_writing().await?;
    let catalogue = Catalogue::load(&transaction).await?;
    let listed = rebuild_in(&transaction, &catalogue).await?;
    let act = Act::new(Author::command(), "listing.rebuild", "listing");
    journal::close(&transaction, vec![Event::relisted()], vec![act], now).await?;
    transaction.commit().await?;
    Ok(listed)
}

/// The same inside a transaction.
pub(in crate::domain) async fn rebuild_in(
    db: &impl ConnectionTrait,
    catalogue: &Catalogue,
) -> Result<u64, DbErr> {
    listing::Entity::delete_many().exec(db).await?;
    listing_scope::Entity::delete_many().exec(db).await?;
    let (mut after, mut number) = (None, 0);
    loop {
        let page = load::page(db, after, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(number);
        };
        after = Some(last.content);
        number += page.len() as u64;
        write(
            db,
            &page
                .iter()
                .map(|listed| change(listed, catalogue))
                .collect::<Vec<_>>(),
        )
        .await?;
    }
}

fn change(listed: &Listed, catalogue: &Catalogue) -> Change {
    Change {
        content: listed.content,
        before: BTreeSet::new(),
        after: listed.scopes(catalogue),
        keys: Some(listed.keys.clone()),
    }
}

/// A row of a list, for comparing.
type Row = (Scope, i64, i64, i64, String);

/// What is wrong with the lists as they are kept, a sentence each: rows that a rebuild would not make, rows
/// that it would, counters that do not count.
///
/// # Errors
/// When the database fails.
pub async fn differences(database: &Database) -> Result<Vec<String>> {
    let transaction = database.writer().begin().await?;
    let catalogue = Catalogue::load(&transaction).await?;
    let mut found = Vec::new();
    let mut totals: BTreeMap<Scope, i64> = BTreeMap::new();
    let mut kept_rows = listing::Entity::find().count(&transaction).await?;
    let mut after = None;
    loop {
        let page = load::page(&transaction, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.content);
        let contents: Vec<Uuid> = page.iter().map(|listed| listed.content).collect();
        let mut kept = rows_of(&transaction, &contents).await?;
        for listed in &page {
            let made = rows(listed, &catalogue);
            for (scope, ..) in &made {
                *totals.entry(scope.clone()).or_default() += 1;
            }
            let kept = kept.remove(&listed.content).unwrap_or_default();
            kept_rows -= kept.len() as u64;
            found.extend(
                made.difference(&kept)
                    .map(|row| format!("{} lacks {row:?}", listed.content)),
            );
            found.extend(
                kept.difference(&made)
                    .map(|row| format!("{} has {row:?}", listed.content)),
            );
        }
    }
    if kept_rows > 0 {
        found.push(format!(
            "{kept_rows} rows are of contents that are not live"
        ));
    }
    for scope in listing_scope::Entity::find().all(&transaction).await? {
        let counted = Scope::stored(&scope.kind, scope.reference.clone())
            .and_then(|scope| totals.remove(&scope));
        if counted.unwrap_or(0) != scope.total {
            found.push(format!(
                "{}:{} counts {}, not {counted:?}",
                scope.kind, scope.reference, scope.total
            ));
        }
    }
    found.extend(totals.keys().map(|scope| format!("{scope} has no counter")));
    transaction.rollback().await?;
    Ok(found)
}

fn rows(listed: &Listed, catalogue: &Catalogue) -> BTreeSet<Row> {
    let keys = &listed.keys;
    let row = |scope| {
        (
            scope,
            keys.published,
            keys.updated,
            keys.date,
            keys.title.clone(),
        )
    };
    listed.scopes(catalogue).into_iter().map(row).collect()
}

/// A row of `listing` with its scope.
#[derive(FromQueryResult)]
struct Kept {
    content_id: Uuid,
    kind: String,
    reference: String,
    published_key: i64,
    updated_key: i64,
    date_key: i64,
    title_key: String,
}

async fn rows_of(
    db: &impl ConnectionTrait,
    contents: &[Uuid],
) -> Result<BTreeMap<Uuid, BTreeSet<Row>>, DbErr> {
    let kept: Vec<Kept> = listing::Entity::find()
        .join(
            sea_orm::JoinType::InnerJoin,
            listing::Entity::belongs_to(listing_scope::Entity)
                .from(listing::Column::ScopeId)
                .to(listing_scope::Column::Id)
                .into(),
        )
        .column(listing_scope::Column::Kind)
        .column_as(listing_scope::Column::Reference, "reference")
        .filter(listing::Column::ContentId.is_in(contents.iter().copied()))
        .into_model()
        .all(db)
        .await?;
    let mut rows: BTreeMap<Uuid, BTreeSet<Row>> = BTreeMap::new();
    for row in kept {
        if let Some(scope) = Scope::stored(&row.kind, row.reference) {
            let key = (
                scope,
                row.published_key,
                row.updated_key,
                row.date_key,
                row.title_key,
            );
            rows.entry(row.content_id).or_default().insert(key);
        }
    }
    Ok(rows)
}
