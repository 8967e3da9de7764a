//! Roles that a membership gives.
use std::str::FromStr;

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveEnum, Iterable};

/// A role of an account in an agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum AccountRole {
    /// Writes for its agency (người viết bài).
    #[sea_orm(string_value = "contributor")]
    Contributor,
    /// Answers for what its agency submits (lãnh đạo cơ quan).
    #[sea_orm(string_value = "agency_reviewer")]
    AgencyReviewer,
    /// Publishes in the sections that are named (người được giao đăng bài).
    #[sea_orm(string_value = "publisher")]
    Publisher,
    /// Reviews and publishes for the province (thành viên Ban Biên tập).
    #[sea_orm(string_value = "board_member")]
    BoardMember,
    /// Heads the editorial board (Trưởng Ban Biên tập).
    #[sea_orm(string_value = "board_head")]
    BoardHead,
    /// Keeps accounts, memberships and agencies: the Department of Justice (Sở Tư pháp).
    #[sea_orm(string_value = "administrator")]
    Administrator,
    /// Keeps it running, without contents: the Department of Information (hỗ trợ kỹ thuật).
    #[sea_orm(string_value = "technical_support")]
    TechnicalSupport,
    /// Reads everything and changes nothing (người kiểm tra).
    #[sea_orm(string_value = "auditor")]
    Auditor,
}

impl FromStr for AccountRole {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::try_from_value(&name.to_owned()).map_err(|_| {
            let names: Vec<String> = Self::iter().map(|role| role.to_value()).collect();
            format!("there is no such role; there are {}", names.join(", "))
        })
    }
}
