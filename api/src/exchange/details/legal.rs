//! Details of legal documents and of the items that introduce them.
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::exchange::content::DocumentRef;

/// A legal document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LegalDocumentRecord {
    /// Number (số ký hiệu) as published; absent for documents without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Document type code.
    pub document_type: String,
    /// Issuers with those who signed for them.
    pub issuers: Vec<IssuerRef>,
    /// Day of issue.
    pub issued_on: NaiveDate,
    /// First day in force, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_on: Option<NaiveDate>,
    /// First day no longer in force, where the document itself or its source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<NaiveDate>,
    /// The status that the source gives, in its own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_status: Option<String>,
    /// Number of the official gazette.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gazette_number: Option<String>,
    /// Day of the official gazette.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gazette_date: Option<NaiveDate>,
    /// Fields (ngành, lĩnh vực) in the source's own words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// The text's structure; parsed from `text` when it is absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provisions: Vec<ProvisionRecord>,
    /// The full text as plain paragraphs, when `provisions` are to be parsed from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What happened to the document's force.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EffectEventRecord>,
    /// Relations to other documents, read from this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<RelationRecord>,
}

/// An issuer with the person who signed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IssuerRef {
    /// Issuer code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Issuer name, from which the code is made where an importer knows no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Name of the signer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signer: Option<String>,
    /// Office of the signer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signer_title: Option<String>,
}

/// A node of a legal text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProvisionRecord {
    /// Stable path, such as `dieu-5/khoan-2/diem-a`.
    pub path: String,
    /// Path of the node above; absent at the top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Kind of node.
    pub kind: ProvisionKind,
    /// Number as printed, such as `5`, `II`, `12a`, `đ`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Label as printed, such as `Điều 5.` or `a)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// Own text, without the children's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Bytewise order within the document.
    pub sort_key: String,
}

/// Kinds of node of a legal text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProvisionKind {
    /// What stands before the first part: number, grounds (phần mở đầu).
    Preamble,
    /// Phần.
    Part,
    /// Chương.
    Chapter,
    /// Mục.
    Section,
    /// Tiểu mục.
    Subsection,
    /// Điều.
    Article,
    /// Khoản.
    Clause,
    /// Điểm.
    Point,
    /// Phụ lục, or a regulation issued with the document.
    Appendix,
    /// Signatures and recipients (phần kết thúc).
    Closing,
    /// Footnotes of a consolidated text (chú thích).
    Footnote,
}

/// What happened to a document's force.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EffectEventRecord {
    /// The day from which it counts.
    pub date: NaiveDate,
    /// What happened.
    pub kind: EffectKind,
    /// The part that it touches; the whole document when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provision: Option<String>,
    /// The document that did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<DocumentRef>,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Kinds of effect event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EffectKind {
    /// Came into force (có hiệu lực).
    InForce,
    /// Was amended (được sửa đổi, bổ sung).
    Amended,
    /// Lost its force (hết hiệu lực, bị bãi bỏ, bị thay thế).
    Expired,
    /// Was suspended (ngưng hiệu lực, đình chỉ).
    Suspended,
    /// Came back after a suspension.
    Resumed,
    /// Was corrected (đính chính): the force does not change.
    Corrected,
}

/// A relation to another legal document, read from the acting one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RelationRecord {
    /// Relation type code.
    #[serde(rename = "type")]
    pub relation_type: String,
    /// The other document.
    pub target: DocumentRef,
    /// The part of this document that acts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provision: Option<String>,
    /// The part of the other document that is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_provision: Option<String>,
}

/// An introduction of legal documents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BriefingRecord {
    /// Its form.
    pub form: BriefingForm,
    /// The documents it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<DocumentRef>,
}

/// Forms of introduction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BriefingForm {
    /// Material of a press conference (họp báo).
    PressConference,
    /// Press release (thông cáo báo chí).
    PressRelease,
    /// Basic content of a document (nội dung cơ bản).
    BasicContent,
    /// In-depth material for officials (tập huấn chuyên sâu cho công chức).
    TrainingForOfficials,
    /// Material for the people (tập huấn cho Nhân dân).
    TrainingForPeople,
    /// Law that bears on the document (pháp luật có liên quan).
    RelatedLaw,
    /// Outline of a People's Council resolution or People's Committee decision (đề cương).
    Outline,
}

/// Direction of the work of legal education.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GuidanceRecord {
    /// Number of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Day of issue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_on: Option<NaiveDate>,
    /// Sector (ngành, lĩnh vực) it directs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
}

/// A plan, programme or scheme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanRecord {
    /// Number of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Issuer name.
    pub issuer: String,
    /// Day of issue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_on: Option<NaiveDate>,
    /// First day of the period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_from: Option<NaiveDate>,
    /// Last day of the period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_to: Option<NaiveDate>,
}
