//! The root that finds.
use async_graphql::{Context, Object};

use crate::graphql::error::Result;
use crate::graphql::search::{
    self, SearchArgs, SearchConnection, SearchFilter, SearchOrder, SearchSuggestion,
};

/// The root that finds.
#[derive(Default)]
pub struct SearchQuery;

#[Object]
impl SearchQuery {
    /// Finds what is published: contents, and articles of legal texts, in the spelling that people have. Diacritics may be
    /// missing, stand as in `hòa` or `hoà`, or be typed apart; `28/2013`, `nd 28/2013/nd-cp` and `471/qd-ttg` find the
    /// document with that number first; a syllable that is nowhere is taken for a slip. `"…"` finds a phrase, `-word` and
    /// `-"…"` leave out. What is published is found within a second, and what was withdrawn no more. While the index is
    /// being made, after the first start, it answers `SERVICE_UNAVAILABLE`: try again in some seconds.
    /// / Tìm trong nội dung đã đăng, gồm cả từng điều của văn bản: có dấu hoặc không dấu, `hòa` hay `hoà`, số ký hiệu viết
    /// cách nào cũng được; tự sửa lỗi gõ. `"…"` để tìm đúng cụm từ, `-từ` hoặc `-"…"` để loại trừ. Nội dung mới đăng tìm được
    /// sau tối đa một giây. Khi chỉ mục đang được tạo lần đầu, trả về `SERVICE_UNAVAILABLE`: hãy thử lại sau vài giây.
    async fn search(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "What to look for, at most 500 characters. / Nội dung cần tìm, tối đa 500 ký tự."
        )]
        text: String,
        #[graphql(desc = "Within these only. / Chỉ tìm trong phạm vi này.")] filter: Option<
            SearchFilter,
        >,
        #[graphql(desc = "Order. / Thứ tự.", default)] order: SearchOrder,
        #[graphql(
            desc = "Finds of the page, 1–100 (default 20). / Số kết quả, 1–100 (mặc định 20)."
        )]
        first: Option<i32>,
        #[graphql(
            desc = "After this cursor; the first 1,000 finds can be reached. / Sau con trỏ này; chỉ xem được 1.000 kết quả đầu."
        )]
        after: Option<String>,
    ) -> Result<SearchConnection> {
        let args = SearchArgs {
            text,
            filter: filter.unwrap_or_default(),
            order,
            first,
            after,
        };
        search::page(ctx, args).await
    }

    /// Titles for somebody who is typing, whose last syllable may not be whole; with or without diacritics. Empty while
    /// nothing is typed. Ask when somebody pauses, not for every letter. / Gợi ý tên nội dung khi đang gõ, có dấu hoặc không
    /// dấu; âm tiết cuối có thể chưa gõ xong. Nên gọi khi người dùng ngừng gõ, không gọi theo từng chữ.
    async fn search_suggestions(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "What is typed so far, at most 500 characters. / Phần đã gõ, tối đa 500 ký tự."
        )]
        text: String,
        #[graphql(
            desc = "How many, 1–100 (default 8). / Số gợi ý, 1–100 (mặc định 8).",
            default = 8
        )]
        first: i32,
    ) -> Result<Vec<SearchSuggestion>> {
        search::suggestions(ctx, &text, first).await
    }
}
