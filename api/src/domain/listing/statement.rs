//! The statements behind lists: through the smallest scope, by keyset, the other scopes probed.
use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{legal_document, legal_relation, listing};
use sea_orm::prelude::*;
use sea_orm::sea_query::{
    Alias, Asterisk, ExprTrait, IntoCondition, Order, Query, SelectStatement, SimpleExpr, UnionType,
};

use super::Scope;
use super::list::{Key, List, Place, Selection, SortColumn};
use super::query::COUNT_LIMIT;
use crate::domain::legal::ending_documents;

/// The stored scopes of a batch: their row ids and totals.
pub(super) type KnownScopes = HashMap<Scope, (i64, u64)>;

/// How a selection is read: through its smallest group; the other groups are probed.
pub(super) struct Plan {
    driving: Vec<(i64, u64)>,
    probed: Vec<Vec<i64>>,
}

impl Plan {
    /// `None` when a group has no items at all, so that the list is empty.
    pub(super) fn of(selection: &Selection, known: &KnownScopes) -> Option<Self> {
        let mut groups: Vec<Vec<(i64, u64)>> = Vec::new();
        for group in &selection.groups {
            let stored: Vec<(i64, u64)> = group
                .iter()
                .filter_map(|scope| known.get(scope))
                .filter(|(_, total)| *total > 0)
                .copied()
                .collect();
            if stored.is_empty() {
                return None;
            }
            groups.push(stored);
        }
        groups.sort_by_key(|group| group.iter().map(|(_, total)| total).sum::<u64>());
        let mut groups = groups.into_iter();
        let driving = groups.next()?;
        let probed = groups
            .map(|group| group.into_iter().map(|(id, _)| id).collect())
            .collect();
        Some(Self { driving, probed })
    }

    pub(super) fn known_total(&self, selection: &Selection) -> Option<u64> {
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

pub(super) fn list_statement(
    index: usize,
    list: &List,
    known: &KnownScopes,
) -> Option<SelectStatement> {
    let plan = Plan::of(&list.selection, known)?;
    let branches = plan.driving.iter().map(|(scope, _)| {
        let mut branch = scope_statement(
            *scope,
            &list.selection,
            &plan.probed,
            Some(list.sort.column),
        );
        branch
            .expr_as(
                Expr::val(i32::try_from(index).unwrap_or(i32::MAX)),
                Alias::new("list"),
            )
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
    if smaller {
        here.lt(there)
    } else {
        here.gt(there)
    }
}

/// Counts a selection; what several of its scopes hold is counted in the first of them.
pub(super) fn count_statement(index: usize, selection: &Selection, plan: &Plan) -> SelectStatement {
    let scopes: Vec<i64> = plan.driving.iter().map(|(scope, _)| *scope).collect();
    let branches = scopes.iter().enumerate().map(|(place, scope)| {
        let mut branch = scope_statement(*scope, selection, &plan.probed, None);
        let counted = &scopes[..place];
        if !counted.is_empty() {
            branch.and_where(Expr::exists(probe(counted)).not());
        }
        branch
            .column(listing::Column::ContentId)
            .limit(COUNT_LIMIT + 1)
            .take()
    });
    let list = i32::try_from(index).unwrap_or(i32::MAX);
    Query::select()
        .expr_as(Expr::val(list), Alias::new("list"))
        .expr_as(Expr::cust("COUNT(*)"), Alias::new("total"))
        .from_subquery(union(branches.collect::<Vec<_>>()), Alias::new("counted"))
        .take()
}

fn scope_statement(
    scope: i64,
    selection: &Selection,
    probed: &[Vec<i64>],
    sorted_by: Option<SortColumn>,
) -> SelectStatement {
    let mut statement = Query::select();
    statement
        .from(listing::Entity)
        .and_where(listing::Column::ScopeId.eq(scope));
    for group in probed {
        statement.and_where(Expr::exists(probe(group)));
    }
    let published = range_key(SortColumn::Published, sorted_by);
    let date = range_key(SortColumn::Date, sorted_by);
    if let Some(from) = selection.published_from {
        statement.and_where(published.clone().gte(from));
    }
    if let Some(before) = selection.published_before {
        statement.and_where(published.lt(before));
    }
    if let Some(from) = selection.date_from {
        statement.and_where(date.clone().gte(from));
    }
    if let Some(to) = selection.date_to {
        statement.and_where(date.lte(to));
    }
    if let Some(day) = selection.in_force_on {
        statement.and_where(Expr::exists(in_force(day)));
        statement.and_where(Expr::exists(ended_by_another(day)).not());
    }
    statement
}

/// The key that a range narrows. In a list sorted by another key it is hidden from the planner, which would
/// otherwise read the whole range and sort it for one page.
fn range_key(column: SortColumn, sorted_by: Option<SortColumn>) -> SimpleExpr {
    let key = Expr::col(key_column(column));
    match sorted_by {
        Some(sorted_by) if sorted_by != column => key.add(0),
        _ => key,
    }
}

/// Asked of one listed content after the other. The offset says so to `PostgreSQL`'s planner, which would
/// otherwise join the tables as wholes, and sort what comes of it for one page.
fn one_by_one(mut question: SelectStatement) -> SelectStatement {
    question.limit(1).offset(0).take()
}

fn probe(scopes: &[i64]) -> SelectStatement {
    let other = Alias::new("other");
    let probe = Query::select()
        .expr(Expr::val(1))
        .from_as(listing::Entity, other.clone())
        .and_where(
            Expr::col((other.clone(), listing::Column::ScopeId)).is_in(scopes.iter().copied()),
        )
        .and_where(
            Expr::col((other, listing::Column::ContentId))
                .equals((listing::Entity, listing::Column::ContentId)),
        )
        .take();
    one_by_one(probe)
}

fn in_force(day: NaiveDate) -> SelectStatement {
    use entity::edition;
    use entity::value::EditionState;
    let in_force = Query::select()
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
        .take();
    one_by_one(in_force)
}

/// Documents that had ended by `day` the force of the one that is listed.
fn ended_by_another(day: NaiveDate) -> SelectStatement {
    let mut ending = ending_documents();
    ending
        .expr(Expr::val(1))
        .and_where(
            Expr::col((legal_relation::Entity, legal_relation::Column::TargetId))
                .equals((listing::Entity, listing::Column::ContentId)),
        )
        .and_where(legal_document::Column::EffectiveOn.lte(day));
    one_by_one(ending)
}

fn key_column(column: SortColumn) -> listing::Column {
    match column {
        SortColumn::Published => listing::Column::PublishedKey,
        SortColumn::Updated => listing::Column::UpdatedKey,
        SortColumn::Date => listing::Column::DateKey,
        SortColumn::Title => listing::Column::TitleKey,
    }
}

/// Joins statements, each kept whole with its order and limit, into one.
pub(in crate::domain) fn union(
    statements: impl IntoIterator<Item = SelectStatement>,
) -> SelectStatement {
    let mut whole = statements
        .into_iter()
        .enumerate()
        .map(|(index, statement)| {
            Query::select()
                .column(Asterisk)
                .from_subquery(statement, Alias::new(format!("part_{index}")))
                .take()
        });
    let mut first = whole.next().unwrap_or_else(Query::select);
    for next in whole {
        first.union(UnionType::All, next);
    }
    first
}
