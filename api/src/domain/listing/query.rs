//! Reads pages of lists by keyset, many lists in one statement.
use chrono::NaiveDate;
use entity::{legal_document, listing, listing_scope};
use sea_orm::prelude::*;
use sea_orm::sea_query::{
    Alias, Cond, ExprTrait, IntoCondition, Order, Query, SelectStatement, SimpleExpr, UnionType,
};
use sea_orm::{FromQueryResult, StatementBuilder};
use std::collections::HashMap;

use super::Scope;
use crate::domain::Result;
use crate::domain::database::Session;

/// Lists read by one statement; `SQLite` takes at most 500 parts of a compound.
const LISTS_A_STATEMENT: usize = 200;

/// Beyond this, items are not counted.
pub const COUNT_LIMIT: u64 = 10_000;

/// The column that a list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SortColumn {
    /// Publication of the live edition.
    Published,
    /// Last change.
    Updated,
    /// The item's own date.
    Date,
    /// Title, as Vietnamese dictionaries sort.
    Title,
}

/// An order of a list; ties go by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sort {
    /// The column.
    pub column: SortColumn,
    /// Largest first.
    pub descending: bool,
}

/// Which items a list shows: every group must hold; of a group's scopes, one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Selection {
    /// Groups of scopes.
    pub groups: Vec<Vec<Scope>>,
    /// Published at or after, as a sort key.
    pub published_from: Option<i64>,
    /// Published before, as a sort key.
    pub published_before: Option<i64>,
    /// Own date at or after, as a sort key.
    pub date_from: Option<i64>,
    /// Own date at or before, as a sort key.
    pub date_to: Option<i64>,
    /// Legal documents in force on this day, as far as dates tell.
    pub in_force_on: Option<NaiveDate>,
}

/// A place in a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// Sort key of the item there.
    pub key: Key,
    /// Its id.
    pub id: Uuid,
}

/// A sort key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// Times and days.
    Number(i64),
    /// Titles.
    Text(String),
}

/// Which part of a list is read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    /// At most so many items.
    pub limit: u64,
    /// From the end instead of the beginning.
    pub backward: bool,
    /// Only after this place.
    pub after: Option<Place>,
    /// Only before this place.
    pub before: Option<Place>,
    /// Leave out so many first.
    pub offset: u64,
}

/// A list to read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct List {
    /// Which items.
    pub selection: Selection,
    /// In which order.
    pub sort: Sort,
    /// Which part.
    pub window: Window,
}

/// A part of a list.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// The items with their places, in the list's order.
    pub rows: Vec<Row>,
    /// Whether the list goes on in the direction of reading.
    pub more: bool,
}

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
        Place { key, id: self.content_id }
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
        let limit = usize::try_from(list.window.limit).unwrap_or(usize::MAX);
        part.rows.sort_by(|one, other| compare(one, other, list.sort, list.window.backward));
        part.rows.dedup_by_key(|row| row.content_id);
        part.more = part.rows.len() > limit;
        part.rows.truncate(limit);
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
    let mut totals = vec![Total { count: 0, exact: true }; selections.len()];
    let mut statements = Vec::new();
    for (index, selection) in selections.iter().enumerate() {
        let Some(plan) = Plan::of(selection, &scopes) else { continue };
        if let Some(total) = plan.known_total(selection) {
            totals[index].count = total;
        } else {
            statements.push(count_statement(index, selection, &plan));
        }
    }
    for chunk in statements.chunks(LISTS_A_STATEMENT) {
        let statement = union(chunk.iter().cloned());
        for row in rows::<CountRow>(session, &statement).await? {
            let count = u64::try_from(row.total).unwrap_or_default();
            let index = usize::try_from(row.list).unwrap_or_default();
            totals[index] = Total { count: Ord::min(count, COUNT_LIMIT), exact: count <= COUNT_LIMIT };
        }
    }
    Ok(totals)
}

#[derive(FromQueryResult)]
struct CountRow {
    list: i32,
    total: i64,
}

/// The stored scopes of a batch: their row ids and totals.
type KnownScopes = HashMap<Scope, (i64, u64)>;

async fn scopes_of<'a>(
    session: &Session,
    selections: impl Iterator<Item = &'a Selection>,
) -> Result<KnownScopes> {
    let mut wanted: Vec<&Scope> = selections.flat_map(|selection| selection.groups.iter().flatten()).collect();
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
    let found = listing_scope::Entity::find().filter(any).all(session.read().await?).await?;
    let mut known = KnownScopes::new();
    for row in found {
        let scope = wanted.iter().find(|scope| scope.kind() == row.kind && scope.reference() == row.reference);
        if let Some(scope) = scope {
            known.insert((*scope).clone(), (row.id, u64::try_from(row.total).unwrap_or_default()));
        }
    }
    Ok(known)
}

/// How a selection is read: through its smallest group; the other groups are probed.
struct Plan {
    driving: Vec<(i64, u64)>,
    probed: Vec<Vec<i64>>,
}

impl Plan {
    /// `None` when a group has no items at all, so that the list is empty.
    fn of(selection: &Selection, known: &KnownScopes) -> Option<Self> {
        let mut groups: Vec<Vec<(i64, u64)>> = Vec::new();
        for group in &selection.groups {
            let stored: Vec<(i64, u64)> =
                group.iter().filter_map(|scope| known.get(scope)).filter(|(_, total)| *total > 0).copied().collect();
            if stored.is_empty() {
                return None;
            }
            groups.push(stored);
        }
        groups.sort_by_key(|group| group.iter().map(|(_, total)| total).sum::<u64>());
        let mut groups = groups.into_iter();
        let driving = groups.next()?;
        let probed = groups.map(|group| group.into_iter().map(|(id, _)| id).collect()).collect();
        Some(Self { driving, probed })
    }

    fn known_total(&self, selection: &Selection) -> Option<u64> {
        let plain = self.probed.is_empty() && !has_ranges(selection);
        match self.driving.as_slice() {
            [(_, total)] if plain => Some(*total),
            _ => None,
        }
    }
}

fn has_ranges(selection: &Selection) -> bool {
    selection.published_from.is_some()
        || selection.published_before.is_some()
        || selection.date_from.is_some()
        || selection.date_to.is_some()
        || selection.in_force_on.is_some()
}

fn list_statement(index: usize, list: &List, known: &KnownScopes) -> Option<SelectStatement> {
    let plan = Plan::of(&list.selection, known)?;
    let branches = plan.driving.iter().map(|(scope, _)| {
        let mut branch = scope_statement(*scope, &list.selection, &plan.probed);
        branch
            .expr_as(Expr::val(i32::try_from(index).unwrap_or(i32::MAX)), Alias::new("list"))
            .columns([
                listing::Column::ContentId,
                listing::Column::PublishedKey,
                listing::Column::UpdatedKey,
                listing::Column::DateKey,
                listing::Column::TitleKey,
            ]);
        restrict_to_window(&mut branch, list);
        branch
    });
    Some(union(branches.collect::<Vec<_>>()))
}

/// One more than the window's items, so that the end of the list shows.
fn restrict_to_window(statement: &mut SelectStatement, list: &List) {
    let descending = list.sort.descending != list.window.backward;
    let order = if descending { Order::Desc } else { Order::Asc };
    let column = key_column(list.sort.column);
    if let Some(after) = &list.window.after {
        statement.and_where(beyond(column, after, list.sort.descending));
    }
    if let Some(before) = &list.window.before {
        statement.and_where(beyond(column, before, !list.sort.descending));
    }
    statement
        .order_by(column, order.clone())
        .order_by(listing::Column::ContentId, order)
        .limit(list.window.limit + 1)
        .offset(list.window.offset);
}

fn beyond(column: listing::Column, place: &Place, smaller: bool) -> SimpleExpr {
    let key: SimpleExpr = match &place.key {
        Key::Number(number) => Expr::val(*number),
        Key::Text(text) => Expr::val(text.clone()),
    };
    let here = Expr::tuple([Expr::col(column), Expr::col(listing::Column::ContentId)]);
    let there = Expr::tuple([key, Expr::val(place.id)]);
    if smaller { here.lt(there) } else { here.gt(there) }
}

fn count_statement(index: usize, selection: &Selection, plan: &Plan) -> SelectStatement {
    let branches = plan.driving.iter().map(|(scope, _)| {
        let mut branch = scope_statement(*scope, selection, &plan.probed);
        branch.column(listing::Column::ContentId).limit(COUNT_LIMIT + 1);
        branch
    });
    let list = i32::try_from(index).unwrap_or(i32::MAX);
    let mut distinct = Query::select();
    distinct
        .distinct()
        .column(listing::Column::ContentId)
        .from_subquery(union(branches.collect::<Vec<_>>()), Alias::new("found"))
        .limit(COUNT_LIMIT + 1);
    Query::select()
        .expr_as(Expr::val(list), Alias::new("list"))
        .expr_as(Expr::cust("COUNT(*)"), Alias::new("total"))
        .from_subquery(distinct, Alias::new("counted"))
        .take()
}

fn scope_statement(scope: i64, selection: &Selection, probed: &[Vec<i64>]) -> SelectStatement {
    let mut statement = Query::select();
    statement.from(listing::Entity).and_where(listing::Column::ScopeId.eq(scope));
    for group in probed {
        statement.and_where(Expr::exists(probe(group)));
    }
    if let Some(from) = selection.published_from {
        statement.and_where(listing::Column::PublishedKey.gte(from));
    }
    if let Some(before) = selection.published_before {
        statement.and_where(listing::Column::PublishedKey.lt(before));
    }
    if let Some(from) = selection.date_from {
        statement.and_where(listing::Column::DateKey.gte(from));
    }
    if let Some(to) = selection.date_to {
        statement.and_where(listing::Column::DateKey.lte(to));
    }
    if let Some(day) = selection.in_force_on {
        statement.and_where(Expr::exists(in_force(day)));
    }
    statement
}

fn probe(scopes: &[i64]) -> SelectStatement {
    let other = Alias::new("other");
    Query::select()
        .expr(Expr::val(1))
        .from_as(listing::Entity, other.clone())
        .and_where(Expr::col((other.clone(), listing::Column::ScopeId)).is_in(scopes.iter().copied()))
        .and_where(
            Expr::col((other, listing::Column::ContentId))
                .equals((listing::Entity, listing::Column::ContentId)),
        )
        .take()
}

fn in_force(day: NaiveDate) -> SelectStatement {
    use entity::edition;
    use entity::value::EditionState;
    Query::select()
        .expr(Expr::val(1))
        .from(edition::Entity)
        .inner_join(
            legal_document::Entity,
            Expr::col((legal_document::Entity, legal_document::Column::EditionId))
                .equals((edition::Entity, edition::Column::Id)),
        )
        .and_where(
            Expr::col((edition::Entity, edition::Column::ContentId))
                .equals((listing::Entity, listing::Column::ContentId)),
        )
        .and_where(edition::Column::State.eq(EditionState::Live))
        .and_where(legal_document::Column::EffectiveOn.lte(day))
        .cond_where(
            legal_document::Column::ExpiresOn
                .is_null()
                .or(legal_document::Column::ExpiresOn.gt(day))
                .into_condition(),
        )
        .take()
}

fn key_column(column: SortColumn) -> listing::Column {
    match column {
        SortColumn::Published => listing::Column::PublishedKey,
        SortColumn::Updated => listing::Column::UpdatedKey,
        SortColumn::Date => listing::Column::DateKey,
        SortColumn::Title => listing::Column::TitleKey,
    }
}

fn compare(one: &Row, other: &Row, sort: Sort, backward: bool) -> std::cmp::Ordering {
    let keys = |row: &Row| match row.place(sort).key {
        Key::Number(number) => (number, String::new()),
        Key::Text(text) => (0, text),
    };
    let order = keys(one).cmp(&keys(other)).then(one.content_id.cmp(&other.content_id));
    if sort.descending == backward { order } else { order.reverse() }
}

/// Joins statements, each kept whole with its order and limit, into one.
pub(in crate::domain) fn union(statements: impl IntoIterator<Item = SelectStatement>) -> SelectStatement {
    let mut whole = statements.into_iter().enumerate().map(|(index, statement)| {
        Query::select().column(sea_orm::sea_query::Asterisk).from_subquery(statement, Alias::new(format!("part_{index}"))).take()
    });
    let mut first = whole.next().unwrap_or_else(Query::select);
    for next in whole {
        first.union(UnionType::All, next);
    }
    first
}

async fn rows<T: FromQueryResult>(session: &Session, statement: &SelectStatement) -> Result<Vec<T>> {
    let reader = session.read().await?;
    let statement = StatementBuilder::build(statement, &reader.get_database_backend());
    Ok(T::find_by_statement(statement).all(reader).await?)
}
