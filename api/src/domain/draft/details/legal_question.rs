//! A question with its answer, as far as it is written.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::draft::Faults;
use crate::exchange::details::LegalQuestionRecord;

/// A question with its answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LegalQuestionDraft {
    /// The question, made anonymous: plain text.
    pub question: Option<String>,
    /// When it was received.
    pub asked_on: Option<NaiveDate>,
    /// When it was answered; the answer is the body.
    pub answered_on: Option<NaiveDate>,
    /// The day whose law the answer gives.
    pub law_as_of: Option<NaiveDate>,
}

impl LegalQuestionDraft {
    /// The record, where nothing that it needs is missing.
    pub(super) fn complete(self, faults: &mut Faults) -> Option<LegalQuestionRecord> {
        let question = faults.needed("details.question", self.question);
        let law_as_of = faults.needed("details.law_as_of", self.law_as_of);
        Some(LegalQuestionRecord {
            question: question?,
            law_as_of: law_as_of?,
            asked_on: self.asked_on,
            answered_on: self.answered_on,
        })
    }
}

impl From<LegalQuestionRecord> for LegalQuestionDraft {
    fn from(question: LegalQuestionRecord) -> Self {
        Self {
            question: Some(question.question),
            law_as_of: Some(question.law_as_of),
            asked_on: question.asked_on,
            answered_on: question.answered_on,
        }
    }
}
