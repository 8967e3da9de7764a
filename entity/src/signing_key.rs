//! Keys that sign access tokens (Ed25519).
use sea_orm::entity::prelude::*;

/// A signing key.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signing_key")]
pub struct Model {
    /// Its RFC 7638 thumbprint.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kid: String,
    /// The public half, 32 bytes.
    pub public_key: Vec<u8>,
    /// The private half, PKCS#8, sealed with the installation's secret.
    pub sealed_key: Vec<u8>,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// From when it signs; it is published before.
    pub signs_from: DateTimeUtc,
    /// From when it signs no more, and only verifies what it signed.
    pub retired_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
