//! The two kinds of legal communicator.
use sea_orm::entity::prelude::*;

/// A kind of legal communicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum CommunicatorRole {
    /// Báo cáo viên pháp luật.
    #[sea_orm(string_value = "rapporteur")]
    Rapporteur,
    /// Tuyên truyền viên pháp luật.
    #[sea_orm(string_value = "propagandist")]
    Propagandist,
}
