//! The levels of a legal text and the stable path of a provision.

use super::roman;

/// The levels a citation can name, smallest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Gạch đầu dòng
    Dash,
    /// Tiết
    Subpoint,
    /// Đoạn
    Passage,
    /// Điểm
    Point,
    /// Khoản
    Clause,
    /// Điều
    Article,
    /// Tiểu mục
    Subsection,
    /// Mục
    Section,
    /// Chương
    Chapter,
    /// Phần
    Part,
    /// Phụ lục
    Appendix,
}

impl Level {
    /// Every level, smallest first.
    pub const ALL: [Self; 11] = [
        Self::Dash,
        Self::Subpoint,
        Self::Passage,
        Self::Point,
        Self::Clause,
        Self::Article,
        Self::Subsection,
        Self::Section,
        Self::Chapter,
        Self::Part,
        Self::Appendix,
    ];

    /// The word that begins a step of a path, such as `khoan`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Dash => "gach",
            Self::Subpoint => "tiet",
            Self::Passage => "doan",
            Self::Point => "diem",
            Self::Clause => "khoan",
            Self::Article => "dieu",
            Self::Subsection => "tieu-muc",
            Self::Section => "muc",
            Self::Chapter => "chuong",
            Self::Part => "phan",
            Self::Appendix => "phu-luc",
        }
    }

    /// The word of the language, in lower case.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Dash => "gạch đầu dòng",
            Self::Subpoint => "tiết",
            Self::Passage => "đoạn",
            Self::Point => "điểm",
            Self::Clause => "khoản",
            Self::Article => "điều",
            Self::Subsection => "tiểu mục",
            Self::Section => "mục",
            Self::Chapter => "chương",
            Self::Part => "phần",
            Self::Appendix => "phụ lục",
        }
    }
}

/// The label that stands for "the one this text belongs to", as in `dieu-nay`.
pub(super) const THIS: &str = "nay";

/// One step of a path from the dotted parts of a label: `dieu-12a`, `diem-dd` for điểm đ,
/// `chuong-2` for Chương II, `khoan-nay` for khoản này.
pub(super) fn step(level: Level, parts: &[&str]) -> String {
    let separator = if level == Level::Appendix { "-" } else { "." };
    let label = parts
        .iter()
        .map(|part| label_in_path(level, part))
        .collect::<Vec<_>>()
        .join(separator);
    if label.is_empty() {
        return level.code().to_owned();
    }
    format!("{}-{label}", level.code())
}

/// Roman numbers of chapters and their like become Arabic; L, C, D and M alone are letters there.
fn label_in_path(level: Level, part: &str) -> String {
    let stem = part.trim_end_matches(|character: char| character.is_ascii_lowercase());
    let roman = level > Level::Article && !matches!(stem, "L" | "C" | "D" | "M");
    match roman::value(stem).filter(|_| roman) {
        Some(number) => format!("{number}{}", &part[stem.len()..]),
        None => part.to_lowercase().replace('đ', "dd"),
    }
}

/// The level a step of a path belongs to.
pub(super) fn level_of(step: &str) -> Option<Level> {
    Level::ALL.into_iter().find(|level| {
        step.strip_prefix(level.code())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    })
}
