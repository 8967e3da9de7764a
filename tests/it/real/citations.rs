//! Citations in real answers, against a table made by reading them.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use nguonluat::text::citation::{GoldText, evaluate};

const ENOUGH: f64 = 0.95;

#[test]
fn citations_in_real_answers() {
    let Some(folder) = std::env::var_os("NGUONLUAT_REAL_DATA").map(PathBuf::from) else {
        println!("SKIPPED: NGUONLUAT_REAL_DATA names no folder");
        return;
    };
    let mut answers = BTreeMap::new();
    let mut reader = csv::Reader::from_path(folder.join("qa/traffic_qa.csv")).expect("the answers");
    for record in reader.deserialize::<HashMap<String, String>>() {
        let mut record = record.expect("a row");
        let answer = record.remove("answer").expect("an answer");
        answers.insert(record["id"].parse().expect("an id"), answer);
    }
    let gold: Vec<GoldText> = include_str!("../../real/citations.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of the table"))
        .collect();
    let figures = evaluate(&gold, &answers);
    println!(
        "citations: {} marked, {} found; precision {:.1} %, recall {:.1} %; {} overlapping, {} with the same document",
        figures.expected,
        figures.found,
        100.0 * figures.precision(),
        100.0 * figures.recall(),
        figures.overlapping,
        figures.same_document,
    );
    let differences = figures.differences.join("\n");
    assert!(
        figures.precision() >= ENOUGH && figures.recall() >= ENOUGH,
        "{differences}"
    );
    assert!(figures.expected > 100, "the table is the whole one");
}
