//! Previews: one working copy as the public would read it, for whoever has its token, and nothing else.
mod ending;
mod files;
mod kinds;
mod reach;
mod saving;
mod transport;

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::client::{Reply, Request};
use crate::support::desk::Colleague;
use crate::support::drafts::Seen;
use crate::support::province::Province;

/// The agency whose contributors write here.
const HERE: &str = "ubnd-xa-bao-lam";

/// A preview as it was made.
struct Made {
    id: String,
    token: String,
    version: i64,
}

/// Makes a preview that must be made; it lasts as long as `with` says.
async fn preview(colleague: &Colleague<'_>, seen: &Seen, with: Value) -> Made {
    let payload = attempt(colleague, seen, with).await;
    assert_eq!(payload["errors"], json!([]), "{payload}");
    let text = |key: &str| payload[key].as_str().expect("a text").to_owned();
    Made {
        id: text("preview"),
        token: text("token"),
        version: payload["item"]["version"].as_i64().expect("a version"),
    }
}

/// What comes of asking for a preview.
async fn attempt(colleague: &Colleague<'_>, seen: &Seen, mut with: Value) -> Value {
    with["id"] = json!(seen.id);
    with["expectedVersion"] = json!(seen.version);
    colleague.province().advance(TimeDelta::milliseconds(1));
    let selection = "preview token path item { version contentId }";
    colleague.act("previewCreate", with, selection).await
}

/// The item after its preview was made.
fn after(seen: &Seen, made: &Made) -> Seen {
    Seen {
        version: made.version,
        ..seen.clone()
    }
}

/// A query with a preview's token.
fn request(query: &str, variables: &Value, token: &str) -> Request {
    Request::graphql(&json!({ "query": query, "variables": variables }))
        .header("accept", "application/graphql-response+json")
        .header("x-nguonluat-preview", token)
}

/// What a token shows.
async fn look(province: &Province, token: &str, query: &str, variables: Value) -> Reply {
    province.send(request(query, &variables, token)).await
}

/// The data that a token shows, which must show something.
async fn see(province: &Province, token: &str, query: &str, variables: Value) -> Value {
    let reply = look(province, token, query, variables).await;
    let mut answer = reply.json();
    assert!(
        reply.status == 200 && answer.get("errors").is_none(),
        "{:?}: {query}\n{}",
        province.backend,
        reply.text()
    );
    answer["data"].take()
}

/// The id under which the public finds an item.
fn public_id(item: &str) -> String {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let mut whole = URL_SAFE_NO_PAD.decode(item).expect("an id");
    whole[0] = b'c';
    URL_SAFE_NO_PAD.encode(whole)
}
