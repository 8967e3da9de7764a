//! How many finds there are of what, and of what is in force.

use serde_json::{Value, json};

use super::found;
use crate::support::database::{TestDatabase, for_both as for_both_databases};
use crate::support::province::{Province, for_sqlite};
use crate::support::records::{agencies, article, decree, with};

const QUERY: &str = "query ($text: String!, $filter: SearchFilter) {
    search(text: $text, filter: $filter, first: 100) { totalCount nodes { path content { kind section { code } } }
        facets { kinds { kind count } sections { section { code parent { code } } count } agencies { agency { code } count }
            topics { topic { code } count } documentTypes { documentType { code } count } issuers { issuer { code } count } } } }";

fn counts<'a>(found: &'a Value, facet: &str, value: &str) -> Vec<(&'a str, i64)> {
    let values = found["facets"][facet].as_array().expect("values").iter();
    let one = |it: &'a Value| {
        let value = it.pointer(value).and_then(Value::as_str).expect("a value");
        (value, it["count"].as_i64().expect("a number"))
    };
    values.map(one).collect()
}

#[tokio::test]
async fn finds_are_counted_by_what_narrows_them() {
    for_sqlite(async |province| {
        let all = found(province, QUERY, json!({ "text": "pháp luật" })).await;
        let total = all["totalCount"].as_i64().expect("a number");
        let kinds = counts(&all, "kinds", "/kind");
        assert_eq!(kinds.iter().map(|(_, count)| count).sum::<i64>(), total);
        assert!(
            kinds.is_sorted_by(|one, next| one.1 >= next.1),
            "the most first"
        );
        for (facet, value, name) in [
            ("kinds", "/kind", "kinds"),
            ("sections", "/section/code", "sections"),
            ("agencies", "/agency/code", "agencies"),
            ("topics", "/topic/code", "topics"),
        ] {
            let values = counts(&all, facet, value);
            assert!(values.len() > 1, "{facet}");
            for (value, count) in values.iter().take(3) {
                let filter = json!({ "content": { name: [value] } });
                let some = found(
                    province,
                    QUERY,
                    json!({ "text": "pháp luật", "filter": filter }),
                )
                .await;
                assert_eq!(some["totalCount"], *count, "{facet} {value}");
            }
        }
        for (facet, value, name) in [
            ("documentTypes", "/documentType/code", "types"),
            ("issuers", "/issuer/code", "issuers"),
        ] {
            for (value, count) in counts(&all, facet, value).iter().take(3) {
                let filter = json!({ name: [value] });
                let some = found(
                    province,
                    QUERY,
                    json!({ "text": "pháp luật", "filter": filter }),
                )
                .await;
                assert_eq!(some["totalCount"], *count, "{facet} {value}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_narrows_already_shows_its_alternatives() {
    for_sqlite(async |province| {
        let all = found(province, QUERY, json!({ "text": "pháp luật" })).await;
        let filter = json!({ "content": { "kinds": ["ARTICLE"] } });
        let some = found(
            province,
            QUERY,
            json!({ "text": "pháp luật", "filter": filter }),
        )
        .await;
        assert_eq!(
            counts(&some, "kinds", "/kind"),
            counts(&all, "kinds", "/kind")
        );
        assert_eq!(
            some["facets"]["documentTypes"],
            json!([]),
            "an article is no document"
        );
        let sections = counts(&some, "sections", "/section/code");
        assert!(sections.len() < counts(&all, "sections", "/section/code").len());
    })
    .await;
}

#[tokio::test]
async fn nothing_is_counted_that_nobody_asks_for() {
    for_sqlite(async |province| {
        let none = found(province, QUERY, json!({ "text": "xuzquy" })).await;
        assert_eq!(
            none["facets"],
            json!({ "kinds": [], "sections": [], "agencies": [], "topics": [], "documentTypes": [], "issuers": [] })
        );
        let query = "query ($text: String!) { search(text: $text) { facets { __typename } } }";
        let found = found(province, query, json!({ "text": "pháp luật" })).await;
        assert_eq!(found["facets"], json!({ "__typename": "SearchFacets" }));
    })
    .await;
}

/// What is found of the first document, in force on a day.
async fn in_force(province: &Province, text: &str, day: &str) -> Vec<String> {
    let query = "query ($text: String!, $day: Date!) {
        search(text: $text, filter: { inForceOn: $day }) { nodes { content { title } provision { path } } } }";
    let found = found(province, query, json!({ "text": text, "day": day })).await;
    let nodes = found["nodes"].as_array().expect("finds").iter();
    let name = |node: &Value| {
        let provision = node["provision"]["path"].as_str().unwrap_or("-");
        format!(
            "{} {provision}",
            node["content"]["title"].as_str().expect("a title")
        )
    };
    let names = nodes.map(name).filter(|name| name.starts_with("Tin 1 "));
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// Asks until the answer is as expected, which takes a second at most on an idle machine.
async fn until_in_force(province: &Province, text: &str, day: &str, expected: &[&str]) {
    let began = std::time::Instant::now();
    loop {
        let found = in_force(province, text, day).await;
        if found == expected {
            return;
        }
        assert!(began.elapsed() < super::PATIENCE, "{day}: {found:?}");
    }
}

async fn served(db: &TestDatabase) -> Province {
    db.take(agencies()).await;
    let mut law = decree("1", "01/2025/NĐ-CP");
    law["details"]["events"] = json!([
        { "date": "2026-01-01", "kind": "expired", "provision": "dieu-1" },
    ]);
    db.take([law, article("2")]).await;
    Province::over(db.url.clone())
}

#[tokio::test]
async fn what_is_in_force_on_a_day_is_found_for_it() {
    for_both_databases(async |db| {
        let province = served(db).await;
        until_in_force(&province, "chợ đêm", "2025-06-30", &[]).await;
        until_in_force(&province, "chợ đêm", "2025-07-01", &["Tin 1 dieu-1"]).await;
        until_in_force(&province, "chợ đêm", "2026-01-01", &[]).await;
        let whole = ["Tin 1 -", "Tin 1 dieu-2"];
        until_in_force(&province, "hiệu lực nghị định", "2026-03-01", &whole[1..]).await;
        until_in_force(&province, "01/2025/NĐ-CP", "2026-03-01", &whole).await;

        let ending = json!({ "issued_on": "2026-01-10", "effective_on": "2026-02-15",
            "relations": [{ "type": "bai-bo", "target": { "number": "01/2025/NĐ-CP" } }] });
        let mut other = decree("3", "02/2026/NĐ-CP");
        other["details"] = with(other["details"].take(), ending);
        db.take([other]).await;
        until_in_force(&province, "01/2025/NĐ-CP", "2026-03-01", &[]).await;
        until_in_force(&province, "01/2025/NĐ-CP", "2026-02-14", &whole).await;
        province.leave().await;
    })
    .await;
}
