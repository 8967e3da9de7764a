//! Lists of contents as connections.
use async_graphql::{Context, Enum};

use super::filter::group;
use super::{Content, ContentFilter};
use crate::domain::Error;
use crate::domain::listing::Scope;
use crate::domain::listing::list::{List, Selection, Sort, SortColumn, Window};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::loader::{ContentById, ListPart};
use crate::graphql::page::{
    Connection, MAX_PAGE, PageArgs, Total, cursor, fingerprint, out_of_range,
};

/// A page of contents.
pub type ContentConnection = Connection<Content>;

/// Orders of a list of contents; ties go by id. / Thứ tự của danh sách nội dung.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enum)]
pub enum ContentSort {
    /// Newest edition first. / Mới đăng trước.
    #[default]
    PublishedDesc,
    /// Oldest edition first. / Đăng cũ trước.
    PublishedAsc,
    /// Last changed first. / Mới cập nhật trước.
    UpdatedDesc,
    /// First changed first. / Cập nhật cũ trước.
    UpdatedAsc,
    /// By the item's own date (issue, beginning, opening …), newest first. / Theo ngày của nội dung, mới trước.
    DateDesc,
    /// By the item's own date, oldest first. / Theo ngày của nội dung, cũ trước.
    DateAsc,
    /// By title, in Vietnamese order. / Theo tiêu đề, thứ tự tiếng Việt.
    TitleAsc,
    /// By title, backwards. / Theo tiêu đề, ngược thứ tự.
    TitleDesc,
}

impl From<ContentSort> for Sort {
    fn from(sort: ContentSort) -> Self {
        let (column, descending) = match sort {
            ContentSort::PublishedDesc => (SortColumn::Published, true),
            ContentSort::PublishedAsc => (SortColumn::Published, false),
            ContentSort::UpdatedDesc => (SortColumn::Updated, true),
            ContentSort::UpdatedAsc => (SortColumn::Updated, false),
            ContentSort::DateDesc => (SortColumn::Date, true),
            ContentSort::DateAsc => (SortColumn::Date, false),
            ContentSort::TitleAsc => (SortColumn::Title, false),
            ContentSort::TitleDesc => (SortColumn::Title, true),
        };
        Self { column, descending }
    }
}

/// The arguments of a field that lists contents.
#[derive(Clone, Debug, Default)]
pub struct ContentArgs {
    /// Narrows the list.
    pub filter: Option<ContentFilter>,
    /// Order.
    pub sort: ContentSort,
    /// Items from the beginning.
    pub first: Option<i32>,
    /// After this cursor.
    pub after: Option<String>,
    /// Items from the end.
    pub last: Option<i32>,
    /// Before this cursor.
    pub before: Option<String>,
    /// Leave out so many.
    pub offset: Option<i32>,
}

impl ContentArgs {
    /// The page of the contents in all of `scopes`.
    ///
    /// # Errors
    /// When the arguments cannot be used or the database fails.
    pub async fn page(self, ctx: &Context<'_>, scopes: Vec<Scope>) -> Result<ContentConnection> {
        let selection = self
            .filter
            .unwrap_or_default()
            .selection(ctx, scopes)
            .await?;
        let Self {
            first,
            after,
            last,
            before,
            offset,
            ..
        } = self;
        let args = PageArgs {
            first,
            after,
            last,
            before,
            offset,
        };
        page_of(ctx, selection, self.sort.into(), &args, |content| {
            Some(content)
        })
        .await
    }
}

/// The page of a selection, each content turned into a node.
///
/// # Errors
/// When the arguments cannot be used or the database fails.
pub async fn page_of<N>(
    ctx: &Context<'_>,
    selection: Selection,
    sort: Sort,
    args: &PageArgs,
    node: impl Fn(Content) -> Option<N>,
) -> Result<Connection<N>> {
    let fingerprint = fingerprint(&(&selection, sort));
    let window = args.window(fingerprint, sort.keys())?;
    let list = List {
        selection: selection.clone(),
        sort,
        window: window.clone(),
    };
    let part = ctx
        .reader()
        .load_one(ListPart(list))
        .await?
        .unwrap_or_default();
    let ids = part.rows.iter().map(|row| ContentById(row.content_id));
    let contents = ctx.reader().load_many(ids).await?;
    let items = part.rows.iter().filter_map(|row| {
        let content = contents.get(&ContentById(row.content_id))?;
        let node = node(Content::from(std::sync::Arc::clone(content)))?;
        Some((cursor(fingerprint, row.place(sort)), node))
    });
    Ok(Connection::new(
        items.collect(),
        part.more,
        &window,
        Total::Counted(selection),
    ))
}

/// The newest contents of `scope`, in one of the languages where some are given.
///
/// # Errors
/// When `first` is out of range, there are too many languages, or the database fails.
pub async fn latest_contents(
    ctx: &Context<'_>,
    scope: Scope,
    languages: Option<Vec<String>>,
    first: i32,
) -> Result<Vec<Content>> {
    let mut groups = vec![vec![scope]];
    group(&mut groups, "languages", languages, |code| {
        Scope::language(code)
    })?;
    let list = List {
        selection: Selection {
            groups,
            ..Selection::default()
        },
        sort: ContentSort::PublishedDesc.into(),
        window: Window {
            limit: at_most("first", first)?,
            backward: false,
            after: None,
            before: None,
            offset: 0,
        },
    };
    let part = ctx
        .reader()
        .load_one(ListPart(list))
        .await?
        .unwrap_or_default();
    let ids = part.rows.iter().map(|row| ContentById(row.content_id));
    let contents = ctx.reader().load_many(ids).await?;
    let found = part
        .rows
        .iter()
        .filter_map(|row| contents.get(&ContentById(row.content_id)).cloned());
    Ok(found.map(Content::from).collect())
}

/// A number of items from 1 to 100.
///
/// # Errors
/// When it is not.
pub(in crate::graphql) fn at_most(field: &str, value: i32) -> Result<u64> {
    match u64::try_from(value) {
        Ok(number) if (1..=MAX_PAGE).contains(&value) => Ok(number),
        _ => Err(Error::invalid(field, out_of_range(value, 1, MAX_PAGE)).into()),
    }
}
