//! An article: what it adds to a working copy.
use async_graphql::{InputObject, MaybeUndefined, SimpleObject};
use serde::Serialize;

use crate::exchange::details::ArticleRecord;
use crate::graphql::scalars::DateTime;

/// An article, as far as it is written. / Bài viết đang soạn.
#[derive(SimpleObject)]
#[expect(
    clippy::struct_field_names,
    reason = "all that an article adds is an event"
)]
pub struct ArticleDraft {
    /// When the announced event begins. / Thời điểm bắt đầu sự kiện được thông báo.
    event_starts_at: Option<DateTime>,
    /// When it ends. / Thời điểm kết thúc sự kiện.
    event_ends_at: Option<DateTime>,
    /// Where it is held. / Địa điểm tổ chức.
    event_place: Option<String>,
}

impl From<&ArticleRecord> for ArticleDraft {
    fn from(article: &ArticleRecord) -> Self {
        Self {
            event_starts_at: article.event_starts_at.map(DateTime::from),
            event_ends_at: article.event_ends_at.map(DateTime::from),
            event_place: article.event_place.clone(),
        }
    }
}

/// An article: what is to change. / Những thay đổi của bài viết.
#[derive(Clone, Debug, InputObject, Serialize)]
#[expect(
    clippy::struct_field_names,
    reason = "all that an article adds is an event"
)]
pub struct ArticleInput {
    /// When the announced event begins. / Thời điểm bắt đầu sự kiện được thông báo.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    event_starts_at: MaybeUndefined<DateTime>,
    /// When it ends. / Thời điểm kết thúc sự kiện.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    event_ends_at: MaybeUndefined<DateTime>,
    /// Where it is held. / Địa điểm tổ chức.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    event_place: MaybeUndefined<String>,
}
