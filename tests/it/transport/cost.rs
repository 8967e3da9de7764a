//! What an operation may cost, and how soon it is known.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::http::TestServer;

/// A refused operation is refused before it costs anything.
const SOON: Duration = Duration::from_millis(100);

/// The limit that refuses an operation, with its value and the operation's.
async fn refusal(server: &TestServer, query: &str) -> Value {
    // The best of a few tries is measured: others may use the machine at the same time.
    let mut reply = server.query(query).await;
    let mut took = Duration::MAX;
    for _ in 0..10 {
        let start = Instant::now();
        reply = server.query(query).await;
        took = took.min(start.elapsed());
        if took < SOON {
            break;
        }
    }
    assert!(took < SOON, "{took:?}");
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (400, "QUERY_TOO_COSTLY"),
        "{}",
        reply.text()
    );
    assert_eq!(server.executed(), 0);
    reply.json()["errors"][0]["extensions"]["limit"].clone()
}

fn fan_out(levels: usize, width: usize) -> String {
    let spread = |level: usize| format!("...F{level} ").repeat(width);
    let fragments: Vec<String> = (0..levels)
        .map(|level| format!("fragment F{level} on Query {{ {} }}", spread(level + 1)))
        .collect();
    let fragments = fragments.join(" ");
    format!(
        "{{ {} }} {fragments} fragment F{levels} on Query {{ __typename }}",
        spread(0)
    )
}

#[tokio::test]
async fn fragments_that_fan_out_are_counted_without_following_them() {
    let server = TestServer::start();
    let thirty = refusal(&server, &fan_out(30, 2)).await;
    assert_eq!(thirty["name"], "selections");
    // 2 + 4 + … + 2^31 spreads, 2^31 fields.
    assert_eq!(thirty["actual"], json!((1_u64 << 32) - 2 + (1_u64 << 31)));
    let six = refusal(&server, &fan_out(6, 64)).await;
    let spreads: u64 = (1..=7).map(|level| 64_u64.pow(level)).sum();
    assert_eq!(six["actual"], json!(spreads + 64_u64.pow(7)));
}

#[tokio::test]
async fn what_is_long_is_refused_by_its_tokens() {
    let server = TestServer::start();
    for query in [
        format!("{{ {} }}", "__typename ".repeat(20_000)),
        format!("{{ __typename {} }}", "@a ".repeat(5_000)),
        format!("{{ __typename {} }}", "@include(if: true) ".repeat(5_000)),
    ] {
        let limit = refusal(&server, &query).await;
        assert_eq!(
            (&limit["name"], &limit["max"]),
            (&json!("tokens"), &json!(5_000))
        );
    }
}

#[tokio::test]
async fn what_is_deep_is_refused_before_it_is_parsed() {
    let server = TestServer::start();
    for (open, close) in [
        ("{ a ", "}"),
        ("{ a(b: [", "])}"),
        ("{ a(b: {c: ", "})}"),
        ("[", "]"),
        ("(", ""),
    ] {
        let query = format!("{}{}", open.repeat(50_000), close.repeat(50_000));
        let limit = refusal(&server, &query).await;
        assert_eq!(limit["name"], "tokens", "{open}");
        let query = format!("{}{}", open.repeat(300), close.repeat(300));
        let limit = refusal(&server, &query).await;
        assert_eq!(
            (&limit["name"], &limit["max"]),
            (&json!("nesting"), &json!(64)),
            "{open}"
        );
    }
    let body = format!(
        "{{\"query\": {}1{}}}",
        "[".repeat(50_000),
        "]".repeat(50_000)
    );
    let request = crate::support::client::Request::post("application/json", &body);
    assert_eq!(server.send(request).await.status, 400);
}

#[tokio::test]
async fn a_cycle_of_fragments_is_found_at_once() {
    let server = TestServer::start();
    for query in [
        "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
        "{ __typename } fragment A on Query { ...A }",
        "{ ...A } fragment A on Query { items { nodes { related { nodes { ...B } } } } } fragment B on Item { related { nodes { ...B } } }",
    ] {
        let reply = server.query(query).await;
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (400, "GRAPHQL_VALIDATION_FAILED"),
            "{query}"
        );
    }
    assert_eq!(server.executed(), 0);
}

#[tokio::test]
async fn a_batch_is_refused_whatever_its_length() {
    let server = TestServer::start();
    let batch: Vec<Value> = (0..100)
        .map(|_| json!({ "query": "{ __typename }" }))
        .collect();
    let reply = server.execute(&json!(batch)).await;
    assert_eq!((reply.status, reply.code().as_str()), (400, "BAD_REQUEST"));
    assert_eq!(
        reply.message(),
        "Several operations in one request are not served: send one object."
    );
    assert_eq!(server.executed(), 0);
}

#[tokio::test]
async fn every_alias_counts() {
    let server = TestServer::start();
    let aliases = |count: usize| {
        let fields = (0..count).map(|n| format!("a{n}: echo(text: \"\")"));
        fields.collect::<Vec<_>>().join(" ")
    };
    let limit = refusal(&server, &format!("{{ {} }}", aliases(1_000))).await;
    assert_eq!(limit["name"], "tokens");
    let limit = refusal(&server, &format!("{{ {} }}", aliases(101))).await;
    assert_eq!(
        limit,
        json!({ "name": "aliases", "max": 100, "actual": 101 })
    );
    let within = format!(
        "{{ ...A ...A ...A }} fragment A on Query {{ {} }}",
        aliases(34)
    );
    assert_eq!(
        refusal(&server, &within).await,
        json!({ "name": "aliases", "max": 100, "actual": 102 })
    );
}

#[tokio::test]
async fn roots_and_directives_and_depth_have_limits() {
    let server = TestServer::start();
    let touches = "a: touch b: touch c: touch d: touch e: touch";
    assert_eq!(
        refusal(&server, &format!("mutation {{ {touches} }}")).await,
        json!({ "name": "mutations", "max": 4, "actual": 5 })
    );
    let roots = "__typename ".repeat(51);
    assert_eq!(
        refusal(&server, &format!("{{ {roots} }}")).await,
        json!({ "name": "rootFields", "max": 50, "actual": 51 })
    );
    let directives = "__typename @include(if: true) ".repeat(25);
    let directives =
        format!("{{ ...A ...A ...A ...A ...A }} fragment A on Query {{ {directives} }}");
    assert_eq!(
        refusal(&server, &directives).await,
        json!({ "name": "directives", "max": 100, "actual": 125 })
    );
    let deep = format!(
        "{{ node(id: 1) {{ ... on Item {{ {} id {} }} }} }}",
        "children {".repeat(20),
        "}".repeat(20)
    );
    assert_eq!(
        refusal(&server, &deep).await,
        json!({ "name": "depth", "max": 20, "actual": 22 })
    );
}

#[tokio::test]
async fn a_refused_operation_says_which_limit_and_by_how_much() {
    let server = TestServer::start();
    let reply = server
        .query("{ items(first: 100) { nodes { related(first: 100) { nodes { id } } } } }")
        .await;
    assert_eq!(
        reply.message(),
        "The operation has 10100 nodes, computed from its page sizes; the limit is 10000."
    );
}

/// The estimate of an operation.
async fn estimate(server: &TestServer, body: Value) -> u64 {
    let mut body = body;
    body["extensions"] = json!({ "cost": true });
    let reply = server.execute(&body).await;
    let refused = reply.json()["errors"][0]["extensions"]["limit"]["actual"].as_u64();
    refused
        .or_else(|| reply.json()["extensions"]["cost"]["estimate"].as_u64())
        .unwrap_or_else(|| panic!("no estimate: {}", reply.text()))
}

#[tokio::test]
async fn nodes_multiply_through_connections_interfaces_and_fragments() {
    let server = TestServer::start();
    for (query, nodes) in [
        ("{ items { totalCount } }", 0),
        ("{ items { nodes { id } } }", 20),
        ("{ items(first: 3) { nodes { id } } }", 3),
        ("{ items(first: null) { nodes { id } } }", 20),
        ("{ items(last: 4) { edges { node { id } } } }", 4),
        (
            "{ items(first: 3) { nodes { id } edges { node { id } } } }",
            6,
        ),
        (
            "{ items(first: 3) { nodes { children { children { id } } } } }",
            3 + 30 + 300,
        ),
        (
            "{ items(first: 50) { nodes { related(first: 10) { nodes { id } } } } }",
            550,
        ),
        ("{ node(id: 1) { related(first: 7) { nodes { id } } } }", 7),
        (
            "{ node(id: 1) { ... on Item { related(first: 7) { nodes { id } } } ... on Other { related(first: 9) { nodes { id } } } } }",
            9,
        ),
        (
            "{ nodes(ids: [1, 2, 3]) { id ... on Item { children { id } } } }",
            3 + 30,
        ),
        (
            "{ ...A } fragment A on Query { items(first: 2) { ...B } } fragment B on ItemConnection { nodes { ...C } } fragment C on Node { related(first: 5) { nodes { id } } }",
            2 + 10,
        ),
        (
            "{ a: items(first: 2) { ...B } b: items(first: 3) { ...B } } fragment B on ItemConnection { nodes { id } }",
            5,
        ),
    ] {
        assert_eq!(
            estimate(&server, json!({ "query": query })).await,
            nodes,
            "{query}"
        );
    }
}

#[tokio::test]
async fn nodes_are_computed_with_the_values_of_variables() {
    let server = TestServer::start();
    let query = "query($n: Int = 6, $ids: [ID!]! = [1]) { items(first: $n) { nodes { id } } nodes(ids: $ids) { id } }";
    assert_eq!(estimate(&server, json!({ "query": query })).await, 7);
    let given = json!({ "query": query, "variables": { "n": 9, "ids": [1, 2] } });
    assert_eq!(estimate(&server, given).await, 11);
    let absent = "query($n: Int) { items(first: $n) { nodes { id } } }";
    assert_eq!(estimate(&server, json!({ "query": absent })).await, 20);
    let nested =
        "query($n: Int) { items(first: $n) { nodes { related(first: $n) { nodes { id } } } } }";
    let given = json!({ "query": nested, "variables": { "n": 100 } });
    assert_eq!(estimate(&server, given).await, 10_100);
}

#[tokio::test]
async fn a_field_asked_for_over_and_over_counts_for_each_node() {
    let server = TestServer::start();
    let query = |times: usize| {
        format!(
            "{{ items(first: 100) {{ nodes {{ {} }} }} }}",
            "title ".repeat(times)
        )
    };
    assert_eq!(
        refusal(&server, &query(2_500)).await,
        json!({ "name": "fields", "max": 250_000, "actual": 250_002 })
    );
    let reply = server.query(&query(2_499)).await;
    assert_eq!(
        reply.json()["data"]["items"]["nodes"][99],
        json!({ "title": "Item 99" })
    );
}

const INTROSPECTION: &str = "query IntrospectionQuery { __schema { description queryType { name kind } mutationType { name kind } subscriptionType { name kind } types { ...FullType } directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } } } } fragment FullType on __Type { kind name description specifiedByURL isOneOf fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason } inputFields(includeDeprecated: true) { ...InputValue } interfaces { ...TypeRef } enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } possibleTypes { ...TypeRef } } fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated deprecationReason } fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } } }";

#[tokio::test]
async fn the_whole_schema_can_be_asked_for_but_not_over_and_over() {
    let server = TestServer::start();
    let reply = server.query(INTROSPECTION).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let types = reply.json()["data"]["__schema"]["types"]
        .as_array()
        .map(Vec::len);
    assert!(types.is_some_and(|types| types > 20), "{types:?}");

    let nested = format!(
        "{{ __schema {{ types {{ {} name {} }} }} }}",
        "fields { type { ".repeat(8),
        "} }".repeat(8)
    );
    let reply = server.query(&nested).await;
    assert_eq!(
        reply.json()["errors"][0]["extensions"]["limit"]["name"],
        "introspectionFields",
        "{}",
        reply.text()
    );
}
