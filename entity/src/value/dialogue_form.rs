//! Forms of dialogue.
use sea_orm::entity::prelude::*;

/// A form of dialogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum DialogueForm {
    /// A dialogue on policy and law (đối thoại chính sách, pháp luật).
    #[sea_orm(string_value = "policy_dialogue")]
    PolicyDialogue,
    /// The consultation on a draft (lấy ý kiến dự thảo văn bản).
    #[sea_orm(string_value = "draft_consultation")]
    DraftConsultation,
}
