//! Mutations on agencies: reorganisation.
mod input;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use self::input::AgencyReorganiseInput;
use crate::domain::reorganise::{self, Came};
use crate::domain::{self, Error, Refusal};
use crate::graphql::context::ContextExt;
use crate::graphql::desk::{DeskId, Reorganisation, ReorganisationReport};
use crate::graphql::error::Result;
use crate::graphql::outcome::outcome;
use crate::graphql::user_error::UserError;

/// Mutations on agencies.
#[derive(Default)]
pub struct AgencyMutation;

#[Object]
impl AgencyMutation {
    /// Merges, splits, renames, moves or ends agencies: custody, working copies, roles and paths follow; what is published
    /// keeps the agency that answers for it. Shows what it comes to, unless `dryRun` is false and `reportDigest` is that of
    /// the report that was shown; then it is done, or planned for its day. / Sáp nhập, chia tách, đổi tên, chuyển cấp trên
    /// hoặc kết thúc hoạt động của cơ quan: quyền quản lý bài, bản đang soạn, vai trò và đường dẫn chuyển theo; bài đã đăng
    /// giữ cơ quan chịu trách nhiệm. Mặc định chỉ xem trước; để thực hiện, đặt `dryRun` là false và gửi lại mã của báo cáo.
    async fn agency_reorganise(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to change. / Nội dung sắp xếp.")] input: AgencyReorganiseInput,
    ) -> Result<AgencyReorganisePayload> {
        let key = input.key();
        let done = async {
            let asked = input.asked()?;
            reorganise::reorganise(ctx.office(), asked, key.as_deref()).await
        };
        AgencyReorganisePayload::of(ctx, done.await).await
    }

    /// Gives up what is planned for agencies. / Hủy việc sắp xếp cơ quan đã lên lịch.
    async fn reorganisation_cancel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one. / Việc sắp xếp nào.")] input: ReorganisationCancelInput,
    ) -> Result<ReorganisationCancelPayload> {
        let key = input.idempotency_key;
        let done = async {
            let id = DeskId::reorganisation(&input.id)?;
            reorganise::cancel(ctx.office(), id, key.as_deref()).await
        };
        let done = outcome(ctx, done.await)?;
        Ok(ReorganisationCancelPayload {
            reorganisation: shown(ctx, done.done).await?,
            errors: done.errors,
        })
    }
}

/// Giving up what is planned. / Hủy việc đã lên lịch.
#[derive(InputObject)]
pub struct ReorganisationCancelInput {
    /// The reorganisation. / Việc sắp xếp.
    id: ID,
    /// The same key again does nothing again. / Khóa chống lặp.
    idempotency_key: Option<String>,
}

/// What a change of agencies came to. / Kết quả sắp xếp cơ quan.
#[derive(SimpleObject)]
pub struct AgencyReorganisePayload {
    /// What it comes to; null where it cannot be done. / Báo cáo kết quả; null nếu không thực hiện được.
    report: Option<ReorganisationReport>,
    /// What is kept of it, when it was done or planned. / Quyết định đã ghi nhận, khi đã thực hiện hoặc lên lịch.
    reorganisation: Option<Reorganisation>,
    /// Why nothing was done; all faults at once. / Lý do không thực hiện được.
    errors: Vec<UserError>,
}

/// What giving it up came to. / Kết quả hủy.
#[derive(SimpleObject)]
pub struct ReorganisationCancelPayload {
    /// The reorganisation. / Việc sắp xếp.
    reorganisation: Option<Reorganisation>,
    /// Why nothing was done. / Lý do không thực hiện được.
    errors: Vec<UserError>,
}

impl AgencyReorganisePayload {
    async fn of(ctx: &Context<'_>, done: domain::Result<Came>) -> Result<Self> {
        let done = outcome(ctx, done)?;
        let Some(came) = done.done else {
            return Ok(Self {
                report: None,
                reorganisation: None,
                errors: done.errors,
            });
        };
        let errors = if came.changed {
            let changed = Error::Refused(Refusal::ReportChanged);
            UserError::expected(changed, ctx.language())?
        } else {
            Vec::new()
        };
        Ok(Self {
            report: Some(ReorganisationReport(came.report)),
            reorganisation: shown(ctx, came.reorganisation).await?,
            errors,
        })
    }
}

async fn shown(ctx: &Context<'_>, id: Option<uuid::Uuid>) -> Result<Option<Reorganisation>> {
    let Some(id) = id else {
        return Ok(None);
    };
    let row = reorganise::by_id(&ctx.session(), id).await?;
    Ok(row.map(Reorganisation::of).transpose()?)
}
