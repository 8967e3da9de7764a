//! Mutations on remarks.
use async_graphql::{Context, ID, InputObject, Object};

use super::content::{ContentPayload, acting, payload, target};
use crate::domain::desk::{self, NewRemark};
use crate::graphql::desk::DeskId;
use crate::graphql::error::Result;

/// Mutations on remarks.
#[derive(Default)]
pub struct RemarkMutation;

#[Object]
impl RemarkMutation {
    /// Makes a remark on the working copy. / Ghi ý kiến về bản đang soạn.
    async fn remark_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item, and what is said. / Bài nào và ý kiến gì.")]
        input: RemarkAddInput,
    ) -> Result<ContentPayload> {
        let done = async {
            let target = target(&input.id, input.expected_version)?;
            let given = NewRemark {
                text: input.text,
                place: input.place,
            };
            desk::add_remark(
                &acting(ctx, input.idempotency_key.as_deref()),
                target,
                given,
            )
            .await
        };
        payload(ctx, done.await).await
    }

    /// Says that a remark is seen to. / Đánh dấu ý kiến đã được xử lý.
    async fn remark_resolve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which remark. / Ý kiến nào.")] input: RemarkResolveInput,
    ) -> Result<ContentPayload> {
        let done = async {
            let target = target(&input.id, input.expected_version)?;
            let remark = DeskId::remark(&input.remark)?;
            let acting = acting(ctx, input.idempotency_key.as_deref());
            desk::resolve_remark(&acting, target, remark).await
        };
        payload(ctx, done.await).await
    }
}

/// A remark with which an item is sent back. / Một ý kiến khi trả lại bài.
#[derive(InputObject)]
pub struct RemarkInput {
    /// What is to be mended, at most 10,000 characters. / Nội dung ý kiến, tối đa 10.000 ký tự.
    text: String,
    /// The field or provision that it is about, such as `summary` or `dieu-5`. / Trường hoặc điều khoản liên quan.
    place: Option<String>,
}

impl From<RemarkInput> for NewRemark {
    fn from(input: RemarkInput) -> Self {
        Self {
            text: input.text,
            place: input.place,
        }
    }
}

/// A remark on an item. / Ý kiến về một bài.
#[derive(InputObject)]
pub struct RemarkAddInput {
    /// The item. / Bài.
    id: ID,
    /// The item's `version` as it was read. / Số phiên bản khóa đã đọc.
    expected_version: i32,
    /// What it says, at most 10,000 characters. / Nội dung ý kiến, tối đa 10.000 ký tự.
    text: String,
    /// The field or provision that it is about, such as `summary` or `dieu-5`. / Trường hoặc điều khoản liên quan.
    place: Option<String>,
    /// A request that is sent again with its key is done once; kept for seven days. / Khóa chống lặp: gửi lại cùng khóa
    /// thì chỉ thực hiện một lần.
    idempotency_key: Option<String>,
}

/// A remark that is seen to. / Ý kiến đã được xử lý.
#[derive(InputObject)]
pub struct RemarkResolveInput {
    /// The item. / Bài.
    id: ID,
    /// The item's `version` as it was read. / Số phiên bản khóa đã đọc.
    expected_version: i32,
    /// The remark. / Ý kiến.
    remark: ID,
    /// A request that is sent again with its key is done once; kept for seven days. / Khóa chống lặp: gửi lại cùng khóa
    /// thì chỉ thực hiện một lần.
    idempotency_key: Option<String>,
}
