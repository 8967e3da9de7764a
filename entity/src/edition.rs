//! Editions: everything of a content that can be edited (phiên bản).
use sea_orm::entity::prelude::*;

use crate::value::EditionState;

/// An edition of a content.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "edition")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The content.
    pub content_id: Uuid,
    /// Number within the content, from 1.
    pub number: i32,
    /// Where it stands in the workflow.
    pub state: EditionState,
    /// Title.
    pub title: String,
    /// Sort key of the title, in Vietnamese order.
    pub title_key: String,
    /// Summary: plain text.
    pub summary: Option<String>,
    /// The section it appears in.
    pub section_code: String,
    /// The agency that answers for it.
    pub agency_id: Uuid,
    /// Author, as printed under it.
    pub author: Option<String>,
    /// Name of the source it was taken from.
    pub source_name: Option<String>,
    /// Address of the original.
    pub source_url: Option<String>,
    /// Last part of its path.
    pub slug: String,
    /// What changed in this edition, for readers.
    pub change_note: Option<String>,
    /// The date that its kind sorts by, such as the day of issue or of the event.
    pub own_date: Option<Date>,
    /// Hash of all that the edition says: the same again makes no new edition.
    pub digest: String,
    /// When the content first appeared.
    pub first_published_at: Option<DateTimeUtc>,
    /// When this edition appeared.
    pub published_at: Option<DateTimeUtc>,
    /// When the content last changed, for readers.
    pub updated_at: DateTimeUtc,
    /// When the edition was made.
    pub created_at: DateTimeUtc,
    /// The content.
    #[sea_orm(belongs_to, from = "content_id", to = "id")]
    pub content: BelongsTo<super::content::Entity>,
    /// Its body.
    #[sea_orm(has_one)]
    pub body: HasOne<super::edition_body::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
