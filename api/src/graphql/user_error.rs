//! Expected failures of mutations, as data of their payloads.
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
    /// A rule forbids it.
    Refusal(Refusal),
    /// The state forbids it.
    StateConflict(StateConflict),
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
    /// The key of idempotency was used for another request. / Khóa chống lặp đã dùng cho yêu cầu khác.
    IdempotencyKeyReused,
    /// A field has to be filled in. / Thiếu trường bắt buộc.
    Missing,
    /// A field names something that is not there. / Mã không tồn tại.
    UnknownCode,
    /// What a field says cannot be used. / Giá trị không hợp lệ.
    Invalid,
}

/// What every failure says.
#[derive(Clone, Debug)]
struct Said {
    code: UserErrorCode,
    message: String,
    path: Vec<String>,
}

/// A field is to be mended. / Một trường cần sửa.
#[derive(Clone, Debug)]
pub struct FieldFault {
    said: Said,
    legal_basis: Option<String>,
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
            domain::Error::Refused(rule) => vec![refusal(code_of(rule))],
            domain::Error::WrongState(wrong) => vec![Self::StateConflict(StateConflict {
                said: said(UserErrorCode::WrongState),
                state: wrong.state,
                allowed: wrong.allowed,
            })],
            domain::Error::Conflict {
                current: Some(current),
            } => vec![Self::VersionConflict(VersionConflict {
                said: said(UserErrorCode::VersionConflict),
                current,
            })],
            domain::Error::Invalid { field, message, .. } => {
                let fault = Fault::new(field, Problem::Invalid(message));
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
        Rule::KeyReused => UserErrorCode::IdempotencyKeyReused,
    }
}

impl FieldFault {
    /// The fault as callers are told of it.
    #[must_use]
    pub fn new(fault: Fault, language: Language) -> Self {
        let (code, reason) = match fault.problem {
            Problem::Missing => (UserErrorCode::Missing, None),
            Problem::Unknown => (UserErrorCode::UnknownCode, None),
            Problem::Invalid(reason) => (UserErrorCode::Invalid, Some(reason)),
        };
        let sentence = language.sentence(code).to_owned();
        Self {
            said: Said {
                code,
                message: reason.map_or(sentence.clone(), |reason| format!("{sentence} ({reason})")),
                path: input_path(&fault.path),
            },
            legal_basis: fault.legal_basis,
        }
    }
}

/// The path of an input's field from that of a record's: `attachments[2].file_name` is `attachments`, `2`, `fileName`.
fn input_path(path: &str) -> Vec<String> {
    path.split(['.', '[', ']'])
        .filter(|part| !part.is_empty())
        .map(|part| match part {
            "file" => "sha256".to_owned(),
            part => camel_case(part),
        })
        .collect()
}

fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let mut camel = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        camel.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
    }
    camel
}

/// A field is to be mended. / Một trường cần sửa.
#[Object]
impl FieldFault {
    /// Kind of failure. / Loại lỗi.
    async fn code(&self) -> UserErrorCode {
        self.said.code
    }

    /// For people. / Thông báo cho người dùng.
    async fn message(&self) -> String {
        self.said.message.clone()
    }

    /// The field that it is about. / Trường dữ liệu có lỗi.
    async fn path(&self) -> Vec<String> {
        self.said.path.clone()
    }

    /// The rule that asks for it, where one does. / Căn cứ pháp lý, nếu có.
    async fn legal_basis(&self) -> Option<&str> {
        self.legal_basis.as_deref()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_named_as_inputs_name_them() {
        assert_eq!(input_path("details.law_as_of"), ["details", "lawAsOf"]);
        assert_eq!(
            input_path("attachments[2].title"),
            ["attachments", "2", "title"]
        );
    }
}
