//! Details of policy dialogues and draft consultations (đối thoại, lấy ý kiến dự thảo).
use sea_orm::entity::prelude::*;

use crate::value::DialogueForm;

/// The details of a dialogue.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dialogue")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// Dialogue or consultation.
    pub form: DialogueForm,
    /// When it opens for the public.
    pub opens_at: DateTimeUtc,
    /// When it closes.
    pub closes_at: DateTimeUtc,
    /// Title of the draft.
    pub draft_title: Option<String>,
    /// What came of it: plain text.
    pub outcome: Option<String>,
    /// The edition.
    #[sea_orm(belongs_to, from = "edition_id", to = "id")]
    pub edition: BelongsTo<super::edition::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
