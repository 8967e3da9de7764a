//! Types of document (loại văn bản).
use sea_orm::entity::prelude::*;

use crate::value::Tier;

/// A type of document.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_type")]
pub struct Model {
    /// Stable code, such as `nghi-dinh`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// Vietnamese name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// Abbreviation in document numbers, such as `NĐ`.
    pub abbreviation: Option<String>,
    /// Whether documents of the type are normative (quy phạm pháp luật).
    pub normative: bool,
    /// Tier of the issuing body.
    pub tier: Tier,
    /// Rank in the hierarchy of norms, 1 the highest; 0 where it has none.
    pub rank: i32,
    /// The law that names the type.
    pub legal_basis: Option<String>,
    /// Place in lists.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
