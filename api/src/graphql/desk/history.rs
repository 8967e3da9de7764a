//! What was done to items.
use async_graphql::{Context, Object};
use uuid::Uuid;

use super::account::Account;
use super::log::Via;
use super::policy::EditionState;
use crate::domain;
use crate::domain::database::Session;
use crate::domain::desk::{self, Deed};
use crate::domain::listing::list::{Key, Keys, Place};
use crate::domain::listing::query;
use crate::domain::workflow::{STATES, name};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::loader::AccountById;
use crate::graphql::page::{Connection, DirectoryCount, PageArgs, Total, cursor, fingerprint};
use crate::graphql::scalars::DateTime;

/// What was done to a content, the last first.
pub(super) async fn page(
    ctx: &Context<'_>,
    content: Uuid,
    first: Option<i32>,
    after: Option<String>,
) -> Result<Connection<HistoryEntry>> {
    let fingerprint = fingerprint(&("history", content));
    let window = PageArgs::forward(first, after).window(fingerprint, Keys::Numbers)?;
    let before = window.after_number();
    let mut deeds = desk::history(&ctx.session(), content, before, window.size() + 1).await?;
    let more = window.cut(&mut deeds);
    let items = deeds.into_iter().map(|deed| {
        let place = Place {
            key: Key::Number(deed.seq),
            id: content,
        };
        (cursor(fingerprint, place), HistoryEntry(deed))
    });
    let total = Total::Directory(Box::new(Deeds(content)));
    Ok(Connection::new(items.collect(), more, &window, total))
}

/// Counts what was done to a content.
struct Deeds(Uuid);

#[async_graphql::async_trait::async_trait]
impl DirectoryCount for Deeds {
    async fn count(&self, session: &Session) -> domain::Result<query::Total> {
        let count = desk::count_deeds(session, self.0).await?;
        Ok(query::Total { count, exact: true })
    }
}

/// Something that was done to an item; saving again and again is one thing. / Một việc đã làm với bài; nhiều lần lưu liên
/// tiếp là một việc.
pub struct HistoryEntry(pub Deed);

/// Something that was done to an item; saving again and again is one thing. / Một việc đã làm với bài; nhiều lần lưu liên
/// tiếp là một việc.
#[Object]
impl HistoryEntry {
    /// What was done, by the names of the policy. / Tên thao tác.
    async fn action(&self) -> &str {
        &self.0.action
    }

    /// By what way: `SCHEDULE` where it had been planned. / Cách thực hiện: `SCHEDULE` nếu theo lịch đã đặt.
    async fn via(&self) -> Via {
        self.0.via.into()
    }

    /// Who did it, or planned it; null of what the command line did. / Người thực hiện hoặc đặt lịch.
    async fn account(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        let Some(account) = self.0.account else {
            return Ok(None);
        };
        let found = ctx.reader().load_one(AccountById(account)).await?;
        Ok(found.map(Account))
    }

    /// When it was done first. / Thời điểm bắt đầu.
    async fn since(&self) -> DateTime {
        self.0.since.into()
    }

    /// When it was done last. / Thời điểm sau cùng.
    async fn at(&self) -> DateTime {
        self.0.at.into()
    }

    /// How often. / Số lần.
    async fn times(&self) -> i32 {
        self.0.times
    }

    /// The item's version afterwards. / Số phiên bản khóa sau đó.
    async fn version(&self) -> Option<i32> {
        self.0.version
    }

    /// The number of the edition. / Số phiên bản.
    async fn number(&self) -> Option<i32> {
        let number = self.0.detail.get("number")?.as_i64()?;
        i32::try_from(number).ok()
    }

    /// The state before, where that changed. / Trạng thái trước đó.
    async fn from(&self) -> Option<EditionState> {
        self.state("from")
    }

    /// The state since, where that changed. / Trạng thái sau đó.
    async fn to(&self) -> Option<EditionState> {
        self.state("to")
    }
}

impl HistoryEntry {
    fn state(&self, which: &str) -> Option<EditionState> {
        let stored = self.0.detail.get(which)?.as_str()?;
        let state = STATES.into_iter().find(|state| name(*state) == stored)?;
        Some(state.into())
    }
}
