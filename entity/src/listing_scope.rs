//! Scopes of the read model of lists, each with its count.
use sea_orm::entity::prelude::*;

/// A scope: all live contents, or those of one section, agency, area, topic or audience.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "listing_scope")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// What the scope is of, such as `section`.
    pub kind: String,
    /// Code or id of the section, agency or other thing; empty for all.
    #[sea_orm(column_name = "ref")]
    pub reference: String,
    /// How many live contents it holds.
    pub total: i64,
}

impl ActiveModelBehavior for ActiveModel {}
