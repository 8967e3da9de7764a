//! The sections to which a membership is limited.
use sea_orm::entity::prelude::*;

/// A section of a membership.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "membership_section")]
pub struct Model {
    /// The membership.
    #[sea_orm(primary_key, auto_increment = false)]
    pub membership_id: Uuid,
    /// The section; it holds in those below as well.
    #[sea_orm(primary_key, auto_increment = false)]
    pub section_code: String,
}

impl ActiveModelBehavior for ActiveModel {}
