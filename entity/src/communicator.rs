//! Legal rapporteurs and propagandists (báo cáo viên, tuyên truyền viên; Law 14/2012/QH13 art. 35–37).
use sea_orm::entity::prelude::*;

use crate::value::{CommunicatorRole, Tier};

/// A person recognised as a communicator.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "communicator")]
pub struct Model {
    /// Identity across installations.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Rapporteur or propagandist.
    pub role: CommunicatorRole,
    /// Tier at which the person was recognised.
    pub tier: Tier,
    /// Full name.
    pub name: String,
    /// Sort key of the name, in Vietnamese order.
    pub name_key: String,
    /// Position at work.
    pub position: Option<String>,
    /// The agency where the person works.
    pub agency_id: Uuid,
    /// The area of work.
    pub area_id: Option<Uuid>,
    /// Number of the recognition decision.
    pub decision_number: String,
    /// Day of recognition.
    pub recognised_on: Date,
    /// Number of the removal decision.
    pub removal_decision_number: Option<String>,
    /// Day of removal.
    pub removed_on: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}
