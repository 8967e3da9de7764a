//! How long the long texts of editions are, without reading them.
use std::collections::HashMap;

use entity::{dialogue, dialogue_exchange, edition_body, legal_question, material};
use sea_orm::prelude::*;
use sea_orm::sea_query::{Alias, ExprTrait, Func, Query, SelectStatement, UnionType};
use sea_orm::{Iden, StatementBuilder};

use crate::domain::Result;
use crate::domain::database::Session;

/// The bytes of the long texts of each edition that has any. The provisions of a legal document are as long as
/// the body that is made of them.
pub(super) async fn of(session: &Session, editions: &[Uuid]) -> Result<HashMap<Uuid, u64>> {
    use edition_body::Column as Body;
    let mut lengths = length(edition_body::Entity, Body::EditionId, Body::Html, editions);
    for other in other_texts(editions) {
        lengths.union(UnionType::All, other);
    }
    let db = session.read().await?;
    let statement = StatementBuilder::build(&lengths, &db.get_database_backend());
    let mut weights: HashMap<Uuid, u64> = HashMap::new();
    for row in db.query_all_raw(statement).await? {
        let (edition, length): (Uuid, Option<i64>) =
            (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let length = length.and_then(|length| u64::try_from(length).ok());
        *weights.entry(edition).or_default() += length.unwrap_or_default();
    }
    Ok(weights)
}

fn other_texts(editions: &[Uuid]) -> [SelectStatement; 5] {
    use dialogue_exchange::Column as Exchange;
    [
        length(
            legal_question::Entity,
            legal_question::Column::EditionId,
            legal_question::Column::Question,
            editions,
        ),
        length(
            material::Entity,
            material::Column::EditionId,
            material::Column::Transcript,
            editions,
        ),
        length(
            dialogue::Entity,
            dialogue::Column::EditionId,
            dialogue::Column::Outcome,
            editions,
        ),
        length(
            dialogue_exchange::Entity,
            Exchange::EditionId,
            Exchange::Question,
            editions,
        ),
        length(
            dialogue_exchange::Entity,
            Exchange::EditionId,
            Exchange::Response,
            editions,
        ),
    ]
}

/// The bytes of a column, a row each.
fn length<T: EntityTrait + Iden, C: ColumnTrait>(
    table: T,
    edition: C,
    text: C,
    editions: &[Uuid],
) -> SelectStatement {
    let bytes = Func::cust("octet_length").arg(Expr::col(text.as_column_ref()));
    Query::select()
        .column(edition.as_column_ref())
        .expr(Expr::expr(bytes).cast_as(Alias::new("bigint")))
        .from(table)
        .and_where(Expr::col(edition.as_column_ref()).is_in(editions.iter().copied()))
        .take()
}
