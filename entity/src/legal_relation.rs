//! Relations between legal documents, read from the acting one (quan hệ văn bản).
use sea_orm::entity::prelude::*;

/// A relation of a legal document to another.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "legal_relation")]
pub struct Model {
    /// The edition of the acting document.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// Place among the document's relations.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// Type of relation.
    pub type_code: String,
    /// Path of the part that acts.
    pub provision: Option<String>,
    /// Path of the part of the other document that is meant.
    pub target_provision: Option<String>,
    /// Number of the other document.
    pub target_number: String,
    /// Normal form of that number.
    pub target_number_key: String,
    /// Name of that document.
    pub target_title: Option<String>,
    /// Issuer of that document.
    pub target_issuer_code: Option<String>,
    /// Day of issue of that document.
    pub target_issued_on: Option<Date>,
    /// That document, once it is known.
    pub target_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
