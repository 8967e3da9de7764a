//! What the desk knows of an edition that is, or was, worked on; the public never joins it.
use sea_orm::entity::prelude::*;

/// The desk's side of an edition.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "edition_desk")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// Its content.
    pub content_id: Uuid,
    /// The live edition that it was begun from.
    pub base_id: Option<Uuid>,
    /// The working copy.
    pub record: Json,
    /// SHA-256 of the working copy.
    pub record_digest: String,
    /// SHA-256 of the working copy that was approved.
    pub approved_digest: Option<String>,
    /// Where it is to live.
    pub planned_path: Option<String>,
    /// Who began it; absent for the command line.
    pub created_by: Option<Uuid>,
    /// Who saved it last.
    pub saved_by: Option<Uuid>,
    /// When it was saved last.
    pub saved_at: DateTimeUtc,
    /// Who handed it over for review.
    pub submitted_by: Option<Uuid>,
    /// When it was handed over.
    pub submitted_at: Option<DateTimeUtc>,
    /// The head of the agency who stands by it.
    pub endorsed_by: Option<Uuid>,
    /// When that was said.
    pub endorsed_at: Option<DateTimeUtc>,
    /// Who approved it.
    pub decided_by: Option<Uuid>,
    /// When it was approved.
    pub decided_at: Option<DateTimeUtc>,
    /// The day by which it is to be published.
    pub due_on: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}
