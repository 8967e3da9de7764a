//! Editions, whatever their state.
use async_graphql::{Context, ID, Object};
use entity::{edition, section};
use uuid::Uuid;

use super::account::Account;
use super::draft::EditionDraft;
use super::id::DeskId;
use super::policy::EditionState;
use super::preview::Preview;
use super::review::{Assignment, Confirmation, Remark, ScheduledAct, account};
use crate::domain::Error;
use crate::domain::desk::{Sheet, is_worked_on};
use crate::graphql::agency::Agency;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::loader::{
    AccountById, AgencyById, AssignmentOf, AuthorsOf, ByCode, ConfirmationsOf, DraftOf, FaultsOf,
    PlansOf, PreviewsOf, RemarksOf, SheetOf,
};
use crate::graphql::scalars::DateTime;
use crate::graphql::section::Section;
use crate::graphql::user_error::FieldFault;

/// An edition of an item. / Một phiên bản của bài.
pub struct Edition(pub edition::Model);

/// An edition of an item. / Một phiên bản của bài.
#[Object]
impl Edition {
    /// Id; no node has it. / Mã định danh.
    async fn id(&self) -> ID {
        DeskId::Edition(self.0.id).encode()
    }

    /// Number within the item, from 1. / Số phiên bản, từ 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// State. / Trạng thái.
    async fn state(&self) -> EditionState {
        self.0.state.into()
    }

    /// Title, as it is written; a list needs no more. / Tiêu đề; đủ để hiển thị danh sách.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// Section. / Chuyên mục.
    async fn section(&self, ctx: &Context<'_>) -> Result<Option<Section>> {
        let code = ByCode::<section::Entity>::new(&self.0.section_code);
        Ok(ctx.reader().load_one(code).await?.map(Section))
    }

    /// The agency that answers for it. / Cơ quan chịu trách nhiệm.
    async fn agency(&self, ctx: &Context<'_>) -> Result<Option<Agency>> {
        let agency = AgencyById(self.0.agency_id);
        Ok(ctx.reader().load_one(agency).await?.map(Agency))
    }

    /// What it says, as far as it is written, with bodies: costly in lists. / Nội dung, theo những gì đã soạn, kể cả phần
    /// thân bài: tốn kém trong danh sách.
    async fn draft(&self, ctx: &Context<'_>) -> Result<Option<EditionDraft>> {
        let draft = ctx.reader().load_one(DraftOf(self.0.id)).await?;
        Ok(draft.map(EditionDraft))
    }

    /// Who wrote it, the first author first. / Những người đã soạn.
    async fn authors(&self, ctx: &Context<'_>) -> Result<Vec<Account>> {
        let authors = ctx.reader().load_one(AuthorsOf(self.0.id)).await?;
        let keys: Vec<AccountById> = ids(authors).map(AccountById).collect();
        let mut found = ctx.reader().load_many(keys.iter().copied()).await?;
        let in_order = keys.iter().filter_map(|key| found.remove(key));
        Ok(in_order.map(Account).collect())
    }

    /// What is to be mended before it can be submitted, all at once; of editions that are worked on.
    /// / Những điểm phải sửa trước khi gửi duyệt, liệt kê đầy đủ; đối với bản đang soạn.
    async fn faults(&self, ctx: &Context<'_>) -> Result<Vec<FieldFault>> {
        if !is_worked_on(self.0.state) {
            return Ok(Vec::new());
        }
        let actor = ctx.request().actor().await?.ok_or(Error::Unauthenticated)?;
        let key = FaultsOf {
            content: self.0.content_id,
            now: ctx.request().began(),
            account: actor.account,
        };
        let faults = ctx.reader().load_one(key).await?.unwrap_or_default();
        let shown = faults.into_iter();
        Ok(shown
            .map(|fault| FieldFault::new(fault, ctx.language()))
            .collect())
    }

    /// Who handed it over for review; null when nobody did. / Người gửi duyệt.
    async fn submitted_by(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        account(ctx, self.sheet(ctx).await?.and_then(|it| it.submitted_by)).await
    }

    /// When it was handed over. / Thời điểm gửi duyệt.
    async fn submitted_at(&self, ctx: &Context<'_>) -> Result<Option<DateTime>> {
        let at = self.sheet(ctx).await?.and_then(|it| it.submitted_at);
        Ok(at.map(Into::into))
    }

    /// The head of the agency who stands by it; null when nobody does. / Lãnh đạo cơ quan đã cho ý kiến đồng ý.
    async fn endorsed_by(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        account(ctx, self.sheet(ctx).await?.and_then(|it| it.endorsed_by)).await
    }

    /// When that was said. / Thời điểm cho ý kiến.
    async fn endorsed_at(&self, ctx: &Context<'_>) -> Result<Option<DateTime>> {
        let at = self.sheet(ctx).await?.and_then(|it| it.endorsed_at);
        Ok(at.map(Into::into))
    }

    /// Who approved it; null when nobody did. / Người duyệt.
    async fn decided_by(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        account(ctx, self.sheet(ctx).await?.and_then(|it| it.decided_by)).await
    }

    /// When it was approved. / Thời điểm duyệt.
    async fn decided_at(&self, ctx: &Context<'_>) -> Result<Option<DateTime>> {
        let at = self.sheet(ctx).await?.and_then(|it| it.decided_at);
        Ok(at.map(Into::into))
    }

    /// What was confirmed of it, the last first. / Các xác nhận, mới nhất trước.
    async fn confirmations(&self, ctx: &Context<'_>) -> Result<Vec<Confirmation>> {
        let found = ctx.reader().load_one(ConfirmationsOf(self.0.id)).await?;
        Ok(found
            .unwrap_or_default()
            .into_iter()
            .map(Confirmation)
            .collect())
    }

    /// The remarks on it, the oldest first. / Các ý kiến, cũ nhất trước.
    async fn remarks(&self, ctx: &Context<'_>) -> Result<Vec<Remark>> {
        let found = ctx.reader().load_one(RemarksOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(Remark).collect())
    }

    /// Who is to see to it; null when nobody is. / Người được giao xử lý.
    async fn assignment(&self, ctx: &Context<'_>) -> Result<Option<Assignment>> {
        let found = ctx.reader().load_one(AssignmentOf(self.0.id)).await?;
        Ok(found.map(Assignment))
    }

    /// What is planned for it, the next first. / Các việc đã hẹn giờ, gần nhất trước.
    async fn schedule(&self, ctx: &Context<'_>) -> Result<Vec<ScheduledAct>> {
        let found = ctx.reader().load_one(PlansOf(self.0.id)).await?;
        Ok(found
            .unwrap_or_default()
            .into_iter()
            .map(ScheduledAct)
            .collect())
    }

    /// The previews of an edition that is worked on, open or taken back, until they expire; the last first.
    /// / Các liên kết xem trước chưa hết hạn của bản đang soạn, mới nhất trước.
    async fn previews(&self, ctx: &Context<'_>) -> Result<Vec<Preview>> {
        if !is_worked_on(self.0.state) {
            return Ok(Vec::new());
        }
        let key = PreviewsOf {
            edition: self.0.id,
            now: ctx.request().began(),
        };
        let found = ctx.reader().load_one(key).await?.unwrap_or_default();
        Ok(found.into_iter().map(Preview).collect())
    }

    /// When it was begun. / Thời điểm bắt đầu soạn.
    async fn created_at(&self) -> DateTime {
        self.0.created_at.into()
    }

    /// When it was changed last. / Thời điểm thay đổi gần nhất.
    async fn updated_at(&self) -> DateTime {
        self.0.updated_at.into()
    }
}

impl Edition {
    async fn sheet(&self, ctx: &Context<'_>) -> Result<Option<Sheet>> {
        Ok(ctx.reader().load_one(SheetOf(self.0.id)).await?)
    }
}

fn ids(found: Option<Vec<Uuid>>) -> impl Iterator<Item = Uuid> {
    found.unwrap_or_default().into_iter()
}
