//! Why a socket is closed: the protocol's codes, with a sentence for whoever looks.

use actix_ws::{CloseCode, CloseReason};

use crate::graphql::message::Language;

/// Why a socket is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Close {
    /// The server stops.
    Stopping,
    /// What came is no WebSocket frame.
    BrokenFrame,
    /// What came is no UTF-8.
    BrokenText,
    /// A message is larger than may be.
    TooLarge,
    /// It cannot be looked up now who connects.
    TryAgain,
    /// What came is no message of the protocol.
    BadMessage,
    /// An operation came before the connection was begun.
    NotBegun,
    /// Who connects is not signed in, or no longer.
    SignedOut,
    /// The client speaks another protocol.
    OtherProtocol,
    /// The connection was not begun in time.
    BeginsTooLate,
    /// An operation has this id already.
    IdInUse,
    /// The connection was begun already.
    BegunTwice,
}

impl Close {
    /// The code and the sentence.
    pub fn reason(self, language: Language) -> CloseReason {
        let (code, vietnamese, english) = self.said();
        let sentence = match language {
            Language::Vietnamese => vietnamese,
            Language::English => english,
        };
        CloseReason {
            code,
            description: Some(sentence.to_owned()),
        }
    }

    /// A sentence has 123 bytes at most.
    fn said(self) -> (CloseCode, &'static str, &'static str) {
        match self {
            Self::Stopping => (
                CloseCode::Away,
                "Máy chủ đang dừng; hãy kết nối lại.",
                "The server stops; connect again.",
            ),
            Self::BrokenFrame => (
                CloseCode::Protocol,
                "Khung WebSocket không hợp lệ.",
                "This is no WebSocket frame.",
            ),
            Self::BrokenText => (
                CloseCode::Invalid,
                "Văn bản không phải UTF-8.",
                "The text is not UTF-8.",
            ),
            Self::TooLarge => (
                CloseCode::Size,
                "Thông điệp quá lớn.",
                "The message is too large.",
            ),
            Self::TryAgain => (
                CloseCode::Again,
                "Tạm thời chưa xác thực được; hãy thử lại sau.",
                "Sign-in cannot be checked now; try again soon.",
            ),
            Self::BadMessage => (
                CloseCode::Other(4400),
                "Thông điệp không đúng giao thức.",
                "This is no message of the protocol.",
            ),
            Self::NotBegun => (
                CloseCode::Other(4401),
                "Hãy gửi connection_init trước.",
                "Send connection_init first.",
            ),
            Self::SignedOut => (
                CloseCode::Other(4403),
                "Chưa đăng nhập hoặc phiên làm việc đã kết thúc.",
                "Not signed in, or the session has ended.",
            ),
            Self::OtherProtocol => (
                CloseCode::Other(4406),
                "Chỉ hỗ trợ giao thức graphql-transport-ws.",
                "Only graphql-transport-ws is spoken here.",
            ),
            Self::BeginsTooLate => (
                CloseCode::Other(4408),
                "Không nhận được connection_init kịp thời.",
                "connection_init did not come in time.",
            ),
            Self::IdInUse => (
                CloseCode::Other(4409),
                "Mã này đang được dùng cho thao tác khác.",
                "An operation has this id already.",
            ),
            Self::BegunTwice => (
                CloseCode::Other(4429),
                "connection_init đã được gửi trước đó.",
                "connection_init came before.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_fits_into_a_frame_in_both_languages() {
        for close in [
            Close::Stopping,
            Close::BrokenFrame,
            Close::BrokenText,
            Close::TooLarge,
            Close::TryAgain,
            Close::BadMessage,
            Close::NotBegun,
            Close::SignedOut,
            Close::OtherProtocol,
            Close::BeginsTooLate,
            Close::IdInUse,
            Close::BegunTwice,
        ] {
            let (_, vietnamese, english) = close.said();
            assert!(vietnamese.len() <= 123 && english.len() <= 123, "{close:?}");
        }
    }
}
