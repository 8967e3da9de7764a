//! Mutations on memberships.
use async_graphql::{Context, ID, InputObject, Object};

use super::account::AccountPayload;
use crate::domain::account::{NewMembership, end_membership, grant_membership};
use crate::graphql::context::ContextExt;
use crate::graphql::desk::{AccountRole, DeskId};
use crate::graphql::error::Result;
use crate::graphql::id::NodeId;
use crate::graphql::scalars::Date;

/// Mutations on memberships.
#[derive(Default)]
pub struct MembershipMutation;

#[Object]
impl MembershipMutation {
    /// Gives an account a role in an agency; its sessions end, so that it signs in with it. / Giao vai trò cho tài khoản
    /// tại một cơ quan; các phiên làm việc của tài khoản kết thúc.
    async fn membership_grant(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The role. / Vai trò cần giao.")] input: MembershipGrantInput,
    ) -> Result<AccountPayload> {
        let key = input.idempotency_key;
        let done = async {
            let account = DeskId::account(&input.account)?;
            let new = NewMembership {
                role: input.role.into(),
                agency: NodeId::agency("agency", &input.agency)?,
                covers_subtree: input.covers_subtree,
                sections: input.sections,
                from: input.valid_from.map_or_else(|| ctx.today(), |date| date.0),
                to: input.valid_to.map(|date| date.0),
            };
            grant_membership(ctx.office(), account, new, key.as_deref()).await
        };
        AccountPayload::of(ctx, done.await).await
    }

    /// Ends a role; when that is today, the account's sessions end. / Kết thúc vai trò; nếu kết thúc hôm nay, các phiên
    /// làm việc của tài khoản kết thúc.
    async fn membership_end(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which role. / Vai trò cần kết thúc.")] input: MembershipEndInput,
    ) -> Result<AccountPayload> {
        let key = input.idempotency_key;
        let done = async {
            let membership = DeskId::membership(&input.id)?;
            let on = input.on.map(|date| date.0);
            end_membership(ctx.office(), membership, on, key.as_deref()).await
        };
        AccountPayload::of(ctx, done.await).await
    }
}

/// A role to be given. / Vai trò cần giao.
#[derive(InputObject)]
pub struct MembershipGrantInput {
    /// The account. / Mã tài khoản.
    account: ID,
    /// The role. / Vai trò.
    role: AccountRole,
    /// The agency. / Mã cơ quan.
    agency: ID,
    /// Whether it holds in the agencies below as well. / Có áp dụng cho các đơn vị trực thuộc hay không.
    #[graphql(default)]
    covers_subtree: bool,
    /// Codes of the sections that it is limited to, with those beneath them; null when it is not. Publishers have
    /// some. / Mã các chuyên mục được giao; null nếu không giới hạn; người được giao đăng bài phải có.
    sections: Option<Vec<String>>,
    /// First day; today when absent. / Ngày bắt đầu; mặc định hôm nay.
    valid_from: Option<Date>,
    /// First day on which it holds no more. / Ngày hết hiệu lực.
    valid_to: Option<Date>,
    /// The same key again does nothing again. / Khóa chống lặp.
    idempotency_key: Option<String>,
}

/// A role to be ended. / Vai trò cần kết thúc.
#[derive(InputObject)]
pub struct MembershipEndInput {
    /// The membership. / Mã vai trò.
    id: ID,
    /// First day on which it holds no more; today when absent. / Ngày hết hiệu lực; mặc định hôm nay.
    on: Option<Date>,
    /// The same key again does nothing again. / Khóa chống lặp.
    idempotency_key: Option<String>,
}
