//! A legal document: what it adds to a working copy.
use async_graphql::{ComplexObject, InputObject, MaybeUndefined, SimpleObject};
use serde::Serialize;
use tokio::sync::OnceCell;

use super::briefing::{DocumentReferenceInput, DraftDocumentReference};
use super::provisions::{DraftProvision, ProvisionCorrection, corrections};
use crate::domain::Error;
use crate::domain::draft::{Corrected, LegalDocumentDraft as Document};
use crate::exchange::details::{EffectEventRecord, IssuerRef, RelationRecord};
use crate::graphql::error::Result;
use crate::graphql::legal::EffectKind;
use crate::graphql::scalars::Date;

/// A legal document, as far as it is written. / Văn bản pháp luật đang soạn.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct LegalDocumentDraft {
    /// Number as published. / Số ký hiệu.
    number: Option<String>,
    /// Document type code. / Mã loại văn bản.
    document_type: Option<String>,
    /// Issuers with those who signed for them. / Cơ quan ban hành và người ký.
    issuers: Vec<DraftIssuer>,
    /// Day of issue. / Ngày ban hành.
    issued_on: Option<Date>,
    /// First day in force. / Ngày có hiệu lực.
    effective_on: Option<Date>,
    /// First day no longer in force. / Ngày hết hiệu lực.
    expires_on: Option<Date>,
    /// The status that the source gives. / Tình trạng theo nguồn.
    source_status: Option<String>,
    /// Number of the official gazette. / Số công báo.
    gazette_number: Option<String>,
    /// Day of the official gazette. / Ngày công báo.
    gazette_date: Option<Date>,
    /// Fields in the source's own words. / Ngành, lĩnh vực theo nguồn.
    fields: Vec<String>,
    /// The full text as it is typed; its structure is made of it. / Toàn văn; cấu trúc điều khoản được lập từ văn bản này.
    text: Option<String>,
    /// What happened to the document's force. / Diễn biến hiệu lực.
    events: Vec<DraftEffectEvent>,
    /// Relations to other documents, read from this one. / Quan hệ với văn bản khác.
    relations: Vec<DraftRelation>,
    #[graphql(skip)]
    structure: Box<Structure>,
}

/// The structure, made when it is asked for.
struct Structure {
    of: Document,
    corrected: OnceCell<Corrected>,
}

impl Structure {
    async fn get(&self) -> Result<&Corrected> {
        let correct = || async {
            let document = self.of.clone();
            let corrected = tokio::task::spawn_blocking(move || document.corrected()).await;
            corrected.map_err(|_| Error::Cancelled)?
        };
        Ok(self.corrected.get_or_try_init(correct).await?)
    }
}

#[ComplexObject]
impl LegalDocumentDraft {
    /// The structure: that of the text, with its corrections; in order. / Cấu trúc điều khoản lập từ toàn văn, kể cả phần
    /// sửa tay; theo thứ tự.
    async fn outline(&self) -> Result<Vec<DraftProvision>> {
        let corrected = self.structure.get().await?;
        let nodes = corrected.provisions.iter();
        Ok(nodes.map(DraftProvision::from).collect())
    }

    /// What of the structure was corrected by hand, in order. / Những nội dung đã sửa tay, theo thứ tự.
    async fn corrections(&self) -> Result<Vec<ProvisionCorrection>> {
        let corrected = self.structure.get().await?;
        Ok(corrections(&self.structure.of.corrections, corrected))
    }
}

impl From<&Document> for LegalDocumentDraft {
    fn from(document: &Document) -> Self {
        Self {
            number: document.number.clone(),
            document_type: document.document_type.clone(),
            issuers: document.issuers.iter().map(DraftIssuer::from).collect(),
            issued_on: document.issued_on.map(Date::from),
            effective_on: document.effective_on.map(Date::from),
            expires_on: document.expires_on.map(Date::from),
            source_status: document.source_status.clone(),
            gazette_number: document.gazette_number.clone(),
            gazette_date: document.gazette_date.map(Date::from),
            fields: document.fields.clone(),
            text: document.text.clone(),
            events: document.events.iter().map(DraftEffectEvent::from).collect(),
            relations: document.relations.iter().map(DraftRelation::from).collect(),
            structure: Box::new(Structure {
                of: document.clone(),
                corrected: OnceCell::new(),
            }),
        }
    }
}

/// A legal document: what is to change. / Những thay đổi của văn bản pháp luật.
#[derive(Clone, Debug, InputObject, Serialize)]
pub struct LegalDocumentInput {
    /// Number as published. / Số ký hiệu.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    number: MaybeUndefined<String>,
    /// Document type code. / Mã loại văn bản.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    document_type: MaybeUndefined<String>,
    /// Issuers with those who signed for them. / Cơ quan ban hành và người ký.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    issuers: MaybeUndefined<Vec<IssuerInput>>,
    /// Day of issue. / Ngày ban hành.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    issued_on: MaybeUndefined<Date>,
    /// First day in force. / Ngày có hiệu lực.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    effective_on: MaybeUndefined<Date>,
    /// First day no longer in force. / Ngày hết hiệu lực.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    expires_on: MaybeUndefined<Date>,
    /// The status that the source gives. / Tình trạng theo nguồn.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    source_status: MaybeUndefined<String>,
    /// Number of the official gazette. / Số công báo.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    gazette_number: MaybeUndefined<String>,
    /// Day of the official gazette. / Ngày công báo.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    gazette_date: MaybeUndefined<Date>,
    /// Fields in the source's own words. / Ngành, lĩnh vực theo nguồn.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    fields: MaybeUndefined<Vec<String>>,
    /// The full text as it is typed; its structure is made of it. / Toàn văn; cấu trúc điều khoản được lập từ văn bản này.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    text: MaybeUndefined<String>,
    /// What happened to the document's force. / Diễn biến hiệu lực.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    events: MaybeUndefined<Vec<EffectEventInput>>,
    /// Relations to other documents, read from this one. / Quan hệ với văn bản khác.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    relations: MaybeUndefined<Vec<RelationInput>>,
}

/// An issuer with the person who signed. / Cơ quan ban hành và người ký.
#[derive(SimpleObject)]
pub struct DraftIssuer {
    /// Issuer code. / Mã cơ quan ban hành.
    code: Option<String>,
    /// Name, where the issuer has no code yet. / Tên, nếu chưa có mã.
    name: Option<String>,
    /// Name of the signer. / Họ tên người ký.
    signer: Option<String>,
    /// Office of the signer. / Chức vụ người ký.
    signer_title: Option<String>,
}

impl From<&IssuerRef> for DraftIssuer {
    fn from(given: &IssuerRef) -> Self {
        Self {
            code: given.code.clone(),
            name: given.name.clone(),
            signer: given.signer.clone(),
            signer_title: given.signer_title.clone(),
        }
    }
}

/// An issuer with the person who signed. / Cơ quan ban hành và người ký.
#[derive(Clone, Debug, InputObject, Serialize)]
pub struct IssuerInput {
    /// Issuer code. / Mã cơ quan ban hành.
    code: Option<String>,
    /// Name, where the issuer has no code yet. / Tên, nếu chưa có mã.
    name: Option<String>,
    /// Name of the signer. / Họ tên người ký.
    signer: Option<String>,
    /// Office of the signer. / Chức vụ người ký.
    signer_title: Option<String>,
}

/// Something that happened to a document's force. / Một diễn biến hiệu lực của văn bản.
#[derive(SimpleObject)]
pub struct DraftEffectEvent {
    /// The day from which it counts. / Ngày áp dụng.
    date: Date,
    /// What happened. / Loại sự kiện.
    kind: EffectKind,
    /// The part that it touches; the whole document when absent. / Phần bị tác động; bỏ trống nếu toàn bộ văn bản.
    provision: Option<String>,
    /// The document that did it. / Văn bản tác động.
    by: Option<DraftDocumentReference>,
    /// A remark. / Ghi chú.
    note: Option<String>,
}

impl From<&EffectEventRecord> for DraftEffectEvent {
    fn from(given: &EffectEventRecord) -> Self {
        Self {
            date: given.date.into(),
            kind: entity::value::EffectKind::from(given.kind).into(),
            provision: given.provision.clone(),
            by: given.by.as_ref().map(DraftDocumentReference::from),
            note: given.note.clone(),
        }
    }
}

/// Something that happened to a document's force. / Một diễn biến hiệu lực của văn bản.
#[derive(Clone, Debug, InputObject, Serialize)]
pub struct EffectEventInput {
    /// The day from which it counts. / Ngày áp dụng.
    date: Date,
    /// What happened. / Loại sự kiện.
    kind: EffectKind,
    /// The part that it touches; the whole document when absent. / Phần bị tác động; bỏ trống nếu toàn bộ văn bản.
    provision: Option<String>,
    /// The document that did it. / Văn bản tác động.
    by: Option<DocumentReferenceInput>,
    /// A remark. / Ghi chú.
    note: Option<String>,
}

/// A relation to another legal document, read from the acting one. / Quan hệ với văn bản khác, xét từ văn bản tác động.
#[derive(SimpleObject)]
pub struct DraftRelation {
    /// Relation type code. / Mã loại quan hệ.
    #[graphql(name = "type")]
    relation_type: String,
    /// The other document. / Văn bản kia.
    target: DraftDocumentReference,
    /// The part of this document that acts. / Phần của văn bản này.
    provision: Option<String>,
    /// The part of the other document that is meant. / Phần của văn bản kia.
    target_provision: Option<String>,
}

impl From<&RelationRecord> for DraftRelation {
    fn from(given: &RelationRecord) -> Self {
        Self {
            relation_type: given.relation_type.clone(),
            target: DraftDocumentReference::from(&given.target),
            provision: given.provision.clone(),
            target_provision: given.target_provision.clone(),
        }
    }
}

/// A relation to another legal document, read from the acting one. / Quan hệ với văn bản khác, xét từ văn bản tác động.
#[derive(Clone, Debug, InputObject, Serialize)]
pub struct RelationInput {
    /// Relation type code. / Mã loại quan hệ.
    #[graphql(name = "type")]
    #[serde(rename = "type")]
    relation_type: String,
    /// The other document. / Văn bản kia.
    target: DocumentReferenceInput,
    /// The part of this document that acts. / Phần của văn bản này.
    provision: Option<String>,
    /// The part of the other document that is meant. / Phần của văn bản kia.
    target_provision: Option<String>,
}
