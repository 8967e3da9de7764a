//! Mutations on the own sessions. They take no input, since there is nothing to say: whose session it is stands in
//! the token. Nor do they take an idempotency key: whoever repeats one that succeeded is not signed in any more.
use async_graphql::{Context, Object, SimpleObject};

use crate::domain::session;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::outcome::{Outcome, outcome};
use crate::graphql::user_error::UserError;

/// Mutations on the own sessions.
#[derive(Default)]
pub struct SessionMutation;

#[Object]
impl SessionMutation {
    /// Ends the session whose token comes with the request; its tokens are dead at once.
    /// / Đăng xuất: phiên làm việc này kết thúc ngay.
    async fn session_sign_out(&self, ctx: &Context<'_>) -> Result<SignOutPayload> {
        let ended = session::sign_out(ctx.database(), ctx.clock(), ctx.caller()).await;
        Ok(outcome(ctx, ended)?.into())
    }

    /// Ends every session of the account whose token comes with the request.
    /// / Đăng xuất khỏi mọi thiết bị: mọi phiên làm việc của tài khoản kết thúc ngay.
    async fn session_sign_out_everywhere(&self, ctx: &Context<'_>) -> Result<SignOutPayload> {
        let ended = session::sign_out_everywhere(ctx.database(), ctx.clock(), ctx.caller()).await;
        Ok(outcome(ctx, ended)?.into())
    }
}

/// What signing out came to. / Kết quả đăng xuất.
#[derive(SimpleObject)]
pub struct SignOutPayload {
    /// How many sessions ended. / Số phiên làm việc đã kết thúc.
    ended_sessions: Option<i32>,
    /// Why nothing was done; empty when it was. / Lý do không thực hiện được.
    errors: Vec<UserError>,
}

impl From<Outcome<u64>> for SignOutPayload {
    fn from(Outcome { done, errors }: Outcome<u64>) -> Self {
        Self {
            ended_sessions: done.map(|ended| i32::try_from(ended).unwrap_or(i32::MAX)),
            errors,
        }
    }
}
