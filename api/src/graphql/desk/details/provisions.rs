//! The structure of a legal text that is being written, and its corrections by hand.
use async_graphql::{Enum, InputObject, OneofObject, SimpleObject};

use crate::domain::draft::{Corrected, Correction, ProvisionChange as Change};
use crate::exchange::details::ProvisionRecord;
use crate::graphql::legal::ProvisionKind;

/// A node of a legal text that is being written. / Một đơn vị của văn bản đang soạn.
#[derive(SimpleObject)]
pub struct DraftProvision {
    /// Path, such as `dieu-5/khoan-2`. / Đường dẫn, chẳng hạn `dieu-5/khoan-2`.
    path: String,
    /// Path of the node that it stands in; null at the top. / Đường dẫn của đơn vị chứa nó.
    parent: Option<String>,
    /// Kind. / Loại.
    kind: ProvisionKind,
    /// Number as printed. / Số.
    number: Option<String>,
    /// Label as printed. / Nhãn như trong văn bản.
    label: Option<String>,
    /// Heading. / Tiêu đề.
    heading: Option<String>,
    /// Its own text, a paragraph a line. / Nội dung riêng, mỗi đoạn một dòng.
    text: String,
}

impl From<&ProvisionRecord> for DraftProvision {
    fn from(node: &ProvisionRecord) -> Self {
        Self {
            path: node.path.clone(),
            parent: node.parent.clone(),
            kind: stored(node.kind),
            number: node.number.clone(),
            label: node.label.clone(),
            heading: node.heading.clone(),
            text: node.text.clone(),
        }
    }
}

/// A correction by hand of one node. / Nội dung sửa tay một đơn vị của văn bản.
#[derive(SimpleObject)]
pub struct ProvisionCorrection {
    /// Path of the node, as it was then. / Đường dẫn lúc sửa.
    path: String,
    /// What is different. / Loại thay đổi.
    change: ProvisionChange,
    /// The new kind, or that of what is split off. / Loại mới.
    kind: Option<ProvisionKind>,
    /// The new number, or that of what is split off. / Số mới.
    number: Option<String>,
    /// The new label; empty for none. / Nhãn mới.
    label: Option<String>,
    /// The new heading; empty for none. / Tiêu đề mới.
    heading: Option<String>,
    /// The new text. / Nội dung mới.
    text: Option<String>,
    /// How many paragraphs stay before what is split off. / Số đoạn giữ lại trước phần tách ra.
    paragraphs: Option<i32>,
    /// Path of the node that it stands in now; null at the top. / Đường dẫn của đơn vị chứa nó.
    parent: Option<String>,
    /// Why. / Lý do.
    note: Option<String>,
    /// Whether its place is still there, so that it was made. / Nội dung sửa còn áp dụng được hay không.
    applied: bool,
}

/// What a correction changes. / Loại thay đổi khi sửa tay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ProvisionChange {
    /// Kind, number, label or heading. / Loại, số, nhãn hoặc tiêu đề.
    Relabel,
    /// Its own text. / Nội dung riêng.
    Text,
    /// It is no node: what it says goes on what stands before it. / Không phải một đơn vị: nhập vào đơn vị đứng trước.
    MergeIntoPrevious,
    /// A node of its own begins in it. / Tách thành hai đơn vị.
    SplitAt,
    /// It stands in another node. / Chuyển sang đơn vị khác.
    MoveUnder,
    /// It is not part of the document. / Bỏ khỏi văn bản.
    Remove,
}

/// The corrections of a structure, each with whether it was made.
pub(super) fn corrections(given: &[Correction], corrected: &Corrected) -> Vec<ProvisionCorrection> {
    let shown = given.iter().zip(&corrected.applied);
    shown
        .map(|(given, applied)| shown_as(given, *applied))
        .collect()
}

fn shown_as(given: &Correction, applied: bool) -> ProvisionCorrection {
    let blank = ProvisionCorrection {
        path: given.path.clone(),
        change: ProvisionChange::Remove,
        kind: None,
        number: None,
        label: None,
        heading: None,
        text: None,
        paragraphs: None,
        parent: None,
        note: given.note.clone(),
        applied,
    };
    match given.change.clone() {
        Change::Relabel {
            kind,
            number,
            label,
            heading,
        } => ProvisionCorrection {
            change: ProvisionChange::Relabel,
            kind: kind.map(stored),
            number,
            label,
            heading,
            ..blank
        },
        Change::Text { text } => ProvisionCorrection {
            change: ProvisionChange::Text,
            text: Some(text),
            ..blank
        },
        Change::MergeIntoPrevious => ProvisionCorrection {
            change: ProvisionChange::MergeIntoPrevious,
            ..blank
        },
        Change::SplitAt {
            paragraphs,
            kind,
            number,
        } => ProvisionCorrection {
            change: ProvisionChange::SplitAt,
            kind: Some(stored(kind)),
            number: Some(number),
            paragraphs: i32::try_from(paragraphs).ok(),
            ..blank
        },
        Change::MoveUnder { parent } => ProvisionCorrection {
            change: ProvisionChange::MoveUnder,
            parent,
            ..blank
        },
        Change::Remove => blank,
    }
}

fn stored(kind: crate::exchange::details::ProvisionKind) -> ProvisionKind {
    entity::value::ProvisionKind::from(kind).into()
}

fn written(kind: ProvisionKind) -> crate::exchange::details::ProvisionKind {
    entity::value::ProvisionKind::from(kind).into()
}

/// What a correction changes: one of these. / Thay đổi: đúng một trường.
#[derive(OneofObject)]
pub enum ProvisionChangeInput {
    /// Kind, number, label or heading are others. / Loại, số, nhãn hoặc tiêu đề khác.
    Relabel(ProvisionRelabelInput),
    /// Its own text is another. / Nội dung riêng khác.
    Text(String),
    /// A node of its own begins in its text. / Tách một đơn vị mới từ nội dung.
    SplitAt(ProvisionSplitInput),
    /// It stands in another node. / Chuyển sang đơn vị khác.
    MoveUnder(ProvisionMoveInput),
    /// It is no node of the document. / Không phải một đơn vị của văn bản.
    TakeOut(ProvisionTakeOut),
}

/// What of a node is called otherwise; what is absent stays. / Những phần được gọi khác; trường không gửi thì giữ nguyên.
#[derive(InputObject)]
pub struct ProvisionRelabelInput {
    /// Kind. / Loại.
    kind: Option<ProvisionKind>,
    /// Number as printed. / Số.
    number: Option<String>,
    /// Label as printed; empty for none. / Nhãn; để trống nếu không có.
    label: Option<String>,
    /// Heading; empty for none. / Tiêu đề; để trống nếu không có.
    heading: Option<String>,
}

/// Where a node of its own begins. / Vị trí tách thành đơn vị mới.
#[derive(InputObject)]
pub struct ProvisionSplitInput {
    /// How many paragraphs stay before it, 1 or more. / Số đoạn giữ lại trước đó, từ 1.
    paragraphs: i32,
    /// Kind of the new node. / Loại của đơn vị mới.
    kind: ProvisionKind,
    /// Number of the new node. / Số của đơn vị mới.
    number: String,
}

/// What a node stands in. / Đơn vị chứa nó.
#[derive(InputObject)]
pub struct ProvisionMoveInput {
    /// Path of a node before it that is still open there; null for the top. / Đường dẫn của đơn vị đứng trước còn mở; null
    /// nếu ở cấp cao nhất.
    parent: Option<String>,
}

/// What becomes of the words of what is no node. / Xử lý phần chữ của nội dung không phải một đơn vị.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ProvisionTakeOut {
    /// They go on what stands before it. / Nhập vào đơn vị đứng trước.
    MergeIntoPrevious,
    /// They are not part of the document. / Bỏ khỏi văn bản.
    Remove,
}

impl From<ProvisionChangeInput> for Change {
    fn from(given: ProvisionChangeInput) -> Self {
        match given {
            ProvisionChangeInput::Relabel(given) => Self::Relabel {
                kind: given.kind.map(written),
                number: given.number,
                label: given.label,
                heading: given.heading,
            },
            ProvisionChangeInput::Text(text) => Self::Text { text },
            ProvisionChangeInput::SplitAt(given) => Self::SplitAt {
                paragraphs: usize::try_from(given.paragraphs).unwrap_or_default(),
                kind: written(given.kind),
                number: given.number,
            },
            ProvisionChangeInput::MoveUnder(given) => Self::MoveUnder {
                parent: given.parent,
            },
            ProvisionChangeInput::TakeOut(ProvisionTakeOut::MergeIntoPrevious) => {
                Self::MergeIntoPrevious
            }
            ProvisionChangeInput::TakeOut(ProvisionTakeOut::Remove) => Self::Remove,
        }
    }
}
