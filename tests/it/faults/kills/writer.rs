//! Somebody who takes one item after another from its draft to the public, and remembers what was answered.

use std::net::SocketAddr;

use serde_json::{Value, json};

use crate::support::client::{Connection, Request};

/// The acts that take an item to the public.
const ACTS: [&str; 6] = [
    "contentCreate",
    "contentSave",
    "contentSave",
    "contentSubmit",
    "contentApprove",
    "contentPublish",
];

/// Writes until the server is gone, and goes on where it was.
pub struct Writer {
    number: usize,
    author: String,
    board: String,
    agency: Value,
    items: usize,
    act: usize,
    id: Value,
    acknowledged: usize,
    published: Vec<String>,
}

impl Writer {
    /// A writer who is let in with these tokens.
    pub fn new(number: usize, author: &str, board: &str, agency: &Value) -> Self {
        Self {
            number,
            author: author.to_owned(),
            board: board.to_owned(),
            agency: agency.clone(),
            items: 0,
            act: 0,
            id: Value::Null,
            acknowledged: 0,
            published: Vec::new(),
        }
    }

    /// Acts, one after another, until no answer comes.
    pub async fn write_until_it_is_gone(&mut self, address: SocketAddr) {
        while self.step(address).await {}
    }

    /// Sends again what was not answered.
    pub async fn repeat(&mut self, address: SocketAddr) {
        assert!(self.step(address).await, "the server is there again");
    }

    /// How many acts were answered.
    pub fn acknowledged(&self) -> usize {
        self.acknowledged
    }

    /// The titles of what was published since the last time.
    pub fn take_published(&mut self) -> Vec<String> {
        std::mem::take(&mut self.published)
    }

    /// One act; whether it was answered. Every answer says that it was done, as one version more.
    async fn step(&mut self, address: SocketAddr) -> bool {
        let (mutation, request) = self.request();
        let Some(mut answer) = answer(address, &request).await else {
            return false;
        };
        let payload = answer["data"][mutation].take();
        assert_eq!(
            payload["errors"],
            json!([]),
            "{mutation} of {}: {answer} {payload}",
            self.title()
        );
        let item = &payload["item"];
        assert_eq!(
            item["version"],
            self.act + 1,
            "{mutation} of {}",
            self.title()
        );
        self.acknowledged += 1;
        self.id = item["id"].clone();
        if mutation == "contentPublish" {
            assert_eq!(item["live"]["title"], self.title());
            self.published.push(self.title());
            self.items += 1;
        } else {
            assert_eq!(
                item["working"]["draft"]["title"],
                self.title_after(self.act)
            );
        }
        self.act = (self.act + 1) % ACTS.len();
        true
    }

    /// What is published in the end.
    fn title(&self) -> String {
        self.title_after(ACTS.len())
    }

    /// The title that an item has after an act.
    fn title_after(&self, act: usize) -> String {
        let saves = act.min(2);
        format!("Tin {}.{}.{saves}", self.number, self.items)
    }

    fn request(&self) -> (&'static str, Request) {
        let mutation = ACTS[self.act];
        let mut input =
            json!({ "idempotencyKey": format!("{}.{}.{}", self.number, self.items, self.act) });
        let title = self.title_after(self.act);
        if mutation == "contentCreate" {
            input["kind"] = json!("ARTICLE");
            input["section"] = json!("tin-tuc-su-kien");
            input["agency"] = self.agency.clone();
            input["title"] = json!(title);
        } else {
            input["id"] = self.id.clone();
            input["expectedVersion"] = json!(self.act);
        }
        match mutation {
            "contentSave" => {
                input["changes"] = json!({ "title": title, "summary": "Tóm tắt.", "author": "Nông Thị Hoa",
                    "body": { "text": "Nội dung." } });
            }
            "contentSubmit" => {
                input["confirmations"] = json!({ "noStateSecret": true, "noPrivateLife": true, "noIdentifiableChild": true });
            }
            _ => {}
        }
        let named = match mutation {
            "contentCreate" => "ContentCreateInput",
            "contentSave" => "ContentSaveInput",
            "contentSubmit" => "ContentSubmitInput",
            "contentApprove" => "ContentActInput",
            _ => "ContentPublishInput",
        };
        let query = format!(
            "mutation ($input: {named}!) {{ {mutation}(input: $input) {{ item {{ id version live {{ title }} \
             working {{ draft {{ title }} }} }} errors {{ code message }} }} }}"
        );
        let token = if self.act < 4 {
            &self.author
        } else {
            &self.board
        };
        let body = json!({ "query": query, "variables": { "input": input } });
        let request = Request::graphql(&body)
            .header("authorization", &format!("Bearer {token}"))
            .header("connection", "close");
        (mutation, request)
    }
}

/// The answer, where one comes.
async fn answer(address: SocketAddr, request: &Request) -> Option<Value> {
    let mut connection = Connection::try_open(address).await.ok()?;
    let reply = connection.exchange(request).await.ok()?;
    Some(reply.json())
}
