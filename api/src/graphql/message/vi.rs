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
        UserErrorCode::DraftExists => {
            "Bài này đã có một bản đang soạn; hãy soạn tiếp bản đó hoặc hủy đi."
        }
        UserErrorCode::IdempotencyKeyReused => {
            "Khóa chống lặp này đã dùng cho một yêu cầu khác; hãy dùng khóa mới."
        }
        UserErrorCode::Missing => "Trường này phải được điền.",
        UserErrorCode::UnknownCode => "Mã hoặc đối tượng được nêu không tồn tại.",
        UserErrorCode::Invalid => "Giá trị này không dùng được.",
    }
}
