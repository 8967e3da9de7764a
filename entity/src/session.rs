//! Sessions: families of refresh tokens.
use sea_orm::entity::prelude::*;

use crate::value::{SessionEnd, SessionMethod};

/// A session.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// Identity; an access token names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is.
    pub account_id: Uuid,
    /// How it was begun.
    pub method: SessionMethod,
    /// Whether a second factor was shown.
    pub second_factor: bool,
    /// Whether it may do nothing but set up a second factor.
    pub must_enrol: bool,
    /// When it was begun.
    pub created_at: DateTimeUtc,
    /// When its tokens were last renewed.
    pub last_seen_at: DateTimeUtc,
    /// When it ends at the latest.
    pub expires_at: DateTimeUtc,
    /// When it ended.
    pub ended_at: Option<DateTimeUtc>,
    /// Why it ended.
    pub ended_because: Option<SessionEnd>,
    /// The address from which it was begun.
    pub address: Option<String>,
    /// The program with which it was begun.
    pub agent: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
