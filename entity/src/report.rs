//! Details of reports for state management (báo cáo, số liệu).
use sea_orm::entity::prelude::*;

/// The details of a report.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// Number of the document.
    pub number: Option<String>,
    /// Code of the reporting form.
    pub form: Option<String>,
    /// First day of the period.
    pub period_from: Date,
    /// Last day of the period.
    pub period_to: Date,
    /// The edition.
    #[sea_orm(belongs_to, from = "edition_id", to = "id")]
    pub edition: BelongsTo<super::edition::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
