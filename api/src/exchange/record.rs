//! Records of everything that is not a content: the site, its sections, agencies, areas, vocabularies,
//! issuers, communicators and files.
use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ContentRecord;

/// One line of an exchange file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "record", rename_all = "snake_case")]
pub enum Record {
    /// The province that the installation serves; at most one a file.
    Site(SiteRecord),
    /// A language of the content (BCP 47).
    Language(LanguageRecord),
    /// A section of the portal.
    Section(SectionRecord),
    /// A type of agency.
    AgencyType(TermRecord),
    /// A type of document, with its tier.
    DocumentType(DocumentTypeRecord),
    /// One of the types of relation between legal documents.
    RelationType(RelationTypeRecord),
    /// A field of law (lĩnh vực).
    Topic(TermRecord),
    /// A group of people that content is meant for (đối tượng).
    Audience(TermRecord),
    /// A form of dissemination (hình thức, Law 14/2012/QH13 art. 11).
    ActivityForm(TermRecord),
    /// A public holiday; deadlines skip it.
    Holiday(HolidayRecord),
    /// An administrative unit, valid in time.
    Area(AreaRecord),
    /// An area that followed another.
    AreaSuccession(SuccessionRecord),
    /// An agency, valid in time.
    Agency(AgencyRecord),
    /// An agency that followed another.
    AgencySuccession(SuccessionRecord),
    /// A body that issues documents.
    Issuer(IssuerRecord),
    /// A legal rapporteur or propagandist.
    Communicator(CommunicatorRecord),
    /// A file, whose bytes lie beside the exchange file under `files/`.
    File(FileRecord),
    /// A content with its live edition.
    Content(Box<ContentRecord>),
    /// A path that leads elsewhere, or nowhere any more.
    Path(PathRecord),
}

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

/// A language of the content.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LanguageRecord {
    /// BCP 47 tag.
    pub code: String,
    /// Vietnamese name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// The language's name for itself.
    pub native_name: String,
    /// Place in lists.
    pub position: i32,
}

/// A term of a vocabulary.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TermRecord {
    /// Stable code: lower-case ASCII letters, digits and hyphens.
    pub code: String,
    /// Vietnamese name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// Code of the wider term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// The law that names the term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<String>,
    /// Place among its siblings.
    pub position: i32,
}

/// A section of the portal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SectionRecord {
    /// Stable code: lower-case ASCII letters, digits and hyphens.
    pub code: String,
    /// Code of the section above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Vietnamese name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// What belongs here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Place among its siblings.
    pub position: i32,
    /// The rules under which the section is kept, each with its dates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub duties: Vec<DutyRecord>,
}

/// A rule under which a section is kept: dated, because the legal frame moves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DutyRecord {
    /// `mandate` (the section must exist), `deadline`, `required_fields` or `approval`.
    pub kind: DutyKind,
    /// The rule's source, such as "Quyết định số 471/QĐ-TTg, mục II.1".
    pub legal_basis: String,
    /// Days to publish or answer, for a deadline: working days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_days: Option<i32>,
    /// Fields that must be filled before an item is published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub required_fields: Vec<String>,
    /// What the rule says, a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// First day in force.
    pub valid_from: NaiveDate,
    /// First day no longer in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
}

/// Kinds of rule for a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DutyKind {
    /// The section must exist.
    Mandate,
    /// Items must appear within a number of working days.
    Deadline,
    /// Items must carry these fields.
    RequiredFields,
    /// Items need an approval before they are published.
    Approval,
}

/// A type of document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentTypeRecord {
    /// Stable code, such as `nghi-dinh`.
    pub code: String,
    /// Vietnamese name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// Abbreviation in document numbers, such as `NĐ`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abbreviation: Option<String>,
    /// Whether documents of the type are normative (quy phạm pháp luật).
    pub normative: bool,
    /// Tier of the issuing body.
    pub tier: Tier,
    /// Rank in the hierarchy of norms, 1 the highest; 0 where it has none.
    pub rank: i32,
    /// The law that names the type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<String>,
    /// Place in lists.
    pub position: i32,
}

/// Tiers of state bodies and of areas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// The state (trung ương).
    Central,
    /// A province or a city under the central government.
    Province,
    /// A district: until 2025-06-30.
    District,
    /// A commune, ward, township or special zone.
    Commune,
}

/// A type of relation between legal documents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RelationTypeRecord {
    /// Stable code, such as `thay-the`.
    pub code: String,
    /// Number in the national database's list (1–15).
    pub number: i32,
    /// Vietnamese name read from the acting document, such as "thay thế".
    pub name: String,
    /// English name read from the acting document.
    pub name_en: String,
    /// Vietnamese name read from the other end, such as "bị thay thế bởi".
    pub inverse_name: String,
    /// English name read from the other end.
    pub inverse_name_en: String,
}

/// A public holiday.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HolidayRecord {
    /// The day.
    pub date: NaiveDate,
    /// Its name.
    pub name: String,
    /// A weekend day that is worked instead of another (làm bù) when true.
    #[serde(default)]
    pub working: bool,
    /// The law or announcement that grants it.
    pub legal_basis: String,
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

/// A file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileRecord {
    /// SHA-256 of the bytes, 64 hexadecimal digits: the file's identity.
    pub sha256: String,
    /// Name offered for download.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Size in bytes.
    pub size: i64,
    /// Width in pixels, for images and video.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<i32>,
    /// Height in pixels, for images and video.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<i32>,
    /// Running time in seconds, for audio and video.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<i32>,
}

/// A path that leads elsewhere, or nowhere any more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PathRecord {
    /// The path, from `/`.
    pub path: String,
    /// What a reader meets there.
    pub outcome: PathOutcome,
    /// Where to go instead, for a redirect: a path of this site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Why, for a withdrawn or removed item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Title that the withdrawn item had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// When it happened.
    pub at: DateTime<Utc>,
}

/// What a reader meets at a path that has no content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PathOutcome {
    /// Another path.
    Redirect,
    /// A notice that the item was withdrawn, with reason and date.
    Withdrawn,
    /// Nothing any more.
    Gone,
}
