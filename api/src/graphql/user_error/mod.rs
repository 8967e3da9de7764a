//! Expected failures of mutations, as data of their payloads.
mod field_fault;
mod file_in_use;

pub use field_fault::FieldFault;
pub(super) use field_fault::input_path;
pub use file_in_use::FileInUse;

use async_graphql::{Enum, Interface, Object};
use entity::value::EditionState as State;
use strum::VariantArray;

use super::desk::EditionState;
use super::message::Language;
use crate::domain::draft::{Fault, Problem};
use crate::domain::{self, Refusal as Rule};

/// Why a mutation did nothing. / Lý do thao tác không được thực hiện.
#[derive(Clone, Debug, Interface)]
#[graphql(
    field(
        name = "code",
        ty = "UserErrorCode",
        desc = "Kind of failure. / Loại lỗi."
    ),
    field(
        name = "message",
        ty = "String",
        desc = "For people: Vietnamese, or English by `Accept-Language`. / Thông báo cho người dùng."
    ),
    field(
        name = "path",
        ty = "Vec<String>",
        desc = "The input's field that it is about; empty for the whole. / Trường dữ liệu có lỗi."
    )
)]
pub enum UserError {
    /// A field is to be mended.
    FieldFault(FieldFault),
    /// A file is used.
    FileInUse(FileInUse),
    /// A rule forbids it.
    Refusal(Refusal),
    /// The state forbids it.
    StateConflict(StateConflict),
    /// Too many guesses.
    TooManyAttempts(TooManyAttempts),
    /// Somebody else was first.
    VersionConflict(VersionConflict),
}

/// Kinds of expected failure. / Các loại lỗi được dự liệu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum, VariantArray)]
pub enum UserErrorCode {
    /// Nobody is signed in, or no longer. / Chưa đăng nhập hoặc phiên đã kết thúc.
    Unauthenticated,
    /// The account may not do this. / Không có quyền thực hiện.
    Forbidden,
    /// There is no such thing, or it is out of reach. / Không tìm thấy.
    NotFound,
    /// Somebody else changed it first. / Người khác đã thay đổi trước.
    VersionConflict,
    /// The state does not allow it. / Trạng thái không cho phép.
    WrongState,
    /// Who wrote it does not approve it. / Người soạn không tự duyệt.
    SamePerson,
    /// There is a working copy already. / Đã có bản đang soạn.
    DraftExists,
    /// What the public reads has changed since this was begun. / Nội dung đang đăng đã thay đổi kể từ khi bắt đầu soạn.
    BaseChanged,
    /// What has to be confirmed was not. / Chưa xác nhận các nội dung bắt buộc.
    NotConfirmed,
    /// The head of the agency has to stand by it first. / Chưa có ý kiến của lãnh đạo cơ quan.
    NotEndorsed,
    /// The file is used; `uses` says where. / Tệp đang được sử dụng.
    InUse,
    /// A field has to be filled in. / Thiếu trường bắt buộc.
    Missing,
    /// A field names something that is not there. / Mã không tồn tại.
    UnknownCode,
    /// No such account with this password. / Sai tên đăng nhập hoặc mật khẩu.
    CredentialsInvalid,
    /// A one-time password is needed. / Cần mã xác thực dùng một lần.
    SecondFactorNeeded,
    /// The password has to be changed first. / Phải đổi mật khẩu trước.
    PasswordMustChange,
    /// The password is too short or too easily guessed. / Mật khẩu quá ngắn hoặc dễ đoán.
    PasswordWeak,
    /// A one-time password or code is wrong, used or expired. / Mã sai, đã dùng hoặc hết hạn.
    CodeInvalid,
    /// A refresh token is unknown, used or expired. / Mã làm mới phiên không còn giá trị.
    TokenInvalid,
    /// Too many guesses. / Thử quá nhiều lần.
    TooManyAttempts,
    /// Somebody else has it already; `path` says what. / Đã có người dùng.
    Taken,
    /// The province's sign-on vouches for somebody who has no active account here. / Chưa có tài khoản tại đây.
    NoAccount,
    /// Nobody would be left who keeps accounts. / Quản trị viên cuối cùng.
    LastAdministrator,
    /// No mail is sent here. / Hệ thống không gửi thư điện tử.
    NoMail,
    /// The value cannot be used; `path` says which. / Giá trị không hợp lệ.
    Invalid,
    /// Something else would happen now than what the report said; look at the new one. / Kết quả sẽ khác với báo cáo đã
    /// xem; hãy xem báo cáo mới.
    ReportChanged,
    /// The idempotency key was used for another request. / Khóa chống lặp đã dùng cho yêu cầu khác.
    IdempotencyKeyReused,
}

/// What every failure says.
#[derive(Clone, Debug)]
struct Said {
    code: UserErrorCode,
    message: String,
    path: Vec<String>,
}

/// A rule forbids what was asked for. / Bị từ chối theo quy định.
#[derive(Clone, Debug)]
pub struct Refusal(Said);

/// What was asked for is allowed in other states only. / Trạng thái không phù hợp.
#[derive(Clone, Debug)]
pub struct StateConflict {
    said: Said,
    state: State,
    allowed: Vec<State>,
}

/// Too many guesses. / Thử quá nhiều lần.
#[derive(Clone, Debug)]
pub struct TooManyAttempts {
    said: Said,
    retry_after: u64,
}

/// Somebody else changed it first. / Xung đột phiên bản.
#[derive(Clone, Debug)]
pub struct VersionConflict {
    said: Said,
    current: i32,
}

impl UserError {
    /// The failure as data, where it is one that callers are to expect; others are given back.
    ///
    /// # Errors
    /// The error itself, when it is not an expected one.
    pub fn expected(error: domain::Error, language: Language) -> domain::Result<Vec<Self>> {
        let said = |code: UserErrorCode| Said {
            code,
            message: language.sentence(code).to_owned(),
            path: Vec::new(),
        };
        let refusal = |code| Self::Refusal(Refusal(said(code)));
        Ok(match error {
            domain::Error::Unauthenticated => vec![refusal(UserErrorCode::Unauthenticated)],
            domain::Error::Forbidden(_) => vec![refusal(UserErrorCode::Forbidden)],
            domain::Error::NotFound => vec![refusal(UserErrorCode::NotFound)],
            domain::Error::Refused(rule @ Rule::Taken(field)) => {
                let path = field.split('.').map(str::to_owned).collect();
                let said = said(code_of(rule));
                vec![Self::Refusal(Refusal(Said { path, ..said }))]
            }
            domain::Error::Refused(rule) => vec![refusal(code_of(rule))],
            domain::Error::TooSoon { retry_after } => {
                vec![Self::TooManyAttempts(TooManyAttempts {
                    said: said(UserErrorCode::TooManyAttempts),
                    retry_after,
                })]
            }
            domain::Error::WrongState(wrong) => vec![Self::StateConflict(StateConflict {
                said: said(UserErrorCode::WrongState),
                state: wrong.state,
                allowed: wrong.allowed,
            })],
            domain::Error::InUse(uses) => vec![Self::FileInUse(FileInUse {
                said: said(UserErrorCode::InUse),
                uses,
            })],
            domain::Error::Conflict {
                current: Some(current),
            } => vec![Self::VersionConflict(VersionConflict {
                said: said(UserErrorCode::VersionConflict),
                current,
            })],
            domain::Error::Invalid { field, reason, .. } => {
                let fault = Fault::new(field, Problem::Invalid(reason));
                vec![Self::FieldFault(FieldFault::new(fault, language))]
            }
            domain::Error::Faults(faults) => faults
                .into_iter()
                .map(|fault| Self::FieldFault(FieldFault::new(fault, language)))
                .collect(),
            other => return Err(other),
        })
    }
}

fn code_of(rule: Rule) -> UserErrorCode {
    match rule {
        Rule::SamePerson => UserErrorCode::SamePerson,
        Rule::DraftExists => UserErrorCode::DraftExists,
        Rule::CredentialsInvalid => UserErrorCode::CredentialsInvalid,
        Rule::SecondFactorNeeded => UserErrorCode::SecondFactorNeeded,
        Rule::PasswordMustChange => UserErrorCode::PasswordMustChange,
        Rule::PasswordWeak => UserErrorCode::PasswordWeak,
        Rule::CodeInvalid => UserErrorCode::CodeInvalid,
        Rule::TokenInvalid => UserErrorCode::TokenInvalid,
        Rule::Taken(_) => UserErrorCode::Taken,
        Rule::NoAccount => UserErrorCode::NoAccount,
        Rule::NoMail => UserErrorCode::NoMail,
        Rule::LastAdministrator => UserErrorCode::LastAdministrator,
        Rule::BaseChanged => UserErrorCode::BaseChanged,
        Rule::NotConfirmed => UserErrorCode::NotConfirmed,
        Rule::NotEndorsed => UserErrorCode::NotEndorsed,
        Rule::ReportChanged => UserErrorCode::ReportChanged,
        Rule::KeyReused => UserErrorCode::IdempotencyKeyReused,
    }
}

/// A rule forbids what was asked for. / Bị từ chối theo quy định.
#[Object]
impl Refusal {
    /// Kind of failure. / Loại lỗi.
    async fn code(&self) -> UserErrorCode {
        self.0.code
    }

    /// For people. / Thông báo cho người dùng.
    async fn message(&self) -> String {
        self.0.message.clone()
    }

    /// The input's field that it is about. / Trường dữ liệu có lỗi.
    async fn path(&self) -> Vec<String> {
        self.0.path.clone()
    }
}

/// What was asked for is allowed in other states only. / Trạng thái không phù hợp.
#[Object]
impl StateConflict {
    /// Kind of failure. / Loại lỗi.
    async fn code(&self) -> UserErrorCode {
        self.said.code
    }

    /// For people. / Thông báo cho người dùng.
    async fn message(&self) -> String {
        self.said.message.clone()
    }

    /// The input's field that it is about. / Trường dữ liệu có lỗi.
    async fn path(&self) -> Vec<String> {
        self.said.path.clone()
    }

    /// The state that it is in. / Trạng thái hiện tại.
    async fn state(&self) -> EditionState {
        self.state.into()
    }

    /// The states in which it is allowed. / Các trạng thái cho phép.
    async fn allowed(&self) -> Vec<EditionState> {
        self.allowed.iter().map(|state| (*state).into()).collect()
    }
}

/// Somebody else changed it first. / Xung đột phiên bản.
#[Object]
impl VersionConflict {
    /// Kind of failure. / Loại lỗi.
    async fn code(&self) -> UserErrorCode {
        self.said.code
    }

    /// For people. / Thông báo cho người dùng.
    async fn message(&self) -> String {
        self.said.message.clone()
    }

    /// The input's field that it is about. / Trường dữ liệu có lỗi.
    async fn path(&self) -> Vec<String> {
        self.said.path.clone()
    }

    /// The version as it is now. / Phiên bản hiện tại.
    async fn current_version(&self) -> i32 {
        self.current
    }
}

/// Too many guesses. / Thử quá nhiều lần.
#[Object]
impl TooManyAttempts {
    /// Kind of failure. / Loại lỗi.
    async fn code(&self) -> UserErrorCode {
        self.said.code
    }

    /// For people. / Thông báo cho người dùng.
    async fn message(&self) -> String {
        self.said.message.clone()
    }

    /// The input's field that it is about. / Trường dữ liệu có lỗi.
    async fn path(&self) -> Vec<String> {
        self.said.path.clone()
    }

    /// Seconds to wait before trying again. / Số giây cần chờ trước khi thử lại.
    async fn retry_after(&self) -> i32 {
        i32::try_from(self.retry_after).unwrap_or(i32::MAX)
    }
}
