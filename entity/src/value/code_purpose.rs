//! What a one-time code is for.
use sea_orm::entity::prelude::*;

/// What a one-time code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum CodePurpose {
    /// To set a new password.
    #[sea_orm(string_value = "password")]
    Password,
    /// To enrol another device for one-time passwords.
    #[sea_orm(string_value = "totp")]
    Totp,
}
