//! Details of published questions (hỏi đáp pháp luật); the answer is the body.
use sea_orm::entity::prelude::*;

/// The details of a legal question: nothing of the asker's person.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "legal_question")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// The question, made anonymous: plain text.
    pub question: String,
    /// When it was received.
    pub asked_on: Option<Date>,
    /// When it was answered.
    pub answered_on: Option<Date>,
    /// The day whose law the answer gives.
    pub law_as_of: Date,
    /// The edition.
    #[sea_orm(belongs_to, from = "edition_id", to = "id")]
    pub edition: BelongsTo<super::edition::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
