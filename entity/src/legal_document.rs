//! Details of legal documents (văn bản pháp luật).
use sea_orm::entity::prelude::*;

/// The metadata of a legal document.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "legal_document")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// Number (số ký hiệu) as published; not unique, absent for documents without one.
    pub number: Option<String>,
    /// Normal form of the number.
    pub number_key: Option<String>,
    /// Normal form of the name, of laws, codes, ordinances and constitutions.
    pub name_key: Option<String>,
    /// Document type.
    pub type_code: String,
    /// Day of issue.
    pub issued_on: Date,
    /// First day in force.
    pub effective_on: Option<Date>,
    /// First day no longer in force, where the document or its source says so.
    pub expires_on: Option<Date>,
    /// The status that the source gives, in its own words.
    pub source_status: Option<String>,
    /// Number of the official gazette (Công báo).
    pub gazette_number: Option<String>,
    /// Day of the official gazette.
    pub gazette_date: Option<Date>,
    /// The edition.
    #[sea_orm(belongs_to, from = "edition_id", to = "id")]
    pub edition: BelongsTo<super::edition::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
