//! Memberships: account, agency and role.
use sea_orm::entity::prelude::*;

use crate::value::AccountRole;

/// A role of an account in an agency.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "membership")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The account.
    pub account_id: Uuid,
    /// The agency.
    pub agency_id: Uuid,
    /// The role.
    pub role: AccountRole,
    /// Whether it holds in the agencies below as well.
    pub covers_subtree: bool,
    /// Whether it holds in every section; else in those of `membership_section`.
    pub all_sections: bool,
    /// First day.
    pub valid_from: Date,
    /// First day on which it holds no more.
    pub valid_to: Option<Date>,
    /// Who granted it; absent for the command line.
    pub granted_by: Option<Uuid>,
    /// When it was granted.
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
