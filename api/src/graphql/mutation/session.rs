//! Mutations on sessions: signing in, going on, signing out.
//!
//! Signing out takes no input: whose session it is stands in the token. None of them takes an idempotency key: whoever
//! repeats one that succeeded is somebody else, or nobody any more.
use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::domain::actor::Restriction;
use crate::domain::session::{self, Admission, Credentials};
use crate::graphql::context::ContextExt;
use crate::graphql::desk::Account;
use crate::graphql::error::Result;
use crate::graphql::loader::AccountById;
use crate::graphql::outcome::{Outcome, outcome};
use crate::graphql::user_error::UserError;

/// Mutations on sessions.
#[derive(Default)]
pub struct SessionMutation;

#[Object]
impl SessionMutation {
    /// Begins a session with a password. An unknown account and a wrong password are answered alike.
    /// / Đăng nhập bằng mật khẩu. Tài khoản không tồn tại và mật khẩu sai đều được trả lời như nhau.
    async fn session_sign_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is shown. / Thông tin đăng nhập.")] input: SignInInput,
    ) -> Result<SignInPayload> {
        let shown = Credentials {
            login: input.login,
            password: input.password,
            one_time_password: input.one_time_password,
        };
        let issuer = ctx.issuer();
        let admitted = session::sign_in(ctx.authority(), &issuer, ctx.caller(), shown).await;
        SignInPayload::of(ctx, outcome(ctx, admitted)?).await
    }

    /// Changes a refresh token for new tokens of its session. Each is good once: one that is used again ends the
    /// session. / Gia hạn phiên làm việc. Mỗi mã làm mới chỉ dùng một lần; dùng lại thì phiên kết thúc.
    async fn session_refresh(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is shown. / Mã làm mới phiên.")] input: SessionRefreshInput,
    ) -> Result<SignInPayload> {
        let (issuer, token) = (ctx.issuer(), input.refresh_token);
        let admitted = session::refresh(ctx.authority(), &issuer, ctx.caller(), &token).await;
        SignInPayload::of(ctx, outcome(ctx, admitted)?).await
    }

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

/// What somebody shows who signs in. / Thông tin đăng nhập.
#[derive(InputObject)]
pub struct SignInInput {
    /// User name or e-mail address, in any case. / Tên đăng nhập hoặc thư điện tử, không phân biệt hoa thường.
    login: String,
    /// Password, of at most 1,024 bytes. / Mật khẩu, tối đa 1.024 byte.
    password: String,
    /// Six digits, as the app shows them; where the account has set it up. / Mã xác thực sáu chữ số, nếu đã cài đặt.
    one_time_password: Option<String>,
}

/// What goes on with a session. / Mã dùng để gia hạn phiên làm việc.
#[derive(InputObject)]
pub struct SessionRefreshInput {
    /// The refresh token that was given last. / Mã làm mới phiên được cấp gần nhất.
    refresh_token: String,
}

/// Tokens of a session, shown this once. / Kết quả đăng nhập; các mã chỉ hiển thị một lần này.
#[derive(SimpleObject, Default)]
pub struct SignInPayload {
    /// For the header `Authorization: Bearer …` of every request. / Mã truy cập, gửi trong tiêu đề `Authorization`.
    access_token: Option<String>,
    /// Until when the access token is good. / Thời điểm mã truy cập hết hạn.
    expires_at: Option<DateTime<Utc>>,
    /// For `sessionRefresh`, once. / Mã làm mới phiên, dùng một lần.
    refresh_token: Option<String>,
    /// What has to be done before anything else; null when nothing. / Việc phải làm trước; null nếu không có.
    restriction: Option<SessionRestriction>,
    /// Who is signed in. / Tài khoản đã đăng nhập.
    account: Option<Account>,
    /// Why nothing was done; empty when it was. / Lý do không thực hiện được.
    errors: Vec<UserError>,
}

/// What an account has to do before it may do anything else. / Việc tài khoản phải làm trước mọi việc khác.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Restriction")]
pub enum SessionRestriction {
    /// Change its password. / Đổi mật khẩu.
    PasswordMustChange,
    /// Set up one-time passwords. / Cài đặt mã xác thực dùng một lần.
    TotpMustEnrol,
}

impl SignInPayload {
    pub(super) async fn of(ctx: &Context<'_>, outcome: Outcome<Admission>) -> Result<Self> {
        let Outcome { done, errors } = outcome;
        let Some(admission) = done else {
            return Ok(Self {
                errors,
                ..Self::default()
            });
        };
        let account = ctx
            .reader()
            .load_one(AccountById(admission.account))
            .await?;
        Ok(Self {
            access_token: Some(admission.access.text),
            expires_at: Some(admission.access.expires_at),
            refresh_token: Some(admission.refresh),
            restriction: admission.restriction.map(Into::into),
            account: account.map(Account),
            errors,
        })
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
