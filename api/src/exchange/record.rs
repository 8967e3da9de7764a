//! A line of an exchange file; vocabularies, sections, files and paths.
use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ContentRecord;
pub use super::directory::{
    AgencyRecord, AreaRecord, CommunicatorRecord, CommunicatorRole, IssuerRecord, SiteRecord,
    SuccessionKind, SuccessionRecord,
};

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

impl Record {
    /// What a line calls its kind.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Site(_) => "site",
            Self::Language(_) => "language",
            Self::Section(_) => "section",
            Self::AgencyType(_) => "agency_type",
            Self::DocumentType(_) => "document_type",
            Self::RelationType(_) => "relation_type",
            Self::Topic(_) => "topic",
            Self::Audience(_) => "audience",
            Self::ActivityForm(_) => "activity_form",
            Self::Holiday(_) => "holiday",
            Self::Area(_) => "area",
            Self::AreaSuccession(_) => "area_succession",
            Self::Agency(_) => "agency",
            Self::AgencySuccession(_) => "agency_succession",
            Self::Issuer(_) => "issuer",
            Self::Communicator(_) => "communicator",
            Self::File(_) => "file",
            Self::Content(_) => "content",
            Self::Path(_) => "path",
        }
    }
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
