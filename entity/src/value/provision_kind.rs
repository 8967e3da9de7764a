//! Kinds of node of a legal text.
use sea_orm::entity::prelude::*;

/// A kind of node of a legal text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum ProvisionKind {
    /// What stands before the first part: number, grounds (phần mở đầu).
    #[sea_orm(string_value = "preamble")]
    Preamble,
    /// Phần.
    #[sea_orm(string_value = "part")]
    Part,
    /// Chương.
    #[sea_orm(string_value = "chapter")]
    Chapter,
    /// Mục.
    #[sea_orm(string_value = "section")]
    Section,
    /// Tiểu mục.
    #[sea_orm(string_value = "subsection")]
    Subsection,
    /// Điều.
    #[sea_orm(string_value = "article")]
    Article,
    /// Khoản.
    #[sea_orm(string_value = "clause")]
    Clause,
    /// Điểm.
    #[sea_orm(string_value = "point")]
    Point,
    /// An appendix, or a regulation issued with the document (phụ lục).
    #[sea_orm(string_value = "appendix")]
    Appendix,
    /// Signatures and recipients (phần kết thúc).
    #[sea_orm(string_value = "closing")]
    Closing,
    /// A footnote of a consolidated text (chú thích).
    #[sea_orm(string_value = "footnote")]
    Footnote,
}
