//! Provisions: the nodes of a legal text.
use std::borrow::Cow;
use std::sync::Arc;

use async_graphql::{Context, Enum, Object};
use entity::legal_document;

use super::{EffectEvent, LegalStatus};
use crate::domain::legal::{Node, Outline, Timeline};
use crate::domain::visibility::LiveContent;
use crate::graphql::content::{Content, Item};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::kinds::details;
use crate::graphql::loader::{ForceOf, NodeText, OutlineOf};
use crate::graphql::scalars::Date;

/// A node of a legal text (điều khoản): from the part down to the point. / Một đơn vị của văn bản: từ phần đến điểm.
pub struct Provision {
    live: Arc<LiveContent>,
    outline: Arc<Outline>,
    node: Node,
}

/// The top of the tree of a document's provisions.
///
/// # Errors
/// When the database fails.
pub(super) async fn roots(ctx: &Context<'_>, live: &Arc<LiveContent>) -> Result<Vec<Provision>> {
    let outline = ctx
        .reader()
        .load_one(OutlineOf::of(live))
        .await?
        .unwrap_or_default();
    Ok(outline
        .children(None)
        .map(|node| Provision {
            live: Arc::clone(live),
            outline: Arc::clone(&outline),
            node: node.clone(),
        })
        .collect())
}

/// The provision at `path` of a document.
///
/// # Errors
/// When the database fails.
pub(in crate::graphql) async fn at(
    ctx: &Context<'_>,
    live: &Arc<LiveContent>,
    path: &str,
) -> Result<Option<Provision>> {
    let outline = ctx
        .reader()
        .load_one(OutlineOf::of(live))
        .await?
        .unwrap_or_default();
    let node = outline.node(path).cloned();
    Ok(node.map(|node| Provision {
        live: Arc::clone(live),
        outline,
        node,
    }))
}

/// A node of a legal text (điều khoản): from the part down to the point. / Một đơn vị của văn bản: từ phần đến điểm.
#[Object]
impl Provision {
    /// Stable path within the document, such as `dieu-5/khoan-2/diem-a`; điểm đ is `diem-dd`. / Đường dẫn cố định
    /// trong văn bản.
    async fn path(&self) -> &str {
        &self.node.path
    }

    /// Kind of node. / Loại đơn vị.
    async fn kind(&self) -> ProvisionKind {
        self.node.kind.into()
    }

    /// Number as printed, such as `5`, `II`, `12a`, `đ`. / Số thứ tự như trong văn bản.
    async fn number(&self) -> Option<&str> {
        self.node.number.as_deref()
    }

    /// Label as printed, such as `Điều 5.`, `2.` or `đ)`. / Nhãn như trong văn bản, ví dụ `Điều 5.`, `2.`, `đ)`.
    async fn label(&self) -> Option<Cow<'_, str>> {
        self.node.passage("").label()
    }

    /// Heading. / Tiêu đề.
    async fn heading(&self) -> Option<&str> {
        self.node.heading.as_deref()
    }

    /// Own text, without that of the nodes below. / Nội dung riêng, không gồm các đơn vị bên dưới.
    async fn text(&self, ctx: &Context<'_>) -> Result<String> {
        Ok(ctx
            .reader()
            .load_one(NodeText::of(&self.live, &self.node.path))
            .await?
            .unwrap_or_default())
    }

    /// The whole provision as printed: labels, headings and texts of it and the nodes below, a line a paragraph. /
    /// Toàn văn của đơn vị như trong văn bản: nhãn, tiêu đề và nội dung, gồm cả các đơn vị bên dưới.
    async fn full_text(&self, ctx: &Context<'_>) -> Result<String> {
        let nodes = self.outline.subtree(&self.node.path);
        let keys: Vec<NodeText> = nodes
            .iter()
            .map(|node| NodeText::of(&self.live, &node.path))
            .collect();
        let texts = ctx.reader().load_many(keys.iter().cloned()).await?;
        let lines: Vec<String> = nodes
            .iter()
            .zip(&keys)
            .flat_map(|(node, key)| {
                let text = texts.get(key).map_or("", String::as_str);
                node.passage(text).lines()
            })
            .collect();
        Ok(lines.join("\n"))
    }

    /// The node above. / Đơn vị cấp trên.
    async fn parent(&self) -> Option<Provision> {
        let parent = self
            .outline
            .ancestors(&self.node)
            .first()
            .map(|node| (*node).clone())?;
        Some(self.sibling(parent))
    }

    /// The nodes above, from the top. / Các đơn vị cấp trên, từ ngoài vào.
    async fn ancestors(&self) -> Vec<Provision> {
        let above = self.outline.ancestors(&self.node);
        above
            .into_iter()
            .rev()
            .map(|node| self.sibling(node.clone()))
            .collect()
    }

    /// The nodes right below, in order. / Các đơn vị trực tiếp bên dưới.
    async fn children(&self) -> Vec<Provision> {
        self.outline
            .children(Some(&self.node.path))
            .map(|node| self.sibling(node.clone()))
            .collect()
    }

    /// The document. / Văn bản.
    async fn document(&self) -> Option<Item<super::LegalDocumentFields>> {
        Content::from(Arc::clone(&self.live)).into_legal_document()
    }

    /// Status on a day (default today), derived from dates and events. / Tình trạng hiệu lực tại một ngày, mặc định
    /// hôm nay.
    async fn status(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The day; today when absent. / Ngày; mặc định hôm nay.")] on: Option<Date>,
    ) -> Result<LegalStatus> {
        let document = details::<legal_document::Entity>(ctx, &self.live).await?;
        let events = ctx.reader().load_one(ForceOf::of(&self.live)).await?;
        let events = events.unwrap_or_default();
        let timeline = Timeline::new(&document, &events);
        let holds = |holder: &str, part: &str| self.outline.holds(holder, part);
        let day = on.map_or_else(|| ctx.today(), |date| date.0);
        Ok(timeline
            .provision_status(&self.node.path, day, holds)
            .into())
    }

    /// What happened to this part's force. / Lịch sử hiệu lực của đơn vị này.
    async fn effect_events(&self, ctx: &Context<'_>) -> Result<Vec<EffectEvent>> {
        let events = ctx.reader().load_one(ForceOf::of(&self.live)).await?;
        let own = events.unwrap_or_default();
        let own = own
            .iter()
            .filter(|event| event.provision.as_deref() == Some(self.node.path.as_str()));
        Ok(own.cloned().map(EffectEvent::from).collect())
    }
}

impl Provision {
    fn sibling(&self, node: Node) -> Self {
        Self {
            live: Arc::clone(&self.live),
            outline: Arc::clone(&self.outline),
            node,
        }
    }
}

/// Kinds of node of a legal text. / Loại đơn vị của văn bản.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::ProvisionKind")]
pub enum ProvisionKind {
    /// What stands before the first part. / Phần mở đầu.
    Preamble,
    /// Part. / Phần.
    Part,
    /// Chapter. / Chương.
    Chapter,
    /// Section. / Mục.
    Section,
    /// Subsection. / Tiểu mục.
    Subsection,
    /// Article. / Điều.
    Article,
    /// Clause. / Khoản.
    Clause,
    /// Point. / Điểm.
    Point,
    /// Appendix, or a regulation issued with the document. / Phụ lục, quy chế ban hành kèm theo.
    Appendix,
    /// Signatures and recipients. / Phần kết thúc.
    Closing,
    /// Footnotes of a consolidated text. / Chú thích của văn bản hợp nhất.
    Footnote,
}
