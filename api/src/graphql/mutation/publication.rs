//! Mutations on items: what the public reads.
use async_graphql::{Context, ID, InputObject, Object, OneofObject};

use super::content::{ContentActInput, ContentPayload, acting, payload, target};
use crate::domain::desk::{self, Destination, Plan};
use crate::domain::{self, Error};
use crate::graphql::desk::DeskId;
use crate::graphql::error::Result;
use crate::graphql::id::NodeId;
use crate::graphql::scalars::DateTime;

/// Mutations on items: what the public reads.
#[derive(Default)]
pub struct PublicationMutation;

#[Object]
impl PublicationMutation {
    /// Publishes what was approved, at once; what the public read before stays in the history.
    /// / Đăng ngay bài đã duyệt; bản đăng trước đó được giữ trong lịch sử.
    async fn content_publish(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item. / Bài nào.")] input: ContentPublishInput,
    ) -> Result<ContentPayload> {
        let done = async {
            let target = target(&input.id, input.expected_version)?;
            let acting = acting(ctx, input.idempotency_key.as_deref());
            desk::publish(&acting, target, input.over_newer).await
        };
        payload(ctx, done.await).await
    }

    /// Plans when what was approved appears, when it is withdrawn, or both; to the second.
    /// / Hẹn giờ đăng bài đã duyệt, giờ gỡ bài, hoặc cả hai; chính xác đến giây.
    async fn content_schedule(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item, and when. / Bài nào, khi nào.")] input: ContentScheduleInput,
    ) -> Result<ContentPayload> {
        let done = async {
            let target = target(&input.id, input.expected_version)?;
            let acting = acting(ctx, input.idempotency_key.as_deref());
            let plan = Plan {
                publish_at: input.publish_at.map(|at| at.0),
                withdraw_at: input.withdraw_at.map(|at| at.0),
                withdraw_reason: input.withdraw_reason,
                over_newer: input.over_newer,
            };
            desk::plan(&acting, target, plan).await
        };
        payload(ctx, done.await).await
    }

    /// Gives up what was planned; what was to appear is approved still. / Hủy lịch đã hẹn; bài vẫn ở trạng thái
    /// đã duyệt.
    async fn content_unschedule(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item. / Bài nào.")] input: ContentActInput,
    ) -> Result<ContentPayload> {
        let done = async { desk::unplan(&acting(ctx, input.key()), input.target()?).await };
        payload(ctx, done.await).await
    }

    /// Withdraws what the public reads; a notice with the reason takes its place.
    /// / Gỡ bài đang đăng; thông báo kèm lý do hiển thị thay thế.
    async fn content_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item, and why. / Bài nào và lý do.")] input: ContentWithdrawInput,
    ) -> Result<ContentPayload> {
        let done = async {
            let target = target(&input.id, input.expected_version)?;
            let acting = acting(ctx, input.idempotency_key.as_deref());
            desk::withdraw(&acting, target, input.reason).await
        };
        payload(ctx, done.await).await
    }

    /// Leads readers of what was published elsewhere.
    /// / Chuyển hướng người đọc sang nơi khác.
    async fn content_redirect(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item, and where to. / Bài nào, chuyển đến đâu.")]
        input: ContentRedirectInput,
    ) -> Result<ContentPayload> {
        let done = async {
            let target = target(&input.id, input.expected_version)?;
            let acting = acting(ctx, input.idempotency_key.as_deref());
            desk::redirect(&acting, target, input.to.given()?).await
        };
        payload(ctx, done.await).await
    }

    /// Says that what was published is gone for good. / Thông báo bài đã bị gỡ vĩnh viễn.
    async fn content_gone(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item. / Bài nào.")] input: ContentActInput,
    ) -> Result<ContentPayload> {
        let done = async { desk::gone(&acting(ctx, input.key()), input.target()?).await };
        payload(ctx, done.await).await
    }

    /// Moves what the public reads to another section, at once; it keeps its path.
    /// / Chuyển bài đang đăng sang chuyên mục khác; đường dẫn giữ nguyên.
    async fn content_change_section(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item, and where to. / Bài nào, chuyên mục nào.")]
        input: ContentChangeSectionInput,
    ) -> Result<ContentPayload> {
        let done = async {
            let target = target(&input.id, input.expected_version)?;
            let acting = acting(ctx, input.idempotency_key.as_deref());
            desk::change_section(&acting, target, input.section).await
        };
        payload(ctx, done.await).await
    }

    /// Gives an item into the custody of another agency; who answers for what is published stays.
    /// / Chuyển quyền quản lý bài cho cơ quan khác; cơ quan chịu trách nhiệm về bản đã đăng không đổi.
    async fn content_transfer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item, and to whom. / Bài nào, cơ quan nào.")]
        input: ContentTransferInput,
    ) -> Result<ContentPayload> {
        let done = async {
            let target = target(&input.id, input.expected_version)?;
            let acting = acting(ctx, input.idempotency_key.as_deref());
            let Some(NodeId::Agency(agency)) = NodeId::decode(&input.agency) else {
                return Err(Error::NotFound);
            };
            desk::transfer(&acting, target, agency).await
        };
        payload(ctx, done.await).await
    }
}

/// Publishing an item. / Đăng một bài.
#[derive(InputObject)]
pub struct ContentPublishInput {
    /// The item. / Bài.
    id: ID,
    /// The item's `version` as it was read. / Số phiên bản khóa đã đọc.
    expected_version: i32,
    /// Whether it is to take the place of something newer than what it was begun from. / Có thay bản mới hơn bản gốc hay
    /// không.
    #[graphql(default)]
    over_newer: bool,
    /// A request that is sent again with its key is done once; kept for seven days. / Khóa chống lặp: gửi lại cùng khóa
    /// thì chỉ thực hiện một lần.
    idempotency_key: Option<String>,
}

/// Planning for an item. / Hẹn giờ đối với một bài.
#[derive(InputObject)]
pub struct ContentScheduleInput {
    /// The item. / Bài.
    id: ID,
    /// The item's `version` as it was read. / Số phiên bản khóa đã đọc.
    expected_version: i32,
    /// When what was approved is to appear; to come. / Thời điểm đăng bài đã duyệt.
    publish_at: Option<DateTime>,
    /// When it, or what the public reads, is to be withdrawn; later than that. / Thời điểm gỡ bài.
    withdraw_at: Option<DateTime>,
    /// Why it is to be withdrawn; needed with `withdrawAt`. / Lý do gỡ; bắt buộc khi có `withdrawAt`.
    withdraw_reason: Option<String>,
    /// Whether it is to take the place of something newer than what it was begun from. / Có thay bản mới hơn bản gốc hay
    /// không.
    #[graphql(default)]
    over_newer: bool,
    /// A request that is sent again with its key is done once; kept for seven days. / Khóa chống lặp: gửi lại cùng khóa
    /// thì chỉ thực hiện một lần.
    idempotency_key: Option<String>,
}

/// Withdrawing an item. / Gỡ một bài.
#[derive(InputObject)]
pub struct ContentWithdrawInput {
    /// The item. / Bài.
    id: ID,
    /// The item's `version` as it was read. / Số phiên bản khóa đã đọc.
    expected_version: i32,
    /// Why, as readers are told; at most 2,000 characters. / Lý do thông báo cho người đọc, tối đa 2.000 ký tự.
    reason: String,
    /// A request that is sent again with its key is done once; kept for seven days. / Khóa chống lặp: gửi lại cùng khóa
    /// thì chỉ thực hiện một lần.
    idempotency_key: Option<String>,
}

/// Leading readers elsewhere. / Chuyển hướng người đọc.
#[derive(InputObject)]
pub struct ContentRedirectInput {
    /// The item. / Bài.
    id: ID,
    /// The item's `version` as it was read. / Số phiên bản khóa đã đọc.
    expected_version: i32,
    /// Where to. / Nơi đến.
    to: ContentTargetInput,
    /// A request that is sent again with its key is done once; kept for seven days. / Khóa chống lặp: gửi lại cùng khóa
    /// thì chỉ thực hiện một lần.
    idempotency_key: Option<String>,
}

/// Where readers are led. / Nơi người đọc được chuyển đến.
#[derive(OneofObject)]
pub enum ContentTargetInput {
    /// A published item. / Một bài đang đăng.
    Content(ID),
    /// A path of the portal, from `/`. / Một đường dẫn trên cổng, bắt đầu bằng `/`.
    Path(String),
}

impl ContentTargetInput {
    fn given(self) -> domain::Result<Destination> {
        match self {
            Self::Content(id) => {
                let content = DeskId::content(&id).ok_or(Error::NotFound)?;
                Ok(Destination::Content(content))
            }
            Self::Path(path) => Ok(Destination::Path(path)),
        }
    }
}

/// Moving an item to another section. / Chuyển chuyên mục.
#[derive(InputObject)]
pub struct ContentChangeSectionInput {
    /// The item. / Bài.
    id: ID,
    /// The item's `version` as it was read. / Số phiên bản khóa đã đọc.
    expected_version: i32,
    /// Section code. / Mã chuyên mục.
    section: String,
    /// A request that is sent again with its key is done once; kept for seven days. / Khóa chống lặp: gửi lại cùng khóa
    /// thì chỉ thực hiện một lần.
    idempotency_key: Option<String>,
}

/// Giving an item to another agency. / Chuyển quyền quản lý.
#[derive(InputObject)]
pub struct ContentTransferInput {
    /// The item. / Bài.
    id: ID,
    /// The item's `version` as it was read. / Số phiên bản khóa đã đọc.
    expected_version: i32,
    /// The agency, as it is today. / Cơ quan nhận.
    agency: ID,
    /// A request that is sent again with its key is done once; kept for seven days. / Khóa chống lặp: gửi lại cùng khóa
    /// thì chỉ thực hiện một lần.
    idempotency_key: Option<String>,
}
