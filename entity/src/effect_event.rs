//! What happened to the force of legal documents (hiệu lực).
use sea_orm::entity::prelude::*;

use crate::value::EffectKind;

/// An event in the force of a legal document.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "effect_event")]
pub struct Model {
    /// The edition of the document that it happened to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// Place among the document's events.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// The day from which it counts.
    pub date: Date,
    /// What happened.
    pub kind: EffectKind,
    /// Path of the part that it touches; the whole document when absent.
    pub provision: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Number of the document that did it.
    pub target_number: Option<String>,
    /// Normal form of that number.
    pub target_number_key: Option<String>,
    /// Name of that document.
    pub target_title: Option<String>,
    /// Issuer of that document.
    pub target_issuer_code: Option<String>,
    /// Day of issue of that document.
    pub target_issued_on: Option<Date>,
    /// That document, once it is known.
    pub target_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
