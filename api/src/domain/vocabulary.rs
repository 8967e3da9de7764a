//! Vocabularies and sections: small tables of terms with stable codes.
use entity::{
    activity_form, agency_type, audience, document_type, issuer, language, relation_type, section,
    topic,
};
use sea_orm::prelude::*;
use sea_orm::{Order, QueryOrder};

use super::Result;
use super::database::Session;

/// A vocabulary: a table of terms with codes.
pub trait Term: EntityTrait {
    /// The column of the code.
    const CODE: Self::Column;
    /// The column by which the terms are listed.
    const ORDER: Self::Column;
    /// The code of a term.
    fn code_of(term: &Self::Model) -> &str;
}

/// The terms with these codes.
///
/// # Errors
/// When the database fails.
pub async fn by_codes<E: Term>(session: &Session, codes: &[&str]) -> Result<Vec<E::Model>> {
    let found = E::find()
        .filter(E::CODE.is_in(codes.iter().copied()))
        .all(session.read().await?)
        .await?;
    Ok(found)
}

/// Every term, in order.
///
/// # Errors
/// When the database fails.
pub async fn all<E: Term>(session: &Session) -> Result<Vec<E::Model>> {
    let found = E::find()
        .order_by(E::ORDER, Order::Asc)
        .order_by(E::CODE, Order::Asc)
        .all(session.read().await?)
        .await?;
    Ok(found)
}

impl Term for activity_form::Entity {
    const CODE: Self::Column = activity_form::Column::Code;
    const ORDER: Self::Column = activity_form::Column::Position;

    fn code_of(term: &Self::Model) -> &str {
        &term.code
    }
}

impl Term for agency_type::Entity {
    const CODE: Self::Column = agency_type::Column::Code;
    const ORDER: Self::Column = agency_type::Column::Position;

    fn code_of(term: &Self::Model) -> &str {
        &term.code
    }
}

impl Term for audience::Entity {
    const CODE: Self::Column = audience::Column::Code;
    const ORDER: Self::Column = audience::Column::Position;

    fn code_of(term: &Self::Model) -> &str {
        &term.code
    }
}

impl Term for document_type::Entity {
    const CODE: Self::Column = document_type::Column::Code;
    const ORDER: Self::Column = document_type::Column::Position;

    fn code_of(term: &Self::Model) -> &str {
        &term.code
    }
}

impl Term for issuer::Entity {
    const CODE: Self::Column = issuer::Column::Code;
    const ORDER: Self::Column = issuer::Column::NameKey;

    fn code_of(term: &Self::Model) -> &str {
        &term.code
    }
}

impl Term for language::Entity {
    const CODE: Self::Column = language::Column::Code;
    const ORDER: Self::Column = language::Column::Position;

    fn code_of(term: &Self::Model) -> &str {
        &term.code
    }
}

impl Term for relation_type::Entity {
    const CODE: Self::Column = relation_type::Column::Code;
    const ORDER: Self::Column = relation_type::Column::Number;

    fn code_of(term: &Self::Model) -> &str {
        &term.code
    }
}

impl Term for section::Entity {
    const CODE: Self::Column = section::Column::Code;
    const ORDER: Self::Column = section::Column::Position;

    fn code_of(term: &Self::Model) -> &str {
        &term.code
    }
}

impl Term for topic::Entity {
    const CODE: Self::Column = topic::Column::Code;
    const ORDER: Self::Column = topic::Column::Position;

    fn code_of(term: &Self::Model) -> &str {
        &term.code
    }
}
