//! Details of direction of the work of legal education (hướng dẫn, chỉ đạo).
use sea_orm::entity::prelude::*;

/// The details of a guidance.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "guidance")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// Number of the document.
    pub number: Option<String>,
    /// Day of issue.
    pub issued_on: Option<Date>,
    /// Sector (ngành, lĩnh vực) it directs.
    pub sector: Option<String>,
    /// The edition.
    #[sea_orm(belongs_to, from = "edition_id", to = "id")]
    pub edition: BelongsTo<super::edition::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
