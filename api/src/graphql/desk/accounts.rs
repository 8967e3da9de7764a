//! Accounts by id and in lists.
use async_graphql::{Context, ID, InputObject};
use chrono::NaiveDate;
use entity::account;

use super::account::{Account, AccountRole, is_readable};
use super::id::DeskId;
use super::readable::may_list;
use crate::domain::account::{AccountFilter, count_accounts, page_accounts};
use crate::domain::actor::Actor;
use crate::domain::database::Session;
use crate::domain::directory::Directory;
use crate::domain::listing::list::Keys;
use crate::domain::listing::query;
use crate::domain::policy::Action;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::id::NodeId;
use crate::graphql::loader::AccountById;
use crate::graphql::page::{Connection, DirectoryCount, PageArgs, Total, cursor, fingerprint};

/// Which accounts. / Bộ lọc tài khoản.
#[derive(Debug, Default, InputObject)]
pub struct AccountFilterInput {
    /// With this user name or e-mail address. / Theo tên đăng nhập hoặc thư điện tử.
    called: Option<String>,
    /// Whether they may come in. / Có được đăng nhập hay không.
    active: Option<bool>,
    /// With this role today. / Theo vai trò hiện tại.
    role: Option<AccountRole>,
    /// With a role in this agency today. / Theo cơ quan hiện tại.
    agency: Option<ID>,
}

pub(super) async fn one(ctx: &Context<'_>, id: &ID) -> Result<Option<Account>> {
    let Some(DeskId::Account(id)) = DeskId::decode(id) else {
        return Ok(None);
    };
    if !is_readable(ctx, id).await? {
        return Ok(None);
    }
    let found = ctx.reader().load_one(AccountById(id)).await?;
    Ok(found.map(Account))
}

pub(super) async fn page(
    ctx: &Context<'_>,
    actor: &Actor,
    input: AccountFilterInput,
    args: PageArgs,
) -> Result<Option<Connection<Account>>> {
    let agency = input.agency.map(|id| NodeId::agency("filter.agency", &id));
    let filter = AccountFilter {
        called: input.called,
        active: input.active,
        role: input.role.map(Into::into),
        agency: agency.transpose()?,
    };
    if !may_list(ctx, actor, Action::AccountRead, filter.agency).await? {
        return Ok(None);
    }
    let list = fingerprint(&("accounts", &filter));
    let window = args.window(list, Keys::Texts)?;
    let today = ctx.today();
    let found = page_accounts(&ctx.session(), &filter, today, &window).await?;
    let items = found.rows.into_iter().map(|row| {
        let place = <account::Entity as Directory>::place(&row);
        (cursor(list, place), Account(row))
    });
    let total = Total::Directory(Box::new(AccountCount(filter, today)));
    let page = Connection::new(items.collect(), found.more, &window, total);
    Ok(Some(page))
}

struct AccountCount(AccountFilter, NaiveDate);

#[async_graphql::async_trait::async_trait]
impl DirectoryCount for AccountCount {
    async fn count(&self, session: &Session) -> crate::domain::Result<query::Total> {
        count_accounts(session, &self.0, self.1).await
    }
}
