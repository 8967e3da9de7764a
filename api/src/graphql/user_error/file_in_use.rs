//! A file that is not removed, since it is used.
use async_graphql::Object;

use super::{Said, UserErrorCode};
use crate::domain::files::Use;
use crate::graphql::desk::FileUse;

/// A file is used, and stays. / Tệp đang được sử dụng nên được giữ lại.
#[derive(Clone, Debug)]
pub struct FileInUse {
    pub(super) said: Said,
    pub(super) uses: Vec<Use>,
}

/// A file is used, and stays. / Tệp đang được sử dụng nên được giữ lại.
#[Object]
impl FileInUse {
    /// Kind of failure. / Loại lỗi.
    pub async fn code(&self) -> UserErrorCode {
        self.said.code
    }

    /// For people. / Thông báo cho người dùng.
    pub async fn message(&self) -> String {
        self.said.message.clone()
    }

    /// The input's field that it is about. / Trường dữ liệu có lỗi.
    pub async fn path(&self) -> Vec<String> {
        self.said.path.clone()
    }

    /// Where it is used, as far as the account may know. / Nơi đang sử dụng, trong phạm vi của tài khoản.
    async fn uses(&self) -> Vec<FileUse> {
        self.uses.iter().cloned().map(FileUse).collect()
    }
}
