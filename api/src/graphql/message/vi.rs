//! Sentences in Vietnamese.
use crate::graphql::user_error::UserErrorCode;

/// What a code means.
pub(super) fn sentence(code: UserErrorCode) -> &'static str {
    match code {
        UserErrorCode::Unauthenticated => "Bạn chưa đăng nhập, hoặc phiên làm việc đã kết thúc.",
        UserErrorCode::Forbidden => "Tài khoản của bạn không có quyền thực hiện việc này.",
        UserErrorCode::NotFound => "Không tìm thấy đối tượng này.",
        UserErrorCode::VersionConflict => {
            "Người khác đã thay đổi nội dung này trong lúc bạn làm việc; hãy tải lại rồi thực hiện lại."
        }
        UserErrorCode::WrongState => "Trạng thái hiện tại không cho phép thực hiện việc này.",
        UserErrorCode::SamePerson => {
            "Người soạn thảo không tự duyệt bài của mình; việc này do người khác thực hiện."
        }
    }
}
