//! What the desk says of an edition: confirmations, remarks, assignments, plans.
use async_graphql::{Context, Enum, ID, Object};
use entity::{assignment, confirmation, remark, schedule};
use uuid::Uuid;

use super::account::Account;
use super::id::DeskId;
use crate::domain::desk;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::loader::AccountById;
use crate::graphql::scalars::{Date, DateTime};

/// What was confirmed when an edition was handed over for review. / Nội dung xác nhận khi gửi duyệt.
pub struct Confirmation(pub confirmation::Model);

/// What was confirmed when an edition was handed over for review. / Nội dung xác nhận khi gửi duyệt.
#[Object]
impl Confirmation {
    /// Who confirmed it. / Người xác nhận.
    async fn by(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        account(ctx, Some(self.0.account_id)).await
    }

    /// The sentence, as it was shown. / Câu xác nhận như đã hiển thị.
    async fn wording(&self) -> &str {
        &self.0.wording
    }

    /// SHA-256 of the working copy as it was then. / SHA-256 của bản đang soạn lúc đó.
    async fn record_digest(&self) -> &str {
        &self.0.record_digest
    }

    /// When. / Thời điểm xác nhận.
    async fn at(&self) -> DateTime {
        self.0.at.into()
    }
}

/// What a remark came with. / Nguồn của ý kiến.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::RemarkKind")]
pub enum RemarkKind {
    /// Nothing else: it is a note. / Ghi chú.
    Note,
    /// The edition, when it was sent back. / Ý kiến khi trả lại.
    Return,
}

/// A remark on an edition. / Ý kiến về một phiên bản.
pub struct Remark(pub remark::Model);

/// A remark on an edition. / Ý kiến về một phiên bản.
#[Object]
impl Remark {
    /// Id; no node has it. / Mã định danh.
    async fn id(&self) -> ID {
        DeskId::Remark(self.0.id).encode()
    }

    /// What it came with. / Nguồn của ý kiến.
    async fn kind(&self) -> RemarkKind {
        self.0.kind.into()
    }

    /// Who made it. / Người nêu ý kiến.
    async fn author(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        account(ctx, Some(self.0.author_id)).await
    }

    /// What it says. / Nội dung ý kiến.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// The field or provision that it is about. / Trường hoặc điều khoản liên quan.
    async fn place(&self) -> Option<&str> {
        self.0.place.as_deref()
    }

    /// When it was made. / Thời điểm nêu ý kiến.
    async fn at(&self) -> DateTime {
        self.0.at.into()
    }

    /// Who said that it is seen to; null while it is not. / Người đánh dấu đã xử lý.
    async fn resolved_by(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        account(ctx, self.0.resolved_by).await
    }

    /// When that was said; null while it is not. / Thời điểm đánh dấu đã xử lý.
    async fn resolved_at(&self) -> Option<DateTime> {
        self.0.resolved_at.map(Into::into)
    }
}

/// Who is to see to an edition. / Việc giao xử lý một phiên bản.
pub struct Assignment(pub assignment::Model);

/// Who is to see to an edition. / Việc giao xử lý một phiên bản.
#[Object]
impl Assignment {
    /// Who is to see to it. / Người được giao.
    async fn assignee(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        account(ctx, Some(self.0.assignee_id)).await
    }

    /// Who said so. / Người giao.
    async fn assigned_by(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        account(ctx, Some(self.0.assigned_by)).await
    }

    /// By when. / Hạn hoàn thành.
    async fn due_on(&self) -> Option<Date> {
        self.0.due_on.map(Date::from)
    }

    /// What is to be done. / Việc cần làm.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }

    /// Since when. / Thời điểm giao.
    async fn at(&self) -> DateTime {
        self.0.at.into()
    }
}

/// What is planned. / Việc được hẹn giờ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::ScheduledAct")]
pub enum ScheduledActKind {
    /// It is to appear. / Đăng.
    Publish,
    /// It is to be withdrawn. / Gỡ.
    Withdraw,
}

/// An act that is planned for an item. / Một việc được hẹn giờ.
pub struct ScheduledAct(pub schedule::Model);

/// An act that is planned for an item. / Một việc được hẹn giờ.
#[Object]
impl ScheduledAct {
    /// Id; no node has it. / Mã định danh.
    async fn id(&self) -> ID {
        DeskId::Plan(self.0.id).encode()
    }

    /// What is to happen. / Việc sẽ thực hiện.
    async fn kind(&self) -> ScheduledActKind {
        self.0.act.into()
    }

    /// When, to the second. / Thời điểm, chính xác đến giây.
    async fn at(&self) -> DateTime {
        self.0.at.into()
    }

    /// Why it is to be withdrawn. / Lý do gỡ.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }

    /// Who planned it. / Người hẹn giờ.
    async fn set_by(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        account(ctx, Some(self.0.set_by)).await
    }

    /// Why it could not be done when it was due, and how to mend it; it is tried again every minute. Null where nothing
    /// went wrong. / Lý do chưa thực hiện được khi đến hạn và cách khắc phục; hệ thống thử lại mỗi phút.
    async fn failure(&self, ctx: &Context<'_>) -> Option<String> {
        let failure = desk::failure(self.0.failure.as_deref()?);
        Some(ctx.language().reason(&failure).to_owned())
    }
}

/// The account with an id.
pub(super) async fn account(ctx: &Context<'_>, id: Option<Uuid>) -> Result<Option<Account>> {
    let Some(id) = id else {
        return Ok(None);
    };
    let found = ctx.reader().load_one(AccountById(id)).await?;
    Ok(found.map(Account))
}
