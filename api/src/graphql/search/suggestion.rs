//! What somebody who types may mean.
use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, Object};

use super::HighlightedText;
use crate::domain::visibility::LiveContent;
use crate::graphql::content::{Content, at_most};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::loader::ContentById;
use crate::search::{Marked, Typed};

/// A title that begins as somebody types. / Một gợi ý khi đang gõ.
pub struct SearchSuggestion {
    live: Arc<LiveContent>,
    title: Marked,
}

/// A title that begins as somebody types. / Một gợi ý khi đang gõ.
#[Object]
impl SearchSuggestion {
    /// The title, with what is typed marked. / Tên nội dung, có đánh dấu phần đã gõ.
    async fn title(&self) -> HighlightedText {
        HighlightedText::from(self.title.clone())
    }

    /// The content that has it. / Nội dung mang tên này.
    async fn content(&self) -> Content {
        Content::from(Arc::clone(&self.live))
    }
}

/// Titles for what is typed so far.
///
/// # Errors
/// When the arguments cannot be used, the index is being made, or the database fails.
pub async fn suggestions(
    ctx: &Context<'_>,
    text: &str,
    first: i32,
) -> Result<Vec<SearchSuggestion>> {
    let limit = usize::try_from(at_most("first", first)?).unwrap_or_default();
    let typed = Typed::parse(text)?;
    let found = ctx.search().suggest(typed, limit).await?;
    let contents = found.iter().map(|it| ContentById(it.content));
    let contents: HashMap<_, _> = ctx.reader().load_many(contents).await?;
    let current = found.into_iter().filter_map(|it| {
        let live = contents.get(&ContentById(it.content))?;
        (live.edition().id == it.edition).then(|| SearchSuggestion {
            live: Arc::clone(live),
            title: it.title,
        })
    });
    Ok(current.collect())
}
