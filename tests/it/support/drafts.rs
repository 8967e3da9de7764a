//! Items that are written at the desk, through the server.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::desk::{Colleague, SECTION};

/// What stories look at after an act.
pub const ITEM: &str = "item { id version kind custody { code } language { code } live { title } baseChanged dueOn \
    overdue actions working { id number state authors { name } draft { title summary path changeNote author \
    section { code } agency { code } topics { code } audiences { code } areas { code } \
    body { html markdown text } source { name url } cover { sha256 alt caption credit } \
    attachments { sha256 title role language } related { path number content { title } } \
    details { __typename ... on ArticleDraft { eventStartsAt eventEndsAt eventPlace } \
    ... on MaterialDraft { form compiler releasedOn validUntil purpose duration transcript } \
    ... on LegalQuestionDraft { question askedOn answeredOn lawAsOf } } } } } \
    errors { __typename code message path ... on VersionConflict { currentVersion } \
    ... on StateConflict { state allowed } ... on FieldFault { legalBasis } }";

/// An item as a story last saw it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: i64,
    /// What the act showed.
    pub item: Value,
}

impl Colleague<'_> {
    /// An act on an item, a moment after the one before; gives its payload.
    pub async fn attempt(&self, mutation: &str, input: Value) -> Value {
        self.province().advance(TimeDelta::milliseconds(1));
        let name = match mutation {
            "contentCreate" => "ContentCreateInput",
            "contentSave" => "ContentSaveInput",
            "provisionCorrect" => "ProvisionCorrectInput",
            "provisionCorrectionRemove" => "ProvisionCorrectionRemoveInput",
            _ => "ContentActInput",
        };
        let document =
            format!("mutation ($input: {name}!) {{ {mutation}(input: $input) {{ {ITEM} }} }}");
        self.ask_with(&document, json!({ "input": input })).await[mutation].take()
    }

    /// An act that must succeed.
    pub async fn done(&self, mutation: &str, input: Value) -> Seen {
        let mut payload = self.attempt(mutation, input).await;
        assert_eq!(payload["errors"], json!([]), "{mutation}");
        let item = payload["item"].take();
        Seen {
            id: item["id"].as_str().expect("an id").to_owned(),
            version: item["version"].as_i64().expect("a version"),
            item,
        }
    }

    /// A new item of a kind in an agency's custody.
    pub async fn begin(&self, kind: &str, title: &str, agency: &str) -> Seen {
        let agency = self.province().agency(agency).await;
        let input = json!({ "kind": kind, "title": title, "section": SECTION, "agency": agency });
        self.done("contentCreate", input).await
    }

    /// Changes of the working copy that must be saved.
    pub async fn save(&self, seen: &Seen, changes: Value) -> Seen {
        let input = json!({ "id": seen.id, "expectedVersion": seen.version, "changes": changes });
        self.done("contentSave", input).await
    }

    /// The item as the desk shows it; null where it shows nothing.
    pub async fn item(&self, id: &str) -> Value {
        let query =
            "query ($id: ID!) { desk { item(id: $id) { id version working { state draft { title } }
            editions { totalCount nodes { number state } } } } }";
        self.ask_with(query, json!({ "id": id })).await["desk"]["item"].take()
    }
}
