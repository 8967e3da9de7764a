//! Signing in at a provider that the province trusts.
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::session::SignInPayload;
use crate::domain::oidc::{Attempted, Returned};
use crate::domain::session;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::outcome::{Outcome, outcome};
use crate::graphql::user_error::UserError;

/// Mutations on signing in elsewhere.
#[derive(Default)]
pub struct SignOnMutation;

#[Object]
impl SignOnMutation {
    /// Begins signing in at a provider that the province trusts (code flow with PKCE): the page keeps `attempt` and
    /// sends the browser to `authorizationUrl`. / Bắt đầu đăng nhập qua hệ thống đăng nhập của tỉnh: trang giữ `attempt`
    /// và chuyển trình duyệt đến `authorizationUrl`.
    async fn session_sign_on_start(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where. / Đăng nhập ở đâu.")] input: SignOnStartInput,
    ) -> Result<SignOnPayload> {
        let (issuer, page) = (&input.issuer, &input.redirect_uri);
        let begun = session::sign_on_start(ctx.authority(), issuer, page).await;
        Ok(outcome(ctx, begun)?.into())
    }

    /// Begins a session for who is back from the provider, with what it sent back and what the page kept. The code is good
    /// once. / Hoàn tất đăng nhập sau khi hệ thống đăng nhập của tỉnh chuyển người dùng trở lại.
    async fn session_sign_on_complete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What came back. / Thông tin nhận được.")] input: SignOnCompleteInput,
    ) -> Result<SignInPayload> {
        let (issuer, returned) = (ctx.issuer(), input.into());
        let (authority, caller) = (ctx.authority(), ctx.caller());
        let admitted = session::sign_on_complete(authority, &issuer, caller, &returned).await;
        SignInPayload::of(ctx, outcome(ctx, admitted)?).await
    }
}

/// Where somebody signs in. / Nơi đăng nhập.
#[derive(InputObject)]
pub struct SignOnStartInput {
    /// The provider, as its configuration names it. / Địa chỉ định danh của hệ thống đăng nhập.
    issuer: String,
    /// The page that the provider sends back to; one of those in the configuration. / Trang nhận kết quả, đã khai báo
    /// trong cấu hình.
    redirect_uri: String,
}

/// What the provider sent back, and what the page kept. / Thông tin hệ thống đăng nhập gửi lại.
#[derive(InputObject)]
pub struct SignOnCompleteInput {
    /// What `sessionSignOnStart` gave. / Giá trị `attempt` đã nhận khi bắt đầu.
    attempt: String,
    /// The parameter `state` of the page's address. / Tham số `state` trên địa chỉ trang.
    state: String,
    /// The parameter `code` of the page's address. / Tham số `code` trên địa chỉ trang.
    code: String,
    /// The parameter `iss` of the page's address, where the provider sends one. / Tham số `iss`, nếu có.
    issuer: Option<String>,
}

/// What beginning came to. / Kết quả bắt đầu đăng nhập.
#[derive(SimpleObject, Default)]
pub struct SignOnPayload {
    /// Where the browser goes. / Địa chỉ để chuyển trình duyệt đến.
    authorization_url: Option<String>,
    /// What the page keeps to itself until the browser is back, in its session storage: in no address and in no log. /
    /// Giá trị trang tự giữ đến khi trình duyệt quay lại; không đưa vào địa chỉ hay nhật ký.
    attempt: Option<String>,
    /// Until when the browser has to be back: ten minutes. / Hạn quay lại: mười phút.
    expires_at: Option<DateTime<Utc>>,
    /// Why nothing was done; empty when it was. / Lý do không thực hiện được.
    errors: Vec<UserError>,
}

impl From<SignOnCompleteInput> for Returned {
    fn from(input: SignOnCompleteInput) -> Self {
        Self {
            attempt: input.attempt,
            state: input.state,
            code: input.code,
            issuer: input.issuer,
        }
    }
}

impl From<Outcome<Attempted>> for SignOnPayload {
    fn from(Outcome { done, errors }: Outcome<Attempted>) -> Self {
        let Some(begun) = done else {
            return Self {
                errors,
                ..Self::default()
            };
        };
        Self {
            authorization_url: Some(begun.authorization_url.into()),
            attempt: Some(begun.attempt),
            expires_at: Some(begun.expires_at),
            errors,
        }
    }
}
