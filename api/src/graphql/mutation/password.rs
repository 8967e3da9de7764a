//! Asking for a code by mail.
use async_graphql::{Context, InputObject, Object};

use super::account::PasswordPayload;
use crate::domain::account::mail;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::outcome::outcome;

/// Mutations on forgotten passwords.
#[derive(Default)]
pub struct PasswordMutation;

#[Object]
impl PasswordMutation {
    /// Has a one-time code sent by mail, with which a password is set (`passwordResetRedeem`). The answer is the same
    /// whether there is such an account or not. / Gửi mã đặt lại mật khẩu qua thư điện tử; câu trả lời như nhau dù tài
    /// khoản có hay không.
    async fn password_reset_ask(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who forgot it. / Người quên mật khẩu.")] input: PasswordResetAskInput,
    ) -> Result<PasswordPayload> {
        let done = mail::ask(ctx.authority(), ctx.caller(), &input.login).await;
        let done = outcome(ctx, done)?;
        Ok(PasswordPayload {
            errors: done.errors,
        })
    }
}

/// Who forgot a password. / Người quên mật khẩu.
#[derive(InputObject)]
pub struct PasswordResetAskInput {
    /// User name or e-mail address. / Tên đăng nhập hoặc thư điện tử.
    login: String,
}
