//! What errors say, and what they do not.

use serde_json::json;

use crate::support::{
    client::{Connection, Request},
    http::TestServer,
};

#[tokio::test]
async fn an_unforeseen_error_says_nothing_but_its_request() {
    let server = TestServer::start();
    let reply = server.query("{ a: fail }").await;
    let error = &reply.json()["errors"][0];
    assert_eq!(error["message"], "internal error");
    assert_eq!(error["path"], json!(["a"]));
    let id = reply.header("x-request-id").expect("an id");
    assert_eq!(
        error["extensions"],
        json!({ "code": "INTERNAL_SERVER_ERROR", "requestId": id })
    );
    assert!(!reply.text().contains("secret"), "{}", reply.text());
}

#[tokio::test]
async fn a_panic_fails_its_request_and_no_other() {
    let server = TestServer::start();
    let mut other = Connection::open(server.address()).await;
    let slow = Request::graphql(&json!({ "query": "{ sleep(ms: 300) }" }));
    other.send(&slow.bytes()).await.expect("sent");

    let mut connection = Connection::open(server.address()).await;
    let request = Request::graphql(&json!({ "query": "{ panic }" }));
    let reply = connection.exchange(&request).await.expect("an answer");
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (500, "INTERNAL_SERVER_ERROR")
    );
    assert_eq!(reply.message(), "internal error");
    assert!(reply.json().get("data").is_none());

    let request = Request::graphql(&json!({ "query": "{ echo(text: \"on\") }" }));
    let next = connection
        .exchange(&request)
        .await
        .expect("the connection is open");
    assert_eq!(next.json(), json!({ "data": { "echo": "on" } }));
    let other = other.reply(false).await.expect("an answer");
    assert_eq!(other.json(), json!({ "data": { "sleep": 300 } }));
}

#[tokio::test]
async fn an_error_body_is_small_whatever_the_input() {
    let server = TestServer::start();
    let long = "á".repeat(100_000);
    let name = "n".repeat(100_000);
    let many = (0..400)
        .map(|n| format!("f{n}"))
        .collect::<Vec<_>>()
        .join(" ");
    let failing = format!(
        "{{ items(first: 90) {{ nodes {{ {}: fails }} }} }}",
        "a".repeat(500)
    );
    for body in [
        json!({ "query": long }),
        json!({ "query": format!("{{ {name} }}") }),
        json!({ "query": format!("{{ {name}: fail }}") }),
        json!({ "query": format!("{{ {many} }}") }),
        json!({ "query": format!("{{ echo(text: {name}) }}") }),
        json!({ "query": format!("{{ items(first: \"{long}\") {{ totalCount }} }}") }),
        json!({ "query": format!("query {name} {{ a }}"), "operationName": long }),
        json!({ "query": "query($t: String!) { echo(text: $t) }", "variables": { "t": [long] } }),
        json!({ "query": format!("query(${name}: String!) {{ echo(text: ${name}) }}") }),
        json!({ "query": format!("{{ ...{name} }} fragment {name} on Query {{ ...{name} }}") }),
        json!({ "query": format!("{{ a @{name} }}") }),
        json!({ "query": 1, "variables": long }),
        json!({ "query": "{ a }", "variables": { "a": 1 }, "extensions": long }),
    ] {
        let reply = server.execute(&body).await;
        let start: String = body.to_string().chars().take(60).collect();
        assert!(
            !reply.json()["errors"]
                .as_array()
                .expect("errors")
                .is_empty(),
            "{start}"
        );
        let errors = reply.json()["errors"].to_string().len();
        assert!(errors <= 4096, "{start}: {errors}");
        if reply
            .json()
            .get("data")
            .is_none_or(serde_json::Value::is_null)
        {
            assert!(reply.body.len() <= 4096, "{start}: {}", reply.body.len());
        }
    }
    let omitted = server.query(&failing).await.json();
    let shown = omitted["errors"].as_array().expect("errors").len() as u64;
    assert_eq!(
        omitted["extensions"]["errorsOmitted"].as_u64(),
        Some(90 - shown)
    );
}

#[tokio::test]
async fn each_error_has_a_code_and_a_place() {
    let server = TestServer::start();
    let reply = server.query("{\n  unknown\n}").await;
    let error = &reply.json()["errors"][0];
    assert_eq!(error["locations"], json!([{ "line": 2, "column": 3 }]));
    let reply = server.query("{ a(").await;
    assert_eq!(reply.message(), "Syntax error: expected name.");
    assert_eq!(
        reply.json()["errors"][0]["locations"],
        json!([{ "line": 1, "column": 5 }])
    );
}

#[tokio::test]
async fn a_failed_field_is_null_where_it_may_be_and_else_what_holds_it() {
    let server = TestServer::start();
    for (query, status, data) in [
        ("{ fail }", 200, json!({ "fail": null })),
        (
            "{ a: fail echo(text: \"x\") }",
            200,
            json!({ "a": null, "echo": "x" }),
        ),
        (
            "{ node(id: 1) { ... on Item { fails } } }",
            200,
            json!({ "node": { "fails": null } }),
        ),
        (
            "{ node(id: 1) { ... on Item { id fails } } }",
            200,
            json!({ "node": { "id": "1", "fails": null } }),
        ),
        (
            "{ node(id: 1) { ...I } echo(text: \"x\") } fragment I on Item { id must }",
            200,
            json!({ "node": null, "echo": "x" }),
        ),
        (
            "{ nodes(ids: [1, 2]) { ... on Item { must } } }",
            200,
            json!({ "nodes": [null, null] }),
        ),
        (
            "{ node(id: 1) { related(first: 2) { nodes { id must } } } }",
            200,
            json!({ "node": null }),
        ),
        (
            "{ echo(text: \"x\") items(first: 2) { nodes { id must } } }",
            500,
            json!(null),
        ),
    ] {
        let reply = server.query(query).await;
        assert_eq!(
            (reply.status, &reply.json()["data"]),
            (status, &data),
            "{query}"
        );
        assert!(
            reply
                .json()
                .as_object()
                .expect("an object")
                .contains_key("data"),
            "{query}"
        );
        assert_eq!(reply.code(), "INTERNAL_SERVER_ERROR", "{query}");
    }
}

#[tokio::test]
async fn fields_come_in_the_order_in_which_they_were_asked_for() {
    let server = TestServer::start();
    let query = "{ z: sleep(ms: 30) fail ...F y: sleep(ms: 10) x: sleep(ms: 1) } fragment F on Query { a: sleep(ms: 20) y: sleep(ms: 10) }";
    let reply = server.query(query).await;
    let start = r#"{"errors":["#;
    assert!(reply.text().starts_with(start), "{}", reply.text());
    let end = r#""data":{"z":30,"fail":null,"a":20,"y":10,"x":1}}"#;
    assert!(reply.text().ends_with(end), "{}", reply.text());
}
