//! Questions about laws, each with the articles that answer it: how often the right one is found first.
//! `NGUONLUAT_REAL_DATA` names the folder; where it is unset the test says SKIPPED.

#![expect(
    clippy::print_stdout,
    reason = "the figures are what the test is run for"
)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::DateTime;
use nguonluat::domain::clock::Clock;
use nguonluat::domain::publish::{FileSource, Publisher, prepare};
use nguonluat::exchange::Record;
use nguonluat::text::fold::fold;
use serde_json::{Value, json};

use super::found;
use crate::support::province::{Province, for_sqlite, media};

const QUERY: &str = "query ($text: String!) {
    search(text: $text, first: 10) { nodes { provision { path } content { title } } } }";

fn read(folder: &Path, name: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(folder.join(name)).expect("a file");
    serde_json::from_str(&text).expect("JSON")
}

/// A law as a record of the exchange.
fn record(law: &Value, number: usize) -> Record {
    let articles = law["articles"].as_array().expect("articles").iter();
    let article = |article: &Value| {
        let (id, text) = (article["id"].as_str(), article["text"].as_str());
        format!("Điều {}. {}", id.expect("a number"), text.expect("a text"))
    };
    let text: Vec<String> = articles.map(article).collect();
    let moment = "2020-01-01T00:00:00Z";
    let record = json!({ "record": "content", "language": "vi", "title": law["id"], "section": "van-ban-toan-van",
        "agency": "so-tu-phap", "first_published_at": moment, "published_at": moment, "updated_at": moment,
        "details": { "kind": "legal_document", "number": format!("{number}/2020/QH14"), "document_type": "luat",
            "issuers": [{ "code": "quoc-hoi" }], "issued_on": "2020-01-01", "text": text.join("\n") } });
    serde_json::from_value(record).expect("a record")
}

async fn publish(province: &Province, laws: &[Value]) {
    let files = Arc::new(FileSource::None);
    let moment = DateTime::from_timestamp(1_700_000_000, 0).expect("a moment");
    let publisher =
        Publisher::new(province.database().clone(), media(), Clock::fixed(moment)).await;
    let mut publisher = publisher.expect("a publisher");
    let laws = laws
        .iter()
        .filter(|law| law["articles"].as_array().is_some_and(|it| !it.is_empty()));
    let prepared = laws
        .enumerate()
        .map(|(index, law)| prepare(record(law, index + 1), &files).expect("a law"));
    for outcome in publisher
        .publish(prepared.collect())
        .await
        .expect("a batch")
    {
        outcome.expect("taken");
    }
}

/// At which place an article that answers a question is found, from 0.
async fn place(province: &Province, question: &Value, text: &str) -> Option<usize> {
    let answers = question["relevant_articles"].as_array().expect("articles");
    let found = found(province, QUERY, json!({ "text": text })).await;
    let nodes = found["nodes"].as_array().expect("finds");
    let answers_it = |node: &Value| {
        answers.iter().any(|answer| {
            let path = format!("dieu-{}", answer["article_id"].as_str().expect("a number"));
            node["content"]["title"] == answer["law_id"]
                && node["provision"]["path"] == path.as_str()
        })
    };
    nodes.iter().position(answers_it)
}

#[tokio::test]
async fn the_article_that_answers_a_question_is_found() {
    let Some(root) = std::env::var_os("NGUONLUAT_REAL_DATA") else {
        println!("SKIPPED: NGUONLUAT_REAL_DATA is unset");
        return;
    };
    let folder = PathBuf::from(root).join("search_eval");
    for_sqlite(async |province| {
        publish(province, &read(&folder, "law.json")).await;
        let questions = read(&folder, "questions.json");
        for fold_it in [false, true] {
            let (mut first, mut among_ten) = (0, 0);
            for question in &questions {
                let text = question["text"].as_str().expect("a text");
                let text = if fold_it { fold(text) } else { text.to_owned() };
                let place = place(province, question, &text).await;
                first += usize::from(place == Some(0));
                among_ten += usize::from(place.is_some());
            }
            let all = questions.len();
            println!(
                "without diacritics: {fold_it}; of {all}: first {first}, among ten {among_ten}"
            );
            assert!(first * 100 >= all * 80, "{first} of {all} first");
            assert!(
                among_ten * 100 >= all * 97,
                "{among_ten} of {all} among ten"
            );
        }
    })
    .await;
}
