//! Tiers of state bodies and of areas (cấp).
use sea_orm::entity::prelude::*;

/// A tier of state bodies and of areas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Tier {
    /// The state (trung ương).
    #[sea_orm(string_value = "central")]
    Central,
    /// A province or a city under the central government (cấp tỉnh).
    #[sea_orm(string_value = "province")]
    Province,
    /// A district (cấp huyện): until 2025-06-30.
    #[sea_orm(string_value = "district")]
    District,
    /// A commune, ward, township or special zone (cấp xã).
    #[sea_orm(string_value = "commune")]
    Commune,
}
