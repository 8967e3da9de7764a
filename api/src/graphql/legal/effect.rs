//! What happened to a document's force, and the status that follows.
use async_graphql::{Enum, SimpleObject};
use entity::effect_event;
use serde::Serialize;

use super::DocumentReference;
use crate::domain::legal;
use crate::graphql::scalars::Date;

/// The status of a document or provision on a day (tình trạng hiệu lực). / Tình trạng hiệu lực tại một ngày.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "legal::LegalStatus")]
pub enum LegalStatus {
    /// The dates do not tell. / Không xác định.
    Unknown,
    /// Not yet in force. / Chưa có hiệu lực.
    NotYetInForce,
    /// In force. / Còn hiệu lực.
    InForce,
    /// A part is no longer in force. / Hết hiệu lực một phần.
    PartlyExpired,
    /// No longer in force. / Hết hiệu lực toàn bộ.
    Expired,
    /// Suspended. / Ngưng hiệu lực.
    Suspended,
    /// A part is suspended. / Ngưng hiệu lực một phần.
    PartlySuspended,
}

/// Kinds of effect event. / Loại sự kiện hiệu lực.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum, Serialize)]
#[graphql(remote = "entity::value::EffectKind")]
#[serde(rename_all = "snake_case")]
pub enum EffectKind {
    /// Came into force. / Có hiệu lực.
    InForce,
    /// Was amended. / Được sửa đổi, bổ sung.
    Amended,
    /// Lost its force. / Hết hiệu lực.
    Expired,
    /// Was suspended. / Ngưng hiệu lực.
    Suspended,
    /// Came back after a suspension. / Có hiệu lực trở lại.
    Resumed,
    /// Was corrected. / Đính chính.
    Corrected,
}

/// What happened to a document's force (lịch sử hiệu lực). / Sự kiện trong lịch sử hiệu lực.
#[derive(SimpleObject)]
pub struct EffectEvent {
    /// The day from which it counts. / Ngày áp dụng.
    date: Date,
    /// What happened. / Sự kiện.
    kind: EffectKind,
    /// Path of the part that it touches; the whole document when null. / Phần bị tác động; toàn văn nếu rỗng.
    provision: Option<String>,
    /// The document that did it. / Văn bản tác động.
    by: Option<DocumentReference>,
    /// A remark. / Ghi chú.
    note: Option<String>,
}

impl From<effect_event::Model> for EffectEvent {
    fn from(row: effect_event::Model) -> Self {
        Self {
            date: row.date.into(),
            kind: row.kind.into(),
            provision: row.provision.clone(),
            note: row.note.clone(),
            by: DocumentReference::of_event(row),
        }
    }
}
