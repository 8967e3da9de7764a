//! Mutations on previews.
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::content::{ContentPayload, acting, payload, target};
use crate::domain::desk::{self, Opened};
use crate::graphql::context::ContextExt;
use crate::graphql::desk::{DeskId, DeskItem};
use crate::graphql::error::Result;
use crate::graphql::user_error::UserError;

/// Mutations on previews.
#[derive(Default)]
pub struct PreviewMutation;

#[Object]
impl PreviewMutation {
    /// Makes a link that shows the working copy as the public would read it, if nothing is to be mended in it; its token
    /// is shown this once. / Tạo liên kết xem trước bản đang soạn, nếu không còn điểm nào phải sửa; mã chỉ hiển thị một
    /// lần.
    async fn preview_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which item, and until when. / Bài nào và đến khi nào.")]
        input: PreviewCreateInput,
    ) -> Result<PreviewPayload> {
        let key = input.idempotency_key.as_deref();
        let done = async {
            let target = target(&input.id, input.expected_version)?;
            desk::create_preview(&acting(ctx, key), ctx.authority(), target, input.expires_at).await
        };
        let (done, opened) = match done.await {
            Ok((done, opened)) => (Ok(done), opened),
            Err(error) => (Err(error), None),
        };
        let ContentPayload { item, errors } = payload(ctx, done).await?;
        let (preview, token, path) = match opened {
            Some(Opened { id, token, path }) => {
                (Some(DeskId::Preview(id).encode()), Some(token), Some(path))
            }
            None => (None, None, None),
        };
        Ok(PreviewPayload {
            item,
            preview,
            token,
            path,
            errors,
        })
    }

    /// Takes a preview back: from the next request on its token opens nothing. / Thu hồi liên kết xem trước: từ yêu cầu
    /// tiếp theo, mã không còn giá trị.
    async fn preview_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which preview. / Liên kết nào.")] input: PreviewRevokeInput,
    ) -> Result<ContentPayload> {
        let done = async {
            let target = target(&input.id, input.expected_version)?;
            let preview = DeskId::preview(&input.preview)?;
            let acting = acting(ctx, input.idempotency_key.as_deref());
            desk::revoke_preview(&acting, target, preview).await
        };
        payload(ctx, done.await).await
    }
}

/// A preview to be made. / Liên kết xem trước cần tạo.
#[derive(InputObject)]
pub struct PreviewCreateInput {
    /// The item. / Bài.
    id: ID,
    /// The item's `version` as it was read. / Số phiên bản khóa đã đọc.
    expected_version: i32,
    /// When it ends, at most 7 days from now; 24 hours where nothing is said. / Thời điểm hết hạn, tối đa 7 ngày; mặc
    /// định sau 24 giờ.
    expires_at: Option<DateTime<Utc>>,
    /// A request that is sent again with its key is done once, and is not given the token again; kept for seven days.
    /// / Khóa chống lặp: gửi lại cùng khóa thì chỉ thực hiện một lần và không nhận lại mã.
    idempotency_key: Option<String>,
}

/// A preview to be taken back. / Liên kết xem trước cần thu hồi.
#[derive(InputObject)]
pub struct PreviewRevokeInput {
    /// The item. / Bài.
    id: ID,
    /// The item's `version` as it was read. / Số phiên bản khóa đã đọc.
    expected_version: i32,
    /// The preview. / Liên kết xem trước.
    preview: ID,
    /// A request that is sent again with its key is done once; kept for seven days. / Khóa chống lặp: gửi lại cùng khóa
    /// thì chỉ thực hiện một lần.
    idempotency_key: Option<String>,
}

/// A preview that was made. / Liên kết xem trước vừa tạo.
#[derive(SimpleObject)]
pub struct PreviewPayload {
    /// The item as it is now. / Bài sau thao tác.
    item: Option<DeskItem>,
    /// The id by which the preview is taken back. / Mã để thu hồi liên kết.
    preview: Option<ID>,
    /// What is sent as `X-Nguonluat-Preview` to see it; it is never shown again, and belongs in no address. / Mã gửi trong
    /// tiêu đề `X-Nguonluat-Preview`; chỉ hiển thị một lần, không đưa vào địa chỉ.
    token: Option<String>,
    /// Where the item would live: `resource(path:)` shows it to whoever has the token. / Đường dẫn dự kiến;
    /// `resource(path:)` hiển thị bài cho người có mã.
    path: Option<String>,
    /// Why nothing was done; empty when it was. / Lý do không thực hiện được.
    errors: Vec<UserError>,
}
