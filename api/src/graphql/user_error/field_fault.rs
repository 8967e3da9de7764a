//! Faults of fields, as callers are told of them.
use async_graphql::Object;

use super::{Said, UserErrorCode};
use crate::domain::draft::{Fault, Problem};
use crate::graphql::message::Language;

/// A field is to be mended. / Một trường cần sửa.
#[derive(Clone, Debug)]
pub struct FieldFault {
    said: Said,
    legal_basis: Option<String>,
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
        let sentence = language.sentence(code);
        let message = match reason {
            None => sentence.to_owned(),
            Some(reason) => format!("{sentence} ({})", language.reason(&reason)),
        };
        Self {
            said: Said {
                code,
                message,
                path: input_path(&fault.path),
            },
            legal_basis: fault.legal_basis,
        }
    }
}

/// The path of an input's field from that of a record's: `attachments[2].file_name` is `attachments`, `2`, `fileName`.
pub(in crate::graphql) fn input_path(path: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for piece in path.split('[') {
        let names = match piece.split_once(']') {
            Some((key, names)) => {
                parts.push(key.to_owned());
                names
            }
            None => piece,
        };
        parts.extend(names.split('.').filter(|name| !name.is_empty()).map(field));
    }
    parts
}

/// A field as inputs call it.
fn field(name: &str) -> String {
    match name {
        "file" => "sha256".to_owned(),
        name => camel_case(name),
    }
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
    pub(super) async fn code(&self) -> UserErrorCode {
        self.said.code
    }

    /// For people. / Thông báo cho người dùng.
    pub(super) async fn message(&self) -> String {
        self.said.message.clone()
    }

    /// The field that it is about. / Trường dữ liệu có lỗi.
    pub(super) async fn path(&self) -> Vec<String> {
        self.said.path.clone()
    }

    /// The rule that asks for it, where one does. / Căn cứ pháp lý, nếu có.
    async fn legal_basis(&self) -> Option<&str> {
        self.legal_basis.as_deref()
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
        assert_eq!(
            input_path("details.provisions[dieu-1/diem-1.1]"),
            ["details", "provisions", "dieu-1/diem-1.1"]
        );
    }
}
