//! What two editions say differently.
use async_graphql::{Enum, SimpleObject};

use crate::domain::desk as domain;
use crate::graphql::user_error::input_path;

/// What two editions say differently. / Khác biệt giữa hai phiên bản.
#[derive(SimpleObject)]
pub struct EditionDifference {
    /// The fields that differ. / Các trường khác nhau.
    fields: Vec<FieldDifference>,
}

/// A field that differs. / Một trường khác nhau.
#[derive(SimpleObject)]
pub struct FieldDifference {
    /// The field, as inputs name it. / Tên trường, như trong dữ liệu nhập.
    path: Vec<String>,
    /// Its text in pieces, in order. / Nội dung theo từng đoạn.
    parts: Vec<DifferencePart>,
}

/// A piece of a text that differs. / Một đoạn của nội dung khác nhau.
#[derive(SimpleObject)]
pub struct DifferencePart {
    /// What became of it. / Đoạn này còn, bị bỏ hay được thêm.
    fate: DifferenceFate,
    /// The piece; where it stays and is long, its beginning and its end. / Đoạn văn bản; nếu giữ nguyên và dài thì chỉ
    /// gồm phần đầu và phần cuối.
    text: String,
}

/// What became of a piece of text. / Tình trạng của một đoạn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::Fate")]
pub enum DifferenceFate {
    /// It stays. / Giữ nguyên.
    Kept,
    /// It was taken out. / Bị bỏ.
    Removed,
    /// It was put in. / Được thêm.
    Added,
}

impl From<Vec<domain::FieldDifference>> for EditionDifference {
    fn from(fields: Vec<domain::FieldDifference>) -> Self {
        let part = |part: domain::Part| DifferencePart {
            fate: part.fate.into(),
            text: part.text,
        };
        let field = |field: domain::FieldDifference| FieldDifference {
            path: input_path(&field.path),
            parts: field.parts.into_iter().map(part).collect(),
        };
        Self {
            fields: fields.into_iter().map(field).collect(),
        }
    }
}
