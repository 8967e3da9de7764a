//! Published questions of dialogues, with the responses.
use sea_orm::entity::prelude::*;

/// A question with the host's response.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dialogue_exchange")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// Place among the exchanges.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// The question or opinion, made anonymous.
    pub question: String,
    /// The response.
    pub response: Option<String>,
    /// Who responded: an office, not a person.
    pub responder: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
