//! Keeping the lists: rows of `listing` and the counters of its scopes, in the transaction that publishes.
use std::collections::{BTreeMap, BTreeSet, HashMap};

use entity::{listing, listing_scope};
use sea_orm::prelude::*;
use sea_orm::sea_query::{Alias, ExprTrait, OnConflict, Query};
use sea_orm::{FromQueryResult, Statement, StatementBuilder};

use super::{Scope, SortKeys};
use crate::domain::publish::insert_all;

/// Values a statement.
const VALUES: usize = 1_000;

/// How the lists of one content change.
#[derive(Clone, Debug)]
pub(in crate::domain) struct Change {
    pub content: Uuid,
    /// The scopes that hold it by now.
    pub before: BTreeSet<Scope>,
    /// The scopes that are to hold it; none when it is no longer live.
    pub after: BTreeSet<Scope>,
    /// Its sort keys, when there are scopes to hold it.
    pub keys: Option<SortKeys>,
}

/// Writes the changes of many contents, each named once: rows, scopes and counters.
///
/// # Errors
/// When the database fails.
pub(in crate::domain) async fn write(
    db: &impl ConnectionTrait,
    changes: &[Change],
) -> Result<(), DbErr> {
    delete_rows(db, changes).await?;
    let scopes = count(db, changes).await?;
    let mut rows = Vec::new();
    for change in changes {
        let Some(keys) = &change.keys else { continue };
        let held = change.after.iter().filter_map(|scope| scopes.get(scope));
        rows.extend(held.map(|scope_id| listing::Model {
            scope_id: *scope_id,
            content_id: change.content,
            published_key: keys.published,
            updated_key: keys.updated,
            date_key: keys.date,
            title_key: keys.title.clone(),
        }));
    }
    // Neighbours in the indexes are written together.
    rows.sort_unstable_by_key(|row| (row.scope_id, row.published_key, row.content_id));
    insert_all::<listing::Entity>(db, rows).await
}

async fn delete_rows(db: &impl ConnectionTrait, changes: &[Change]) -> Result<(), DbErr> {
    let listed: Vec<Uuid> = changes
        .iter()
        .filter(|change| !change.before.is_empty())
        .map(|change| change.content)
        .collect();
    for some in listed.chunks(VALUES) {
        listing::Entity::delete_many()
            .filter(listing::Column::ContentId.is_in(some.iter().copied()))
            .exec(db)
            .await?;
    }
    Ok(())
}

/// Brings the counters up to date; gives the identities of the scopes that are to hold something.
async fn count(
    db: &impl ConnectionTrait,
    changes: &[Change],
) -> Result<HashMap<Scope, i64>, DbErr> {
    let mut differences: BTreeMap<&Scope, i64> = BTreeMap::new();
    for change in changes {
        for scope in &change.before {
            *differences.entry(scope).or_default() -= 1;
        }
        for scope in &change.after {
            *differences.entry(scope).or_default() += 1;
        }
    }
    // In one order everywhere, so that two transactions do not wait for each other.
    let (less, more): (Vec<_>, Vec<_>) = differences
        .into_iter()
        .partition(|(_, difference)| *difference < 0);
    let needed: BTreeSet<&Scope> = changes.iter().flat_map(|change| &change.after).collect();
    let mut scopes = HashMap::new();
    let unchanged = less
        .iter()
        .filter(|(scope, _)| needed.contains(scope))
        .map(|(scope, _)| (*scope, 0));
    let kept: Vec<(&Scope, i64)> = more
        .into_iter()
        .filter(|(scope, _)| needed.contains(scope))
        .chain(unchanged)
        .collect();
    for some in kept.chunks(VALUES) {
        for row in add(db, some).await? {
            if let Some(scope) = Scope::stored(&row.kind, row.reference) {
                scopes.insert(scope, row.id);
            }
        }
    }
    for (scope, difference) in less {
        listing_scope::Entity::update_many()
            .col_expr(
                listing_scope::Column::Total,
                Expr::col(listing_scope::Column::Total).add(difference),
            )
            .filter(listing_scope::Column::Kind.eq(scope.kind()))
            .filter(listing_scope::Column::Reference.eq(scope.reference()))
            .exec(db)
            .await?;
    }
    Ok(scopes)
}

/// A scope as the database names it.
#[derive(FromQueryResult)]
struct ScopeRow {
    id: i64,
    kind: String,
    reference: String,
}

/// Adds to counters, making the scopes that are new.
async fn add(db: &impl ConnectionTrait, some: &[(&Scope, i64)]) -> Result<Vec<ScopeRow>, DbErr> {
    let total = listing_scope::Column::Total;
    let mut insert = Query::insert();
    insert
        .into_table(listing_scope::Entity)
        .columns([
            listing_scope::Column::Kind,
            listing_scope::Column::Reference,
            total,
        ])
        .on_conflict(
            OnConflict::columns([
                listing_scope::Column::Kind,
                listing_scope::Column::Reference,
            ])
            .value(
                total,
                Expr::col((listing_scope::Entity, total))
                    .add(Expr::col((Alias::new("excluded"), total))),
            )
            .to_owned(),
        )
        .returning(Query::returning().exprs([
            Expr::col(listing_scope::Column::Id),
            Expr::col(listing_scope::Column::Kind),
            Expr::col(listing_scope::Column::Reference),
        ]));
    for (scope, difference) in some {
        insert.values_panic([
            scope.kind().into(),
            scope.reference().into(),
            (*difference).into(),
        ]);
    }
    let statement: Statement = StatementBuilder::build(&insert, &db.get_database_backend());
    let rows = db.query_all_raw(statement).await?;
    rows.iter()
        .map(|row| {
            Ok(ScopeRow {
                id: row.try_get_by_index(0)?,
                kind: row.try_get_by_index(1)?,
                reference: row.try_get_by_index(2)?,
            })
        })
        .collect()
}
