//! Codes that were asked for by mail, until they are sent.
use sea_orm::entity::prelude::*;

/// Somebody asked.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What they are called, as they typed it, sealed with the installation's secret.
    pub sealed: Vec<u8>,
    /// When they asked.
    pub created_at: DateTimeUtc,
    /// From when it is tried, or tried again; whoever tries moves it on first.
    pub next_try_at: DateTimeUtc,
    /// How often it was tried.
    pub tries: i32,
}

impl ActiveModelBehavior for ActiveModel {}
