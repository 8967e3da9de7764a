//! Keys of sites, apps and importers: what is kept of each, and what it may be used for.
use sea_orm::entity::prelude::*;

use crate::value::{Hidden, StringList};

/// A machine key.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "machine_key")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The account that acts with it.
    pub account_id: Uuid,
    /// Name, to know it by.
    pub name: String,
    /// SHA-256 of the key, in hexadecimal.
    pub hash: Hidden,
    /// The first characters of the key, to recognise it by.
    pub shown: String,
    /// What it may be used for: names of the policy's actions.
    pub actions: StringList,
    /// The origins whose pages may use it; without any, no page may.
    pub origins: StringList,
    /// Who made it; absent for the command line.
    pub created_by: Option<Uuid>,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it ends.
    pub expires_at: DateTimeUtc,
    /// When it was taken back.
    pub revoked_at: Option<DateTimeUtc>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<DateTimeUtc>,
    /// From which address it was used then.
    pub last_used_from: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
