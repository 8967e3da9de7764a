//! Mutations on files. They are uploaded over HTTP.
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use crate::domain::desk::Acting;
use crate::domain::files::remove;
use crate::graphql::context::ContextExt;
use crate::graphql::desk::DeskId;
use crate::graphql::error::Result;
use crate::graphql::outcome::outcome;
use crate::graphql::user_error::UserError;

/// Mutations on files.
#[derive(Default)]
pub struct FileMutation;

#[Object]
impl FileMutation {
    /// Takes a file out of an agency's hands. A file that is used stays, and `FileInUse` says where. / Xóa tệp khỏi kho
    /// của cơ quan. Tệp đang được sử dụng thì không xóa được; `FileInUse` cho biết nơi sử dụng.
    async fn file_remove(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which file. / Tệp cần xóa.")] input: FileRemoveInput,
    ) -> Result<FileRemovePayload> {
        let done = async {
            let acting = Acting {
                database: ctx.database(),
                clock: ctx.clock(),
                caller: ctx.caller(),
                key: input.idempotency_key.as_deref(),
            };
            remove(&acting, DeskId::file(&input.id)?).await
        };
        let outcome = outcome(ctx, done.await)?;
        Ok(FileRemovePayload {
            id: outcome.done.map(|id| DeskId::File(id).encode()),
            errors: outcome.errors,
        })
    }
}

/// A file to be removed. / Tệp cần xóa.
#[derive(InputObject)]
pub struct FileRemoveInput {
    /// The file, as the agency has it. / Mã tệp của cơ quan.
    id: ID,
    /// The same key again does nothing again. / Khóa chống lặp.
    idempotency_key: Option<String>,
}

/// What became of it. / Kết quả.
#[derive(SimpleObject)]
pub struct FileRemovePayload {
    /// The id that the agency had it under. / Mã của tệp đã xóa.
    id: Option<ID>,
    /// Why nothing was done. / Lý do không thực hiện.
    errors: Vec<UserError>,
}
