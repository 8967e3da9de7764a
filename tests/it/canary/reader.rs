//! Somebody who reads everything that the API offers, and notes which canaries are heard, and where.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::timeout;

use super::asked::Questions;
use super::hidden::Hidden;
use super::sown::Canaries;
use crate::public::walk::{array, text};
use crate::support::client::Request;
use crate::support::desk::as_bearer;
use crate::support::province::Province;
use crate::support::socket::{Frame, Socket};

/// Most ids that are asked for at once.
const MANY: usize = 100;

/// Most fields that are asked for at once.
const AT_ONCE: usize = 50;

/// Things of each type of which every field is asked for.
const SOME: usize = 5;

/// Items of lists within those.
const FEW: u32 = 5;

/// Nothing more is told after so long.
const SILENCE: Duration = Duration::from_millis(500);

/// Items of the lists that are asked for first.
const PAGE: u32 = 20;

/// What is asked for one by one.
const LOOKED_UP: [&str; 13] = [
    "desk",
    "node",
    "nodes",
    "resource",
    "provision",
    "item",
    "account",
    "file",
    "files",
    "items",
    "queue",
    "board",
    "overdue",
];

/// The desk's lists of items, which are long.
const ITEM_LISTS: [&str; 4] = ["items", "queue", "board", "overdue"];

/// What one who reads may be told.
const REFUSALS: [&str; 3] = ["NOT_FOUND", "FORBIDDEN", "UNAUTHENTICATED"];

/// Whether somebody asked for a list of the province who reads those of some agencies.
pub fn asks_for_an_agency(error: &Value) -> bool {
    let message = error["message"].as_str().unwrap_or_default();
    message.starts_with("filter.agency: ") && message.ends_with("name one of them.")
}

/// A reader.
pub struct Reader<'a> {
    province: &'a Province,
    questions: &'a Questions<'a>,
    canaries: &'a Canaries,
    token: Option<String>,
    /// The columns whose canaries were heard, each with the first place.
    pub heard: BTreeMap<String, String>,
    /// What went wrong, each with the first place.
    pub failed: BTreeMap<String, String>,
}

impl<'a> Reader<'a> {
    /// Somebody with a token, or nobody.
    pub fn new(
        province: &'a Province,
        questions: &'a Questions<'a>,
        canaries: &'a Canaries,
        token: Option<String>,
    ) -> Self {
        Self {
            province,
            questions,
            canaries,
            token,
            heard: BTreeMap::new(),
            failed: BTreeMap::new(),
        }
    }

    /// Notes what is heard in something that was said.
    pub fn listen(&mut self, at: &str, said: &str) {
        for column in self.canaries.heard(said) {
            self.heard
                .entry(column.to_owned())
                .or_insert_with(|| at.to_owned());
        }
    }

    /// The data of an operation; what is not for the reader may be refused.
    pub async fn ask(&mut self, query: &str) -> Value {
        let body = Request::graphql(&json!({ "query": query }));
        let reply = self.send(body, query).await;
        let mut answer: Value = serde_json::from_str(&reply).expect("JSON");
        self.note_failures(&answer["errors"], query);
        answer["data"].take()
    }

    fn note_failures(&mut self, errors: &Value, query: &str) {
        for error in array(errors) {
            let code = error["extensions"]["code"].as_str().unwrap_or_default();
            if !REFUSALS.contains(&code) && !asks_for_an_agency(error) {
                let (message, path) = (text(error, "message"), &error["path"]);
                self.failed
                    .entry(format!("{code} {message}"))
                    .or_insert_with(|| format!("{path} in {query}"));
            }
        }
    }

    /// Sends a request; gives the body of the answer.
    async fn send(&mut self, request: Request, at: &str) -> String {
        let request = match &self.token {
            Some(token) => as_bearer(request, token),
            None => request.header("accept", "application/graphql-response+json"),
        };
        let reply = self.province.send(request).await;
        let body = String::from_utf8_lossy(&reply.body).into_owned();
        self.listen(at, &reply.headers());
        self.listen(at, &body);
        body
    }

    /// What the public reads: every field of every type, everything by its id and its path, files and pages.
    pub async fn read_public(&mut self, hidden: &Hidden) {
        for asked in self.questions.fields("Query", &LOOKED_UP, 1, PAGE) {
            self.ask(&format!("{{ {asked} }}")).await;
        }
        self.read_nodes(&hidden.nodes).await;
        let shown = "__typename ... on Content { title summary } ... on Withdrawn { title reason } ... on Gone { path }
            ... on Redirect { target }";
        for some in hidden.paths.chunks(AT_ONCE) {
            let asked = some.iter().enumerate().map(|(index, path)| {
                format!("at{index}: resource(path: {}) {{ {shown} }}", json!(path))
            });
            let asked = asked.collect::<Vec<_>>().join(" ");
            self.ask(&format!("{{ {asked} }}")).await;
        }
        for page in &hidden.pages {
            self.send(Request::get(page), page).await;
        }
    }

    /// Every field of everything with an id.
    async fn read_nodes(&mut self, ids: &[String]) {
        let mut by_type: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for some in ids.chunks(MANY) {
            let shown = "__typename id ... on Content { path title summary }";
            let data = self
                .ask(&format!("{{ nodes(ids: {}) {{ {shown} }} }}", json!(some)))
                .await;
            for node in array(&data["nodes"]).filter(|node| !node.is_null()) {
                let of = by_type
                    .entry(text(node, "__typename").to_owned())
                    .or_default();
                of.push(text(node, "id").to_owned());
            }
        }
        assert!(by_type.len() > 12, "{by_type:?}");
        for (name, ids) in by_type {
            let some = json!(ids[..ids.len().min(SOME)]);
            for asked in self.questions.fields(&name, &[], 1, PAGE) {
                self.ask(&format!(
                    "{{ nodes(ids: {some}) {{ ... on {name} {{ {asked} }} }} }}"
                ))
                .await;
            }
        }
    }

    /// What the desk shows: its lists, and every item, account and file that there is.
    pub async fn read_desk(&mut self, hidden: &Hidden) {
        for asked in self.questions.fields("Desk", &LOOKED_UP, 3, PAGE) {
            self.ask(&format!("{{ desk {{ {asked} }} }}")).await;
        }
        for list in ITEM_LISTS {
            for asked in self
                .questions
                .fields("DeskItemConnection", &["edges"], 1, PAGE)
            {
                self.ask(&format!(
                    "{{ desk {{ {list}(first: 100) {{ {asked} }} }} }}"
                ))
                .await;
            }
        }
        let looked_up = [
            ("DeskItem", "item(id:", &hidden.items),
            ("Account", "account(id:", &hidden.accounts),
            ("DeskFile", "file(sha256:", &hidden.files),
            (
                "DeskFileConnection",
                "files(first: 20, agency:",
                &hidden.agencies,
            ),
        ];
        for (owner, door, all) in looked_up {
            for asked in self.questions.fields(owner, &["edges"], 2, FEW) {
                for some in all.chunks(AT_ONCE / 10) {
                    let each = some.iter().enumerate();
                    let each = each.map(|(index, it)| {
                        format!("it{index}: {door} {}) {{ {asked} }}", json!(it))
                    });
                    let each = each.collect::<Vec<_>>().join(" ");
                    self.ask(&format!("{{ desk {{ {each} }} }}")).await;
                }
            }
        }
    }

    /// What a subscription tells from a cursor on, until nothing more comes.
    pub async fn hear_on(&mut self, field: &str, after: &str) {
        let kind = if field == "deskChanged" {
            "DeskChange"
        } else {
            "ContentChange"
        };
        let asked = self.questions.fields(kind, &[], 1, FEW).join(" ");
        let query = format!("subscription {{ {field}(after: \"{after}\") {{ {asked} }} }}");
        let payload = match &self.token {
            Some(token) => json!({ "authorization": format!("Bearer {token}") }),
            None => Value::Null,
        };
        let mut socket = Socket::begin(self.province.address(), payload).await;
        socket.subscribe("1", &query).await;
        while let Ok(frame) = timeout(SILENCE, socket.next()).await {
            match frame {
                Frame::Text(message) => {
                    self.note_failures(&message["payload"]["errors"], &query);
                    self.listen(&query, &message.to_string());
                }
                Frame::Ping => socket.frame(10, b"").await,
                _ => break,
            }
        }
    }
}
