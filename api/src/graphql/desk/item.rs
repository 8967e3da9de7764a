//! Items: contents as the desk sees them.
use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use entity::{edition, language};

use super::difference::EditionDifference;
use super::edition::Edition;
use super::history::{self, HistoryEntry};
use super::id::DeskId;
use super::review::ScheduledAct;
use crate::domain::Error;
use crate::domain::desk::{self, Item};
use crate::domain::listing::list::{Key, Keys, Place};
use crate::graphql::agency::Agency;
use crate::graphql::content::{Content, ContentKind};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::id::NodeId;
use crate::graphql::loader::{AgencyById, ByCode, ContentById, PlansOf};
use crate::graphql::page::{Connection, PageArgs, Total, cursor, fingerprint};
use crate::graphql::scalars::Date;
use crate::graphql::vocabulary::Language;

/// A content as the desk sees it: what the public reads, and what is worked on. / Một bài trên bàn làm việc: bản đang
/// đăng và bản đang soạn.
pub struct DeskItem(pub Arc<Item>);

/// A content as the desk sees it: what the public reads, and what is worked on. / Một bài trên bàn làm việc: bản đang
/// đăng và bản đang soạn.
#[Object]
impl DeskItem {
    /// Id; no node has it, and inputs take the content's as well. / Mã định danh; có thể dùng mã của nội dung thay thế.
    async fn id(&self) -> ID {
        DeskId::Item(self.0.content.id).encode()
    }

    /// The id under which the public finds it once it is published, and who has a preview before: `node(id:)`.
    /// / Mã của nội dung công khai, dùng với `node(id:)` khi bài đã đăng hoặc khi xem trước.
    async fn content_id(&self) -> ID {
        NodeId::Content(self.0.content.id).encode()
    }

    /// Rises by one with everything that is done to the item; `expectedVersion` is held against it.
    /// / Số phiên bản khóa, tăng một đơn vị sau mỗi thao tác; dùng cho `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.content.lock_version
    }

    /// Kind; it never changes. / Loại nội dung.
    async fn kind(&self) -> ContentKind {
        self.0.content.kind.into()
    }

    /// The agency that may edit it. / Cơ quan quản lý bài.
    async fn custody(&self, ctx: &Context<'_>) -> Result<Option<Agency>> {
        let agency = AgencyById(self.0.content.custody_agency_id);
        Ok(ctx.reader().load_one(agency).await?.map(Agency))
    }

    /// Language; it never changes. / Ngôn ngữ.
    async fn language(&self, ctx: &Context<'_>) -> Result<Option<Language>> {
        let code = ByCode::<language::Entity>::new(&self.0.content.language_code);
        Ok(ctx.reader().load_one(code).await?.map(Language::from))
    }

    /// What the public reads; null when it reads nothing. / Bản công chúng đang đọc.
    async fn live(&self, ctx: &Context<'_>) -> Result<Option<Content>> {
        let content = ContentById(self.0.content.id);
        Ok(ctx.reader().load_one(content).await?.map(Content::from))
    }

    /// The edition that is worked on; null when none is. / Bản đang soạn.
    async fn working(&self) -> Option<Edition> {
        let working = self.0.working.as_ref()?;
        Some(Edition(working.edition.clone()))
    }

    /// Every edition, the last first. / Mọi phiên bản, mới nhất trước.
    async fn editions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1–100, default 20. / Số mục.")] first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
    ) -> Result<Connection<Edition>> {
        let content = self.0.content.id;
        let fingerprint = fingerprint(&("editions", content));
        let window = PageArgs::forward(first, after).window(fingerprint, Keys::Numbers)?;
        let below = window
            .after_number()
            .and_then(|number| i32::try_from(number).ok());
        let session = ctx.session();
        let mut rows = desk::editions(&session, content, below, window.limit + 1).await?;
        let more = window.cut(&mut rows);
        let total = desk::count_editions(&session, content).await?;
        let place = |row: &edition::Model| Place {
            key: Key::Number(row.number.into()),
            id: row.id,
        };
        let items = rows
            .into_iter()
            .map(|row| (cursor(fingerprint, place(&row)), Edition(row)));
        Ok(Connection::new(
            items.collect(),
            more,
            &window,
            Total::Known(total),
        ))
    }

    /// The edition with a number; null when there is none. / Phiên bản có số này.
    async fn edition(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Number within the item, from 1. / Số phiên bản, từ 1.")] number: i32,
    ) -> Result<Option<Edition>> {
        let below = number.checked_add(1);
        let found = desk::editions(&ctx.session(), self.0.content.id, below, 1).await?;
        let found = found.into_iter().find(|edition| edition.number == number);
        Ok(found.map(Edition))
    }

    /// Whether the public reads something newer than what the working copy was begun from.
    /// / Bản đang đăng đã thay đổi kể từ khi bắt đầu soạn hay chưa.
    async fn base_changed(&self) -> bool {
        self.0.base_changed()
    }

    /// The day by which it is to be published, in working days from its date. / Hạn đăng, tính theo ngày làm việc.
    async fn due_on(&self) -> Option<Date> {
        let working = self.0.working.as_ref()?;
        working.sheet.due_on.map(Date::from)
    }

    /// Whether that day has passed. / Đã quá hạn hay chưa.
    async fn overdue(&self, ctx: &Context<'_>) -> bool {
        self.0.is_overdue(ctx.today())
    }

    /// What was done to it and by whom, the last first. / Lịch sử thao tác, mới nhất trước.
    async fn history(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1–100, default 20. / Số mục.")] first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
    ) -> Result<Connection<HistoryEntry>> {
        history::page(ctx, self.0.content.id, first, after).await
    }

    /// What two of its editions say differently; null when it has no such editions. / Khác biệt giữa hai phiên bản.
    async fn difference(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Number of the edition before. / Số phiên bản trước.")] from: i32,
        #[graphql(desc = "Number of the edition after. / Số phiên bản sau.")] to: i32,
    ) -> Result<Option<EditionDifference>> {
        let session = ctx.session();
        let content = self.0.content.id;
        let actor = ctx.request().actor().await?.ok_or(Error::Unauthenticated)?;
        let found = desk::difference_of(&session, actor.account, content, from, to).await?;
        Ok(found.map(EditionDifference::from))
    }

    /// What is planned for what the public reads, the next first; of the working copy it is `working { schedule }`.
    /// / Các việc đã hẹn giờ đối với bản đang đăng, gần nhất trước.
    async fn schedule(&self, ctx: &Context<'_>) -> Result<Vec<ScheduledAct>> {
        let Some(live) = &self.0.live else {
            return Ok(Vec::new());
        };
        let found = ctx.reader().load_one(PlansOf(live.id)).await?;
        Ok(found
            .unwrap_or_default()
            .into_iter()
            .map(ScheduledAct)
            .collect())
    }

    /// What the account that is signed in may do with it now, by the names of the policy; what the rules of the section ask
    /// for first, such as an endorsement, the act itself tells. / Những việc tài khoản đang đăng nhập được làm với bài lúc
    /// này; điều kiện riêng của chuyên mục, như lãnh đạo cơ quan phải đồng ý trước, được báo khi thực hiện.
    async fn actions(&self, ctx: &Context<'_>) -> Result<Vec<&'static str>> {
        let actor = ctx.request().actor().await?;
        Ok(actor.map_or_else(Vec::new, |actor| self.0.actions(&actor)))
    }
}
