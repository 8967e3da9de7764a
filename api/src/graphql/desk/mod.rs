//! The desk: the only door to editorial types. What the public reads refers to nothing here.
mod account;
mod accounts;
mod id;
mod machine_key;
mod policy;

pub use account::{Account, AccountKind, AccountRole};
pub use id::DeskId;
pub use machine_key::MachineKey;
pub use policy::EditionState;

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use self::accounts::AccountFilterInput;
use self::machine_key::MachineKeyFilterInput;
use self::policy::PolicyRule;
use crate::domain::Error;
use crate::domain::actor::Actor;
use crate::domain::policy::{Action, Resource, authorize, rules};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::loader::AccountById;
use crate::graphql::page::{Connection, PageArgs};

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

    /// The account with an id; null where there is none that one may read. / Tài khoản theo mã; null nếu không có hoặc
    /// không được xem.
    async fn account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the account. / Mã tài khoản.")] id: ID,
    ) -> Result<Option<Account>> {
        accounts::one(ctx, &id).await
    }

    /// Accounts, by name. Heads of agencies name one of theirs. / Danh sách tài khoản, theo tên. Lãnh đạo cơ quan phải
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
    ) -> Result<Connection<Account>> {
        let page = PageArgs {
            first,
            after,
            last,
            before,
            offset: None,
        };
        accounts::page(ctx, filter.unwrap_or_default(), page).await
    }

    /// Keys of sites, apps and importers, by name. / Danh sách khóa của các hệ thống, ứng dụng, theo tên.
    async fn machine_keys(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list. / Bộ lọc.")] filter: Option<MachineKeyFilterInput>,
        #[graphql(desc = "Items from the beginning, 1–100 (default 20). / Số mục từ đầu.")]
        first: Option<i32>,
        #[graphql(desc = "After this cursor. / Sau con trỏ này.")] after: Option<String>,
        #[graphql(desc = "Items from the end, 1–100. / Số mục từ cuối.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor. / Trước con trỏ này.")] before: Option<String>,
    ) -> Result<Connection<MachineKey>> {
        let page = PageArgs {
            first,
            after,
            last,
            before,
            offset: None,
        };
        machine_key::page(ctx, filter.unwrap_or_default(), page).await
    }

    /// Who may do what, in which states of an item: the whole table.
    /// / Bảng phân quyền: ai được làm gì, ở trạng thái nào của bài.
    async fn policy(&self, ctx: &Context<'_>) -> Result<Vec<PolicyRule>> {
        let actor = ctx.request().actor().await?;
        authorize(actor.as_deref(), Action::PolicyRead, &Resource::default())?;
        Ok(rules().iter().map(PolicyRule::from).collect())
    }
}
