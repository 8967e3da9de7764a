//! Who issued legal documents, by name.
use std::collections::HashMap;

use entity::{issuer, legal_document_issuer};
use sea_orm::prelude::*;
use sea_orm::{FromQueryResult, JoinType, Order, QueryOrder, QuerySelect, QueryTrait};

use crate::domain::Result;
use crate::domain::database::{Session, rows_by_key};

#[derive(FromQueryResult)]
struct Issued {
    edition_id: Uuid,
    name: String,
}

/// The names of the issuing bodies of `editions`, each once, in the order of the document; nothing for what is no
/// legal document.
///
/// # Errors
/// When the database fails.
pub async fn issuer_names(
    session: &Session,
    editions: &[Uuid],
) -> Result<HashMap<Uuid, Vec<String>>> {
    use legal_document_issuer::Column::{EditionId, IssuerCode, Position};
    let of_issuer = legal_document_issuer::Entity::belongs_to(issuer::Entity)
        .from(IssuerCode)
        .to(issuer::Column::Code);
    let rows = legal_document_issuer::Entity::find()
        .select_only()
        .column(EditionId)
        .column(issuer::Column::Name)
        .join(JoinType::InnerJoin, of_issuer.into())
        .order_by(EditionId, Order::Asc)
        .order_by(Position, Order::Asc);
    let mut names: HashMap<Uuid, Vec<String>> = HashMap::new();
    let db = session.read().await?;
    for row in rows_by_key::<Issued, _, _>(db, rows.into_query(), EditionId, editions).await? {
        let names = names.entry(row.edition_id).or_default();
        if !names.contains(&row.name) {
            names.push(row.name);
        }
    }
    Ok(names)
}
