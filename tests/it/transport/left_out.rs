//! Variables that are left out: what they would be the value of is left out, not null.

use entity::value::AccountRole::Contributor;
use serde_json::{Value, json};

use crate::support::client::Request;
use crate::support::desk::as_bearer;
use crate::support::province::{for_both, for_sqlite};

#[tokio::test]
async fn an_argument_has_its_default_then() {
    for_sqlite(async |province| {
        let query = "query ($sort: ContentSort, $first: Int, $filter: ContentFilter, $kinds: [ContentKind!]) {
            contents(sort: $sort, first: $first, filter: $filter) { ...page }
            news: contents(filter: { kinds: $kinds, languages: [\"vi\"] }) { ...page } }
            fragment page on ContentConnection { totalCount nodes { title } }";
        let plain = "{ contents { totalCount nodes { title } }
            news: contents(filter: { languages: [\"vi\"] }) { totalCount nodes { title } } }";
        let expected = province.ask(plain).await;
        assert_eq!(province.ask_with(query, json!({})).await, expected);
        let first = province.ask_with(query, json!({ "first": 2, "kinds": ["ARTICLE"] })).await;
        assert_eq!(first["contents"]["nodes"].as_array().map(Vec::len), Some(2));
        assert!(first["news"]["totalCount"].as_i64() < expected["news"]["totalCount"].as_i64());
        let two = format!("{query} query Other($sort: ContentSort) {{ contents(sort: $sort) {{ totalCount }} }}");
        let two = two.replacen("query (", "query One(", 1);
        let body = json!({ "query": two, "operationName": "Other" });
        let answer = province.send(Request::graphql(&body)).await.json();
        assert_eq!(answer["data"]["contents"]["totalCount"], expected["contents"]["totalCount"], "{answer}");
    })
    .await;
}

#[tokio::test]
async fn what_was_wrong_stays_wrong() {
    for_sqlite(async |province| {
        for (query, variables) in [
            // Null is not the same as nothing.
            ("query ($sort: ContentSort) { contents(sort: $sort) { totalCount } }", json!({ "sort": null })),
            // Nothing uses it.
            ("query ($sort: ContentSort) { contents { totalCount } }", json!({})),
            // It has to be given.
            ("query ($code: String!) { section(code: $code) { code } }", json!({})),
            ("query ($code: String) { section(code: $code) { code } }", json!({})),
            // Nobody defines it.
            ("{ contents(sort: $sort) { totalCount } }", json!({})),
            // A list has no place without a value.
            ("query ($kind: ContentKind) { contents(filter: { kinds: [$kind] }) { totalCount } }", json!({})),
        ] {
            let body = json!({ "query": query, "variables": variables });
            let answer = province.send(Request::graphql(&body)).await.json();
            assert!(answer["errors"].is_array(), "{query} {variables}: {answer}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_mutation_leaves_alone_what_it_is_not_told_of() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, "so-tu-phap")]).await;
        let item = hoa.begin("ARTICLE", "Tin", "so-tu-phap").await;
        let item = hoa.save(&item, json!({ "summary": "Tóm tắt." })).await;
        let save = "mutation ($id: ID!, $version: Int!, $title: String, $summary: String) {
            contentSave(input: { id: $id, expectedVersion: $version, changes: { title: $title, summary: $summary } }) {
                item { version working { draft { title summary } } } errors { code message } } }";
        let act = async |variables: Value| {
            let body = json!({ "query": save, "variables": variables });
            let request = as_bearer(Request::graphql(&body), &hoa.token);
            province.send(request).await.json()["data"]["contentSave"].take()
        };
        let told = act(json!({ "id": item.id, "version": item.version, "title": "Tin mới" })).await;
        let draft = json!({ "title": "Tin mới", "summary": "Tóm tắt." });
        assert_eq!(told["item"]["working"]["draft"], draft, "{told}");
        let version = &told["item"]["version"];
        let emptied = act(json!({ "id": item.id, "version": version, "summary": null })).await;
        let draft = json!({ "title": "Tin mới", "summary": null });
        assert_eq!(emptied["item"]["working"]["draft"], draft, "{emptied}");
    })
    .await;
}
