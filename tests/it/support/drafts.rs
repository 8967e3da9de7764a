//! Items that are written at the desk, through the server.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::desk::{Colleague, SECTION};

/// What stories look at after an act.
pub const ITEM: &str = "item { id version kind custody { code } language { code } live { title } baseChanged dueOn \
    overdue actions schedule { kind at } working { id number state authors { name } submittedBy { name } \
    decidedBy { name } endorsedBy { name } remarks { id kind text place author { name } resolvedBy { name } } \
    confirmations { wording by { name } } assignment { assignee { name } dueOn note } schedule { kind at reason failure } draft { title summary path changeNote author \
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
        let own = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
        let name = match mutation {
            "contentRevise" | "contentDiscard" | "contentRecall" | "contentEndorse"
            | "contentApprove" | "contentUnschedule" | "contentGone" => "ContentActInput",
            _ => &own,
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

    /// An act on an item that must succeed, with what it takes beside.
    pub async fn does(&self, mutation: &str, seen: &Seen, with: Value) -> Seen {
        self.done(mutation, on(seen, with)).await
    }

    /// An act on an item that must be refused; gives the codes of the errors.
    pub async fn may_not(&self, mutation: &str, seen: &Seen, with: Value) -> Vec<String> {
        let payload = self.attempt(mutation, on(seen, with)).await;
        assert_eq!(payload["item"], Value::Null, "{mutation}");
        let errors = payload["errors"].as_array().expect("errors").iter();
        let codes: Vec<String> = errors
            .filter_map(|error| error["code"].as_str().map(str::to_owned))
            .collect();
        assert!(!codes.is_empty(), "{mutation}");
        codes
    }

    /// The item as the desk shows it; null where it shows nothing.
    pub async fn item(&self, id: &str) -> Value {
        let query =
            "query ($id: ID!) { desk { item(id: $id) { id version working { state draft { title } }
            editions { totalCount nodes { number state } } } } }";
        self.ask_with(query, json!({ "id": id })).await["desk"]["item"].take()
    }
}

/// An input about an item.
fn on(seen: &Seen, mut with: Value) -> Value {
    with["id"] = json!(seen.id);
    with["expectedVersion"] = json!(seen.version);
    with
}

/// An item that is ready to be handed over.
pub async fn ready(author: &Colleague<'_>, title: &str, agency: &str) -> Seen {
    let begun = author.begin("ARTICLE", title, agency).await;
    let changes =
        json!({ "summary": "Tóm tắt.", "author": "Nông Thị Hoa", "body": { "text": "Nội dung." } });
    author.save(&begun, changes).await
}

/// An item that was handed over.
pub async fn submitted(author: &Colleague<'_>, item: &Seen) -> Seen {
    author.does("contentSubmit", item, confirmed()).await
}

/// An item that somebody else approved and published.
pub async fn published(author: &Colleague<'_>, board: &Colleague<'_>, item: &Seen) -> Seen {
    let sent = submitted(author, item).await;
    let approved = board.does("contentApprove", &sent, json!({})).await;
    board.does("contentPublish", &approved, json!({})).await
}

/// What is confirmed when an item is handed over.
pub fn confirmed() -> Value {
    json!({ "confirmations": { "noStateSecret": true, "noPrivateLife": true, "noIdentifiableChild": true } })
}
