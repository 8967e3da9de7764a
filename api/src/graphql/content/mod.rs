//! Contents: the interface that all kinds share, the union of what a path leads to, and their lists.
//!
//! What a schema needs for a kind (interface, concrete type, filter) stands together here and in `item.rs`.
mod connection;
mod filter;
mod item;
mod shared;

pub(in crate::graphql) use connection::at_most;
pub use connection::{ContentArgs, ContentConnection, ContentSort, latest_contents, page_of};
pub use filter::{ContentFilter, ContentKind};
pub(in crate::graphql) use filter::{bounded, group as scope_group, in_order};
pub use item::{Item, KindFields};
pub(in crate::graphql) use shared::body_of;
pub use shared::{BodyFormat, DublinCore, Source};

use std::sync::Arc;

use async_graphql::{ID, Interface};

use crate::domain::visibility::LiveContent;
use crate::graphql::agency::Agency;
use crate::graphql::area::Area;
use crate::graphql::citation::CitationConnection;
use crate::graphql::kinds::{
    ActivityFields, ArticleFields, BriefingFields, CourseFields, DialogueFields, GuidanceFields,
    LegalQuestionFields, MaterialFields, PlanFields, ReportFields,
};
use crate::graphql::legal::LegalDocumentFields;
use crate::graphql::media::{Attachment, Image};
use crate::graphql::scalars::{DateTime, WebAddress};
use crate::graphql::section::Section;
use crate::graphql::vocabulary::{Audience, Language, Topic};

/// A published item of any kind (nội dung). / Một nội dung đã công bố, thuộc loại bất kỳ.
#[derive(Interface)]
#[expect(
    clippy::duplicated_attributes,
    reason = "fields of the interface share types"
)]
#[graphql(
    field(
        name = "id",
        ty = "ID",
        desc = "Global id; survives editions and paths. / Mã định danh toàn cục."
    ),
    field(
        name = "path",
        ty = "String",
        desc = "Path from `/`. / Đường dẫn từ `/`."
    ),
    field(
        name = "url",
        ty = "Result<WebAddress>",
        desc = "Absolute address. / Địa chỉ đầy đủ."
    ),
    field(
        name = "kind",
        ty = "ContentKind",
        desc = "Kind of item. / Loại nội dung."
    ),
    field(name = "title", ty = "String", desc = "Title. / Tiêu đề."),
    field(
        name = "summary",
        ty = "Option<String>",
        desc = "Summary: plain text. / Tóm tắt: văn bản thuần."
    ),
    field(
        name = "body",
        ty = "Result<Option<String>>",
        desc = "The body: sanitised HTML, or plain text. / Nội dung: HTML đã làm sạch hoặc văn bản thuần.",
        arg(
            name = "format",
            ty = "BodyFormat",
            default,
            desc = "HTML (sanitised) or TEXT. / HTML đã làm sạch hoặc văn bản thuần."
        )
    ),
    field(
        name = "section",
        ty = "Result<Section>",
        desc = "Section. / Chuyên mục."
    ),
    field(
        name = "agency",
        ty = "Result<Agency>",
        desc = "The agency that answers for it. / Cơ quan chịu trách nhiệm."
    ),
    field(
        name = "author",
        ty = "Option<String>",
        desc = "Author, as printed. / Tác giả."
    ),
    field(
        name = "source",
        ty = "Option<Source>",
        desc = "Where it was taken from. / Nguồn."
    ),
    field(
        name = "topics",
        ty = "Result<Vec<Topic>>",
        desc = "Fields of law. / Lĩnh vực."
    ),
    field(
        name = "audiences",
        ty = "Result<Vec<Audience>>",
        desc = "Whom it is for. / Đối tượng."
    ),
    field(
        name = "areas",
        ty = "Result<Vec<Area>>",
        desc = "Areas it is about. / Địa bàn."
    ),
    field(
        name = "language",
        ty = "Result<Language>",
        desc = "Language. / Ngôn ngữ."
    ),
    field(
        name = "translations",
        ty = "Result<Vec<Content>>",
        desc = "The work's other languages. / Các bản bằng ngôn ngữ khác."
    ),
    field(
        name = "cover",
        ty = "Result<Option<Image>>",
        desc = "Cover image. / Ảnh đại diện."
    ),
    field(
        name = "attachments",
        ty = "Result<Vec<Attachment>>",
        desc = "Attached files, in order. / Tệp đính kèm."
    ),
    field(
        name = "first_published_at",
        ty = "DateTime",
        desc = "When it first appeared. / Thời điểm đăng lần đầu."
    ),
    field(
        name = "published_at",
        ty = "DateTime",
        desc = "When this edition appeared. / Thời điểm đăng phiên bản này."
    ),
    field(
        name = "updated_at",
        ty = "DateTime",
        desc = "When it last changed. / Thời điểm cập nhật."
    ),
    field(
        name = "change_note",
        ty = "Option<String>",
        desc = "What changed in this edition. / Nội dung thay đổi của phiên bản này."
    ),
    field(
        name = "metadata",
        ty = "Result<DublinCore>",
        desc = "Dublin Core (Circular 24/2011/TT-BTTTT). / Siêu dữ liệu Dublin Core."
    ),
    field(
        name = "cites",
        ty = "Result<CitationConnection>",
        desc = "Law that the text cites. / Quy định pháp luật được viện dẫn.",
        arg(
            name = "first",
            ty = "Option<i32>",
            desc = "1–100, default 20. / Số mục."
        ),
        arg(
            name = "after",
            ty = "Option<String>",
            desc = "After this cursor. / Sau con trỏ này."
        )
    ),
    field(
        name = "related",
        ty = "Result<Vec<Content>>",
        desc = "Related items. / Nội dung liên quan.",
        arg(
            name = "first",
            ty = "i32",
            default = 10,
            desc = "How many, 1–100. / Số mục."
        )
    )
)]
pub enum Content {
    /// A legal document.
    LegalDocument(Item<LegalDocumentFields>),
    /// An introduction of legal documents.
    Briefing(Item<BriefingFields>),
    /// Direction of legal education.
    Guidance(Item<GuidanceFields>),
    /// An activity.
    Activity(Item<ActivityFields>),
    /// A question with its answer.
    LegalQuestion(Item<LegalQuestionFields>),
    /// A dialogue.
    Dialogue(Item<DialogueFields>),
    /// Learning material.
    Material(Item<MaterialFields>),
    /// A report.
    Report(Item<ReportFields>),
    /// A plan.
    Plan(Item<PlanFields>),
    /// An article.
    Article(Item<ArticleFields>),
    /// A course.
    Course(Item<CourseFields>),
}

impl From<Arc<LiveContent>> for Content {
    fn from(live: Arc<LiveContent>) -> Self {
        use entity::value::ContentKind as Kind;
        match live.kind() {
            Kind::LegalDocument => Self::LegalDocument(Item::new(live)),
            Kind::Briefing => Self::Briefing(Item::new(live)),
            Kind::Guidance => Self::Guidance(Item::new(live)),
            Kind::Activity => Self::Activity(Item::new(live)),
            Kind::LegalQuestion => Self::LegalQuestion(Item::new(live)),
            Kind::Dialogue => Self::Dialogue(Item::new(live)),
            Kind::Material => Self::Material(Item::new(live)),
            Kind::Report => Self::Report(Item::new(live)),
            Kind::Plan => Self::Plan(Item::new(live)),
            Kind::Article => Self::Article(Item::new(live)),
            Kind::Course => Self::Course(Item::new(live)),
        }
    }
}

impl Content {
    /// The legal document, if it is one.
    #[must_use]
    pub fn into_legal_document(self) -> Option<Item<LegalDocumentFields>> {
        match self {
            Self::LegalDocument(item) => Some(item),
            _ => None,
        }
    }

    /// The briefing, if it is one.
    #[must_use]
    pub fn into_briefing(self) -> Option<Item<BriefingFields>> {
        match self {
            Self::Briefing(item) => Some(item),
            _ => None,
        }
    }

    /// The question, if it is one.
    #[must_use]
    pub fn into_legal_question(self) -> Option<Item<LegalQuestionFields>> {
        match self {
            Self::LegalQuestion(item) => Some(item),
            _ => None,
        }
    }

    /// The dialogue, if it is one.
    #[must_use]
    pub fn into_dialogue(self) -> Option<Item<DialogueFields>> {
        match self {
            Self::Dialogue(item) => Some(item),
            _ => None,
        }
    }
}
