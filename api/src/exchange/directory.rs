//! Records of the directory: the site, areas, agencies, issuers and communicators.
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::record::Tier;

/// The province that the installation serves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteRecord {
    /// Name of the portal.
    pub name: String,
    /// Name of the province.
    pub province: String,
    /// Code of the province's area.
    pub area: String,
    /// Default language (BCP 47).
    pub language: String,
    /// What the portal is, a sentence or two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Agency code of the editorial board's office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub editorial_agency: Option<String>,
    /// Contact e-mail address of the editorial board's office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Contact telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// An administrative unit, valid in time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AreaRecord {
    /// Code of the General Statistics Office; reused in time.
    pub code: String,
    /// Full name, such as "Phường Thục Phán".
    pub name: String,
    /// Tier.
    pub tier: Tier,
    /// Code of the unit above, valid at the same time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// First day.
    pub valid_from: NaiveDate,
    /// First day on which it no longer was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
}

/// A unit or agency that followed another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SuccessionRecord {
    /// Code of the one that ended (or lost a part).
    pub predecessor: String,
    /// Code of the one that follows.
    pub successor: String,
    /// The day of the change.
    pub on: NaiveDate,
    /// What happened.
    pub kind: SuccessionKind,
    /// The resolution or decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<String>,
}

/// How one unit or agency followed another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SuccessionKind {
    /// Several became one (sáp nhập, hợp nhất).
    Merge,
    /// One became several (chia, tách).
    Split,
    /// Only the name changed.
    Rename,
    /// Moved under another parent.
    Move,
    /// Ended; its duties passed on.
    Abolish,
}

/// An agency, valid in time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgencyRecord {
    /// Code in the portal, such as `so-tu-phap`; may be reused in time.
    pub code: String,
    /// Identifier under Decision 20/2020/QĐ-TTg, such as `H14.10`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// Agency type code.
    #[serde(rename = "type")]
    pub agency_type: String,
    /// Full name.
    pub name: String,
    /// English name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Short name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_name: Option<String>,
    /// Code of the agency above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Code of the area it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// Postal address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Public telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Public e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Web site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// First day.
    pub valid_from: NaiveDate,
    /// First day on which it no longer was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
}

/// A body that issues documents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IssuerRecord {
    /// Stable code, such as `chinh-phu`.
    pub code: String,
    /// Name, such as "Chính phủ".
    pub name: String,
    /// Tier.
    pub tier: Tier,
    /// Code of the agency in the directory, where it is one of the province's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
}

/// A legal rapporteur (báo cáo viên) or propagandist (tuyên truyền viên), Law 14/2012/QH13 art. 35–37.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommunicatorRecord {
    /// Identity across installations.
    pub id: Uuid,
    /// Rapporteur or propagandist.
    pub role: CommunicatorRole,
    /// Tier at which the person was recognised.
    pub tier: Tier,
    /// Full name.
    pub name: String,
    /// Position at work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
    /// Code of the agency where the person works.
    pub agency: String,
    /// Code of the area of work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// Topic codes of the fields of law.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// Number of the recognition decision.
    pub decision_number: String,
    /// Day of recognition.
    pub recognised_on: NaiveDate,
    /// Number of the removal decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removal_decision_number: Option<String>,
    /// Day of removal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed_on: Option<NaiveDate>,
}

/// The two kinds of legal communicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CommunicatorRole {
    /// Báo cáo viên pháp luật.
    Rapporteur,
    /// Tuyên truyền viên pháp luật.
    Propagandist,
}
