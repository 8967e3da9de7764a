//! Remarks on editions: what reviewers and authors say to each other.
use sea_orm::entity::prelude::*;

use crate::value::RemarkKind;

/// A remark.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "remark")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The edition.
    pub edition_id: Uuid,
    /// Who made it.
    pub author_id: Uuid,
    /// What it came with.
    pub kind: RemarkKind,
    /// The field or provision that it is about.
    pub place: Option<String>,
    /// What it says.
    pub text: String,
    /// When it was made.
    pub at: DateTimeUtc,
    /// Who said that it is seen to.
    pub resolved_by: Option<Uuid>,
    /// When that was said.
    pub resolved_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
