//! GraphQL over HTTP: methods, media types, parameters.

use serde_json::json;

use crate::support::{client::Request, http::TestServer};

const STRICT: &str = "application/graphql-response+json";
const STRICT_UTF8: &str = "application/graphql-response+json; charset=utf-8";
const JSON_UTF8: &str = "application/json; charset=utf-8";

#[tokio::test]
async fn a_query_by_get_and_by_post_gives_the_same() {
    let server = TestServer::start();
    let by_post = server.query(r#"{ echo(text: "á") }"#).await;
    let by_get = server
        .send(
            Request::get("/graphql?query=%7B+echo(text:+%22%C3%A1%22)+%7D")
                .header("accept", STRICT),
        )
        .await;
    assert_eq!(by_post.status, 200);
    assert_eq!(by_post.json(), json!({ "data": { "echo": "á" } }));
    assert_eq!(by_get.status, 200);
    assert_eq!(by_get.body, by_post.body);
    assert_eq!(by_post.header("cache-control").as_deref(), Some("no-store"));
    assert_eq!(by_get.header("cache-control").as_deref(), Some("no-cache"));
}

#[tokio::test]
async fn the_client_chooses_the_media_type() {
    let server = TestServer::start();
    for (accept, content_type) in [
        (None, JSON_UTF8),
        (Some("*/*"), JSON_UTF8),
        (Some("application/json"), JSON_UTF8),
        (Some(STRICT), STRICT_UTF8),
        (
            Some("application/graphql-response+json, application/json;q=0.9"),
            STRICT_UTF8,
        ),
    ] {
        let request = Request::graphql(&json!({ "query": "{ __typename }" }));
        let reply = server
            .send(match accept {
                Some(accept) => request.header("accept", accept),
                None => request,
            })
            .await;
        assert_eq!(reply.status, 200, "{accept:?}");
        assert_eq!(
            reply.header("content-type").as_deref(),
            Some(content_type),
            "{accept:?}"
        );
        let vary = reply.header("vary").expect("Vary").to_ascii_lowercase();
        assert!(vary.split(", ").any(|name| name == "accept"), "{vary}");
    }
    let request = Request::graphql(&json!({ "query": "{ __typename }" }));
    let reply = server.send(request.header("accept", "text/plain")).await;
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (406, "NOT_ACCEPTABLE")
    );
}

#[tokio::test]
async fn a_refused_operation_is_200_in_json_and_400_without_data_in_the_strict_type() {
    let server = TestServer::start();
    for (body, code) in [
        (json!({ "query": "{" }), "GRAPHQL_PARSE_FAILED"),
        (
            json!({ "query": "{ unknown }" }),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            json!({ "query": "{ items(first: \"a\") { totalCount } }" }),
            "BAD_USER_INPUT",
        ),
        (
            json!({ "query": "query($t: String!) { echo(text: $t) }" }),
            "BAD_USER_INPUT",
        ),
        (
            json!({ "query": "query($t: String!) { echo(text: $t) }", "variables": { "t": null } }),
            "BAD_USER_INPUT",
        ),
        (
            json!({ "query": "query($t: String!) { echo(text: $t) }", "variables": { "t": 1 } }),
            "BAD_USER_INPUT",
        ),
        (
            json!({ "query": "query A { __typename }", "operationName": "B" }),
            "OPERATION_RESOLUTION_FAILED",
        ),
        (
            json!({ "query": "query A { __typename } query B { __typename }" }),
            "OPERATION_RESOLUTION_FAILED",
        ),
        (
            json!({ "query": "{ a: items { nodes { id } } ...F } fragment F on Query { ...F }" }),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            json!({ "query": "{ items(first: 100) { nodes { related(first: 100) { nodes { id } } } } }" }),
            "QUERY_TOO_COSTLY",
        ),
    ] {
        let strict = server.execute(&body).await;
        assert_eq!(
            (strict.status, strict.code().as_str()),
            (400, code),
            "{body}"
        );
        assert!(strict.json().get("data").is_none(), "{body}");
        let lenient = server.send(Request::graphql(&body)).await;
        assert_eq!(
            (lenient.status, lenient.code().as_str()),
            (200, code),
            "{body}"
        );
        assert!(lenient.json().get("data").is_none(), "{body}");
    }
}

#[tokio::test]
async fn an_error_of_a_field_leaves_the_rest_and_is_200() {
    let server = TestServer::start();
    let reply = server.query("{ echo(text: \"a\") fail }").await;
    let body = reply.json();
    assert_eq!(reply.status, 200);
    assert_eq!(body["data"], json!({ "echo": "a", "fail": null }));
    assert_eq!(body["errors"][0]["path"], json!(["fail"]));
}

#[tokio::test]
async fn a_mutation_by_get_is_405_and_does_nothing() {
    let server = TestServer::start();
    for accept in ["application/json", STRICT] {
        let request =
            Request::get("/graphql?query=mutation+%7B+touch+%7D").header("accept", accept);
        let reply = server.send(request).await;
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (405, "METHOD_NOT_ALLOWED")
        );
        assert_eq!(reply.header("allow").as_deref(), Some("POST"));
    }
    assert_eq!(server.executed(), 0);
    assert_eq!(
        server.query("mutation { touch }").await.json(),
        json!({ "data": { "touch": true } })
    );
    assert_eq!(server.executed(), 1);
}

#[tokio::test]
async fn a_body_of_another_type_or_charset_is_415_and_does_nothing() {
    let server = TestServer::start();
    let body = r#"{"query": "mutation { touch }"}"#;
    for content_type in [
        "text/plain",
        "application/graphql",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/jsonp",
        "",
    ] {
        let reply = server.send(Request::post(content_type, body)).await;
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (415, "UNSUPPORTED_MEDIA_TYPE"),
            "{content_type}"
        );
    }
    let packed = Request::post("application/json", body).header("content-encoding", "gzip");
    assert_eq!(server.send(packed).await.status, 415);
    let twice = Request::post("text/plain", body).header("content-type", "application/json");
    assert_eq!(server.send(twice).await.status, 415);
    assert_eq!(server.executed(), 0);
    for content_type in [
        "application/json;charset=UTF-8",
        "Application/JSON; charset=\"utf-8\"",
    ] {
        assert_eq!(
            server.send(Request::post(content_type, body)).await.status,
            200,
            "{content_type}"
        );
    }
}

#[tokio::test]
async fn what_is_no_graphql_request_is_400() {
    let server = TestServer::start();
    for body in [
        "",
        " ",
        "{",
        "null",
        "1",
        "\"{ __typename }\"",
        "{}",
        r#"{"query": null}"#,
        r#"{"query": 1}"#,
        r#"{"query": ["{ __typename }"]}"#,
        r#"{"query": "{ __typename }", "query": "{ __typename }"}"#,
        r#"{"query": "{ __typename }", "variables": []}"#,
        r#"{"query": "{ __typename }", "variables": "{}"}"#,
        r#"{"query": "{ __typename }", "operationName": 1}"#,
        r#"{"query": "{ __typename }", "extensions": false}"#,
        r#"[{"query": "{ __typename }"}]"#,
        "\u{feff}{\"query\": \"{ __typename }\"}",
    ] {
        let reply = server.send(Request::post("application/json", body)).await;
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (400, "BAD_REQUEST"),
            "{body}"
        );
    }
    for query in [
        "",
        "?",
        "?query=a&query=b",
        "?query=a&variables=1",
        "?query=a&extensions=%5B%5D",
    ] {
        let reply = server.get(&format!("/graphql{query}")).await;
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (400, "BAD_REQUEST"),
            "{query}"
        );
    }
    assert_eq!(server.executed(), 0);
}

#[tokio::test]
async fn null_and_unknown_parameters_are_no_parameters() {
    let server = TestServer::start();
    let body = json!({
        "query": "{ __typename }", "operationName": null, "variables": null, "extensions": null, "x": 1,
    });
    assert_eq!(
        server.execute(&body).await.json(),
        json!({ "data": { "__typename": "Query" } })
    );
}

#[tokio::test]
async fn the_operation_is_chosen_by_its_name() {
    let server = TestServer::start();
    let body = json!({
        "query": "query A { echo(text: \"a\") } mutation B { touch }", "operationName": "A",
    });
    assert_eq!(
        server.execute(&body).await.json(),
        json!({ "data": { "echo": "a" } })
    );
}

#[tokio::test]
async fn a_subscription_is_refused() {
    let server = TestServer::start();
    let reply = server.query("subscription { a }").await;
    assert_eq!((reply.status, reply.code().as_str()), (400, "BAD_REQUEST"));
}

#[tokio::test]
async fn other_methods_are_405_and_say_which_are_not() {
    let server = TestServer::start();
    for method in ["PUT", "DELETE", "PATCH", "TRACE", "FOO"] {
        let reply = server.send(Request::new(method, "/graphql")).await;
        assert_eq!(reply.status, 405, "{method}");
        assert_eq!(
            reply.header("allow").as_deref(),
            Some("GET, HEAD, POST, OPTIONS")
        );
    }
    let options = server.send(Request::new("OPTIONS", "/graphql")).await;
    assert_eq!(options.status, 204);
    assert_eq!(
        options.header("allow").as_deref(),
        Some("GET, HEAD, POST, OPTIONS")
    );
    let head = server
        .send(Request::new("HEAD", "/graphql?query=%7B__typename%7D"))
        .await;
    assert_eq!(head.status, 200);
    assert_eq!(head.header("content-type").as_deref(), Some(JSON_UTF8));
}

#[tokio::test]
async fn the_cost_is_said_on_request() {
    let server = TestServer::start();
    let query = "{ items(first: 7) { nodes { children { id } } } }";
    let asked = server
        .execute(&json!({ "query": query, "extensions": { "cost": true } }))
        .await;
    assert_eq!(
        asked.json()["extensions"]["cost"],
        json!({ "estimate": 77, "limit": 10_000 })
    );
    let by_header = Request::graphql(&json!({ "query": query })).header("x-graphql-cost", "1");
    let by_header = server.send(by_header).await;
    assert_eq!(
        by_header.json()["extensions"]["cost"],
        asked.json()["extensions"]["cost"]
    );
    assert!(server.query(query).await.json().get("extensions").is_none());
}
