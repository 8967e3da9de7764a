//! Mutations on machine keys.
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain;
use crate::domain::account::machine_key::{NewMachineKey, create, revoke};
use crate::graphql::context::ContextExt;
use crate::graphql::desk::{DeskId, MachineKey};
use crate::graphql::error::Result;
use crate::graphql::loader::MachineKeyById;
use crate::graphql::outcome::outcome;
use crate::graphql::user_error::UserError;

/// Mutations on machine keys.
#[derive(Default)]
pub struct MachineKeyMutation;

#[Object]
impl MachineKeyMutation {
    /// Makes a key for the account of a site, an app or an importer, and shows it this once. / Tạo khóa cho tài khoản
    /// của hệ thống, ứng dụng; khóa chỉ hiển thị một lần.
    async fn machine_key_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The key. / Khóa cần tạo.")] input: MachineKeyCreateInput,
    ) -> Result<MachineKeyPayload> {
        let key = input.idempotency_key;
        let done = async {
            let new = NewMachineKey {
                account: DeskId::account(&input.account)?,
                name: input.name,
                actions: input.actions,
                origins: input.origins,
                expires_at: input.expires_at,
            };
            create(ctx.office(), new, key.as_deref()).await
        };
        MachineKeyPayload::of(ctx, done.await).await
    }

    /// Takes a key back: the next request with it is refused. / Thu hồi khóa: từ yêu cầu tiếp theo, khóa không còn giá
    /// trị.
    async fn machine_key_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which key. / Khóa cần thu hồi.")] input: MachineKeyRevokeInput,
    ) -> Result<MachineKeyPayload> {
        let key = input.idempotency_key;
        let done = async {
            let id = DeskId::machine_key(&input.id)?;
            let id = revoke(ctx.office(), id, key.as_deref()).await?;
            Ok((id, None))
        };
        MachineKeyPayload::of(ctx, done.await).await
    }
}

/// A key to be made. / Khóa cần tạo.
#[derive(InputObject)]
pub struct MachineKeyCreateInput {
    /// The account that acts with it, of a machine. / Mã tài khoản của hệ thống.
    account: ID,
    /// Name, to know it by. / Tên gọi.
    name: String,
    /// What it may be used for, as far as its account may: names of `policy`, such as `content.read`; none for reading
    /// what is public. Acts on items need `content.read` and `desk.read` beside them. / Các việc được làm; để trống nếu
    /// chỉ đọc nội dung công khai; thao tác với bài cần kèm `content.read` và `desk.read`.
    #[graphql(default)]
    actions: Vec<String>,
    /// The origins whose pages may use it, such as `https://tinh.example`; without any, no page may. / Các trang web
    /// được dùng khóa này.
    #[graphql(default)]
    origins: Vec<String>,
    /// When it ends, at most 366 days from now. / Thời điểm hết hạn, tối đa 366 ngày.
    expires_at: DateTime<Utc>,
    /// The same key again does nothing again. / Khóa chống lặp.
    idempotency_key: Option<String>,
}

/// A key to be taken back. / Khóa cần thu hồi.
#[derive(InputObject)]
pub struct MachineKeyRevokeInput {
    /// The key. / Mã khóa.
    id: ID,
    /// The same key again does nothing again. / Khóa chống lặp.
    idempotency_key: Option<String>,
}

/// What became of it. / Kết quả.
#[derive(SimpleObject)]
pub struct MachineKeyPayload {
    /// The key as it is kept. / Khóa.
    machine_key: Option<MachineKey>,
    /// The key itself, when it was just made; it is never shown again. / Chuỗi khóa, chỉ hiển thị khi vừa tạo.
    secret: Option<String>,
    /// Why nothing was done. / Lý do không thực hiện.
    errors: Vec<UserError>,
}

impl MachineKeyPayload {
    async fn of(ctx: &Context<'_>, done: domain::Result<(Uuid, Option<String>)>) -> Result<Self> {
        let outcome = outcome(ctx, done)?;
        let Some((id, secret)) = outcome.done else {
            return Ok(Self {
                machine_key: None,
                secret: None,
                errors: outcome.errors,
            });
        };
        let found = ctx.reader().load_one(MachineKeyById(id)).await?;
        Ok(Self {
            machine_key: found.map(MachineKey),
            secret,
            errors: outcome.errors,
        })
    }
}
