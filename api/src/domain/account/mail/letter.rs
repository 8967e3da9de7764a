//! What is written to whom.
use crate::domain::account::IssuedCode;
use crate::domain::clock::local;

/// A mail that is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The address.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// The text.
    pub text: String,
}

impl Letter {
    /// A code for a new password: in Vietnamese, or in English for an account that is spoken to in it.
    pub(super) fn with_code(to: String, name: &str, language: &str, code: &IssuedCode) -> Self {
        let until = local(code.expires_at).format("%H:%M %d/%m/%Y");
        let code = &code.text;
        let (subject, text) = if language == "en" {
            (
                "A code for a new password",
                format!(
                    "Dear {name},\n\nsomebody asked for a new password for your account. The code is\n\n    {code}\n\n\
                    It is good once, until {until} (Vietnamese time). Enter it where you sign in.\n\n\
                    If that was not you, you need not do anything: your password stays as it is. Give the code to nobody.\n"
                ),
            )
        } else {
            (
                "Mã đặt lại mật khẩu",
                format!(
                    "Kính gửi {name},\n\nCó yêu cầu đặt lại mật khẩu cho tài khoản của quý vị. Mã xác nhận là\n\n    {code}\n\n\
                    Mã chỉ dùng được một lần và có hiệu lực đến {until} (giờ Việt Nam). Hãy nhập mã tại trang đăng nhập.\n\n\
                    Nếu quý vị không yêu cầu, xin bỏ qua thư này: mật khẩu hiện tại vẫn giữ nguyên. Tuyệt đối không cung cấp mã \
                    cho người khác.\n"
                ),
            )
        };
        Self {
            to,
            subject: subject.to_owned(),
            text,
        }
    }
}
