//! Where a reorganisation stands.
use sea_orm::entity::prelude::*;

/// Where a reorganisation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum ReorganisationState {
    /// It is to happen when its day begins.
    #[sea_orm(string_value = "planned")]
    Planned,
    /// It was done.
    #[sea_orm(string_value = "applied")]
    Applied,
    /// It was given up.
    #[sea_orm(string_value = "cancelled")]
    Cancelled,
    /// It could not be done.
    #[sea_orm(string_value = "failed")]
    Failed,
}
