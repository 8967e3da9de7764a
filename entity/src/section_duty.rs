//! Rules under which a section is kept: dated, because the legal frame moves.
use sea_orm::entity::prelude::*;

use crate::value::{DutyKind, StringList};

/// A rule for a section.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "section_duty")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The section.
    pub section_code: String,
    /// Kind of rule.
    pub kind: DutyKind,
    /// The rule's source.
    pub legal_basis: String,
    /// Working days to publish or answer, for a deadline.
    pub working_days: Option<i32>,
    /// Fields that must be filled before an item is published; empty for the other kinds.
    pub required_fields: StringList,
    /// What the rule says, a sentence.
    pub note: Option<String>,
    /// First day in force.
    pub valid_from: Date,
    /// First day no longer in force.
    pub valid_to: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}
