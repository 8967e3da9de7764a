//! Sentences in Vietnamese.
use crate::graphql::user_error::UserErrorCode;

/// What a code means.
pub(super) fn sentence(code: UserErrorCode) -> &'static str {
    match code {
        UserErrorCode::Unauthenticated => "Bạn chưa đăng nhập, hoặc phiên làm việc đã kết thúc.",
        UserErrorCode::Forbidden => "Tài khoản của bạn không có quyền thực hiện việc này.",
        UserErrorCode::NotFound => "Không tìm thấy đối tượng này.",
        UserErrorCode::VersionConflict => {
            "Bài không còn ở phiên bản mà bạn gửi; hãy tải lại, xem điều gì đã thay đổi rồi thực hiện lại."
        }
        UserErrorCode::WrongState => "Trạng thái hiện tại không cho phép thực hiện việc này.",
        UserErrorCode::SamePerson => {
            "Người soạn thảo không tự duyệt bài của mình; việc này do người khác thực hiện."
        }
        UserErrorCode::DraftExists => {
            "Bài này đã có một bản đang soạn; hãy soạn tiếp bản đó hoặc hủy đi."
        }
        UserErrorCode::BaseChanged => {
            "Nội dung đang đăng đã thay đổi kể từ khi bắt đầu soạn (có bản mới hơn, hoặc đã bị gỡ); hãy so sánh rồi chọn \
             overNewer."
        }
        UserErrorCode::NotConfirmed => {
            "Hãy xác nhận bài không chứa bí mật nhà nước, đời sống riêng tư và danh tính trẻ em."
        }
        UserErrorCode::NotEndorsed => "Cần lãnh đạo cơ quan cho ý kiến đồng ý trước.",
        UserErrorCode::InUse => {
            "Tệp đang được sử dụng nên chưa thể xóa; hãy gỡ tệp khỏi các bài nêu trong danh sách trước."
        }
        UserErrorCode::Missing => "Trường này phải được điền.",
        UserErrorCode::UnknownCode => "Mã hoặc đối tượng được nêu không tồn tại.",
        UserErrorCode::CredentialsInvalid => "Tên đăng nhập hoặc mật khẩu không đúng.",
        UserErrorCode::SecondFactorNeeded => {
            "Tài khoản này đăng nhập bằng cả mã xác thực dùng một lần; hãy cài đặt hoặc nhập mã."
        }
        UserErrorCode::PasswordMustChange => {
            "Bạn cần đổi mật khẩu trước khi làm bất kỳ việc nào khác."
        }
        UserErrorCode::PasswordWeak => {
            "Hãy chọn mật khẩu từ 12 ký tự trở lên và khó đoán: không dùng tên mình, không dùng từ phổ biến."
        }
        UserErrorCode::CodeInvalid => "Mã không đúng, đã được sử dụng hoặc đã hết hạn.",
        UserErrorCode::TokenInvalid => {
            "Mã phiên không đúng, đã được sử dụng hoặc đã hết hạn; vui lòng đăng nhập lại."
        }
        UserErrorCode::TooManyAttempts => {
            "Bạn đã thử quá nhiều lần; vui lòng chờ một lát rồi thử lại."
        }
        UserErrorCode::Taken => "Giá trị này đã có người khác sử dụng.",
        UserErrorCode::NoAccount => {
            "Hệ thống đăng nhập đã xác nhận danh tính, nhưng tại đây chưa có tài khoản đang hoạt động của bạn; vui lòng đề nghị quản trị viên liên kết tài khoản."
        }
        UserErrorCode::LastAdministrator => {
            "Đây là quản trị viên cuối cùng còn hoạt động; hãy giao vai trò quản trị cho người khác trước."
        }
        UserErrorCode::NoMail => {
            "Hệ thống này không gửi thư điện tử; vui lòng đề nghị quản trị viên cấp mã dùng một lần."
        }
        UserErrorCode::Invalid => "Không thể sử dụng giá trị này.",
        UserErrorCode::ReportChanged => {
            "Kết quả bây giờ sẽ khác với báo cáo đã xem; hãy đọc báo cáo mới rồi quyết định lại."
        }
        UserErrorCode::IdempotencyKeyReused => {
            "Khóa chống lặp này đã được dùng cho một yêu cầu khác; hãy dùng khóa mới."
        }
    }
}
