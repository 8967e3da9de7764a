//! Contents: what never versions (nội dung).
use sea_orm::entity::prelude::*;

use crate::value::ContentKind;

/// A content in one language.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "content")]
pub struct Model {
    /// Identity across installations.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Kind.
    pub kind: ContentKind,
    /// The work: joins the languages of one item.
    pub work_id: Uuid,
    /// Language.
    pub language_code: String,
    /// The agency that may edit it.
    pub custody_agency_id: Uuid,
    /// Rises by one with every change of state; transitions are conditional on it.
    pub lock_version: i32,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// Its editions: at most one live and one being worked on.
    #[sea_orm(has_many)]
    pub editions: HasMany<super::edition::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
