//! Search: what is asked for, and what is found.
mod facets;
mod filter;
mod hit;
mod suggestion;

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, Enum, Object};

pub use facets::SearchFacets;
pub use filter::SearchFilter;
pub use hit::{HighlightedText, SearchHit};
pub use suggestion::{SearchSuggestion, suggestions};

use crate::domain::listing::list::{Key, Keys, Place, Selection};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::loader::ContentById;
use crate::graphql::page::{Edge, PageArgs, PageInfo, cursor, fingerprint};
use crate::search::{Asked, Hit, Order, Taken, Wanted};

/// Orders of what is found. / Thứ tự kết quả tìm kiếm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum)]
pub enum SearchOrder {
    /// What fits best first. / Phù hợp nhất trước.
    #[default]
    Relevance,
    /// What was published last first. / Mới đăng trước.
    PublishedDesc,
    /// What was published first, first. / Đăng cũ trước.
    PublishedAsc,
}

impl From<SearchOrder> for Order {
    fn from(order: SearchOrder) -> Self {
        match order {
            SearchOrder::Relevance => Self::Relevance,
            SearchOrder::PublishedDesc => Self::Newest,
            SearchOrder::PublishedAsc => Self::Oldest,
        }
    }
}

/// The arguments of the field that finds.
pub struct SearchArgs {
    /// What to look for.
    pub text: String,
    /// Within these only.
    pub filter: SearchFilter,
    /// Order.
    pub order: SearchOrder,
    /// Finds of the page.
    pub first: Option<i32>,
    /// After this cursor.
    pub after: Option<String>,
}

/// A page of what was found. / Một trang kết quả tìm kiếm.
pub struct SearchConnection {
    edges: Vec<Edge<SearchHit>>,
    begins_later: bool,
    more: bool,
    total: Option<usize>,
    corrected: Option<String>,
    accented: Option<String>,
    taken: Taken,
    within: Selection,
}

/// The page of what is found.
///
/// # Errors
/// When the arguments cannot be used, the index is being made, or the database fails.
pub async fn page(ctx: &Context<'_>, args: SearchArgs) -> Result<SearchConnection> {
    let asked = Asked::parse(&args.text)?;
    let within = args.filter.selection(ctx).await?;
    let order = Order::from(args.order);
    let fingerprint = fingerprint(&("search", &asked.text, &within, order));
    let window = PageArgs::forward(args.first, args.after).window(fingerprint, Keys::Numbers)?;
    let from = window
        .after_number()
        .and_then(|last| usize::try_from(last).ok());
    let from = from.unwrap_or_default();
    let selects = |field: &str| ctx.look_ahead().field(field).exists();
    let wanted = Wanted {
        asked,
        within: within.clone(),
        order,
        from,
        limit: window.size(),
        counted: selects("totalCount") || selects("totalCountIsExact"),
        accented: selects("accentedText"),
    };
    let found = ctx.search().find(wanted).await?;
    let contents = found.hits.iter().map(|hit| ContentById(hit.content));
    let mut contents: HashMap<_, _> = ctx.reader().load_many(contents).await?;
    let place = |index: usize, hit: &Hit| Place {
        key: Key::Number(i64::try_from(from + index + 1).unwrap_or(i64::MAX)),
        id: hit.content,
    };
    let edges = found
        .hits
        .into_iter()
        .enumerate()
        .filter_map(|(index, hit)| {
            // What is published no more is found for a moment still, and not shown.
            let live = contents.get_mut(&ContentById(hit.content))?;
            let cursor = cursor(fingerprint, place(index, &hit));
            Some(Edge::new(cursor, SearchHit::new(Arc::clone(live), hit)))
        });
    Ok(SearchConnection {
        edges: edges.collect(),
        begins_later: from > 0,
        more: found.more,
        total: found.total,
        corrected: found.corrected,
        accented: found.accented,
        taken: found.taken,
        within,
    })
}

/// A page of what was found. / Một trang kết quả tìm kiếm.
#[Object]
impl SearchConnection {
    /// The finds with their cursors. / Các kết quả kèm con trỏ.
    async fn edges(&self) -> &[Edge<SearchHit>] {
        &self.edges
    }

    /// The finds. / Các kết quả.
    async fn nodes(&self) -> Vec<&SearchHit> {
        self.edges.iter().map(Edge::item).collect()
    }

    /// Where the page lies. / Vị trí của trang.
    async fn page_info(&self) -> PageInfo {
        let at = |edge: Option<&Edge<SearchHit>>| edge.map(|edge| edge.at().to_owned());
        PageInfo {
            has_next_page: self.more,
            has_previous_page: self.begins_later,
            start_cursor: at(self.edges.first()),
            end_cursor: at(self.edges.last()),
        }
    }

    /// How many contents and articles were found, also those that paging does not reach. / Tổng số nội dung và điều tìm
    /// được, kể cả phần không xem tới được khi chuyển trang.
    async fn total_count(&self) -> i32 {
        let total = self.total.unwrap_or(self.edges.len());
        i32::try_from(total).unwrap_or(i32::MAX)
    }

    /// Always true: all of them are counted. / Luôn đúng: mọi kết quả đều được đếm.
    async fn total_count_is_exact(&self) -> bool {
        self.total.is_some()
    }

    /// What was looked for instead, where a syllable of the text is nowhere to be found and one much like it is; null
    /// where the text was taken as it is. / Nội dung đã được tìm thay thế khi có âm tiết gõ sai; rỗng nếu giữ nguyên.
    async fn corrected_text(&self) -> Option<&str> {
        self.corrected.as_deref()
    }

    /// The text with the diacritics that these finds have, where it was typed without any: to ask “did you mean …?”. Looking
    /// for that finds the same, and first what is spelled so. Null where there is nothing to add. / Nội dung tìm kiếm có thêm
    /// dấu theo các kết quả, khi người dùng gõ không dấu: để hỏi “Có phải bạn muốn tìm …?”.
    async fn accented_text(&self) -> Option<&str> {
        self.accented.as_deref()
    }

    /// How many finds there are of what. / Số kết quả theo từng tiêu chí.
    async fn facets(&self, ctx: &Context<'_>) -> Result<SearchFacets> {
        let wanted = SearchFacets::wanted(ctx);
        let (taken, within) = (self.taken.clone(), self.within.clone());
        let counts = ctx.search().count(taken, within, wanted).await?;
        Ok(SearchFacets::new(counts))
    }
}
