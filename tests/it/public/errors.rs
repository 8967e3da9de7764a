//! What is refused, and that nothing in an argument reaches SQL.
use serde_json::{Value, json};

use super::walk::{Types, array, named, text};
use crate::support::province::for_both;

#[tokio::test]
async fn every_refusal_has_a_code() {
    for_both(async |province| {
        let many = vec!["\"x\""; 21].join(", ");
        let refusals = [
            ("{ nope }".to_owned(), "GRAPHQL_VALIDATION_FAILED"),
            (
                "{ section(code: \"hoi-dap\") { nope } }".to_owned(),
                "GRAPHQL_VALIDATION_FAILED",
            ),
            (
                "{ contents(sort: NOPE) { totalCount } }".to_owned(),
                "BAD_USER_INPUT",
            ),
            (
                "{ contents(filter: { kinds: [NOPE] }) { totalCount } }".to_owned(),
                "BAD_USER_INPUT",
            ),
            (
                "{ contents(filter: { dateFrom: \"2026-02-30\" }) { totalCount } }".to_owned(),
                "BAD_USER_INPUT",
            ),
            (
                "{ contents(filter: { publishedFrom: \"2026-02-28\" }) { totalCount } }".to_owned(),
                "BAD_USER_INPUT",
            ),
            (
                "{ contents(filter: { about: \"nope\" }) { totalCount } }".to_owned(),
                "BAD_USER_INPUT",
            ),
            (
                "{ contents(first: 1, last: 1) { totalCount } }".to_owned(),
                "BAD_USER_INPUT",
            ),
            (
                format!("{{ contents(filter: {{ topics: [{many}] }}) {{ totalCount }} }}"),
                "BAD_USER_INPUT",
            ),
            (
                format!("{{ legalDocuments(filter: {{ types: [{many}] }}) {{ totalCount }} }}"),
                "BAD_USER_INPUT",
            ),
            (
                "{ section { name } }".to_owned(),
                "GRAPHQL_VALIDATION_FAILED",
            ),
            ("{ section(code: \"x\"".to_owned(), "GRAPHQL_PARSE_FAILED"),
        ];
        for (query, code) in refusals {
            let reply = province.execute(&query, json!({})).await;
            assert!(reply.status < 500, "{query}: {}", reply.text());
            assert_eq!(reply.code(), code, "{query}: {}", reply.text());
        }
        let ids = vec!["x"; 101];
        let reply = province
            .execute(
                "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }",
                json!({ "ids": ids }),
            )
            .await;
        assert_eq!(reply.code(), "BAD_USER_INPUT");
    })
    .await;
}

const HOSTILE: [&str; 9] = [
    "' OR '1'='1",
    "'; DROP TABLE content; --",
    "\" OR \"\"=\"",
    "%",
    "_",
    "\\",
    "$1",
    "a\u{0}b",
    "1) UNION SELECT * FROM content --",
];

#[tokio::test]
async fn sql_in_an_argument_is_a_text_like_any_other() {
    for_both(async |province| {
        let types = Types::of(province).await;
        let before = province.ask("{ contents { totalCount } }").await;
        let mut asked = 0;
        for (argument, query) in hostile_queries(&types) {
            for hostile in HOSTILE {
                let reply = province.execute(&query, json!({ "x": hostile })).await;
                let answer = reply.json();
                let name = format!(
                    "{:?} {argument} with {hostile:?}: {query}",
                    province.backend
                );
                assert!(reply.status < 500, "{name}: {}", reply.text());
                for error in array(&answer["errors"]) {
                    assert_eq!(
                        error["extensions"]["code"], "BAD_USER_INPUT",
                        "{name}: {error}"
                    );
                }
                if let Some(total) = total_in(&answer["data"]) {
                    assert_eq!(total, 0, "{name}");
                }
                asked += 1;
            }
        }
        assert!(asked > 300, "{asked} queries");
        assert_eq!(province.ask("{ contents { totalCount } }").await, before);
    })
    .await;
}

fn total_in(data: &Value) -> Option<u64> {
    data["x"]["totalCount"].as_u64()
}

/// For every argument of `Query` that takes a text, and every such field of a filter, a query with it as `$x`.
fn hostile_queries(types: &Types) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for field in array(&types.definition("Query")["fields"]) {
        let name = text(field, "name");
        if name == "search" {
            // It finds the words that are in it, as in any other text.
            let query = "query ($x: String!) { x: search(text: $x) { nodes { path } } }";
            found.push(("search(text)".to_owned(), query.to_owned()));
            continue;
        }
        let returned = named(&field["type"]);
        let selection = if returned.ends_with("Connection") {
            "{ totalCount nodes { __typename } }"
        } else {
            "{ __typename }"
        };
        for argument in array(&field["args"]) {
            for (place, kind, value) in text_places(types, argument) {
                let others: String = array(&field["args"])
                    .filter(|other| other["type"]["kind"] == "NON_NULL" && *other != argument)
                    .filter(|other| ["String", "ID"].contains(&named(&other["type"])))
                    .flat_map(|other| [", ", text(other, "name"), ": \"x\""])
                    .collect();
                let query =
                    format!("query ($x: {kind}!) {{ x: {name}({value}{others}) {selection} }}");
                found.push((format!("{name}.{place}"), query));
            }
        }
    }
    found
}

/// The places of texts in an argument: its path, the type, and the argument as it is written.
fn text_places(types: &Types, argument: &Value) -> Vec<(String, String, String)> {
    let name = text(argument, "name");
    let kind = named(&argument["type"]);
    let value = if is_list(&argument["type"]) {
        "[$x]"
    } else {
        "$x"
    };
    if ["String", "ID", "Date", "DateTime"].contains(&kind) {
        return vec![(name.to_owned(), kind.to_owned(), format!("{name}: {value}"))];
    }
    array(&types.definition(kind)["inputFields"])
        .flat_map(|field| text_places(types, field))
        .map(|(place, kind, value)| {
            (
                format!("{name}.{place}"),
                kind,
                format!("{name}: {{ {value} }}"),
            )
        })
        .collect()
}

fn is_list(reference: &Value) -> bool {
    reference["kind"] == "LIST" || reference.get("ofType").is_some_and(is_list)
}
