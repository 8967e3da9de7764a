//! Who did what.
use async_graphql::{Context, Enum, ID, InputObject, Object};
use entity::{audit, value};

use super::account::Account;
use super::id::DeskId;
use super::readable::may_list;
use crate::domain::Error;
use crate::domain::actor::Actor;
use crate::domain::database::Session;
use crate::domain::journal::{LogFilter, count_log, page_log};
use crate::domain::listing::list::{Key, Keys, Place};
use crate::domain::listing::query;
use crate::domain::policy::Action;
use crate::graphql::agency::Agency;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::id::NodeId;
use crate::graphql::loader::{AccountById, AgencyById};
use crate::graphql::page::{Connection, DirectoryCount, PageArgs, Total, cursor, fingerprint};
use crate::graphql::scalars::DateTime;

/// Which acts. / Bộ lọc nhật ký.
#[derive(Debug, Default, InputObject)]
pub struct LogFilterInput {
    /// Done by this account. / Do tài khoản này thực hiện.
    account: Option<ID>,
    /// Done in this agency's custody. / Thuộc cơ quan này.
    agency: Option<ID>,
    /// Done to this item. / Đối với bài này.
    item: Option<ID>,
}

/// By what way somebody came. / Cách truy cập.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "value::Via")]
pub enum Via {
    /// Signed in here. / Đăng nhập tại hệ thống.
    Session,
    /// With a token of the province's sign-on. / Qua hệ thống đăng nhập của tỉnh.
    Oidc,
    /// With a machine's key. / Bằng khóa của hệ thống khác.
    MachineKey,
    /// By the command line. / Bằng dòng lệnh.
    Command,
    /// By the schedule. / Theo lịch.
    Schedule,
    /// Not known to anybody. / Không xác định.
    Anonymous,
}

pub(super) async fn page(
    ctx: &Context<'_>,
    actor: &Actor,
    input: LogFilterInput,
    args: PageArgs,
) -> Result<Option<Connection<LogEntry>>> {
    let account = input.account.map(|id| DeskId::account(&id)).transpose()?;
    let agency = input.agency.map(|id| NodeId::agency("filter.agency", &id));
    let content = input
        .item
        .map(|id| DeskId::content(&id).ok_or(Error::NotFound));
    let filter = LogFilter {
        account,
        agency: agency.transpose()?,
        content: content.transpose()?,
    };
    if !may_list(ctx, actor, Action::LogRead, filter.agency).await? {
        return Ok(None);
    }

    let list = fingerprint(&("log", &filter));
    let window = args.window(list, Keys::Numbers)?;
    let mut rows = page_log(
        &ctx.session(),
        &filter,
        window.after_number(),
        window.limit + 1,
    )
    .await?;
    let more = window.cut(&mut rows);
    let items = rows.into_iter().map(|row| {
        let place = Place {
            key: Key::Number(row.seq),
            id: row.act_id,
        };
        (cursor(list, place), LogEntry(row))
    });
    let total = Total::Directory(Box::new(LogCount(filter)));
    let page = Connection::new(items.collect(), more, &window, total);
    Ok(Some(page))
}

struct LogCount(LogFilter);

#[async_graphql::async_trait::async_trait]
impl DirectoryCount for LogCount {
    async fn count(&self, session: &Session) -> crate::domain::Result<query::Total> {
        count_log(session, &self.0).await
    }
}

/// An act, as the audit log keeps it. / Một thao tác trong nhật ký.
pub struct LogEntry(audit::Model);

/// An act, as the audit log keeps it: nobody can change or remove it. / Một thao tác trong nhật ký; không ai sửa hay xóa
/// được.
#[Object]
impl LogEntry {
    /// Its number in the log. / Số thứ tự trong nhật ký.
    async fn number(&self) -> String {
        self.0.seq.to_string()
    }

    /// When. / Thời điểm.
    async fn at(&self) -> DateTime {
        self.0.at.into()
    }

    /// Who; null of what the command line or the schedule did. / Người thực hiện.
    async fn account(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        let Some(account) = self.0.account_id else {
            return Ok(None);
        };
        let found = ctx.reader().load_one(AccountById(account)).await?;
        Ok(found.map(Account))
    }

    /// By what way. / Cách truy cập.
    async fn via(&self) -> Via {
        self.0.via.into()
    }

    /// What, by the names of the policy. / Tên thao tác.
    async fn action(&self) -> &str {
        &self.0.action
    }

    /// What kind of thing it was done to, such as `content` or `account`. / Loại đối tượng.
    async fn subject(&self) -> &str {
        &self.0.subject
    }

    /// The item that it was done to, for `desk { item(id) }`. / Mã bài, dùng cho `desk { item(id) }`.
    async fn item(&self) -> Option<ID> {
        let content = self.0.content_id?;
        Some(DeskId::Item(content).encode())
    }

    /// The item's version afterwards. / Số phiên bản khóa sau đó.
    async fn version(&self) -> Option<i32> {
        self.0.version
    }

    /// In whose custody it was. / Cơ quan quản lý.
    async fn agency(&self, ctx: &Context<'_>) -> Result<Option<Agency>> {
        let Some(agency) = self.0.agency_id else {
            return Ok(None);
        };
        let found = ctx.reader().load_one(AgencyById(agency)).await?;
        Ok(found.map(Agency))
    }

    /// The row's link of the chain: SHA-256 over what it says and the row before it. / Mã băm nối chuỗi nhật ký.
    async fn hash(&self) -> &str {
        &self.0.hash
    }
}
