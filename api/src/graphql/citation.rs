//! Citations: the law that an item's text cites, with its place in the text.
use async_graphql::{Context, SimpleObject};
use entity::citation;

use crate::domain::listing::list::{Key, Keys, Place};
use crate::domain::visibility::LiveContent;
use crate::graphql::content::{Content, Item};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::legal::LegalDocumentFields;
use crate::graphql::loader::{ContentById, RowsOf};
use crate::graphql::page::{Connection, PageArgs, Total, cursor, fingerprint};

/// A page of citations.
pub type CitationConnection = Connection<Citation>;

/// A provision or document that a text cites (viện dẫn). / Một quy định được viện dẫn trong văn bản.
#[derive(SimpleObject)]
pub struct Citation {
    /// The words that cite. / Nguyên văn đoạn viện dẫn.
    text: String,
    /// Where they begin in `body(format: TEXT)`, in characters. / Vị trí bắt đầu trong văn bản thuần, tính theo
    /// ký tự.
    start: i32,
    /// Where they end in `body(format: TEXT)`, in characters. / Vị trí kết thúc.
    end: i32,
    /// Path of the cited provision, such as `dieu-5/khoan-2/diem-a`. / Đường dẫn của điều khoản được viện dẫn.
    provision: Option<String>,
    /// The cited document in the text's own words. / Văn bản được viện dẫn, theo nguyên văn.
    document_text: Option<String>,
    /// The cited document, where it is here. / Văn bản được viện dẫn, nếu có trong hệ thống.
    document: Option<Item<LegalDocumentFields>>,
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
    let targets = shown
        .iter()
        .filter_map(|row| row.target_id)
        .map(ContentById);
    let documents = ctx.reader().load_many(targets).await?;
    let items = shown.into_iter().map(|row| {
        let place = Place {
            key: Key::Number(i64::from(row.position)),
            id: row.edition_id,
        };
        let target = row
            .target_id
            .and_then(|id| documents.get(&ContentById(id)).cloned());
        let document = match target.map(Content::from) {
            Some(Content::LegalDocument(document)) => Some(document),
            _ => None,
        };
        let node = Citation {
            text: row.text,
            start: row.starts,
            end: row.ends,
            provision: row.provision,
            document_text: row.document,
            document,
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
