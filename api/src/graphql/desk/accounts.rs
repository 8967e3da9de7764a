//! Accounts by id and in lists.
use async_graphql::{Context, ID, InputObject};
use chrono::NaiveDate;
use entity::account;

use super::account::{Account, AccountRole, is_readable, within};
use super::id::DeskId;
use crate::domain::Error;
use crate::domain::account::{AccountFilter, count_accounts, page_accounts};
use crate::domain::database::Session;
use crate::domain::directory::Directory;
use crate::domain::listing::list::Keys;
use crate::domain::listing::query;
use crate::domain::policy::{Action, Resource, authorize};
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
    input: AccountFilterInput,
    args: PageArgs,
) -> Result<Connection<Account>> {
    let agency = input.agency.map(|id| NodeId::agency("filter.agency", &id));
    let filter = AccountFilter {
        called: input.called,
        active: input.active,
        role: input.role.map(Into::into),
        agency: agency.transpose()?,
    };
    let asked = match filter.agency {
        Some(agency) => within(ctx, agency).await?,
        None => Resource::default(),
    };
    let actor = ctx.request().actor().await?;
    let action = Action::AccountRead;
    authorize(actor.as_deref(), action, &asked).map_err(|refused| match refused {
        // Who may not read an account does not learn of it; of the list everybody knows.
        Error::NotFound => Error::Forbidden(action),
        refused => refused,
    })?;
    let list = fingerprint(&("accounts", &filter));
    let window = args.window(list, Keys::Texts)?;
    let today = ctx.today();
    let found = page_accounts(&ctx.session(), &filter, today, &window).await?;
    let items = found.rows.into_iter().map(|row| {
        let place = <account::Entity as Directory>::place(&row);
        (cursor(list, place), Account(row))
    });
    let total = Total::Directory(Box::new(AccountCount(filter, today)));
    Ok(Connection::new(items.collect(), found.more, &window, total))
}

struct AccountCount(AccountFilter, NaiveDate);

#[async_graphql::async_trait::async_trait]
impl DirectoryCount for AccountCount {
    async fn count(&self, session: &Session) -> crate::domain::Result<query::Total> {
        count_accounts(session, &self.0, self.1).await
    }
}
