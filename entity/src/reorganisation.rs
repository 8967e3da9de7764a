//! Reorganisations: agencies that merge, split, are renamed, move or end (sắp xếp tổ chức).
use sea_orm::entity::prelude::*;

use crate::value::{ReorganisationState, SuccessionKind};

/// A change of agencies that was decided.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reorganisation")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What happens.
    pub kind: SuccessionKind,
    /// The first day on which it is so.
    pub on_date: Date,
    /// What was asked for.
    pub plan: Json,
    /// What follows: as it was shown, or as it was done.
    pub report: Json,
    /// SHA-256 of that report.
    pub report_digest: String,
    /// Where it stands.
    pub state: ReorganisationState,
    /// Who decided it.
    pub decided_by: Uuid,
    /// When that was.
    pub decided_at: DateTimeUtc,
    /// When it was done.
    pub applied_at: Option<DateTimeUtc>,
    /// Why it could not be done.
    pub failure: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
