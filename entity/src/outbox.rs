//! The outbox: every change in commit order, without gaps.
use sea_orm::entity::prelude::*;

use crate::value::{Change, OutboxAudience, StringList};

/// A change.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    /// Its number, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// When it was committed.
    pub at: DateTimeUtc,
    /// Who learns of it.
    pub audience: OutboxAudience,
    /// What changed.
    pub change: Change,
    /// What was done, when it was done at the desk, such as `content.submit`.
    pub action: Option<String>,
    /// The content it touched.
    pub content_id: Option<Uuid>,
    /// The edition it touched, when it was done at the desk.
    pub edition_id: Option<Uuid>,
    /// The agency in whose custody that is, when it was done at the desk.
    pub agency_id: Option<Uuid>,
    /// The path it touched.
    pub path: Option<String>,
    /// Scopes that held the content before.
    pub scopes_before: StringList,
    /// Scopes that hold it since.
    pub scopes_after: StringList,
}

impl ActiveModelBehavior for ActiveModel {}
