//! Details of activities (hoạt động).
use sea_orm::entity::prelude::*;

/// The details of an activity.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "activity")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// Form of dissemination.
    pub form_code: String,
    /// Beginning.
    pub starts_at: DateTimeUtc,
    /// End.
    pub ends_at: Option<DateTimeUtc>,
    /// Place.
    pub place: Option<String>,
    /// People who took part (lượt người).
    pub attendance: Option<i32>,
    /// Copies of materials handed out (bản).
    pub materials_handed_out: Option<i32>,
    /// Cost in đồng.
    pub budget: Option<i64>,
    /// The edition.
    #[sea_orm(belongs_to, from = "edition_id", to = "id")]
    pub edition: BelongsTo<super::edition::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
