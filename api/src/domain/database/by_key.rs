//! Rows by many keys at once.
use sea_orm::prelude::*;
use sea_orm::sea_query::{Alias, Asterisk, ExprTrait, IntoValueTuple, Query, SelectStatement};
use sea_orm::{Condition, DbBackend, FromQueryResult, JoinType, StatementBuilder, Value};

use crate::domain::Result;

/// The rows of `select` whose `column` is one of `keys`; those of one key in the order of `select`, which must
/// have one.
///
/// `PostgreSQL` looks up key by key: from a list of keys its planner would rather read a table of some thousand
/// rows from end to end, and sort what it found of all keys together.
///
/// # Errors
/// When the database fails.
pub(in crate::domain) async fn rows_by_key<M, C, K>(
    reader: &impl ConnectionTrait,
    select: SelectStatement,
    column: C,
    keys: &[K],
) -> Result<Vec<M>>
where
    M: FromQueryResult,
    C: ColumnTrait,
    K: Clone + Into<Value>,
{
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let backend = reader.get_database_backend();
    let statement = match backend {
        DbBackend::Postgres => key_by_key(select, column, keys),
        _ => among(select, column, keys),
    };
    let statement = StatementBuilder::build(&statement, &backend);
    Ok(M::find_by_statement(statement).all(reader).await?)
}

fn among<K: Clone + Into<Value>>(
    mut select: SelectStatement,
    column: impl ColumnTrait,
    keys: &[K],
) -> SelectStatement {
    select.and_where(column.is_in(keys.iter().cloned())).take()
}

fn key_by_key<K: Clone + Into<Value>>(
    mut select: SelectStatement,
    column: impl ColumnTrait,
    keys: &[K],
) -> SelectStatement {
    let (wanted, found) = (Alias::new("wanted"), Alias::new("found"));
    let key = Expr::col((wanted.clone(), Alias::new("column1")));
    select.and_where(Expr::col(column.as_column_ref()).eq(key));
    let wanted_keys = keys
        .iter()
        .cloned()
        .map(|key| key.into().into_value_tuple());
    Query::select()
        .column((found.clone(), Asterisk))
        .from_values(wanted_keys, wanted)
        .join_lateral(JoinType::InnerJoin, select, found, Condition::all())
        .take()
}
