//! Kinds of content.
use sea_orm::entity::prelude::*;

/// A kind of content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum ContentKind {
    /// A legal document with its full text (văn bản pháp luật).
    #[sea_orm(string_value = "legal_document")]
    LegalDocument,
    /// An introduction of legal documents (tài liệu giới thiệu văn bản).
    #[sea_orm(string_value = "briefing")]
    Briefing,
    /// Direction of the work of legal education (hướng dẫn, chỉ đạo).
    #[sea_orm(string_value = "guidance")]
    Guidance,
    /// An activity (hoạt động).
    #[sea_orm(string_value = "activity")]
    Activity,
    /// A question with its published answer (hỏi đáp pháp luật).
    #[sea_orm(string_value = "legal_question")]
    LegalQuestion,
    /// A policy dialogue or the consultation on a draft (đối thoại chính sách).
    #[sea_orm(string_value = "dialogue")]
    Dialogue,
    /// Learning material (tài liệu, ấn phẩm).
    #[sea_orm(string_value = "material")]
    Material,
    /// A report or statistics for state management (báo cáo, số liệu).
    #[sea_orm(string_value = "report")]
    Report,
    /// A plan, programme or scheme (kế hoạch, chương trình, đề án).
    #[sea_orm(string_value = "plan")]
    Plan,
    /// An introduction, news item, notice or anything else (bài viết).
    #[sea_orm(string_value = "article")]
    Article,
    /// A training course (khóa tập huấn).
    #[sea_orm(string_value = "course")]
    Course,
}
