//! What is planned for an edition.
use sea_orm::entity::prelude::*;

/// What is planned for an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum ScheduledAct {
    /// It is to appear.
    #[sea_orm(string_value = "publish")]
    Publish,
    /// It is to be withdrawn.
    #[sea_orm(string_value = "withdraw")]
    Withdraw,
}
