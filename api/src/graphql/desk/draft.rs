//! Working copies as they are read.
use std::sync::Arc;

use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use entity::{audience, section, topic};
use url::Url;

use super::details::DraftDetails;
use crate::domain::draft::{CoverDraft, Draft};
use crate::exchange::content::{AttachmentRecord, BodyRecord, ContentRef};
use crate::graphql::agency::Agency;
use crate::graphql::area::Area;
use crate::graphql::content::Content;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::loader::{AgencyById, AreaById, ByCode, ContentById};
use crate::graphql::media::AttachmentRole;
use crate::graphql::scalars::WebAddress;
use crate::graphql::section::Section;
use crate::graphql::vocabulary::{Audience, Topic};

/// What an edition says, as far as it is written. / Nội dung của một phiên bản, theo những gì đã soạn.
pub struct EditionDraft(pub Arc<Draft>);

/// What an edition says, as far as it is written. / Nội dung của một phiên bản, theo những gì đã soạn.
#[Object]
impl EditionDraft {
    /// Title. / Tiêu đề.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// Summary: plain text. / Tóm tắt: văn bản thuần.
    async fn summary(&self) -> Option<&str> {
        self.0.summary.as_deref()
    }

    /// Body, in the notation in which it was written; not sanitised yet. / Nội dung, theo định dạng đã nhập; chưa làm
    /// sạch.
    async fn body(&self) -> Option<DraftBody> {
        self.0.body.clone().map(DraftBody::from)
    }

    /// Section. / Chuyên mục.
    async fn section(&self, ctx: &Context<'_>) -> Result<Option<Section>> {
        let code = ByCode::<section::Entity>::new(&self.0.section);
        Ok(ctx.reader().load_one(code).await?.map(Section))
    }

    /// The agency that answers for it. / Cơ quan chịu trách nhiệm.
    async fn agency(&self, ctx: &Context<'_>) -> Result<Option<Agency>> {
        let agency = AgencyById(self.0.agency);
        Ok(ctx.reader().load_one(agency).await?.map(Agency))
    }

    /// Author, as printed. / Tác giả.
    async fn author(&self) -> Option<&str> {
        self.0.author.as_deref()
    }

    /// Where it was taken from. / Nguồn.
    async fn source(&self) -> Option<DraftSource> {
        let source = self.0.source.as_ref()?;
        let url = source.url.as_deref().and_then(|url| Url::parse(url).ok());
        Some(DraftSource {
            name: source.name.clone(),
            url: url.map(WebAddress),
        })
    }

    /// Fields of law. / Lĩnh vực.
    async fn topics(&self, ctx: &Context<'_>) -> Result<Vec<Topic>> {
        let codes = self.0.topics.iter();
        let keys: Vec<_> = codes.map(ByCode::<topic::Entity>::new).collect();
        let mut found = ctx.reader().load_many(keys.clone()).await?;
        let in_order = keys.iter().filter_map(|key| found.remove(key));
        Ok(in_order.map(Topic).collect())
    }

    /// Whom it is for. / Đối tượng.
    async fn audiences(&self, ctx: &Context<'_>) -> Result<Vec<Audience>> {
        let codes = self.0.audiences.iter();
        let keys: Vec<_> = codes.map(ByCode::<audience::Entity>::new).collect();
        let mut found = ctx.reader().load_many(keys.clone()).await?;
        let in_order = keys.iter().filter_map(|key| found.remove(key));
        Ok(in_order.map(Audience).collect())
    }

    /// Areas it is about. / Địa bàn.
    async fn areas(&self, ctx: &Context<'_>) -> Result<Vec<Area>> {
        let keys: Vec<AreaById> = self.0.areas.iter().copied().map(AreaById).collect();
        let mut found = ctx.reader().load_many(keys.iter().copied()).await?;
        let in_order = keys.iter().filter_map(|key| found.remove(key));
        Ok(in_order.map(Area).collect())
    }

    /// Cover image. / Ảnh đại diện.
    async fn cover(&self) -> Option<DraftCover> {
        self.0.cover.clone().map(DraftCover::from)
    }

    /// Attached files, in order. / Tệp đính kèm.
    async fn attachments(&self) -> Vec<DraftAttachment> {
        let attachments = self.0.attachments.iter().cloned();
        attachments.map(DraftAttachment::from).collect()
    }

    /// Related items. / Nội dung liên quan.
    async fn related(&self) -> Vec<DraftReference> {
        let related = self.0.related.iter().cloned();
        related.map(DraftReference::from).collect()
    }

    /// Path from `/`, where one is asked for. / Đường dẫn mong muốn.
    async fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// What changes in this edition, for readers. / Nội dung thay đổi của phiên bản này.
    async fn change_note(&self) -> Option<&str> {
        self.0.change_note.as_deref()
    }

    /// What the kind adds. / Phần riêng của loại nội dung.
    async fn details(&self) -> DraftDetails {
        DraftDetails::from(&self.0.details)
    }
}

/// A body that is being written, in one of three notations, exactly as it was typed: it may hold scripts, so put it into
/// an editor and never into a page; a preview shows it cleaned. / Nội dung đang soạn, theo một trong ba định dạng, đúng như
/// đã nhập: có thể chứa mã kịch bản nên chỉ đưa vào trình soạn thảo, không đưa vào trang; xem trước cho bản đã làm sạch.
#[derive(Default, SimpleObject)]
pub struct DraftBody {
    /// HTML, not cleaned. / HTML chưa làm sạch.
    html: Option<String>,
    /// `CommonMark`. / Markdown.
    markdown: Option<String>,
    /// Plain text, a paragraph a line. / Văn bản thuần, mỗi đoạn một dòng.
    text: Option<String>,
}

impl From<BodyRecord> for DraftBody {
    fn from(body: BodyRecord) -> Self {
        let mut shown = Self::default();
        match body {
            BodyRecord::Html(html) => shown.html = Some(html),
            BodyRecord::Markdown(markdown) => shown.markdown = Some(markdown),
            BodyRecord::Text(text) => shown.text = Some(text),
        }
        shown
    }
}

/// Where an item was taken from. / Nguồn của nội dung đang soạn.
#[derive(SimpleObject)]
pub struct DraftSource {
    /// Name. / Tên nguồn.
    name: String,
    /// Address of the original. / Địa chỉ bản gốc.
    url: Option<WebAddress>,
}

/// A cover image that is being prepared. / Ảnh đại diện đang chuẩn bị.
#[derive(SimpleObject)]
pub struct DraftCover {
    /// SHA-256 of the file. / Mã băm SHA-256 của tệp.
    sha256: String,
    /// Alternative text (WCAG 1.1.1). / Văn bản thay thế.
    alt: Option<String>,
    /// Caption. / Chú thích.
    caption: Option<String>,
    /// Who made it. / Tác giả, nguồn ảnh.
    credit: Option<String>,
}

impl From<CoverDraft> for DraftCover {
    fn from(cover: CoverDraft) -> Self {
        Self {
            sha256: cover.file,
            alt: cover.alt,
            caption: cover.caption,
            credit: cover.credit,
        }
    }
}

/// A file that is to be attached. / Tệp sẽ đính kèm.
#[derive(SimpleObject)]
pub struct DraftAttachment {
    /// SHA-256 of the file. / Mã băm SHA-256 của tệp.
    sha256: String,
    /// Title. / Tên hiển thị.
    title: String,
    /// What the file is to the item. / Vai trò của tệp.
    role: AttachmentRole,
    /// Language (BCP 47), where it differs from the item's. / Ngôn ngữ, nếu khác ngôn ngữ của bài.
    language: Option<String>,
}

impl From<AttachmentRecord> for DraftAttachment {
    fn from(attachment: AttachmentRecord) -> Self {
        Self {
            sha256: attachment.file,
            title: attachment.title,
            role: entity::value::AttachmentRole::from(attachment.role).into(),
            language: attachment.language,
        }
    }
}

/// A reference to another item: by the item itself, by a path, or by a document's number.
/// / Tham chiếu tới nội dung khác: theo nội dung, đường dẫn hoặc số ký hiệu văn bản.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct DraftReference {
    /// The path, where that is what was given. / Đường dẫn.
    path: Option<String>,
    /// The number of a legal document, where that is what was given. / Số ký hiệu văn bản.
    number: Option<String>,
    #[graphql(skip)]
    content: Option<uuid::Uuid>,
}

#[ComplexObject]
impl DraftReference {
    /// The item, where it was named itself and is published. / Nội dung, nếu đang đăng.
    async fn content(&self, ctx: &Context<'_>) -> Result<Option<Content>> {
        let Some(id) = self.content else {
            return Ok(None);
        };
        let found = ctx.reader().load_one(ContentById(id)).await?;
        Ok(found.map(Content::from))
    }
}

impl From<ContentRef> for DraftReference {
    fn from(reference: ContentRef) -> Self {
        let (content, path, number) = match reference {
            ContentRef::Id(id) => (Some(id), None, None),
            ContentRef::Path(path) => (None, Some(path), None),
            ContentRef::Document(document) => (None, None, Some(document.number)),
        };
        Self {
            path,
            number,
            content,
        }
    }
}
