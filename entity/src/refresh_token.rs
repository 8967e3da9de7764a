//! Refresh tokens: each is used once.
use sea_orm::entity::prelude::*;

/// A refresh token.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refresh_token")]
pub struct Model {
    /// SHA-256 of the token, in hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: String,
    /// Its session.
    pub session_id: Uuid,
    /// Its number within the session, from 1.
    pub generation: i32,
    /// When it was given.
    pub created_at: DateTimeUtc,
    /// When it was used; using it again ends the session.
    pub used_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
