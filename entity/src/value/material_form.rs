//! Forms of learning material.
use sea_orm::entity::prelude::*;

/// A form of learning material.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum MaterialForm {
    /// An outline for speakers (đề cương).
    #[sea_orm(string_value = "outline")]
    Outline,
    /// A book (sách).
    #[sea_orm(string_value = "book")]
    Book,
    /// A handbook (sổ tay, cẩm nang).
    #[sea_orm(string_value = "handbook")]
    Handbook,
    /// A leaflet (tờ gấp).
    #[sea_orm(string_value = "leaflet")]
    Leaflet,
    /// A story about the law (câu chuyện pháp luật).
    #[sea_orm(string_value = "story")]
    Story,
    /// A short play (tiểu phẩm).
    #[sea_orm(string_value = "skit")]
    Skit,
    /// A case with its solution (tình huống pháp luật).
    #[sea_orm(string_value = "situation")]
    Situation,
    /// Questions and answers, or a commentary (hỏi đáp, bình luận).
    #[sea_orm(string_value = "commentary")]
    Commentary,
    /// A video (phim, video).
    #[sea_orm(string_value = "video")]
    Video,
    /// A sound recording (âm thanh).
    #[sea_orm(string_value = "audio")]
    Audio,
    /// A script for radio or loudspeakers (kịch bản phát thanh).
    #[sea_orm(string_value = "radio_script")]
    RadioScript,
    /// An e-lecture (bài giảng điện tử).
    #[sea_orm(string_value = "e_lecture")]
    ELecture,
    /// An infographic (đồ họa thông tin).
    #[sea_orm(string_value = "infographic")]
    Infographic,
    /// A poster or hoarding (áp phích, pa nô).
    #[sea_orm(string_value = "poster")]
    Poster,
    /// A slide show (bài trình chiếu).
    #[sea_orm(string_value = "slides")]
    Slides,
    /// A guide for those who do this work (tài liệu nghiệp vụ).
    #[sea_orm(string_value = "professional_guide")]
    ProfessionalGuide,
    /// Another form.
    #[sea_orm(string_value = "other")]
    Other,
}
