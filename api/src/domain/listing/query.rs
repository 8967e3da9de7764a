//! Reads pages of lists by keyset, many lists in one statement.
use entity::listing_scope;
use sea_orm::prelude::*;
use sea_orm::sea_query::{Cond, ExprTrait, SelectStatement};
use sea_orm::{FromQueryResult, StatementBuilder};

use super::Scope;
use super::list::{Key, List, Part, Place, Selection, Sort, SortColumn};
use super::statement::{KnownScopes, Plan, count_statement, list_statement, union};
use crate::domain::Result;
use crate::domain::database::Session;

/// Lists read by one statement; `SQLite` takes at most 500 parts of a compound.
const LISTS_A_STATEMENT: usize = 200;

/// Beyond this, items are not counted.
pub const COUNT_LIMIT: u64 = 10_000;

/// An item of a list.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Row {
    list: i32,
    /// The content.
    pub content_id: Uuid,
    published_key: i64,
    updated_key: i64,
    date_key: i64,
    title_key: String,
}

impl Row {
    /// The item's place under `sort`.
    #[must_use]
    pub fn place(&self, sort: Sort) -> Place {
        let key = match sort.column {
            SortColumn::Published => Key::Number(self.published_key),
            SortColumn::Updated => Key::Number(self.updated_key),
            SortColumn::Date => Key::Number(self.date_key),
            SortColumn::Title => Key::Text(self.title_key.clone()),
        };
        Place {
            key,
            id: self.content_id,
        }
    }
}

/// How many items a list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// The number, at most [`COUNT_LIMIT`] where it is not exact.
    pub count: u64,
    /// Whether it is the whole number.
    pub exact: bool,
}

impl Total {
    /// What a count that stops beyond [`COUNT_LIMIT`] came to.
    ///
    /// ```
    /// use nguonluat::domain::listing::query::{COUNT_LIMIT, Total};
    /// assert!(Total::of(COUNT_LIMIT).exact);
    /// let more = Total { count: COUNT_LIMIT, exact: false };
    /// assert_eq!(Total::of(COUNT_LIMIT + 1), more);
    /// ```
    #[must_use]
    pub fn of(count: u64) -> Self {
        Self {
            count: Ord::min(count, COUNT_LIMIT),
            exact: count <= COUNT_LIMIT,
        }
    }
}

/// Reads `lists`: one statement for their scopes, one for their items.
///
/// # Errors
/// When the database fails.
pub async fn read(session: &Session, lists: &[List]) -> Result<Vec<Part>> {
    let scopes = scopes_of(session, lists.iter().map(|list| &list.selection)).await?;
    let mut parts = vec![Part::default(); lists.len()];
    let statements: Vec<(usize, SelectStatement)> = lists
        .iter()
        .enumerate()
        .filter_map(|(index, list)| Some((index, list_statement(index, list, &scopes)?)))
        .collect();
    for chunk in statements.chunks(LISTS_A_STATEMENT) {
        let statement = union(chunk.iter().map(|(_, statement)| statement.clone()));
        for row in rows::<Row>(session, &statement).await? {
            let index = usize::try_from(row.list).unwrap_or_default();
            parts[index].rows.push(row);
        }
    }
    for (list, part) in lists.iter().zip(&mut parts) {
        part.rows
            .sort_by(|one, other| compare(one, other, list.sort, list.window.backward));
        part.rows.dedup_by_key(|row| row.content_id);
        part.more = list.window.cut(&mut part.rows);
        if list.window.backward {
            part.rows.reverse();
        }
    }
    Ok(parts)
}

/// Counts the items of `selections`: one statement where each is a single scope, two otherwise.
///
/// # Errors
/// When the database fails.
pub async fn count(session: &Session, selections: &[Selection]) -> Result<Vec<Total>> {
    let scopes = scopes_of(session, selections.iter()).await?;
    let mut totals = vec![
        Total {
            count: 0,
            exact: true
        };
        selections.len()
    ];
    let mut statements = Vec::new();
    for (index, selection) in selections.iter().enumerate() {
        let Some(plan) = Plan::of(selection, &scopes) else {
            continue;
        };
        if let Some(total) = plan.known_total(selection) {
            totals[index].count = total;
        } else {
            statements.push(count_statement(index, selection, &plan));
        }
    }
    for chunk in statements.chunks(LISTS_A_STATEMENT) {
        let statement = union(chunk.iter().cloned());
        for row in rows::<CountRow>(session, &statement).await? {
            let index = usize::try_from(row.list).unwrap_or_default();
            totals[index] = Total::of(u64::try_from(row.total).unwrap_or_default());
        }
    }
    Ok(totals)
}

#[derive(FromQueryResult)]
struct CountRow {
    list: i32,
    total: i64,
}

async fn scopes_of<'a>(
    session: &Session,
    selections: impl Iterator<Item = &'a Selection>,
) -> Result<KnownScopes> {
    let mut wanted: Vec<&Scope> = selections
        .flat_map(|selection| selection.groups.iter().flatten())
        .collect();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.is_empty() {
        return Ok(KnownScopes::new());
    }
    let mut any = Cond::any();
    for scope in &wanted {
        any = any.add(
            listing_scope::Column::Kind
                .eq(scope.kind())
                .and(listing_scope::Column::Reference.eq(scope.reference())),
        );
    }
    let found = listing_scope::Entity::find()
        .filter(any)
        .all(session.read().await?)
        .await?;
    let mut known = KnownScopes::new();
    for row in found {
        let scope = wanted
            .iter()
            .find(|scope| scope.kind() == row.kind && scope.reference() == row.reference);
        if let Some(scope) = scope {
            known.insert(
                (*scope).clone(),
                (row.id, u64::try_from(row.total).unwrap_or_default()),
            );
        }
    }
    Ok(known)
}

fn compare(one: &Row, other: &Row, sort: Sort, backward: bool) -> std::cmp::Ordering {
    let keys = |row: &Row| match row.place(sort).key {
        Key::Number(number) => (number, String::new()),
        Key::Text(text) => (0, text),
    };
    let order = keys(one)
        .cmp(&keys(other))
        .then(one.content_id.cmp(&other.content_id));
    if sort.descending == backward {
        order
    } else {
        order.reverse()
    }
}

async fn rows<T: FromQueryResult>(
    session: &Session,
    statement: &SelectStatement,
) -> Result<Vec<T>> {
    let reader = session.read().await?;
    let statement = StatementBuilder::build(statement, &reader.get_database_backend());
    Ok(T::find_by_statement(statement).all(reader).await?)
}
