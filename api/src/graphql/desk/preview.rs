//! What the desk says of previews; what opens one is never shown here.
use async_graphql::{Context, ID, Object};
use entity::preview;

use super::account::Account;
use super::id::DeskId;
use super::review::account;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::scalars::DateTime;

/// A link that shows one working copy as the public would read it. / Liên kết xem trước một bản đang soạn.
pub struct Preview(pub preview::Model);

/// A link that shows one working copy as the public would read it. / Liên kết xem trước một bản đang soạn.
#[Object]
impl Preview {
    /// Id; no node has it. / Mã định danh.
    async fn id(&self) -> ID {
        DeskId::Preview(self.0.id).encode()
    }

    /// Who made it. / Người tạo.
    async fn created_by(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        account(ctx, Some(self.0.created_by)).await
    }

    /// When it was made. / Thời điểm tạo.
    async fn created_at(&self) -> DateTime {
        self.0.created_at.into()
    }

    /// When it ends, to the second. / Thời điểm hết hạn, chính xác đến giây.
    async fn expires_at(&self) -> DateTime {
        self.0.expires_at.into()
    }

    /// Who took it back; null when nobody did. / Người thu hồi.
    async fn revoked_by(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        account(ctx, self.0.revoked_by).await
    }

    /// When it was taken back; null when it was not. / Thời điểm thu hồi.
    async fn revoked_at(&self) -> Option<DateTime> {
        self.0.revoked_at.map(Into::into)
    }

    /// Whether its token still shows something. / Liên kết còn hiệu lực hay không.
    async fn is_open(&self, ctx: &Context<'_>) -> bool {
        self.0.revoked_at.is_none() && ctx.request().began() < self.0.expires_at
    }
}
