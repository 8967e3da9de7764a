//! Who is believed about what: proxies, `Host`, `Origin`, request ids.

use serde_json::json;

use crate::support::{client::Request, http::TestServer};

fn query() -> Request {
    Request::graphql(&json!({ "query": "{ __typename }" }))
}

#[tokio::test]
async fn only_a_trusted_proxy_names_the_request() {
    let stranger = TestServer::start();
    let request = query().header("x-request-id", "proxy-0001");
    let id = stranger
        .send(request.clone())
        .await
        .header("x-request-id")
        .expect("an id");
    assert_eq!(id.len(), 32, "{id}");

    let behind = TestServer::with(&["--trusted-proxies", "10.0.0.1,127.0.0.0/8"]);
    let id = behind.send(request).await.header("x-request-id");
    assert_eq!(id.as_deref(), Some("proxy-0001"));
    for odd in ["short", "with space", &"x".repeat(65), "semi;colon"] {
        let id = behind
            .send(query().header("x-request-id", odd))
            .await
            .header("x-request-id");
        assert_eq!(id.expect("an id").len(), 32, "{odd}");
    }
}

#[tokio::test]
async fn every_answer_has_an_id_of_its_own() {
    let server = TestServer::start();
    let one = server.get("/healthz").await.header("x-request-id");
    let other = server.get("/nowhere").await.header("x-request-id");
    assert!(
        one.is_some() && other.is_some() && one != other,
        "{one:?} {other:?}"
    );
}

#[tokio::test]
async fn a_forged_host_is_in_no_link() {
    let server = TestServer::start();
    for path in ["/", "/graphql", "/schema.graphql", "/readyz", "/nowhere"] {
        let request = Request::get(path)
            .header("host", "evil.example")
            .header("x-forwarded-host", "evil.example")
            .header("accept", "text/html, */*");
        let reply = server.send(request).await;
        assert!(!reply.text().contains("evil.example"), "{path}");
        assert_eq!(reply.header("location"), None, "{path}");
    }
    let public = TestServer::with(&["--public-url", "https://phapluat.example.gov.vn"]);
    let page = public.get("/").await;
    assert!(
        page.text()
            .contains("curl https://phapluat.example.gov.vn/graphql"),
        "{}",
        page.text()
    );
}

#[tokio::test]
async fn without_configuration_no_other_origin_reads() {
    let server = TestServer::start();
    let request = query()
        .header("origin", "https://evil.example")
        .header("cookie", "a=b");
    let reply = server.send(request).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("access-control-allow-origin"), None);
    assert_eq!(reply.header("access-control-allow-credentials"), None);
}

#[tokio::test]
async fn a_configured_origin_reads_and_a_foreign_one_does_not() {
    let server = TestServer::with(&[
        "--cors-origins",
        "https://portal.example,https://app.example",
    ]);
    let reply = server
        .send(query().header("origin", "https://app.example"))
        .await;
    assert_eq!(
        reply.header("access-control-allow-origin").as_deref(),
        Some("https://app.example")
    );
    assert_eq!(reply.header("access-control-allow-credentials"), None);
    assert!(
        reply
            .header("vary")
            .expect("Vary")
            .to_ascii_lowercase()
            .contains("origin")
    );
    for foreign in [
        "https://evil.example",
        "https://app.example.evil",
        "null",
        "http://app.example",
    ] {
        let reply = server.send(query().header("origin", foreign)).await;
        assert_eq!(
            reply.header("access-control-allow-origin"),
            None,
            "{foreign}"
        );
    }
}

#[tokio::test]
async fn a_preflight_allows_what_the_api_takes() {
    let server = TestServer::with(&["--cors-origins", "https://portal.example"]);
    let preflight = |origin: &str| {
        Request::new("OPTIONS", "/graphql")
            .header("origin", origin)
            .header("access-control-request-method", "POST")
            .header(
                "access-control-request-headers",
                "content-type, x-graphql-cost",
            )
    };
    let reply = server.send(preflight("https://portal.example")).await;
    assert_eq!(reply.status, 200);
    assert_eq!(
        reply.header("access-control-allow-origin").as_deref(),
        Some("https://portal.example")
    );
    assert!(
        reply
            .header("access-control-allow-methods")
            .expect("methods")
            .contains("POST")
    );
    assert!(
        reply
            .header("access-control-allow-headers")
            .expect("headers")
            .to_ascii_lowercase()
            .contains("content-type")
    );
    let reply = server.send(preflight("https://evil.example")).await;
    assert_eq!(reply.header("access-control-allow-origin"), None);
}

#[tokio::test]
async fn every_origin_may_read_where_configured_but_never_with_credentials() {
    let server = TestServer::with(&["--cors-origins", "*"]);
    let request = query()
        .header("origin", "https://any.example")
        .header("cookie", "a=b");
    let reply = server.send(request).await;
    assert_eq!(
        reply.header("access-control-allow-origin").as_deref(),
        Some("*")
    );
    assert_eq!(reply.header("access-control-allow-credentials"), None);
}
