//! What is to change in a working copy: a field that is absent stays as it is, `null` clears it.
//!
//! These serialise to what [`crate::domain::draft::Changes`] takes: the fields of a working copy by their names.
use async_graphql::{ID, InputObject, MaybeUndefined, OneofObject};
use serde::Serialize;
use serde_json::{Value, json};

use super::details::DetailsInput;
use super::id::DeskId;
use crate::domain;
use crate::domain::draft::Changes;
use crate::graphql::id::{NodeId, invalid_id};
use crate::graphql::media::AttachmentRole;
use crate::graphql::scalars::WebAddress;

/// What is to change in a working copy; a field that is absent stays as it is, null clears it.
/// / Những thay đổi của bản đang soạn; trường không gửi thì giữ nguyên, null thì xóa.
#[derive(Clone, Debug, Default, InputObject, Serialize)]
#[serde(default)]
pub struct ContentChangesInput {
    /// Title. / Tiêu đề.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    pub title: MaybeUndefined<String>,
    /// Summary: plain text. / Tóm tắt: văn bản thuần.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    pub summary: MaybeUndefined<String>,
    /// Body. / Nội dung.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    pub body: MaybeUndefined<BodyInput>,
    /// Section code. / Mã chuyên mục.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    pub section: MaybeUndefined<String>,
    /// The agency that answers for it. / Cơ quan chịu trách nhiệm.
    #[serde(skip)]
    pub agency: MaybeUndefined<ID>,
    /// Author, as printed. / Tác giả.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    pub author: MaybeUndefined<String>,
    /// Where it was taken from. / Nguồn.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    pub source: MaybeUndefined<SourceInput>,
    /// Topic codes. / Mã lĩnh vực.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    pub topics: MaybeUndefined<Vec<String>>,
    /// Audience codes. / Mã đối tượng.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    pub audiences: MaybeUndefined<Vec<String>>,
    /// Areas it is about. / Địa bàn.
    #[serde(skip)]
    pub areas: MaybeUndefined<Vec<ID>>,
    /// Cover image. / Ảnh đại diện.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    pub cover: MaybeUndefined<CoverInput>,
    /// Attached files, in order. / Tệp đính kèm.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    pub attachments: MaybeUndefined<Vec<AttachmentInput>>,
    /// Related items. / Nội dung liên quan.
    #[serde(skip)]
    pub related: MaybeUndefined<Vec<ID>>,
    /// Path from `/`; made from section and title when there is none. / Đường dẫn; tự tạo nếu không có.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    pub path: MaybeUndefined<String>,
    /// What changes in this edition, for readers. / Nội dung thay đổi của phiên bản này.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    pub change_note: MaybeUndefined<String>,
    /// What the kind adds. / Phần riêng của loại nội dung.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    pub details: MaybeUndefined<DetailsInput>,
}

impl ContentChangesInput {
    /// The changes, in the domain's words.
    ///
    /// # Errors
    /// When an id names nothing of its kind.
    pub fn given(&self) -> domain::Result<Changes> {
        let agency = |id: &ID| NodeId::agency("changes.agency", id);
        let area = |(place, id): (usize, &ID)| NodeId::area(&format!("changes.areas[{place}]"), id);
        let areas = |ids: &Vec<ID>| {
            ids.iter()
                .enumerate()
                .map(area)
                .collect::<domain::Result<Vec<_>>>()
        };
        let reference =
            |(place, id): (usize, &ID)| reference(&format!("changes.related[{place}]"), id);
        let related = |ids: &Vec<ID>| {
            ids.iter()
                .enumerate()
                .map(reference)
                .collect::<domain::Result<Vec<_>>>()
        };
        Ok(Changes::of(self)?
            .with("agency", read(&self.agency, agency)?)
            .with("areas", read(&self.areas, areas)?)
            .with("related", read(&self.related, related)?))
    }
}

/// What ids stand for; null clears, and what is absent stays.
fn read<T, R: Serialize>(
    given: &MaybeUndefined<T>,
    meaning: impl FnOnce(&T) -> domain::Result<R>,
) -> domain::Result<Option<Value>> {
    Ok(match given {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(Value::Null),
        MaybeUndefined::Value(given) => Some(json!(meaning(given)?)),
    })
}

fn reference(field: &str, id: &ID) -> domain::Result<Value> {
    let message = (
        "this is not the id of a content; use an `id` that a query returned",
        "đây không phải là mã định danh của một bài; hãy dùng `id` mà một truy vấn đã trả về",
    );
    let id = DeskId::content(id).ok_or_else(|| invalid_id(field, message))?;
    Ok(json!({ "id": id }))
}

/// A body in one of three notations. / Nội dung theo một trong ba định dạng.
#[derive(Clone, Debug, OneofObject, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyInput {
    /// HTML; scripts, styles and event handlers are removed. / HTML; mã lệnh và kiểu dáng bị loại bỏ.
    Html(String),
    /// `CommonMark`. / Markdown.
    Markdown(String),
    /// Plain text, a paragraph a line. / Văn bản thuần, mỗi đoạn một dòng.
    Text(String),
}

/// Where an item was taken from. / Nguồn của nội dung.
#[derive(Clone, Debug, InputObject, Serialize)]
pub struct SourceInput {
    /// Name. / Tên nguồn.
    name: String,
    /// Address of the original. / Địa chỉ bản gốc.
    url: Option<WebAddress>,
}

/// A cover image. / Ảnh đại diện.
#[derive(Clone, Debug, InputObject, Serialize)]
pub struct CoverInput {
    /// SHA-256 of the file. / Mã băm SHA-256 của tệp.
    #[serde(rename = "file")]
    sha256: String,
    /// Alternative text (WCAG 1.1.1): what the image shows. / Văn bản thay thế: hình ảnh thể hiện điều gì.
    alt: Option<String>,
    /// Caption. / Chú thích.
    caption: Option<String>,
    /// Who made it. / Tác giả, nguồn ảnh.
    credit: Option<String>,
}

/// A file that is to be attached. / Tệp đính kèm.
#[derive(Clone, Debug, InputObject, Serialize)]
pub struct AttachmentInput {
    /// SHA-256 of the file. / Mã băm SHA-256 của tệp.
    #[serde(rename = "file")]
    sha256: String,
    /// Title shown to readers. / Tên hiển thị.
    title: String,
    /// What the file is to the item. / Vai trò của tệp.
    role: AttachmentRole,
    /// Language (BCP 47), where it differs from the item's. / Ngôn ngữ, nếu khác ngôn ngữ của bài.
    language: Option<String>,
}
