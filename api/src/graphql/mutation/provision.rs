//! Mutations on the structure of legal texts.
use async_graphql::{Context, ID, InputObject, Object};

use super::content::{ContentPayload, acting, payload, target};
use crate::domain::desk::{self, Correct};
use crate::graphql::desk::ProvisionChangeInput;
use crate::graphql::error::Result;

/// Mutations on the structure of legal texts.
#[derive(Default)]
pub struct ProvisionMutation;

#[Object]
impl ProvisionMutation {
    /// Corrects a node of a legal document's structure by hand. The correction outlives changes of the text, for as long
    /// as the node is there. / Sửa tay một điều khoản trong cấu trúc văn bản; nội dung sửa được giữ khi toàn văn thay đổi,
    /// miễn là điều khoản đó vẫn còn.
    async fn provision_correct(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is different. / Nội dung sửa.")] input: ProvisionCorrectInput,
    ) -> Result<ContentPayload> {
        let key = input.idempotency_key;
        let given = Correct {
            path: input.path,
            change: input.change.into(),
            note: input.note,
        };
        let done = match target(&input.id, input.expected_version) {
            Ok(target) => desk::correct(&acting(ctx, key.as_deref()), target, given).await,
            Err(error) => Err(error),
        };
        payload(ctx, done).await
    }

    /// Takes a correction back. / Bỏ một nội dung đã sửa tay.
    async fn provision_correction_remove(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one. / Nội dung sửa nào.")] input: ProvisionCorrectionRemoveInput,
    ) -> Result<ContentPayload> {
        let key = input.idempotency_key;
        let number = usize::try_from(input.correction).unwrap_or_default();
        let done = match target(&input.id, input.expected_version) {
            Ok(target) => desk::uncorrect(&acting(ctx, key.as_deref()), target, number).await,
            Err(error) => Err(error),
        };
        payload(ctx, done).await
    }
}

/// A correction of one node. / Nội dung sửa một điều khoản.
#[derive(InputObject)]
pub struct ProvisionCorrectInput {
    /// The item. / Bài.
    id: ID,
    /// The item's `version` as it was read. / Số phiên bản khóa đã đọc.
    expected_version: i32,
    /// Path of the node, as `outline` shows it. / Đường dẫn của điều khoản, như trong `outline`.
    path: String,
    /// What is different. / Thay đổi.
    change: ProvisionChangeInput,
    /// Why. / Lý do.
    note: Option<String>,
    /// A request that is sent again with its key is done once; kept for seven days. / Khóa chống lặp: gửi lại cùng khóa
    /// thì chỉ thực hiện một lần.
    idempotency_key: Option<String>,
}

/// Which correction is taken back. / Nội dung sửa cần bỏ.
#[derive(InputObject)]
pub struct ProvisionCorrectionRemoveInput {
    /// The item. / Bài.
    id: ID,
    /// The item's `version` as it was read. / Số phiên bản khóa đã đọc.
    expected_version: i32,
    /// Its number among `corrections`, from 1. / Số thứ tự trong `corrections`, từ 1.
    correction: i32,
    /// A request that is sent again with its key is done once; kept for seven days. / Khóa chống lặp: gửi lại cùng khóa
    /// thì chỉ thực hiện một lần.
    idempotency_key: Option<String>,
}
