//! The examples that the query page offers: each answers, within the usual limits.
use std::path::Path;

use nguonluat::graphql::limits::Limits;
use serde_json::{Value, json};

use super::walk::array;
use crate::support::client::Request;
use crate::support::province::for_both;

#[tokio::test]
async fn every_example_answers_within_the_usual_limits() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/examples");
    let mut examples = Vec::new();
    for entry in std::fs::read_dir(folder).expect("examples") {
        let path = entry.expect("a file").path();
        examples.push((path.clone(), std::fs::read_to_string(path).expect("a text")));
    }
    assert!(examples.len() > 3);
    let limit = Limits::default().nodes;
    for_both(async |province| {
        for (path, query) in &examples {
            let request =
                Request::graphql(&json!({ "query": query })).header("x-graphql-cost", "1");
            let answer = province.send(request).await.json();
            assert!(
                array(&answer["errors"]).next().is_none(),
                "{path:?}: {answer}"
            );
            let roots = answer["data"].as_object().expect("data");
            assert!(
                roots.values().all(|root| *root != Value::Null),
                "{path:?}: {answer}"
            );
            let cost = answer["extensions"]["cost"]["estimate"].as_u64();
            assert!(cost.is_some_and(|cost| cost <= limit), "{path:?}: {cost:?}");
        }
    })
    .await;
}
