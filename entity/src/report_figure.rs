//! Figures of reports (số liệu).
use sea_orm::entity::prelude::*;

/// A figure of a report.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report_figure")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// Place among the figures.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// Code of the indicator (chỉ tiêu).
    pub indicator: String,
    /// Name of the indicator.
    pub name: String,
    /// Unit of measure, such as "lượt người".
    pub unit: String,
    /// Value, in whole units.
    pub value: i64,
}

impl ActiveModelBehavior for ActiveModel {}
