//! Mutations on one-time passwords (RFC 6238).
use async_graphql::{Context, InputObject, Object, SimpleObject};

use super::account::{AccountPayload, PasswordPayload};
use crate::domain::account;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::outcome::outcome;
use crate::graphql::user_error::UserError;

/// Mutations on one-time passwords.
#[derive(Default)]
pub struct TotpMutation;

#[Object]
impl TotpMutation {
    /// Gives a new seed for one-time passwords, shown this once; it counts from `totpConfirm` on.
    /// / Cấp khóa tạo mã xác thực, chỉ hiển thị một lần; có hiệu lực sau `totpConfirm`.
    async fn totp_enrol(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The own password. / Mật khẩu của mình.")] input: TotpEnrolInput,
    ) -> Result<TotpEnrolPayload> {
        let (authority, caller) = (ctx.authority(), ctx.caller());
        let done = account::enrol_totp(authority, &ctx.host(), caller, &input.password).await;
        let done = outcome(ctx, done)?;
        let (secret, url) = done.done.map(|given| (given.secret, given.url)).unzip();
        Ok(TotpEnrolPayload {
            secret,
            url,
            errors: done.errors,
        })
    }

    /// Lets the seed count from now on, since a code of it is shown. / Xác nhận mã xác thực; từ nay phải nhập mã khi đăng
    /// nhập.
    async fn totp_confirm(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A code. / Mã xác thực.")] input: TotpConfirmInput,
    ) -> Result<AccountPayload> {
        let done = account::confirm_totp(ctx.authority(), ctx.caller(), &input.one_time_password);
        AccountPayload::of(ctx, done.await).await
    }

    /// Takes the own one-time passwords away; refused where a role needs them. / Bỏ mã xác thực của mình; bị từ chối nếu
    /// vai trò bắt buộc.
    async fn totp_remove(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Password and code. / Mật khẩu và mã xác thực.")] input: TotpRemoveInput,
    ) -> Result<AccountPayload> {
        let (password, code) = (&input.password, &input.one_time_password);
        let done = account::remove_totp(ctx.authority(), ctx.caller(), password, code).await;
        AccountPayload::of(ctx, done).await
    }

    /// Takes one-time passwords away for who lost the device: with the password and an administrator's code.
    /// / Bỏ mã xác thực khi mất thiết bị: cần mật khẩu và mã do quản trị viên cấp.
    async fn totp_recover(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Password and code. / Mật khẩu và mã do quản trị viên cấp.")]
        input: TotpRecoverInput,
    ) -> Result<PasswordPayload> {
        let (authority, caller) = (ctx.authority(), ctx.caller());
        let (login, password, code) = (&input.login, &input.password, &input.code);
        let done = account::recover_totp(authority, caller, login, password, code).await;
        let done = outcome(ctx, done)?;
        Ok(PasswordPayload {
            errors: done.errors,
        })
    }
}

/// The own password. / Mật khẩu của mình.
#[derive(InputObject)]
pub struct TotpEnrolInput {
    /// Password. / Mật khẩu.
    password: String,
}

/// A one-time password. / Mã xác thực.
#[derive(InputObject)]
pub struct TotpConfirmInput {
    /// Six digits, as the app shows them. / Sáu chữ số trên ứng dụng.
    one_time_password: String,
}

/// The own password and a one-time password. / Mật khẩu và mã xác thực.
#[derive(InputObject)]
pub struct TotpRemoveInput {
    /// Password. / Mật khẩu.
    password: String,
    /// Six digits, as the app shows them. / Sáu chữ số trên ứng dụng.
    one_time_password: String,
}

/// What somebody shows who lost the device. / Thông tin của người mất thiết bị.
#[derive(InputObject)]
pub struct TotpRecoverInput {
    /// User name or e-mail address. / Tên đăng nhập hoặc thư điện tử.
    login: String,
    /// Password. / Mật khẩu.
    password: String,
    /// The code that an administrator issued (`accountCodeIssue`). / Mã do quản trị viên cấp.
    code: String,
}

/// A seed for one-time passwords, shown this once. / Khóa tạo mã xác thực, chỉ hiển thị một lần.
#[derive(SimpleObject)]
pub struct TotpEnrolPayload {
    /// In base 32, to be typed into an app. / Dạng chữ, để nhập vào ứng dụng.
    secret: Option<String>,
    /// The same as `otpauth://…`, to be shown as a picture. / Dạng địa chỉ, để hiển thị thành mã QR.
    url: Option<String>,
    /// Why nothing was done; empty when it was. / Lý do không thực hiện được.
    errors: Vec<UserError>,
}
