//! A policy dialogue or the consultation on a draft, as far as it is written.
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::draft::{Faults, Names};
use crate::exchange::details::{DialogueExchangeRecord, DialogueForm, DialogueRecord};

/// A policy dialogue or the consultation on a draft.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DialogueDraft {
    /// Dialogue or consultation.
    pub form: Option<DialogueForm>,
    /// Agencies that host it.
    pub hosts: Vec<Uuid>,
    /// When it opens for the public.
    pub opens_at: Option<DateTime<Utc>>,
    /// When it closes.
    pub closes_at: Option<DateTime<Utc>>,
    /// Title of the draft.
    pub draft_title: Option<String>,
    /// What came of it: plain text.
    pub outcome: Option<String>,
    /// Published questions with the hosts' responses, in order.
    pub exchanges: Vec<DialogueExchangeRecord>,
}

impl DialogueDraft {
    /// The record, where nothing that it needs is missing.
    pub(super) fn complete(self, names: &Names<'_>, faults: &mut Faults) -> Option<DialogueRecord> {
        let form = faults.needed("details.form", self.form);
        let opens_at = faults.needed("details.opens_at", self.opens_at);
        let closes_at = faults.needed("details.closes_at", self.closes_at);
        let hosts = self.hosts.into_iter();
        let hosts = hosts.filter_map(|host| names.agency("details.hosts", host, faults));
        Some(DialogueRecord {
            hosts: hosts.collect(),
            form: form?,
            opens_at: opens_at?,
            closes_at: closes_at?,
            draft_title: self.draft_title,
            outcome: self.outcome,
            exchanges: self.exchanges,
        })
    }

    /// What a record says.
    pub(super) fn of(dialogue: DialogueRecord, names: &Names<'_>) -> Self {
        let hosts = dialogue.hosts.iter();
        Self {
            form: Some(dialogue.form),
            hosts: hosts.filter_map(|code| names.agency_id(code)).collect(),
            opens_at: Some(dialogue.opens_at),
            closes_at: Some(dialogue.closes_at),
            draft_title: dialogue.draft_title,
            outcome: dialogue.outcome,
            exchanges: dialogue.exchanges,
        }
    }
}
