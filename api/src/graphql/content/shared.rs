//! What the shared fields of `Content` are made of: bodies, sources, metadata.
use async_graphql::{Context, Enum, SimpleObject};
use entity::{edition, edition_body, edition_related};

use super::Content;
use crate::domain::visibility::LiveContent;
use crate::domain::{Error, body};
use crate::graphql::agency::Agency;
use crate::graphql::area::Area;
use crate::graphql::citation;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::loader::{ContentById, IssuerNames, RowsOf};
use crate::graphql::scalars::{DateTime, WebAddress};
use crate::graphql::vocabulary::Topic;

/// Formats of a body. / Định dạng nội dung.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum)]
pub enum BodyFormat {
    /// Sanitised HTML. What cites a provision that is here is a link to it, of the class `citation`: the document's `path`
    /// with the provision after a `#`, or only that within the document itself. / HTML đã làm sạch. Đoạn viện dẫn điều khoản có
    /// trong hệ thống là liên kết thuộc lớp `citation`, dẫn tới `path` của văn bản kèm điều khoản sau dấu `#`.
    #[default]
    Html,
    /// Plain text, a paragraph a line. / Văn bản thuần, mỗi đoạn một dòng.
    Text,
}

/// Where an item was taken from (nguồn). / Nguồn của nội dung.
#[derive(SimpleObject)]
pub struct Source {
    /// Name. / Tên nguồn.
    name: String,
    /// Address of the original. / Địa chỉ bản gốc.
    url: Option<WebAddress>,
}

impl Source {
    pub(super) fn of(edition: &edition::Model) -> Option<Self> {
        let url = edition
            .source_url
            .as_deref()
            .and_then(|url| url::Url::parse(url).ok())
            .map(WebAddress);
        Some(Self {
            name: edition.source_name.clone()?,
            url,
        })
    }
}

/// Dublin Core elements of an item (siêu dữ liệu), Circular 24/2011/TT-BTTTT: the first six are never empty.
/// / Siêu dữ liệu Dublin Core theo Thông tư 24/2011/TT-BTTTT; sáu trường đầu không bao giờ rỗng.
#[derive(SimpleObject)]
pub struct DublinCore {
    /// dc:title. / Tiêu đề.
    title: String,
    /// dc:creator: the author, or the publisher. / Người tạo.
    creator: String,
    /// dc:date: when the edition appeared. / Ngày.
    date: DateTime,
    /// dc:description: the summary, or the title. / Mô tả.
    description: String,
    /// dc:publisher: the agency that answers for it; the issuing bodies of a legal document, joined by `;`. /
    /// Cơ quan ban hành.
    publisher: String,
    /// dc:identifier: the absolute address. / Định danh.
    identifier: WebAddress,
    /// dc:language. / Ngôn ngữ.
    language: String,
    /// dc:source. / Nguồn.
    source: Option<String>,
    /// dc:subject: topics, joined by `;`. / Chủ đề.
    subject: Option<String>,
    /// dc:coverage: areas, joined by `;`. / Phạm vi địa lý.
    coverage: Option<String>,
    /// dc:type: the kind. / Loại.
    #[graphql(name = "type")]
    kind: super::ContentKind,
    /// dc:format. / Định dạng.
    format: &'static str,
}

impl DublinCore {
    pub(super) async fn of(
        ctx: &Context<'_>,
        live: &LiveContent,
        agency: &Agency,
        topics: &[Topic],
        areas: &[Area],
    ) -> Result<Self> {
        let edition = live.edition();
        let issuers = ctx.reader().load_one(IssuerNames::of(live)).await?;
        let issuers = joined(issuers.iter().flatten().map(String::as_str));
        let publisher = issuers.unwrap_or_else(|| agency.0.name.clone());
        Ok(Self {
            title: edition.title.clone(),
            creator: edition.author.clone().unwrap_or_else(|| publisher.clone()),
            date: live.published_at().into(),
            description: edition
                .summary
                .clone()
                .unwrap_or_else(|| edition.title.clone()),
            publisher,
            identifier: url(ctx, live.path())?,
            language: live.language().to_owned(),
            source: edition.source_name.clone(),
            subject: joined(topics.iter().map(|topic| topic.0.name.as_str())),
            coverage: joined(areas.iter().map(|area| area.0.name.as_str())),
            kind: live.kind().into(),
            format: "text/html",
        })
    }
}

fn joined<'a>(values: impl Iterator<Item = &'a str>) -> Option<String> {
    let all: Vec<&str> = values.collect();
    (!all.is_empty()).then(|| all.join(";"))
}

/// The absolute address of a path.
///
/// # Errors
/// Never for a path that was stored.
pub(super) fn url(ctx: &Context<'_>, path: &str) -> Result<WebAddress> {
    url::Url::parse(&ctx.absolute(path))
        .map(WebAddress)
        .map_err(|_| Error::NotFound.into())
}

/// What publishing guarantees to be there.
///
/// # Errors
/// When it is not, which the database's constraints forbid.
pub(super) fn present<T>(found: Option<T>) -> Result<T> {
    found.ok_or_else(|| Error::NotFound.into())
}

pub(in crate::graphql) async fn body_of(
    ctx: &Context<'_>,
    live: &LiveContent,
    format: BodyFormat,
) -> Result<Option<String>> {
    let rows = ctx
        .reader()
        .load_one(RowsOf::<edition_body::Entity>::of(live))
        .await?;
    let Some(html) = rows.and_then(|rows| rows.first().map(|row| row.html.clone())) else {
        return Ok(None);
    };
    Ok(Some(match format {
        BodyFormat::Html => citation::linked(ctx, live, html).await?,
        BodyFormat::Text => body::plain(&html),
    }))
}

pub(super) async fn related(
    ctx: &Context<'_>,
    live: &LiveContent,
    first: u64,
) -> Result<Vec<Content>> {
    let rows = ctx
        .reader()
        .load_one(RowsOf::<edition_related::Entity>::of(live))
        .await?
        .unwrap_or_default();
    let ids: Vec<ContentById> = rows
        .iter()
        .filter_map(|row| row.target_id)
        .map(ContentById)
        .collect();
    let contents = ctx.reader().load_many(ids.iter().copied()).await?;
    let shown = ids
        .iter()
        .filter_map(|id| contents.get(id).cloned())
        .map(Content::from);
    Ok(shown
        .take(usize::try_from(first).unwrap_or(usize::MAX))
        .collect())
}
