//! How a session was begun.
use sea_orm::entity::prelude::*;

/// How a session was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum SessionMethod {
    /// With a password of ours.
    #[sea_orm(string_value = "password")]
    Password,
    /// By the sign-on of an `OpenID` provider.
    #[sea_orm(string_value = "oidc")]
    Oidc,
}
