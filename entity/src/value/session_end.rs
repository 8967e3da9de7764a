//! Why a session ended.
use sea_orm::entity::prelude::*;

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum SessionEnd {
    /// Its owner signed out.
    #[sea_orm(string_value = "sign_out")]
    SignOut,
    /// Its owner signed out everywhere.
    #[sea_orm(string_value = "everywhere")]
    Everywhere,
    /// One of its refresh tokens was used twice: somebody else may hold it.
    #[sea_orm(string_value = "reuse")]
    Reuse,
    /// The account was disabled.
    #[sea_orm(string_value = "disabled")]
    Disabled,
    /// The password was changed.
    #[sea_orm(string_value = "password")]
    Password,
    /// The memberships were changed.
    #[sea_orm(string_value = "roles")]
    Roles,
    /// An administrator ended it.
    #[sea_orm(string_value = "administrator")]
    Administrator,
    /// Its time was over.
    #[sea_orm(string_value = "expired")]
    Expired,
}
