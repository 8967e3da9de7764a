//! Kinds of rule for a section.
use sea_orm::entity::prelude::*;

/// A kind of rule for a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum DutyKind {
    /// The section must exist.
    #[sea_orm(string_value = "mandate")]
    Mandate,
    /// Items must appear within a number of working days.
    #[sea_orm(string_value = "deadline")]
    Deadline,
    /// Items must carry certain fields.
    #[sea_orm(string_value = "required_fields")]
    RequiredFields,
    /// Items need an approval before they are published.
    #[sea_orm(string_value = "approval")]
    Approval,
}
