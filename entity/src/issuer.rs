//! Bodies that issue documents (cơ quan ban hành).
use sea_orm::entity::prelude::*;

use crate::value::Tier;

/// A body that issues documents.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "issuer")]
pub struct Model {
    /// Stable code, such as `chinh-phu`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// Name, such as "Chính phủ".
    pub name: String,
    /// Sort key of the name, in Vietnamese order.
    pub name_key: String,
    /// Tier.
    pub tier: Tier,
    /// The agency in the directory, where it is one of the province's.
    pub agency_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
