//! Which agency has a file: its accounts see it in their list and may use it.
use sea_orm::entity::prelude::*;

/// A file in an agency's custody.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "file_custody")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The file.
    pub file_sha256: String,
    /// The agency.
    pub agency_id: Uuid,
    /// What the agency calls it.
    pub name: String,
    /// Who uploaded it.
    pub uploaded_by: Option<Uuid>,
    /// When it was uploaded last.
    pub uploaded_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
