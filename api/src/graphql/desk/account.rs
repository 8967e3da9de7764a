//! Accounts and their memberships.
use async_graphql::{Context, Enum, ID, Object};
use entity::{account, section};

use super::id::DeskId;
use crate::domain::account::MembershipWithSections;
use crate::graphql::agency::Agency;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::loader::{AgencyById, ByCode, MembershipsOf};
use crate::graphql::scalars::Date;
use crate::graphql::section::Section;

/// Somebody, or something, that writes. / Tài khoản làm việc.
pub struct Account(pub account::Model);

/// Somebody, or something, that writes. / Tài khoản làm việc.
#[Object]
impl Account {
    /// Id; no node has it. / Mã định danh.
    async fn id(&self) -> ID {
        DeskId::Account(self.0.id).encode()
    }

    /// Name. / Họ tên hoặc tên gọi.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// User name; null in accounts of others. / Tên đăng nhập; null nếu là tài khoản của người khác.
    async fn login(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        Ok(self.private(ctx).await?.and_then(|it| it.login.as_deref()))
    }

    /// E-mail address; null in accounts of others. / Thư điện tử; null nếu là tài khoản của người khác.
    async fn email(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        Ok(self.private(ctx).await?.and_then(|it| it.email.as_deref()))
    }

    /// Memberships, the oldest first, those that have ended too; null in accounts of others.
    /// / Các vai trò tại cơ quan, kể cả đã kết thúc; null nếu là tài khoản của người khác.
    async fn memberships(&self, ctx: &Context<'_>) -> Result<Option<Vec<Membership>>> {
        if self.private(ctx).await?.is_none() {
            return Ok(None);
        }
        let found = ctx.reader().load_one(MembershipsOf(self.0.id)).await?;
        let found = found.unwrap_or_default().into_iter();
        Ok(Some(found.map(Membership).collect()))
    }
}

impl Account {
    /// The account where whoever asks may read all of it: the own.
    async fn private(&self, ctx: &Context<'_>) -> Result<Option<&account::Model>> {
        let actor = ctx.request().actor().await?;
        let is_own = actor.is_some_and(|actor| actor.account == self.0.id);
        Ok(is_own.then_some(&self.0))
    }
}

/// A role in an agency. / Vai trò của tài khoản tại một cơ quan.
pub struct Membership(MembershipWithSections);

/// A role in an agency. / Vai trò của tài khoản tại một cơ quan.
#[Object]
impl Membership {
    /// Id; no node has it. / Mã định danh.
    async fn id(&self) -> ID {
        DeskId::Membership(self.0.0.id).encode()
    }

    /// Agency. / Cơ quan.
    async fn agency(&self, ctx: &Context<'_>) -> Result<Option<Agency>> {
        let found = ctx
            .reader()
            .load_one(AgencyById(self.0.0.agency_id))
            .await?;
        Ok(found.map(Agency))
    }

    /// Role. / Vai trò.
    async fn role(&self) -> AccountRole {
        self.0.0.role.into()
    }

    /// Whether it holds in the agencies below as well. / Có áp dụng cho các đơn vị trực thuộc hay không.
    async fn covers_subtree(&self) -> bool {
        self.0.0.covers_subtree
    }

    /// The sections that it is limited to, with those beneath them; null when it is not.
    /// / Các chuyên mục được giao (kể cả chuyên mục con); null nếu không giới hạn.
    async fn sections(&self, ctx: &Context<'_>) -> Result<Option<Vec<Section>>> {
        let Some(codes) = &self.0.1 else {
            return Ok(None);
        };
        let keys: Vec<_> = codes.iter().map(ByCode::<section::Entity>::new).collect();
        let mut found = ctx.reader().load_many(keys.clone()).await?;
        let in_order = keys.iter().filter_map(|key| found.remove(key));
        Ok(Some(in_order.map(Section).collect()))
    }

    /// First day. / Ngày bắt đầu.
    async fn valid_from(&self) -> Date {
        self.0.0.valid_from.into()
    }

    /// First day on which it holds no more. / Ngày hết hiệu lực.
    async fn valid_to(&self) -> Option<Date> {
        self.0.0.valid_to.map(Date::from)
    }
}

/// Roles. / Các vai trò.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "entity::value::AccountRole")]
pub enum AccountRole {
    /// Writes for its agency. / Người viết bài.
    Contributor,
    /// Answers for what its agency submits. / Lãnh đạo cơ quan.
    AgencyReviewer,
    /// Publishes in the sections that are named. / Người được giao đăng bài.
    Publisher,
    /// Reviews and publishes for the province. / Thành viên Ban Biên tập.
    BoardMember,
    /// Heads the editorial board. / Trưởng Ban Biên tập.
    BoardHead,
    /// Keeps accounts, memberships and agencies. / Quản trị (Sở Tư pháp).
    Administrator,
    /// Keeps it running, without contents. / Hỗ trợ kỹ thuật.
    TechnicalSupport,
    /// Reads everything and changes nothing. / Người kiểm tra.
    Auditor,
}
