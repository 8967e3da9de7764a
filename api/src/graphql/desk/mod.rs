//! The desk: the only door to editorial types. What the public reads refers to nothing here.
mod account;
mod accounts;
mod changes;
mod details;
mod difference;
mod draft;
mod edition;
mod file;
mod history;
mod id;
mod item;
mod lists;
mod log;
mod machine_key;
mod policy;
mod preview;
mod readable;
mod reorganisation;
mod review;

pub use account::{Account, AccountKind, AccountRole};
pub use changes::ContentChangesInput;
pub use details::ProvisionChangeInput;
pub use file::{DeskFile, FileUse};
pub use id::DeskId;
pub use item::DeskItem;
pub use machine_key::MachineKey;
pub use policy::EditionState;
pub use reorganisation::{Reorganisation, ReorganisationReport};

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use self::accounts::AccountFilterInput;
use self::lists::{DeskCount, DeskItemFilter, page};
use self::log::{LogEntry, LogFilterInput};
use self::machine_key::MachineKeyFilterInput;
use self::policy::PolicyRule;
use crate::domain::Error;
use crate::domain::actor::Actor;
use crate::domain::desk::{self, Which};
use crate::domain::policy::{Action, Resource, authorize, rules};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::id::NodeId;
use crate::graphql::loader::{AccountById, ItemById};
use crate::graphql::page::{Connection, PageArgs};
use crate::graphql::subscription::DeskChange;

/// Queries of the desk.
#[derive(Default)]
pub struct DeskQuery;

#[Object]
impl DeskQuery {
    /// The desk of whoever is signed in; null for the public.
    /// / Bàn làm việc của người đã đăng nhập; null đối với công chúng.
    async fn desk(&self, ctx: &Context<'_>) -> Result<Option<Desk>> {
        let actor = ctx.request().actor().await?;
        match authorize(actor.as_deref(), Action::DeskRead, &Resource::default()) {
            Ok(()) => Ok(actor.map(Desk)),
            Err(Error::Unauthenticated) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// What those who write and decide work with. / Bàn làm việc của người soạn thảo, biên tập.
pub struct Desk(Arc<Actor>);

/// What those who write and decide work with. / Bàn làm việc của người soạn thảo, biên tập.
#[Object]
impl Desk {
    /// The account that is signed in. / Tài khoản đang đăng nhập.
    async fn me(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        let found = ctx.reader().load_one(AccountById(self.0.account)).await?;
        Ok(found.map(Account))
    }

    /// The cursor of all that was done at the desk. Load a list together with it, then subscribe to `deskChanged` after
    /// it. / Con trỏ của trạng thái hiện tại trên bàn làm việc, dùng cho `deskChanged`.
    async fn change_cursor(&self, ctx: &Context<'_>) -> Result<String> {
        DeskChange::newest(ctx).await
    }

    /// What has to be confirmed when an item is handed over for review. / Câu phải xác nhận khi gửi duyệt.
    async fn confirmation(&self) -> &str {
        desk::CONFIRMATION
    }

    /// The item with an id, its own or its content's; null when there is none, or none for this account.
    /// / Bài có mã này; null nếu không có hoặc ngoài phạm vi của tài khoản.
    async fn item(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of the item or of its content. / Mã của bài hoặc của nội dung.")] id: ID,
    ) -> Result<Option<DeskItem>> {
        let Some(content) = DeskId::content(&id) else {
            return Ok(None);
        };
        let found = ctx.reader().load_one(ItemById(content)).await?;
        let found = found.filter(|item| item.is_readable_by(&self.0));
        Ok(found.map(DeskItem))
    }

    /// Items with a working copy that the account may read, last saved first.
    /// / Các bài đang soạn trong phạm vi của tài khoản, mới lưu trước.
    async fn items(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list. / Bộ lọc.")] filter: Option<DeskItemFilter>,
        #[graphql(desc = "1–100, default 20. / Số mục.")] first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
    ) -> Result<Connection<DeskItem>> {
        let filter = filter.unwrap_or_default().given()?;
        page(ctx, &self.0, Which::InReach(filter), first, after).await
    }

    /// How many items with a working copy there are, by state. / Số bài đang soạn theo trạng thái.
    async fn counts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In this agency's custody. / Do cơ quan này quản lý.")] agency: Option<ID>,
    ) -> Result<Vec<DeskCount>> {
        let agency = agency.map(|id| NodeId::agency("agency", &id)).transpose()?;
        let counts = desk::counts(&ctx.session(), &self.0, agency).await?;
        Ok(counts.into_iter().map(DeskCount::from).collect())
    }

    /// What waits for the account: what is assigned to it, what was returned to it, and what others submitted that it may
    /// endorse, where the section's rules ask for that first, or approve; last saved first. / Việc đang chờ tài khoản này:
    /// bài được giao, bài bị trả lại, bài chờ lãnh đạo cơ quan đồng ý và bài chờ duyệt trong thẩm quyền.
    async fn queue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1–100, default 20. / Số mục.")] first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
    ) -> Result<Connection<DeskItem>> {
        page(ctx, &self.0, Which::MyQueue, first, after).await
    }

    /// What was submitted and the account may approve, without what the head of the agency has to endorse first; what waits
    /// longest first. / Bài chờ duyệt, trừ bài còn chờ lãnh đạo cơ quan đồng ý; gửi trước xếp trước.
    async fn board(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1–100, default 20. / Số mục.")] first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
    ) -> Result<Connection<DeskItem>> {
        page(ctx, &self.0, Which::Board, first, after).await
    }

    /// What should have been published before today, the most overdue first. / Bài quá hạn, quá hạn lâu nhất trước.
    async fn overdue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1–100, default 20. / Số mục.")] first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
    ) -> Result<Connection<DeskItem>> {
        page(ctx, &self.0, Which::Overdue, first, after).await
    }

    /// What was published once, is withdrawn or gone, and nobody revises; what was changed last first. / Bài từng đăng, nay
    /// đã gỡ hoặc bỏ hẳn và chưa được sửa lại; thay đổi sau xếp trước.
    async fn withdrawn(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1–100, default 20. / Số mục.")] first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
    ) -> Result<Connection<DeskItem>> {
        page(ctx, &self.0, Which::Withdrawn, first, after).await
    }

    /// An agency's files, what was uploaded last first; null where one may not. They are uploaded by `PUT /files/{name}`. / Các tệp của một cơ
    /// quan, mới tải lên trước; tải lên bằng `PUT /files/{tên}`.
    async fn files(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of this agency. / Của cơ quan này.")] agency: ID,
        #[graphql(desc = "1–100, default 20. / Số mục.")] first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
    ) -> Result<Option<Connection<DeskFile>>> {
        let agency = NodeId::agency("agency", &agency)?;
        file::page(ctx, &self.0, agency, first, after).await
    }

    /// The file with a hash; null where no agency in reach has it. / Tệp theo mã băm; null nếu không cơ quan nào trong
    /// phạm vi của tài khoản có tệp này.
    async fn file(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "SHA-256 of what is kept. / Mã băm SHA-256 của tệp được lưu.")]
        sha256: String,
    ) -> Result<Option<DeskFile>> {
        file::one(ctx, &self.0, &sha256).await
    }

    /// The account with an id; null where there is none that one may read. / Tài khoản theo mã; null nếu không có hoặc
    /// không được xem.
    async fn account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the account. / Mã tài khoản.")] id: ID,
    ) -> Result<Option<Account>> {
        accounts::one(ctx, &id).await
    }

    /// Accounts, by name; null where one may not. Heads of agencies name one of theirs. / Danh sách tài khoản, theo tên. Lãnh đạo cơ quan phải
    /// nêu cơ quan của mình.
    async fn accounts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list. / Bộ lọc.")] filter: Option<AccountFilterInput>,
        #[graphql(desc = "Items from the beginning, 1–100 (default 20). / Số mục từ đầu.")]
        first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
        #[graphql(desc = "Items from the end, 1–100. / Số mục từ cuối.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor. / Trước con trỏ này.")] before: Option<String>,
    ) -> Result<Option<Connection<Account>>> {
        let page = PageArgs {
            first,
            after,
            last,
            before,
            offset: None,
        };
        accounts::page(ctx, &self.0, filter.unwrap_or_default(), page).await
    }

    /// Keys of sites, apps and importers, by name; null where one may not. / Danh sách khóa của các hệ thống, ứng dụng, theo tên.
    async fn machine_keys(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list. / Bộ lọc.")] filter: Option<MachineKeyFilterInput>,
        #[graphql(desc = "Items from the beginning, 1–100 (default 20). / Số mục từ đầu.")]
        first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
        #[graphql(desc = "Items from the end, 1–100. / Số mục từ cuối.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor. / Trước con trỏ này.")] before: Option<String>,
    ) -> Result<Option<Connection<MachineKey>>> {
        let page = PageArgs {
            first,
            after,
            last,
            before,
            offset: None,
        };
        machine_key::page(ctx, &self.0, filter.unwrap_or_default(), page).await
    }

    /// Who did what, the last first: acts of the whole province for the board, administrators and auditors; heads of
    /// agencies name theirs; null where one may not. / Nhật ký: ai đã làm gì, mới nhất trước. Lãnh đạo cơ quan phải nêu cơ quan của mình.
    async fn log(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list. / Bộ lọc.")] filter: Option<LogFilterInput>,
        #[graphql(desc = "1–100, default 20. / Số mục.")] first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
    ) -> Result<Option<Connection<LogEntry>>> {
        log::page(
            ctx,
            &self.0,
            filter.unwrap_or_default(),
            PageArgs::forward(first, after),
        )
        .await
    }

    /// What was decided of agencies, the last first; null where one may not. / Các quyết định sắp xếp cơ quan, mới nhất trước.
    async fn reorganisations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1–100, default 20. / Số mục.")] first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
    ) -> Result<Option<Connection<Reorganisation>>> {
        reorganisation::page(ctx, &self.0, first, after).await
    }

    /// Who may do what, in which states of an item: the whole table.
    /// / Bảng phân quyền: ai được làm gì, ở trạng thái nào của bài.
    async fn policy(&self, ctx: &Context<'_>) -> Result<Vec<PolicyRule>> {
        let actor = ctx.request().actor().await?;
        authorize(actor.as_deref(), Action::PolicyRead, &Resource::default())?;
        Ok(rules().iter().map(PolicyRule::from).collect())
    }
}
