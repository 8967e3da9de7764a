//! Details of plans, programmes and schemes (kế hoạch, chương trình, đề án).
use sea_orm::entity::prelude::*;

/// The details of a plan.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// Number of the document.
    pub number: Option<String>,
    /// Name of the issuer.
    pub issuer: String,
    /// Day of issue.
    pub issued_on: Option<Date>,
    /// First day of the period.
    pub period_from: Option<Date>,
    /// Last day of the period.
    pub period_to: Option<Date>,
    /// The edition.
    #[sea_orm(belongs_to, from = "edition_id", to = "id")]
    pub edition: BelongsTo<super::edition::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
