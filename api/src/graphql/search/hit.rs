//! A find.
use std::fmt::Write;
use std::sync::Arc;

use async_graphql::{Context, Object};

use crate::domain::body::escape;
use crate::domain::visibility::LiveContent;
use crate::graphql::content::Content;
use crate::graphql::error::Result;
use crate::graphql::legal::{Provision, provision_at};
use crate::search::{Hit, Marked};

/// A find: a content, or an article of a legal document. / Một kết quả: một nội dung, hoặc một điều của văn bản.
pub struct SearchHit {
    live: Arc<LiveContent>,
    hit: Hit,
}

impl SearchHit {
    pub(super) fn new(live: Arc<LiveContent>, hit: Hit) -> Self {
        Self { live, hit }
    }

    /// Whether what was found is what the public reads now.
    fn is_current(&self) -> bool {
        self.hit.edition == self.live.edition().id
    }
}

/// A find: a content, or an article of a legal document. / Một kết quả: một nội dung, hoặc một điều của văn bản.
#[Object]
impl SearchHit {
    /// The content. / Nội dung.
    async fn content(&self) -> Content {
        Content::from(Arc::clone(&self.live))
    }

    /// The article that was found; null where the content as a whole was. / Điều tìm được; rỗng nếu là cả nội dung.
    async fn provision(&self, ctx: &Context<'_>) -> Result<Option<Provision>> {
        match &self.hit.provision {
            Some(path) => provision_at(ctx, &self.live, path).await,
            None => Ok(None),
        }
    }

    /// Where it opens: the content's path, with the article's after a `#`. / Nơi mở kết quả: đường dẫn của nội dung, kèm điều
    /// sau dấu `#`.
    async fn path(&self) -> String {
        let path = self.live.path();
        match &self.hit.provision {
            Some(provision) => format!("{path}#{provision}"),
            None => path.to_owned(),
        }
    }

    /// The content's title, or the article's label and heading. / Tên nội dung, hoặc số và tiêu đề của điều.
    async fn heading(&self) -> HighlightedText {
        if self.is_current() || self.hit.provision.is_some() {
            HighlightedText(self.hit.heading.clone())
        } else {
            HighlightedText(Marked::none(&self.live.edition().title))
        }
    }

    /// The passage in which most of the words stand, about 240 characters; null where there is no text, and for a moment
    /// after something changed. / Đoạn chứa nhiều từ cần tìm nhất, khoảng 240 ký tự.
    async fn excerpt(&self) -> Option<HighlightedText> {
        let has_text = self.is_current() && !self.hit.excerpt.text.is_empty();
        has_text.then(|| HighlightedText(self.hit.excerpt.clone()))
    }
}

/// A text with what was found in it. / Đoạn văn bản có đánh dấu các từ tìm được.
pub struct HighlightedText(Marked);

impl From<Marked> for HighlightedText {
    fn from(marked: Marked) -> Self {
        Self(marked)
    }
}

/// A text with what was found in it. / Đoạn văn bản có đánh dấu các từ tìm được.
#[Object]
impl HighlightedText {
    /// The text. / Văn bản thuần.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// The same as HTML: what was found stands in `<mark>`, and nothing else is a tag. / Dạng HTML: từ tìm được nằm trong
    /// `<mark>`, ngoài ra không có thẻ nào khác.
    async fn html(&self) -> String {
        let Marked { text, found } = &self.0;
        let mut html = String::with_capacity(text.len() + 16 * found.len());
        let mut end = 0;
        for range in found {
            let (before, marked) = (&text[end..range.start], &text[range.clone()]);
            let _infallible = write!(html, "{}<mark>{}</mark>", escape(before), escape(marked));
            end = range.end;
        }
        html.push_str(&escape(&text[end..]));
        html
    }
}
