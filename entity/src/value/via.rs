//! What an act came through.
use sea_orm::entity::prelude::*;

/// What an act came through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Via {
    /// A session of ours.
    #[sea_orm(string_value = "session")]
    Session,
    /// A token of an `OpenID` provider.
    #[sea_orm(string_value = "oidc")]
    Oidc,
    /// A key of a site, an app or an importer.
    #[sea_orm(string_value = "machine_key")]
    MachineKey,
    /// The command line, on the machine itself.
    #[sea_orm(string_value = "command")]
    Command,
    /// The schedule: it was planned before.
    #[sea_orm(string_value = "schedule")]
    Schedule,
    /// Nobody who is known, such as who tries to sign in.
    #[sea_orm(string_value = "anonymous")]
    Anonymous,
}
