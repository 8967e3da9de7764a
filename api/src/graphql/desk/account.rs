//! Accounts, their sessions and their memberships.
use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{account, account_identity, section, session};
use uuid::Uuid;

use super::id::DeskId;
use crate::domain::account::MembershipWithSections;
use crate::domain::policy::{Action, Resource, authorize};
use crate::graphql::agency::Agency;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::loader::{
    AgencyById, ByCode, IdentitiesOf, LastSignInOf, MembershipsOf, SessionsOf,
};
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

    /// Of a person, or of a machine. / Tài khoản của người hay của hệ thống.
    async fn kind(&self) -> AccountKind {
        self.0.kind.into()
    }

    /// Rises by one with every change; null where one may not read all of it. / Phiên bản; null nếu không được xem.
    async fn version(&self, ctx: &Context<'_>) -> Result<Option<i32>> {
        Ok(self.private(ctx).await?.map(|it| it.lock_version))
    }

    /// User name; null where one may not read all of it. / Tên đăng nhập; null nếu không được xem.
    async fn login(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        Ok(self.private(ctx).await?.and_then(|it| it.login.as_deref()))
    }

    /// E-mail address; null where one may not read all of it. / Thư điện tử; null nếu không được xem.
    async fn email(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        Ok(self.private(ctx).await?.and_then(|it| it.email.as_deref()))
    }

    /// Whether it may come in; null where one may not read all of it. / Có được đăng nhập hay không; null nếu không
    /// được xem.
    async fn active(&self, ctx: &Context<'_>) -> Result<Option<bool>> {
        Ok(self.private(ctx).await?.map(|it| it.active))
    }

    /// When it was made; null where one may not read all of it. / Thời điểm tạo; null nếu không được xem.
    async fn created_at(&self, ctx: &Context<'_>) -> Result<Option<DateTime<Utc>>> {
        Ok(self.private(ctx).await?.map(|it| it.created_at))
    }

    /// When it last signed in; null where it never did, or one may not read all of it. / Lần đăng nhập gần nhất; null
    /// nếu chưa đăng nhập hoặc không được xem.
    async fn last_sign_in_at(&self, ctx: &Context<'_>) -> Result<Option<DateTime<Utc>>> {
        if self.private(ctx).await?.is_none() {
            return Ok(None);
        }
        Ok(ctx.reader().load_one(LastSignInOf(self.0.id)).await?)
    }

    /// Sessions that go on, the newest first; null where one may not read all of it.
    /// / Các phiên làm việc đang mở, mới nhất trước; null nếu không được xem.
    async fn sessions(&self, ctx: &Context<'_>) -> Result<Option<Vec<Session>>> {
        if self.private(ctx).await?.is_none() {
            return Ok(None);
        }
        let now = ctx.clock().now();
        let found = ctx.reader().load_one(SessionsOf(self.0.id)).await?;
        let found = found.unwrap_or_default().into_iter();
        let open = found.filter(|session| now < session.expires_at);
        Ok(Some(open.map(Session).collect()))
    }

    /// What the province's sign-on knows it by; null where one may not read all of it.
    /// / Các định danh tại hệ thống đăng nhập của tỉnh; null nếu không được xem.
    async fn identities(&self, ctx: &Context<'_>) -> Result<Option<Vec<Identity>>> {
        if self.private(ctx).await?.is_none() {
            return Ok(None);
        }
        let found = ctx.reader().load_one(IdentitiesOf(self.0.id)).await?;
        let found = found.unwrap_or_default().into_iter();
        Ok(Some(found.map(Identity::from).collect()))
    }

    /// Memberships, the oldest first, those that have ended too; null where one may not read all of it.
    /// / Các vai trò tại cơ quan, kể cả đã kết thúc; null nếu không được xem.
    async fn memberships(&self, ctx: &Context<'_>) -> Result<Option<Vec<Membership>>> {
        if self.private(ctx).await?.is_none() {
            return Ok(None);
        }
        let found = memberships_of(ctx, self.0.id).await?.into_iter();
        Ok(Some(found.map(Membership).collect()))
    }
}

impl Account {
    /// The account where whoever asks may read all of it.
    async fn private(&self, ctx: &Context<'_>) -> Result<Option<&account::Model>> {
        Ok(is_readable(ctx, self.0.id).await?.then_some(&self.0))
    }
}

/// Whether whoever asks may read all of an account: the own, and those that the policy says.
pub(super) async fn is_readable(ctx: &Context<'_>, account: Uuid) -> Result<bool> {
    let actor = ctx.request().actor().await?;
    let Some(actor) = actor.as_deref() else {
        return Ok(false);
    };
    let may = |resource: &Resource| authorize(Some(actor), Action::AccountRead, resource).is_ok();
    if actor.account == account || may(&Resource::default()) {
        return Ok(true);
    }
    let today = ctx.today();
    for (membership, _) in memberships_of(ctx, account).await? {
        let goes_on = membership.valid_to.is_none_or(|end| today < end);
        if goes_on
            && membership.valid_from <= today
            && may(&within(ctx, membership.agency_id).await?)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What is an agency's, given with those above it.
pub(super) async fn within(ctx: &Context<'_>, agency: Uuid) -> Result<Resource> {
    let mut custody = Vec::new();
    let mut next = Some(agency);
    while let Some(id) = next.filter(|id| !custody.contains(id)) {
        custody.push(id);
        let found = ctx.reader().load_one(AgencyById(id)).await?;
        next = found.and_then(|agency| agency.parent_id);
    }
    Ok(Resource {
        custody,
        ..Resource::default()
    })
}

async fn memberships_of(ctx: &Context<'_>, account: Uuid) -> Result<Vec<MembershipWithSections>> {
    let found = ctx.reader().load_one(MembershipsOf(account)).await?;
    Ok(found.unwrap_or_default())
}

/// Somebody who is signed in somewhere. / Một phiên làm việc.
pub struct Session(session::Model);

/// Somebody who is signed in somewhere. / Một phiên làm việc.
#[Object]
impl Session {
    /// Id; no node has it. / Mã định danh.
    async fn id(&self) -> ID {
        DeskId::Session(self.0.id).encode()
    }

    /// When it was begun. / Thời điểm bắt đầu.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When its tokens were last renewed. / Lần gia hạn gần nhất.
    async fn last_seen_at(&self) -> DateTime<Utc> {
        self.0.last_seen_at
    }

    /// When it ends at the latest. / Thời điểm kết thúc muộn nhất.
    async fn expires_at(&self) -> DateTime<Utc> {
        self.0.expires_at
    }

    /// The address from which it was begun. / Địa chỉ mạng khi bắt đầu.
    async fn address(&self) -> Option<&str> {
        self.0.address.as_deref()
    }

    /// The program with which it was begun, as it says. / Chương trình đã dùng khi bắt đầu.
    async fn agent(&self) -> Option<&str> {
        self.0.agent.as_deref()
    }

    /// Whether it is the one that asks. / Có phải là phiên hiện tại hay không.
    async fn current(&self, ctx: &Context<'_>) -> Result<bool> {
        let actor = ctx.request().actor().await?;
        Ok(actor.is_some_and(|actor| actor.session() == Some(self.0.id)))
    }
}

/// What a provider knows an account by. / Định danh tại một hệ thống đăng nhập.
#[derive(SimpleObject)]
pub struct Identity {
    /// The provider. / Hệ thống đăng nhập.
    issuer: String,
    /// The subject there. / Mã người dùng tại đó.
    subject: String,
    /// When they were linked. / Thời điểm liên kết.
    linked_at: DateTime<Utc>,
}

impl From<account_identity::Model> for Identity {
    fn from(row: account_identity::Model) -> Self {
        Self {
            issuer: row.issuer,
            subject: row.subject,
            linked_at: row.linked_at,
        }
    }
}

/// Kinds of accounts. / Các loại tài khoản.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "entity::value::AccountKind")]
pub enum AccountKind {
    /// A person, who signs in. / Người dùng.
    Person,
    /// A site, an app or an importer, which has keys. / Hệ thống, ứng dụng.
    Machine,
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
