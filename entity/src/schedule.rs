//! What is planned for an edition: when it is to appear, and when it is to be withdrawn.
use sea_orm::entity::prelude::*;

use crate::value::ScheduledAct;

/// A planned act; of each kind one at a time.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "schedule")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The edition.
    pub edition_id: Uuid,
    /// What is to happen.
    pub act: ScheduledAct,
    /// When.
    pub at: DateTimeUtc,
    /// Why it is to be withdrawn.
    pub reason: Option<String>,
    /// Who planned it.
    pub set_by: Uuid,
    /// When it was planned.
    pub set_at: DateTimeUtc,
    /// When it is tried; later than `at` after it failed.
    pub next_try_at: DateTimeUtc,
    /// When it happened.
    pub done_at: Option<DateTimeUtc>,
    /// When it was given up.
    pub cancelled_at: Option<DateTimeUtc>,
    /// When it failed last.
    pub failed_at: Option<DateTimeUtc>,
    /// Why it failed.
    pub failure: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
