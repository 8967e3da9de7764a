//! Search: what is found, in which order, and what never is.
mod facets;
mod finds;
mod follows;
mod questions;
mod rebuild;
mod spelling;
mod suggestions;

use std::time::{Duration, Instant};

use entity::value::AccountRole::{BoardMember, Contributor};
use serde_json::{Value, json};

use crate::support::client::Request;
use crate::support::desk::Colleague;
use crate::support::province::Province;

/// How long a story waits for an index.
const PATIENCE: Duration = Duration::from_mins(1);

/// Somebody who writes and somebody who decides, at the Department of Justice.
pub async fn author_and_board(province: &Province) -> (Colleague<'_>, Colleague<'_>) {
    let author = [(Contributor, "so-tu-phap")];
    let board = [(BoardMember, "so-tu-phap")];
    (
        province.colleague("Hoa", &author).await,
        province.colleague("Lan", &board).await,
    )
}

/// What is found first: titles and headings, in order.
pub async fn headings(province: &Province, text: &str) -> Vec<String> {
    let query =
        "query ($text: String!) { search(text: $text, first: 10) { nodes { heading { text } } } }";
    let found = found(province, query, json!({ "text": text })).await;
    let nodes = found["nodes"].as_array().expect("finds").iter();
    let heading = |node: &Value| {
        node["heading"]["text"]
            .as_str()
            .expect("a heading")
            .to_owned()
    };
    nodes.map(heading).collect()
}

/// What a search answers, once there is an index.
pub async fn found(province: &Province, query: &str, variables: Value) -> Value {
    let began = Instant::now();
    loop {
        let request = Request::graphql(&json!({ "query": query, "variables": variables }));
        let mut answer = province.send(request).await.json();
        let errors = answer["errors"].take();
        let is_being_made = errors[0]["extensions"]["code"] == "SERVICE_UNAVAILABLE";
        if !is_being_made || began.elapsed() > PATIENCE {
            assert_eq!(errors, Value::Null, "{query} {variables}");
            return answer["data"]["search"].take();
        }
    }
}

/// What is wrong with a search.
pub async fn refused(province: &Province, query: &str, variables: Value) -> Value {
    let request = Request::graphql(&json!({ "query": query, "variables": variables }));
    province.send(request).await.json()["errors"].take()
}
