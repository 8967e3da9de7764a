//! Mutations on items: reviewing them.
use async_graphql::{Context, ID, InputObject, Object};

use super::content::{ContentActInput, ContentPayload, acting, payload, target};
use super::remark::RemarkInput;
use crate::domain::desk::{self, Confirmed, NewAssignment, Submission};
use crate::graphql::desk::DeskId;
use crate::graphql::error::Result;
use crate::graphql::scalars::Date;

/// Mutations on items: reviewing them.
#[derive(Default)]
pub struct ReviewMutation;

#[Object]
impl ReviewMutation {
    /// Hands the working copy over for review, if nothing is to be mended in it; else every fault is listed.
    /// / Gửi duyệt bản đang soạn; nếu còn điểm phải sửa thì liệt kê đầy đủ.
    async fn content_submit(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Which item, and what is confirmed. / Bài nào và những điều được xác nhận."
        )]
        input: ContentSubmitInput,
    ) -> Result<ContentPayload> {
        let done = async {
            let target = target(&input.id, input.expected_version)?;
            let given = Submission {
                confirmed: Confirmed {
                    no_state_secret: input.confirmations.no_state_secret,
                    no_private_life: input.confirmations.no_private_life,
                    no_identifiable_child: input.confirmations.no_identifiable_child,
                },
                over_newer: input.over_newer,
            };
            desk::submit(
                &acting(ctx, input.idempotency_key.as_deref()),
                target,
                given,
            )
            .await
        };
        payload(ctx, done.await).await
    }

    /// Takes back what was handed over, before it is decided on. / Rút lại bài đã gửi khi chưa được duyệt.
    async fn content_recall(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item. / Bài nào.")] input: ContentActInput,
    ) -> Result<ContentPayload> {
        let done = async { desk::recall(&acting(ctx, input.key()), input.target()?).await };
        payload(ctx, done.await).await
    }

    /// The head of the agency stands by what was handed over, where the section's rules ask for it. / Lãnh đạo cơ quan
    /// cho ý kiến đồng ý với bài đã gửi, khi quy định của chuyên mục yêu cầu.
    async fn content_endorse(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item. / Bài nào.")] input: ContentActInput,
    ) -> Result<ContentPayload> {
        let done = async { desk::endorse(&acting(ctx, input.key()), input.target()?).await };
        payload(ctx, done.await).await
    }

    /// Sends what was handed over back to its authors, with remarks; what was planned for it is given up.
    /// / Trả lại bài cho người soạn kèm ý kiến; lịch đăng nếu có bị hủy.
    async fn content_return(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item, and why. / Bài nào và lý do.")] input: ContentReturnInput,
    ) -> Result<ContentPayload> {
        let done = async {
            let target = target(&input.id, input.expected_version)?;
            let remarks = input.remarks.into_iter().map(Into::into).collect();
            let acting = acting(ctx, input.idempotency_key.as_deref());
            desk::send_back(&acting, target, remarks).await
        };
        payload(ctx, done.await).await
    }

    /// Agrees with what was handed over: what is kept now is what will be published. / Duyệt bài đã gửi: nội dung lúc
    /// duyệt chính là nội dung sẽ đăng.
    async fn content_approve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item. / Bài nào.")] input: ContentActInput,
    ) -> Result<ContentPayload> {
        let done = async { desk::approve(&acting(ctx, input.key()), input.target()?).await };
        payload(ctx, done.await).await
    }

    /// Assigns the working copy to somebody, in the place of whoever had it; to nobody without `assignee`.
    /// / Giao bản đang soạn cho một người; bỏ trống `assignee` để thôi giao.
    async fn content_assign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item, and to whom. / Bài nào, giao cho ai.")]
        input: ContentAssignInput,
    ) -> Result<ContentPayload> {
        let done = async {
            let target = target(&input.id, input.expected_version)?;
            let assignee = input.assignee.as_ref().map(DeskId::account).transpose()?;
            let given = NewAssignment {
                assignee,
                due_on: input.due_on.map(|day| day.0),
                note: input.note,
            };
            desk::assign(
                &acting(ctx, input.idempotency_key.as_deref()),
                target,
                given,
            )
            .await
        };
        payload(ctx, done.await).await
    }
}

/// Handing an item over for review. / Gửi duyệt một bài.
#[derive(InputObject)]
pub struct ContentSubmitInput {
    /// The item. / Bài.
    id: ID,
    /// The item's `version` as it was read. / Số phiên bản khóa đã đọc.
    expected_version: i32,
    /// What is confirmed; the sentence is `desk { confirmation }`. / Những điều được xác nhận.
    confirmations: ConfirmationsInput,
    /// Whether it is to take the place of something newer than what it was begun from. / Có thay bản mới hơn bản gốc hay
    /// không.
    #[graphql(default)]
    over_newer: bool,
    /// A request that is sent again with its key is done once; kept for seven days. / Khóa chống lặp: gửi lại cùng khóa
    /// thì chỉ thực hiện một lần.
    idempotency_key: Option<String>,
}

/// What is confirmed when an item is handed over; all three have to be true. / Những điều phải xác nhận khi gửi duyệt.
#[derive(InputObject)]
pub struct ConfirmationsInput {
    /// It holds no state secret. / Không chứa bí mật nhà nước.
    no_state_secret: bool,
    /// It holds nothing of anybody's private life. / Không xâm phạm đời sống riêng tư.
    no_private_life: bool,
    /// No child could be identified. / Không làm lộ danh tính trẻ em.
    no_identifiable_child: bool,
}

/// Sending an item back. / Trả lại một bài.
#[derive(InputObject)]
pub struct ContentReturnInput {
    /// The item. / Bài.
    id: ID,
    /// The item's `version` as it was read. / Số phiên bản khóa đã đọc.
    expected_version: i32,
    /// What is to be mended; at least one. / Các ý kiến; ít nhất một.
    remarks: Vec<RemarkInput>,
    /// A request that is sent again with its key is done once; kept for seven days. / Khóa chống lặp: gửi lại cùng khóa
    /// thì chỉ thực hiện một lần.
    idempotency_key: Option<String>,
}

/// Assigning an item. / Giao việc đối với một bài.
#[derive(InputObject)]
pub struct ContentAssignInput {
    /// The item. / Bài.
    id: ID,
    /// The item's `version` as it was read. / Số phiên bản khóa đã đọc.
    expected_version: i32,
    /// To whom. / Người được giao.
    assignee: Option<ID>,
    /// By when. / Hạn hoàn thành.
    due_on: Option<Date>,
    /// What is to be done, at most 2,000 characters. / Việc cần làm, tối đa 2.000 ký tự.
    note: Option<String>,
    /// A request that is sent again with its key is done once; kept for seven days. / Khóa chống lặp: gửi lại cùng khóa
    /// thì chỉ thực hiện một lần.
    idempotency_key: Option<String>,
}
