//! Machine keys, as those read them who keep accounts.
use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use entity::machine_key;

use super::account::Account;
use super::id::DeskId;
use super::readable::unless_refused;
use crate::domain::account::machine_key::{MachineKeyFilter, count, page as page_keys};
use crate::domain::actor::Actor;
use crate::domain::database::Session;
use crate::domain::directory::Directory;
use crate::domain::listing::list::Keys;
use crate::domain::listing::query;
use crate::domain::policy::{Action, Resource, authorize};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::loader::AccountById;
use crate::graphql::page::{Connection, DirectoryCount, PageArgs, Total, cursor, fingerprint};

/// What a site, an app or an importer comes with. / Khóa của một hệ thống, ứng dụng.
pub struct MachineKey(pub machine_key::Model);

/// What a site, an app or an importer comes with. / Khóa của một hệ thống, ứng dụng.
#[Object]
impl MachineKey {
    /// Id; no node has it. / Mã định danh.
    async fn id(&self) -> ID {
        DeskId::MachineKey(self.0.id).encode()
    }

    /// The account that acts with it. / Tài khoản sử dụng khóa.
    async fn account(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        let found = ctx
            .reader()
            .load_one(AccountById(self.0.account_id))
            .await?;
        Ok(found.map(Account))
    }

    /// Name, to know it by. / Tên gọi.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Its first characters, to recognise it by. / Các ký tự đầu, để nhận biết.
    async fn shown(&self) -> &str {
        &self.0.shown
    }

    /// What it may be used for, as far as its account may: names of `policy`. / Các việc được làm, trong phạm vi quyền
    /// của tài khoản.
    async fn actions(&self) -> &[String] {
        &self.0.actions.0
    }

    /// The origins whose pages may use it; without any, no page may. / Các trang web được dùng khóa này.
    async fn origins(&self) -> &[String] {
        &self.0.origins.0
    }

    /// Who made it. / Người tạo.
    async fn created_by(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        let Some(by) = self.0.created_by else {
            return Ok(None);
        };
        let found = ctx.reader().load_one(AccountById(by)).await?;
        Ok(found.map(Account))
    }

    /// When it was made. / Thời điểm tạo.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it ends. / Thời điểm hết hạn.
    async fn expires_at(&self) -> DateTime<Utc> {
        self.0.expires_at
    }

    /// When it was taken back. / Thời điểm thu hồi.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.0.revoked_at
    }

    /// When it was last used, to the minute. / Lần sử dụng gần nhất, chính xác đến phút.
    async fn last_used_at(&self) -> Option<DateTime<Utc>> {
        self.0.last_used_at
    }

    /// From which address it was used then. / Địa chỉ mạng của lần sử dụng đó.
    async fn last_used_from(&self) -> Option<&str> {
        self.0.last_used_from.as_deref()
    }
}

/// Which keys. / Bộ lọc khóa.
#[derive(Debug, Default, InputObject)]
pub struct MachineKeyFilterInput {
    /// Of this account. / Theo tài khoản.
    account: Option<ID>,
    /// Whether they were taken back. / Đã thu hồi hay chưa.
    revoked: Option<bool>,
}

pub(super) async fn page(
    ctx: &Context<'_>,
    actor: &Actor,
    input: MachineKeyFilterInput,
    args: PageArgs,
) -> Result<Option<Connection<MachineKey>>> {
    if !unless_refused(authorize(
        Some(actor),
        Action::AccountRead,
        &Resource::default(),
    ))? {
        return Ok(None);
    }
    let account = input.account.map(|id| DeskId::account(&id));
    let filter = MachineKeyFilter {
        account: account.transpose()?,
        revoked: input.revoked,
    };
    let list = fingerprint(&("machineKeys", &filter));
    let window = args.window(list, Keys::Texts)?;
    let found = page_keys(&ctx.session(), &filter, &window).await?;
    let items = found.rows.into_iter().map(|row| {
        let place = <machine_key::Entity as Directory>::place(&row);
        (cursor(list, place), MachineKey(row))
    });
    let total = Total::Directory(Box::new(MachineKeyCount(filter)));
    let page = Connection::new(items.collect(), found.more, &window, total);
    Ok(Some(page))
}

struct MachineKeyCount(MachineKeyFilter);

#[async_graphql::async_trait::async_trait]
impl DirectoryCount for MachineKeyCount {
    async fn count(&self, session: &Session) -> crate::domain::Result<query::Total> {
        count(session, &self.0).await
    }
}
