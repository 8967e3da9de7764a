//! Who is to see to an edition.
use sea_orm::entity::prelude::*;

/// An assignment; one a time.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assignment")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The edition.
    pub edition_id: Uuid,
    /// Who is to see to it.
    pub assignee_id: Uuid,
    /// Who said so.
    pub assigned_by: Uuid,
    /// By when.
    pub due_on: Option<Date>,
    /// What is to be done.
    pub note: Option<String>,
    /// Since when.
    pub at: DateTimeUtc,
    /// Until when.
    pub ended_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
