//! What an account proves itself with: apart, so that no account carries it along.
use sea_orm::entity::prelude::*;

use crate::value::Hidden;

/// The secrets of an account.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account_secret")]
pub struct Model {
    /// The account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// Password: a PHC string of argon2id.
    pub password_hash: Option<Hidden>,
    /// When the password was set.
    pub password_changed_at: Option<DateTimeUtc>,
    /// Seed of its one-time passwords, sealed with the installation's secret.
    pub totp_sealed: Option<Vec<u8>>,
    /// When the first one-time password was shown; before, none is asked for.
    pub totp_confirmed_at: Option<DateTimeUtc>,
    /// Step of the last one-time password that was accepted (RFC 6238 §5.2); 0 at first.
    pub totp_last_step: i64,
}

impl ActiveModelBehavior for ActiveModel {}
