//! Mutations on accounts: by administrators, and on the own password.
use async_graphql::{Context, Enum, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain;
use crate::domain::account::{self, Changes, Identity, IssuedCode, NewAccount, Seen};
use crate::graphql::context::ContextExt;
use crate::graphql::desk::{Account, AccountKind, DeskId};
use crate::graphql::error::Result;
use crate::graphql::loader::AccountById;
use crate::graphql::outcome::outcome;
use crate::graphql::user_error::UserError;

/// Mutations on accounts.
#[derive(Default)]
pub struct AccountMutation;

#[Object]
impl AccountMutation {
    /// Makes an account and gives a one-time code, shown this once, with which its owner sets a password
    /// (`passwordResetRedeem`); a machine's gets keys instead (`machineKeyCreate`). / Tạo tài khoản; mã dùng một lần để chủ tài khoản đặt mật khẩu chỉ hiển thị một lần.
    async fn account_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The account. / Tài khoản cần tạo.")] input: AccountCreateInput,
    ) -> Result<AccountCodePayload> {
        let key = input.idempotency_key;
        let new = NewAccount {
            kind: input.kind.into(),
            name: input.name,
            login: input.login,
            email: input.email,
            language: input.language,
        };
        let done = account::create(ctx.office(), new, key.as_deref()).await;
        AccountCodePayload::of(ctx, done).await
    }

    /// Changes what an account is called. / Sửa thông tin tài khoản.
    async fn account_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be changed. / Thông tin cần sửa.")] input: AccountUpdateInput,
    ) -> Result<AccountPayload> {
        let key = input.idempotency_key;
        let done = async {
            let seen = Seen {
                account: DeskId::account(&input.id)?,
                version: input.expected_version,
            };
            let changes = input.changes.checked()?;
            account::update(ctx.office(), seen, changes, key.as_deref()).await
        };
        AccountPayload::of(ctx, done.await).await
    }

    /// Lets an account do nothing any more: its sessions end at once; what it planned still happens. / Khóa tài khoản: mọi
    /// phiên làm việc kết thúc ngay; lịch đăng đã đặt vẫn giữ.
    async fn account_disable(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which account. / Tài khoản.")] input: AccountActInput,
    ) -> Result<AccountPayload> {
        let done = async {
            let (seen, key) = input.checked()?;
            account::disable(ctx.office(), seen, key.as_deref()).await
        };
        AccountPayload::of(ctx, done.await).await
    }

    /// Lets an account come in again. / Mở khóa tài khoản.
    async fn account_enable(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which account. / Tài khoản.")] input: AccountActInput,
    ) -> Result<AccountPayload> {
        let done = async {
            let (seen, key) = input.checked()?;
            account::enable(ctx.office(), seen, key.as_deref()).await
        };
        AccountPayload::of(ctx, done.await).await
    }

    /// Forgets whom an account belonged to: name, user name, e-mail address, password. What it did stays, under its id,
    /// which is never given again. This cannot be undone. / Xóa thông tin cá nhân của tài khoản; không thể hoàn tác.
    async fn account_erase(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which account. / Tài khoản.")] input: AccountActInput,
    ) -> Result<AccountPayload> {
        let done = async {
            let (seen, key) = input.checked()?;
            account::erase(ctx.office(), seen, key.as_deref()).await
        };
        AccountPayload::of(ctx, done.await).await
    }

    /// Issues a one-time code for who cannot come in, shown this once; an earlier one is good no more.
    /// / Cấp mã dùng một lần cho người không đăng nhập được; mã cũ hết giá trị.
    async fn account_code_issue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "For whom and for what. / Cấp cho ai, để làm gì.")]
        input: AccountCodeIssueInput,
    ) -> Result<AccountCodePayload> {
        let key = input.idempotency_key;
        let done = async {
            let id = DeskId::account(&input.id)?;
            let purpose = input.purpose.into();
            account::issue_code(ctx.office(), id, purpose, key.as_deref()).await
        };
        AccountCodePayload::of(ctx, done.await).await
    }

    /// Ends a session of any account at once. / Kết thúc một phiên làm việc của tài khoản bất kỳ.
    async fn session_end(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which session. / Phiên làm việc.")] input: SessionEndInput,
    ) -> Result<AccountPayload> {
        let key = input.idempotency_key;
        let done = async {
            let session = DeskId::session(&input.id)?;
            account::end_session(ctx.office(), session, key.as_deref()).await
        };
        AccountPayload::of(ctx, done.await).await
    }

    /// Changes the own password; the account's other sessions end. / Đổi mật khẩu của mình; các phiên làm việc khác kết
    /// thúc.
    async fn password_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The passwords. / Mật khẩu cũ và mới.")] input: PasswordChangeInput,
    ) -> Result<AccountPayload> {
        let (present, new) = (&input.password, &input.new_password);
        let done = account::change_password(ctx.authority(), ctx.caller(), present, new).await;
        AccountPayload::of(ctx, done).await
    }

    /// Sets a password with a one-time code; the account's sessions end. / Đặt mật khẩu bằng mã dùng một lần; mọi phiên
    /// làm việc kết thúc.
    async fn password_reset_redeem(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The code and the password. / Mã và mật khẩu mới.")]
        input: PasswordResetRedeemInput,
    ) -> Result<PasswordPayload> {
        let (login, code, new) = (&input.login, &input.code, &input.new_password);
        let (authority, caller) = (ctx.authority(), ctx.caller());
        let done = account::redeem_password(authority, caller, login, code, new).await;
        let done = outcome(ctx, done)?;
        Ok(PasswordPayload {
            errors: done.errors,
        })
    }
}

/// An account to be made. / Tài khoản cần tạo.
#[derive(InputObject)]
pub struct AccountCreateInput {
    /// Of a person, or of a machine. / Của người hay của hệ thống.
    #[graphql(default_with = "AccountKind::Person")]
    kind: AccountKind,
    /// Name, as others at the desk see it. / Họ tên hoặc tên gọi.
    name: String,
    /// User name: 3 to 64 letters and digits, with full stops, hyphens and underscores between. / Tên đăng nhập: 3–64
    /// chữ cái, chữ số, dấu chấm, gạch nối, gạch dưới.
    login: Option<String>,
    /// E-mail address; a person has this or a user name. / Thư điện tử; phải có một trong hai.
    email: Option<String>,
    /// The language in which it is spoken to. / Ngôn ngữ.
    #[graphql(default = "vi")]
    language: String,
    /// The same key again does nothing again. / Khóa chống lặp.
    idempotency_key: Option<String>,
}

/// What is to be changed of an account. / Thông tin cần sửa của tài khoản.
#[derive(InputObject)]
pub struct AccountUpdateInput {
    /// The account. / Mã tài khoản.
    id: ID,
    /// Its version as it was read. / Phiên bản đã đọc.
    expected_version: i32,
    /// The changes. / Các thay đổi.
    changes: AccountChangesInput,
    /// The same key again does nothing again. / Khóa chống lặp.
    idempotency_key: Option<String>,
}

/// Changes of an account: absent keeps, null clears. / Thay đổi: bỏ trống là giữ nguyên, null là xóa.
#[derive(InputObject)]
pub struct AccountChangesInput {
    /// Name. / Họ tên hoặc tên gọi.
    name: MaybeUndefined<String>,
    /// User name. / Tên đăng nhập.
    login: MaybeUndefined<String>,
    /// E-mail address. / Thư điện tử.
    email: MaybeUndefined<String>,
    /// The language in which it is spoken to. / Ngôn ngữ.
    language: MaybeUndefined<String>,
    /// What the province's sign-on knows it by: all of it; null for nothing. What is taken away ends the sessions that
    /// began there. / Định danh tại hệ thống đăng nhập của tỉnh; bỏ định danh nào thì các phiên đăng nhập từ đó kết thúc.
    identities: MaybeUndefined<Vec<IdentityInput>>,
}

/// What a provider knows an account by. / Định danh tại một hệ thống đăng nhập.
#[derive(InputObject)]
pub struct IdentityInput {
    /// The provider, as its tokens name it (`iss`). / Hệ thống đăng nhập.
    issuer: String,
    /// The subject there (`sub`). / Mã người dùng tại đó.
    subject: String,
}

impl AccountChangesInput {
    fn checked(self) -> domain::Result<Changes> {
        Ok(Changes {
            name: kept(self.name, "name")?,
            login: clearable(self.login),
            email: clearable(self.email),
            language: kept(self.language, "language")?,
            identities: listed(self.identities).map(|all| {
                let known_as = all.into_iter().map(|it| Identity {
                    issuer: it.issuer,
                    subject: it.subject,
                });
                known_as.collect()
            }),
        })
    }
}

fn kept(given: MaybeUndefined<String>, field: &'static str) -> domain::Result<Option<String>> {
    match given {
        MaybeUndefined::Undefined => Ok(None),
        MaybeUndefined::Null => {
            let reason = ("cannot be null; leave it out", "không được là null");
            Err(domain::Error::invalid(field, reason))
        }
        MaybeUndefined::Value(value) => Ok(Some(value)),
    }
}

/// Null is an empty list.
fn listed<T>(given: MaybeUndefined<Vec<T>>) -> Option<Vec<T>> {
    match given {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(Vec::new()),
        MaybeUndefined::Value(all) => Some(all),
    }
}

#[expect(
    clippy::option_option,
    reason = "absent keeps, null clears, a value replaces"
)]
fn clearable(given: MaybeUndefined<String>) -> Option<Option<String>> {
    match given {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(value) => Some(Some(value)),
    }
}

/// An account that is acted on. / Tài khoản được xử lý.
#[derive(InputObject)]
pub struct AccountActInput {
    /// The account. / Mã tài khoản.
    id: ID,
    /// Its version as it was read. / Phiên bản đã đọc.
    expected_version: i32,
    /// The same key again does nothing again. / Khóa chống lặp.
    idempotency_key: Option<String>,
}

impl AccountActInput {
    fn checked(self) -> domain::Result<(Seen, Option<String>)> {
        let seen = Seen {
            account: DeskId::account(&self.id)?,
            version: self.expected_version,
        };
        Ok((seen, self.idempotency_key))
    }
}

/// A one-time code to be issued. / Mã dùng một lần cần cấp.
#[derive(InputObject)]
pub struct AccountCodeIssueInput {
    /// The account. / Mã tài khoản.
    id: ID,
    /// What it is for. / Mục đích.
    purpose: CodePurpose,
    /// The same key again does nothing again; the code is not shown again. / Khóa chống lặp; mã không hiển thị lại.
    idempotency_key: Option<String>,
}

/// What one-time codes are for. / Mục đích của mã dùng một lần.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::value::CodePurpose")]
pub enum CodePurpose {
    /// Set a password. / Đặt mật khẩu.
    Password,
    /// Set up one-time passwords anew. / Cài đặt lại mã xác thực.
    Totp,
}

/// A session to be ended. / Phiên làm việc cần kết thúc.
#[derive(InputObject)]
pub struct SessionEndInput {
    /// The session. / Mã phiên làm việc.
    id: ID,
    /// The same key again does nothing again. / Khóa chống lặp.
    idempotency_key: Option<String>,
}

/// The own password and a new one. / Mật khẩu hiện tại và mật khẩu mới.
#[derive(InputObject)]
pub struct PasswordChangeInput {
    /// The password as it is. / Mật khẩu hiện tại.
    password: String,
    /// The new one: 12 characters or more that others do not guess. / Mật khẩu mới: từ 12 ký tự, khó đoán.
    new_password: String,
}

/// A one-time code and a new password. / Mã dùng một lần và mật khẩu mới.
#[derive(InputObject)]
pub struct PasswordResetRedeemInput {
    /// User name or e-mail address. / Tên đăng nhập hoặc thư điện tử.
    login: String,
    /// The code. / Mã dùng một lần.
    code: String,
    /// The new password: 12 characters or more that others do not guess. / Mật khẩu mới: từ 12 ký tự, khó đoán.
    new_password: String,
}

/// What an act on an account came to. / Kết quả xử lý tài khoản.
#[derive(SimpleObject, Default)]
pub struct AccountPayload {
    /// The account as it is now. / Tài khoản sau khi xử lý.
    account: Option<Account>,
    /// Why nothing was done; empty when it was. / Lý do không thực hiện được.
    errors: Vec<UserError>,
}

impl AccountPayload {
    pub(super) async fn of(ctx: &Context<'_>, done: domain::Result<Uuid>) -> Result<Self> {
        let done = outcome(ctx, done)?;
        Ok(Self {
            account: match done.done {
                Some(id) => ctx.reader().load_one(AccountById(id)).await?.map(Account),
                None => None,
            },
            errors: done.errors,
        })
    }
}

/// An account and a one-time code for it. / Tài khoản và mã dùng một lần.
#[derive(SimpleObject, Default)]
pub struct AccountCodePayload {
    /// The account. / Tài khoản.
    account: Option<Account>,
    /// The code, shown this once; null where the request was repeated. / Mã, chỉ hiển thị một lần này.
    code: Option<String>,
    /// Until when the code is good. / Thời điểm mã hết hạn.
    expires_at: Option<DateTime<Utc>>,
    /// Why nothing was done; empty when it was. / Lý do không thực hiện được.
    errors: Vec<UserError>,
}

impl AccountCodePayload {
    async fn of(
        ctx: &Context<'_>,
        done: domain::Result<(Uuid, Option<IssuedCode>)>,
    ) -> Result<Self> {
        let (done, code) = match done {
            Ok((id, code)) => (Ok(id), code),
            Err(error) => (Err(error), None),
        };
        let AccountPayload { account, errors } = AccountPayload::of(ctx, done).await?;
        let (code, expires_at) = code.map(|code| (code.text, code.expires_at)).unzip();
        Ok(Self {
            account,
            code,
            expires_at,
            errors,
        })
    }
}

/// What setting a password came to. / Kết quả đặt mật khẩu.
#[derive(SimpleObject)]
pub struct PasswordPayload {
    /// Why nothing was done; empty when it was. / Lý do không thực hiện được.
    pub(super) errors: Vec<UserError>,
}
