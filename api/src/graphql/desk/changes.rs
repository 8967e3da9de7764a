//! What is to change in a working copy: a field that is absent stays as it is, `null` clears it.
//!
//! These serialise to what [`crate::domain::draft::Changes`] takes: the fields of a working copy by their names.
use async_graphql::{ID, InputObject, MaybeUndefined, OneofObject};
use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use uuid::Uuid;

use super::details::DetailsInput;
use super::id::DeskId;
use crate::graphql::id::NodeId;
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
    #[serde(
        skip_serializing_if = "MaybeUndefined::is_undefined",
        serialize_with = "agency"
    )]
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
    #[serde(
        skip_serializing_if = "MaybeUndefined::is_undefined",
        serialize_with = "areas"
    )]
    pub areas: MaybeUndefined<Vec<ID>>,
    /// Cover image. / Ảnh đại diện.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    pub cover: MaybeUndefined<CoverInput>,
    /// Attached files, in order. / Tệp đính kèm.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    pub attachments: MaybeUndefined<Vec<AttachmentInput>>,
    /// Related items. / Nội dung liên quan.
    #[serde(
        skip_serializing_if = "MaybeUndefined::is_undefined",
        serialize_with = "related"
    )]
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

fn agency<S: Serializer>(given: &MaybeUndefined<ID>, serializer: S) -> Result<S::Ok, S::Error> {
    let id = |id: &ID| match NodeId::decode(id) {
        Some(NodeId::Agency(id)) => Ok(id),
        _ => Err(S::Error::custom("agency: this is not the id of an agency")),
    };
    given.value().map(id).transpose()?.serialize(serializer)
}

fn areas<S: Serializer>(given: &MaybeUndefined<Vec<ID>>, serializer: S) -> Result<S::Ok, S::Error> {
    let id = |id: &ID| match NodeId::decode(id) {
        Some(NodeId::Area(id)) => Ok(id),
        _ => Err(S::Error::custom("areas: this is not the id of an area")),
    };
    let ids = given
        .value()
        .map(|given| given.iter().map(id).collect::<Result<Vec<Uuid>, _>>());
    ids.transpose()?.serialize(serializer)
}

fn related<S: Serializer>(
    given: &MaybeUndefined<Vec<ID>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let reference = |id: &ID| match DeskId::content(id) {
        Some(id) => Ok(json!({ "id": id })),
        None => Err(S::Error::custom("related: this is not the id of a content")),
    };
    let references = given.value().map(|given| {
        given
            .iter()
            .map(reference)
            .collect::<Result<Vec<Value>, _>>()
    });
    references.transpose()?.serialize(serializer)
}
