//! The documents that briefings are about.
use sea_orm::entity::prelude::*;

/// A document that a briefing is about.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "briefing_about")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// Place among the briefing's documents.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// Number of the document.
    pub target_number: String,
    /// Normal form of that number.
    pub target_number_key: String,
    /// Name of the document.
    pub target_title: Option<String>,
    /// Issuer of the document.
    pub target_issuer_code: Option<String>,
    /// Day of issue of the document.
    pub target_issued_on: Option<Date>,
    /// The document, once it is known.
    pub target_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
