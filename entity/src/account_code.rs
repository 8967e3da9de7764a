//! One-time codes: what an administrator or a mail gives to who cannot come in.
use sea_orm::entity::prelude::*;

use crate::value::{CodePurpose, Hidden};

/// A one-time code.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account_code")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The account that it opens.
    pub account_id: Uuid,
    /// What it is for.
    pub purpose: CodePurpose,
    /// SHA-256 of the code, in hexadecimal.
    pub hash: Hidden,
    /// Who issued it; absent when it was asked for by mail or on the command line.
    pub issued_by: Option<Uuid>,
    /// When it was issued.
    pub created_at: DateTimeUtc,
    /// Until when it opens.
    pub expires_at: DateTimeUtc,
    /// When it was used, or another took its place.
    pub used_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
