//! Details of what citizens take part in: questions with answers, dialogues and draft consultations.
use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A question with its published answer; nothing of the asker's person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LegalQuestionRecord {
    /// The question, made anonymous: plain text.
    pub question: String,
    /// When it was received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_on: Option<NaiveDate>,
    /// When it was answered. The answer is the content's body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_on: Option<NaiveDate>,
    /// The day whose law the answer gives.
    pub law_as_of: NaiveDate,
}

/// A policy dialogue or the consultation on a draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DialogueRecord {
    /// Dialogue or consultation.
    pub form: DialogueForm,
    /// Codes of the agencies that host it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<String>,
    /// When it opens for the public.
    pub opens_at: DateTime<Utc>,
    /// When it closes.
    pub closes_at: DateTime<Utc>,
    /// Title of the draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft_title: Option<String>,
    /// What came of it: plain text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// Published questions with the hosts' responses, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exchanges: Vec<DialogueExchangeRecord>,
}

/// Forms of dialogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DialogueForm {
    /// Đối thoại chính sách, pháp luật.
    PolicyDialogue,
    /// Lấy ý kiến dự thảo văn bản.
    DraftConsultation,
}

/// A published question with the host's response.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DialogueExchangeRecord {
    /// The question or opinion, made anonymous.
    pub question: String,
    /// The response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<String>,
    /// Who responded: an office, not a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responder: Option<String>,
}
