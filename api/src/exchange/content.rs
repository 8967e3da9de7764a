//! The record of a content: what all kinds share.
use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::details::{self, Details};

/// A content with its live edition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContentRecord {
    /// Identity across installations; derived from `external_ids` or `path` when it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// Joins the languages of one work; a work of its own when it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<Uuid>,
    /// Language (BCP 47).
    #[serde(default = "vietnamese")]
    pub language: String,
    /// Path from `/`; made from the section and the title when it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Earlier paths, which redirect here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redirects: Vec<String>,
    /// Title, at most 1,000 characters.
    pub title: String,
    /// Summary: plain text, at most 5,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<BodyRecord>,
    /// Section code.
    pub section: String,
    /// Code of the agency that answers for the item.
    pub agency: String,
    /// Author, as printed under the item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Where it was taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceRecord>,
    /// Topic codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// Audience codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audiences: Vec<String>,
    /// Area codes, as of the publication date.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<String>,
    /// Cover image.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<ImageRecord>,
    /// Attached files, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<AttachmentRecord>,
    /// Related items.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<ContentRef>,
    /// Identifiers in other systems.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub external_ids: Vec<ExternalId>,
    /// When the item first appeared.
    pub first_published_at: DateTime<Utc>,
    /// When this edition appeared.
    pub published_at: DateTime<Utc>,
    /// When the item last changed.
    pub updated_at: DateTime<Utc>,
    /// What changed in this edition, for readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change_note: Option<String>,
    /// What the kind adds; its `kind` is the kind of the content.
    #[serde(deserialize_with = "details::named")]
    #[schemars(with = "Details")]
    pub details: Details,
}

fn vietnamese() -> String {
    "vi".to_owned()
}

/// A body in one of three notations; kept as sanitised HTML.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BodyRecord {
    /// HTML; scripts, styles and event handlers are removed.
    Html(String),
    /// `CommonMark`.
    Markdown(String),
    /// Plain text: a paragraph a line.
    Text(String),
}

/// Where an item was taken from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceRecord {
    /// Name of the source.
    pub name: String,
    /// Address of the original (http or https).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// An image with the text that stands for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImageRecord {
    /// SHA-256 of the file.
    pub file: String,
    /// Alternative text (WCAG 1.1.1).
    pub alt: String,
    /// Caption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// Who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
}

/// A file attached to an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AttachmentRecord {
    /// SHA-256 of the file.
    pub file: String,
    /// Title shown to readers.
    pub title: String,
    /// What the file is to the item.
    pub role: AttachmentRole,
    /// Language (BCP 47) where it differs from the item's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// What a file is to its item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AttachmentRole {
    /// A document to read or download.
    Document,
    /// The signed original.
    Original,
    /// An image.
    Image,
    /// A video.
    Video,
    /// A sound recording.
    Audio,
    /// Captions (`WebVTT`).
    Captions,
    /// Anything else.
    Other,
}

/// An identifier in another system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExternalId {
    /// The system: `gazette`, `vbpl`, `national-portal`, `codification`, `bookshelf` or another code.
    pub system: String,
    /// The identifier there.
    pub value: String,
}

/// A reference to a content: by id, by path or, for legal documents, by number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContentRef {
    /// By identity.
    Id(Uuid),
    /// By path.
    Path(String),
    /// By number: a legal document that may not be here yet.
    Document(DocumentRef),
}

/// A reference to a legal document that may not be here yet.
///
/// Numbers are not unique: issuer and date narrow them. It is kept as written and joined to the document
/// as soon as exactly one matches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentRef {
    /// Number (số ký hiệu).
    pub number: String,
    /// Name, for readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Issuer code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// Day of issue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_on: Option<NaiveDate>,
}
