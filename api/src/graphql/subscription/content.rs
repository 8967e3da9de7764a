//! `contentChanged`: what happens to published contents, for everybody.
use std::option;
use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object, Subscription as Root};
use entity::value::OutboxAudience;
use futures_util::stream::{self, Iter};

use super::telling::{Begun, Telling, Told, telling};
use super::{cursor, cursor_of};
use crate::domain::changes::Interest;
use crate::domain::listing::Scope;
use crate::domain::visibility::LiveContent;
use crate::domain::{Error, directory};
use crate::graphql::content::{Content, ContentKind, bounded, scope_group};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::id::NodeId;
use crate::graphql::loader::ContentById;
use crate::graphql::scalars::DateTime;

/// What one execution tells: one change at most.
type AtMostOne<T> = Iter<option::IntoIter<T>>;

/// The root of listening: graphql-transport-ws over a WebSocket, or Server-Sent Events. / Gốc của mọi đăng ký theo dõi:
/// qua WebSocket (graphql-transport-ws) hoặc Server-Sent Events.
#[derive(Default)]
pub struct Subscription;

/// The root of listening: graphql-transport-ws over a WebSocket, or Server-Sent Events. / Gốc của mọi đăng ký theo dõi:
/// qua WebSocket (graphql-transport-ws) hoặc Server-Sent Events.
#[Root]
impl Subscription {
    /// Published contents that change, in order and each change once; also those that leave the filter. / Nội dung đã
    /// công bố có thay đổi, theo đúng thứ tự, mỗi thay đổi một lần; kể cả nội dung không còn thuộc bộ lọc.
    async fn content_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which contents; without it, all. / Bộ lọc; mặc định là tất cả.")]
        filter: Option<ContentChangeFilter>,
        #[graphql(
            desc = "The cursor of the last change that was heard, or `Query.changeCursor`: what came after it is told first. / Con trỏ của thay đổi nhận được sau cùng: các thay đổi sau đó được gửi trước."
        )]
        after: Option<String>,
    ) -> Result<AtMostOne<ContentChange>> {
        match telling(ctx) {
            Some(Telling::Change(told)) => {
                let change = ContentChange(Arc::clone(told));
                return Ok(stream::iter(Some(change)));
            }
            Some(telling @ Telling::Beginning { resume, .. }) => {
                let audience = OutboxAudience::Public;
                let interest = filter.unwrap_or_default().interest(ctx).await?;
                let cursor = resume.as_deref().or(after.as_deref());
                let after = cursor::beginning(&ctx.session(), audience, cursor).await?;
                telling.announce(Begun {
                    interest,
                    audience,
                    after,
                });
            }
            None => {}
        }
        Ok(stream::iter(None))
    }
}

/// Which changes of contents are told: every given field must hold; of a field's values (at most 20), one. / Bộ lọc
/// thay đổi: mọi trường đều phải thỏa; mỗi trường thỏa một trong các giá trị (tối đa 20).
#[derive(Clone, Debug, Default, InputObject)]
pub struct ContentChangeFilter {
    /// Of these contents. Ids. / Các nội dung cụ thể (mã định danh).
    contents: Option<Vec<ID>>,
    /// In one of these sections, or below. Codes. / Thuộc một trong các chuyên mục (mã), kể cả chuyên mục con.
    sections: Option<Vec<String>>,
    /// Of one of these kinds. / Thuộc một trong các loại.
    kinds: Option<Vec<ContentKind>>,
    /// Of one of these agencies, or below. Codes. / Của một trong các cơ quan (mã), kể cả đơn vị trực thuộc.
    agencies: Option<Vec<String>>,
    /// In one of these topics, or narrower. Codes. / Thuộc một trong các lĩnh vực (mã).
    topics: Option<Vec<String>>,
    /// For one of these audiences. Codes. / Dành cho một trong các đối tượng (mã).
    audiences: Option<Vec<String>>,
    /// About one of these areas, or within. Codes. / Về một trong các địa bàn (mã).
    areas: Option<Vec<String>>,
    /// In one of these languages. BCP 47. / Bằng một trong các ngôn ngữ (BCP 47).
    languages: Option<Vec<String>>,
    /// About this legal document: introduces or cites it. A `LegalDocument` id. / Về văn bản này.
    about: Option<ID>,
}

impl ContentChangeFilter {
    /// What the filter is interested in.
    ///
    /// # Errors
    /// When a field holds too many values or an id that is none, or the database fails.
    async fn interest(self, ctx: &Context<'_>) -> Result<Interest> {
        let contents = bounded("filter.contents", self.contents)?;
        let contents = contents.map(|ids| {
            let id = |id: &ID| NodeId::content("filter.contents", id);
            ids.iter().map(id).collect::<Result<_, Error>>()
        });
        let mut groups = Vec::new();
        scope_group(&mut groups, "filter.sections", self.sections, |code| {
            Scope::section(code)
        })?;
        scope_group(&mut groups, "filter.kinds", self.kinds, |kind| {
            Scope::kind_of((*kind).into())
        })?;
        scope_group(&mut groups, "filter.topics", self.topics, |code| {
            Scope::topic(code)
        })?;
        scope_group(&mut groups, "filter.audiences", self.audiences, |code| {
            Scope::audience(code)
        })?;
        scope_group(&mut groups, "filter.languages", self.languages, |code| {
            Scope::language(code)
        })?;
        if let Some(codes) = bounded("filter.agencies", self.agencies)? {
            let found = directory::agencies_with_codes(&ctx.session(), &codes).await?;
            groups.push(found.iter().map(|row| Scope::agency(row.id)).collect());
        }
        if let Some(codes) = bounded("filter.areas", self.areas)? {
            let found = directory::areas_with_codes(&ctx.session(), &codes).await?;
            groups.push(found.iter().map(|row| Scope::area(row.id)).collect());
        }
        if let Some(id) = &self.about {
            groups.push(vec![Scope::about(NodeId::content("filter.about", id)?)]);
        }
        Ok(Interest::new(contents.transpose()?, &groups))
    }
}

/// What happened to a content. / Loại thay đổi của nội dung.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::domain::changes::Happened")]
pub enum ChangeKind {
    /// An edition was published, or the content came into the filter. / Đã đăng phiên bản mới, hoặc nội dung nay thuộc
    /// bộ lọc.
    Published,
    /// It is still published, but no longer within the filter. / Vẫn được công bố nhưng không còn thuộc bộ lọc.
    Left,
    /// It was withdrawn. / Đã thu hồi.
    Withdrawn,
    /// A path leads elsewhere, or nowhere any more. / Đường dẫn đã chuyển hoặc không còn nội dung.
    Redirected,
}

/// A change of a published content. / Một thay đổi của nội dung đã công bố.
pub struct ContentChange(Arc<Told>);

/// A change of a published content. / Một thay đổi của nội dung đã công bố.
#[Object]
impl ContentChange {
    /// Where to go on after an interruption: the `after` of a new subscription. / Con trỏ để tiếp tục sau khi gián đoạn:
    /// dùng cho `after`.
    async fn cursor(&self) -> String {
        self.0.cursor()
    }

    /// What happened. / Loại thay đổi.
    async fn change(&self) -> ChangeKind {
        self.0.happened.into()
    }

    /// When. / Thời điểm.
    async fn at(&self) -> DateTime {
        self.0.entry.at.into()
    }

    /// The path that it touched. / Đường dẫn liên quan.
    async fn path(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        if let Some(path) = &self.0.entry.path {
            return Ok(Some(path.clone()));
        }
        let live = self.live(ctx).await?;
        Ok(live.map(|live| live.path().to_owned()))
    }

    /// The content as it is published now; null where it is not any more. / Nội dung như đang được công bố; null nếu
    /// không còn.
    async fn content(&self, ctx: &Context<'_>) -> Result<Option<Content>> {
        Ok(self.live(ctx).await?.map(Content::from))
    }
}

impl ContentChange {
    async fn live(&self, ctx: &Context<'_>) -> Result<Option<Arc<LiveContent>>> {
        let Some(id) = self.0.entry.content_id else {
            return Ok(None);
        };
        Ok(ctx.reader().load_one(ContentById(id)).await?)
    }

    /// The cursor of all that is published now.
    ///
    /// # Errors
    /// When the database fails.
    pub(in crate::graphql) async fn newest(ctx: &Context<'_>) -> Result<String> {
        let audience = OutboxAudience::Public;
        let after = cursor::beginning(&ctx.session(), audience, None).await?;
        Ok(cursor_of(audience, after))
    }
}
