//! An introduction of legal documents: what it adds to a working copy.
use async_graphql::{InputObject, MaybeUndefined, SimpleObject};
use serde::Serialize;

use crate::domain::draft::BriefingDraft as Briefing;
use crate::exchange::content::DocumentRef;
use crate::graphql::kinds::BriefingForm;
use crate::graphql::scalars::Date;

/// An introduction of legal documents, as far as it is written. / Tài liệu giới thiệu văn bản đang soạn.
#[derive(SimpleObject)]
pub struct BriefingDraft {
    /// Its form. / Hình thức.
    form: Option<BriefingForm>,
    /// The documents it is about. / Các văn bản được giới thiệu.
    about: Vec<DraftDocumentReference>,
}

impl From<&Briefing> for BriefingDraft {
    fn from(briefing: &Briefing) -> Self {
        Self {
            form: briefing
                .form
                .map(|it| entity::value::BriefingForm::from(it).into()),
            about: briefing
                .about
                .iter()
                .map(DraftDocumentReference::from)
                .collect(),
        }
    }
}

/// An introduction of legal documents: what is to change. / Những thay đổi của tài liệu giới thiệu văn bản.
#[derive(Clone, Debug, InputObject, Serialize)]
pub struct BriefingInput {
    /// Its form. / Hình thức.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    form: MaybeUndefined<BriefingForm>,
    /// The documents it is about. / Các văn bản được giới thiệu.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    about: MaybeUndefined<Vec<DocumentReferenceInput>>,
}

/// A reference to a legal document, which may not be here yet. / Tham chiếu tới một văn bản, có thể chưa có trong hệ thống.
#[derive(SimpleObject)]
pub struct DraftDocumentReference {
    /// Number. / Số ký hiệu.
    number: String,
    /// Name, for readers. / Tên văn bản.
    title: Option<String>,
    /// Issuer code. / Mã cơ quan ban hành.
    issuer: Option<String>,
    /// Day of issue. / Ngày ban hành.
    issued_on: Option<Date>,
}

impl From<&DocumentRef> for DraftDocumentReference {
    fn from(given: &DocumentRef) -> Self {
        Self {
            number: given.number.clone(),
            title: given.title.clone(),
            issuer: given.issuer.clone(),
            issued_on: given.issued_on.map(Date::from),
        }
    }
}

/// A reference to a legal document, which may not be here yet. / Tham chiếu tới một văn bản, có thể chưa có trong hệ thống.
#[derive(Clone, Debug, InputObject, Serialize)]
pub struct DocumentReferenceInput {
    /// Number. / Số ký hiệu.
    number: String,
    /// Name, for readers. / Tên văn bản.
    title: Option<String>,
    /// Issuer code. / Mã cơ quan ban hành.
    issuer: Option<String>,
    /// Day of issue. / Ngày ban hành.
    issued_on: Option<Date>,
}
