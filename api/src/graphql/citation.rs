//! Citations: the law that an item's text cites, with its place in the text.
use std::collections::HashSet;
use std::sync::Arc;

use async_graphql::{Context, Enum, Object};
use entity::citation;
use entity::value::CitationPart;

use crate::domain::body::{self, Link};
use crate::domain::legal;
use crate::domain::listing::list::{Key, Keys, Place};
use crate::domain::visibility::LiveContent;
use crate::graphql::content::{Content, Item};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::legal::LegalDocumentFields;
use crate::graphql::loader::{ContentById, Fitting, ProvisionAt, RowsOf};
use crate::graphql::page::{Connection, PageArgs, Total, cursor, fingerprint};

/// A page of citations.
pub type CitationConnection = Connection<Citation>;

/// How far a citation is understood. / Mức độ xác định của viện dẫn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum CitationState {
    /// The document is here, and the provision that is cited. / Đã xác định văn bản và điều khoản.
    Resolved,
    /// The document is here, but has no such provision. / Có văn bản nhưng không có điều khoản này.
    NoSuchProvision,
    /// Several documents here have the number or the name: none is chosen. / Có nhiều văn bản cùng số ký hiệu hoặc tên gọi, không
    /// chọn văn bản nào.
    Ambiguous,
    /// No document here is meant, or the text does not say which. / Chưa có văn bản, hoặc không rõ văn bản nào.
    Unknown,
}

/// A provision or document that a text cites (viện dẫn). / Một quy định được viện dẫn trong văn bản.
pub struct Citation {
    row: citation::Model,
    target: Option<Arc<LiveContent>>,
}

impl Citation {
    /// The part of the document that is there: what is cited, or the nearest that holds it.
    async fn nearest(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let (Some(target), Some(cited)) = (&self.target, &self.row.provision) else {
            return Ok(None);
        };
        let there = existing(ctx, ways(target, cited)).await?;
        Ok(nearest(&there, target, cited))
    }
}

/// A provision or document that a text cites (viện dẫn). / Một quy định được viện dẫn trong văn bản.
#[Object]
impl Citation {
    /// The words that cite. / Nguyên văn đoạn viện dẫn.
    async fn text(&self) -> &str {
        &self.row.text
    }

    /// Where they begin in `body(format: TEXT)`, in characters. / Vị trí bắt đầu trong văn bản thuần, tính theo ký tự.
    async fn start(&self) -> i32 {
        self.row.starts
    }

    /// Where they end in `body(format: TEXT)`, in characters. / Vị trí kết thúc.
    async fn end(&self) -> i32 {
        self.row.ends
    }

    /// Path of the cited provision, such as `dieu-5/khoan-2/diem-a`. / Đường dẫn của điều khoản được viện dẫn.
    async fn provision(&self) -> Option<&str> {
        self.row.provision.as_deref()
    }

    /// The cited document in the text's own words. / Văn bản được viện dẫn, theo nguyên văn.
    async fn document_text(&self) -> Option<&str> {
        self.row.document.as_deref()
    }

    /// The cited document, where it is here. / Văn bản được viện dẫn, nếu có trong hệ thống.
    async fn document(&self) -> Option<Item<LegalDocumentFields>> {
        Content::from(Arc::clone(self.target.as_ref()?)).into_legal_document()
    }

    /// Where it opens: the document's path, with the provision after a `#`, or the nearest that holds it where the document has
    /// no such provision; null where the document is not here. `body(format: HTML)` has links to the same. / Nơi mở quy định
    /// được viện dẫn: đường dẫn văn bản kèm điều khoản sau dấu `#`. Nội dung HTML có sẵn các liên kết này.
    async fn path(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let Some(target) = &self.target else {
            return Ok(None);
        };
        let provision = self.nearest(ctx).await?;
        Ok(Some(address(target.path(), provision.as_deref())))
    }

    /// How far it is understood; what is not certain is never guessed. / Mức độ xác định; không suy đoán khi chưa chắc chắn.
    async fn state(&self, ctx: &Context<'_>) -> Result<CitationState> {
        if self.target.is_some() {
            return Ok(if self.nearest(ctx).await? == self.row.provision {
                CitationState::Resolved
            } else {
                CitationState::NoSuchProvision
            });
        }
        let Some(key) = &self.row.document_key else {
            return Ok(CitationState::Unknown);
        };
        let fitting = ctx.reader().load_one(Fitting(key.clone())).await?;
        Ok(match fitting.unwrap_or_default() {
            0 | 1 => CitationState::Unknown,
            _ => CitationState::Ambiguous,
        })
    }
}

/// What is cited of a document, and what holds it.
fn ways(target: &LiveContent, cited: &str) -> Vec<ProvisionAt> {
    let paths = legal::with_holders(cited);
    paths.map(|path| ProvisionAt::of(target, path)).collect()
}

/// Those of the provisions that are there.
async fn existing(ctx: &Context<'_>, asked: Vec<ProvisionAt>) -> Result<HashSet<ProvisionAt>> {
    let found = ctx.reader().load_many(asked).await?;
    Ok(found.into_keys().collect())
}

fn nearest(there: &HashSet<ProvisionAt>, target: &LiveContent, cited: &str) -> Option<String> {
    let is_there = |path: &&str| there.contains(&ProvisionAt::of(target, path));
    let found = legal::with_holders(cited).find(is_there);
    found.map(str::to_owned)
}

fn address(path: &str, provision: Option<&str>) -> String {
    match provision {
        Some(provision) => format!("{path}#{provision}"),
        None => path.to_owned(),
    }
}

/// A body with links from what it cites to the provisions that are cited, as far as they are here.
///
/// # Errors
/// When the database fails.
pub async fn linked(ctx: &Context<'_>, live: &LiveContent, html: String) -> Result<String> {
    let cited: Vec<Citation> = all(ctx, live).await?;
    let in_body = |it: &&Citation| it.row.part == CitationPart::Body && it.target.is_some();
    let cited: Vec<&Citation> = cited.iter().filter(in_body).collect();
    if cited.is_empty() {
        return Ok(html);
    }
    let provisions: Vec<ProvisionAt> = cited
        .iter()
        .filter_map(|it| Some(ways(it.target.as_ref()?, it.row.provision.as_ref()?)))
        .flatten()
        .collect();
    let there = existing(ctx, provisions).await?;
    let mut seen = HashSet::new();
    let links = cited.into_iter().filter_map(|it| {
        let target = it.target.as_ref()?;
        let provision = it.row.provision.as_ref();
        let provision = provision.and_then(|cited| nearest(&there, target, cited));
        let is_own = target.id() == live.id();
        let href = match (is_own, provision) {
            (true, provision) => format!("#{}", provision?),
            (false, provision) => address(target.path(), provision.as_deref()),
        };
        let start = usize::try_from(it.row.starts).ok()?;
        let end = usize::try_from(it.row.ends).ok()?;
        // Of several provisions that stand in one place the first is opened.
        seen.insert((start, end)).then_some(Link {
            characters: start..end,
            href,
        })
    });
    Ok(body::linked(&html, &links.collect::<Vec<_>>()))
}

/// All citations of a published content, in order.
async fn all(ctx: &Context<'_>, live: &LiveContent) -> Result<Vec<Citation>> {
    let rows = RowsOf::<citation::Entity>::of(live);
    let rows = ctx.reader().load_one(rows).await?.unwrap_or_default();
    with_targets(ctx, rows.iter().cloned().collect()).await
}

async fn with_targets(ctx: &Context<'_>, rows: Vec<citation::Model>) -> Result<Vec<Citation>> {
    let targets = rows.iter().filter_map(|row| row.target_id).map(ContentById);
    let targets: Vec<ContentById> = targets.collect();
    let targets = ctx.reader().load_many(targets).await?;
    let citation = |row: citation::Model| Citation {
        target: row
            .target_id
            .and_then(|id| targets.get(&ContentById(id)).cloned()),
        row,
    };
    Ok(rows.into_iter().map(citation).collect())
}

/// A page of the citations of a published content.
///
/// # Errors
/// When the arguments cannot be used or the database fails.
pub async fn page(
    ctx: &Context<'_>,
    live: &LiveContent,
    args: &PageArgs,
) -> Result<CitationConnection> {
    let list = fingerprint(&("citations", live.edition().id));
    let window = args.window(list, Keys::Numbers)?;
    let rows = ctx
        .reader()
        .load_one(RowsOf::<citation::Entity>::of(live))
        .await?
        .unwrap_or_default();
    let from = window.after_number().unwrap_or(i64::MIN);
    let limit = window.size();
    let left: Vec<&citation::Model> = rows
        .iter()
        .filter(|row| i64::from(row.position) > from)
        .collect();
    let shown: Vec<citation::Model> = left.iter().take(limit).map(|row| (*row).clone()).collect();
    let items = with_targets(ctx, shown).await?.into_iter().map(|node| {
        let place = Place {
            key: Key::Number(i64::from(node.row.position)),
            id: node.row.edition_id,
        };
        (cursor(list, place), node)
    });
    Ok(Connection::new(
        items.collect(),
        left.len() > limit,
        &window,
        Total::Known(rows.len()),
    ))
}
