//! Relations read from the other end: which documents act on a document.
use std::collections::HashMap;

use entity::value::EditionState;
use entity::{edition, legal_document, legal_relation};
use sea_orm::prelude::*;
use sea_orm::sea_query::{Alias, Asterisk, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{FromQueryResult, StatementBuilder};

use crate::domain::Result;
use crate::domain::database::Session;
use crate::domain::listing::union;

/// A part of the list of relations that point at a document.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IncomingList {
    /// The document.
    pub target: Uuid,
    /// Only of this type.
    pub type_code: Option<String>,
    /// At most so many.
    pub limit: u64,
    /// After this relation: its edition and position.
    pub after: Option<(Uuid, i32)>,
}

/// Relations of live documents that point at others: for each list its part, one more than asked for where the
/// list goes on.
///
/// # Errors
/// When the database fails.
pub async fn incoming(
    session: &Session,
    lists: &[IncomingList],
) -> Result<Vec<Vec<legal_relation::Model>>> {
    let statement = union(
        lists
            .iter()
            .enumerate()
            .map(|(index, list)| part(index, list)),
    );
    let reader = session.read().await?;
    let statement = StatementBuilder::build(&statement, &reader.get_database_backend());
    let mut found = vec![Vec::new(); lists.len()];
    for row in Listed::find_by_statement(statement).all(reader).await? {
        found[usize::try_from(row.list).unwrap_or_default()].push(row.relation);
    }
    for relations in &mut found {
        relations.sort_by_key(|relation| (relation.edition_id, relation.position));
    }
    Ok(found)
}

/// How many relations of live documents point at each of `targets`, by type.
///
/// # Errors
/// When the database fails.
pub async fn count_incoming(
    session: &Session,
    targets: &[Uuid],
) -> Result<HashMap<Uuid, Vec<(String, i64)>>> {
    let mut statement = from_live();
    statement
        .column((legal_relation::Entity, legal_relation::Column::TargetId))
        .column((legal_relation::Entity, legal_relation::Column::TypeCode))
        .expr_as(Expr::cust("COUNT(*)"), Alias::new("total"))
        .and_where(legal_relation::Column::TargetId.is_in(targets.iter().copied()))
        .group_by_col((legal_relation::Entity, legal_relation::Column::TargetId))
        .group_by_col((legal_relation::Entity, legal_relation::Column::TypeCode));
    let reader = session.read().await?;
    let statement = StatementBuilder::build(&statement, &reader.get_database_backend());
    let mut found: HashMap<Uuid, Vec<(String, i64)>> = HashMap::new();
    for row in Counted::find_by_statement(statement).all(reader).await? {
        found
            .entry(row.target_id)
            .or_default()
            .push((row.type_code, row.total));
    }
    Ok(found)
}

/// Types of relation that end the force of what they act on: bãi bỏ, thay thế.
const ENDING: [&str; 2] = ["bai-bo", "thay-the"];

/// Live documents that end the force of another as a whole from their own first day on, joined to the relation
/// that says so. Those whose first day is not known end nothing.
#[must_use]
pub fn ending_documents() -> SelectStatement {
    let relation = |column| Expr::col((legal_relation::Entity, column));
    from_live()
        .inner_join(
            legal_document::Entity,
            Expr::col((legal_document::Entity, legal_document::Column::EditionId))
                .equals((legal_relation::Entity, legal_relation::Column::EditionId)),
        )
        .and_where(relation(legal_relation::Column::TypeCode).is_in(ENDING))
        .and_where(relation(legal_relation::Column::TargetProvision).is_null())
        .and_where(legal_document::Column::EffectiveOn.is_not_null())
        .take()
}

#[derive(FromQueryResult)]
struct Listed {
    list: i32,
    #[sea_orm(nested)]
    relation: legal_relation::Model,
}

#[derive(FromQueryResult)]
struct Counted {
    target_id: Uuid,
    type_code: String,
    total: i64,
}

fn part(index: usize, list: &IncomingList) -> SelectStatement {
    let mut statement = from_live();
    statement
        .expr_as(
            Expr::val(i32::try_from(index).unwrap_or(i32::MAX)),
            Alias::new("list"),
        )
        .column((legal_relation::Entity, Asterisk))
        .and_where(legal_relation::Column::TargetId.eq(list.target))
        .order_by(
            (legal_relation::Entity, legal_relation::Column::EditionId),
            Order::Asc,
        )
        .order_by(
            (legal_relation::Entity, legal_relation::Column::Position),
            Order::Asc,
        )
        .limit(list.limit + 1);
    if let Some(code) = &list.type_code {
        statement.and_where(legal_relation::Column::TypeCode.eq(code));
    }
    if let Some((edition, position)) = list.after {
        let here = Expr::tuple([
            Expr::col((legal_relation::Entity, legal_relation::Column::EditionId)),
            Expr::col((legal_relation::Entity, legal_relation::Column::Position)),
        ]);
        statement.and_where(here.gt(Expr::tuple([Expr::val(edition), Expr::val(position)])));
    }
    statement
}

fn from_live() -> SelectStatement {
    Query::select()
        .from(legal_relation::Entity)
        .inner_join(
            edition::Entity,
            Expr::col((edition::Entity, edition::Column::Id))
                .equals((legal_relation::Entity, legal_relation::Column::EditionId)),
        )
        .and_where(edition::Column::State.eq(EditionState::Live))
        .take()
}
