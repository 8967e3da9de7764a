//! Pages for people, and what machines read beside GraphQL.

use std::io::Read;

use flate2::read::GzDecoder;
use serde_json::json;

use crate::support::{client::Request, http::TestServer};

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

#[tokio::test]
async fn the_front_door_names_the_province_and_leads_everywhere() {
    let server = TestServer::start();
    server
        .write(
            "INSERT INTO language VALUES ('vi', 'Tiếng Việt', 'Vietnamese', 'Tiếng Việt', 1);
             INSERT INTO area (id, code, name, name_key, tier, valid_from)
                 VALUES (zeroblob(16), '04', 'Tỉnh Cao Bằng', 'cao bang', 'province', '2020-01-01');
             INSERT INTO site (id, name, province, area_id, language_code)
                 VALUES (1, 'Tỉnh Cao Bằng', 'Cao Bằng', zeroblob(16), 'vi')",
        )
        .await;
    let reply = server.get("/").await;
    assert_eq!(reply.status, 200);
    assert_eq!(
        reply.header("content-type").as_deref(),
        Some("text/html; charset=utf-8")
    );
    assert!(
        reply.text().contains("<h1>Tỉnh Cao Bằng</h1>"),
        "{}",
        reply.text()
    );
    assert!(reply.text().contains("lang=\"en\""));
    let links: Vec<&str> = reply
        .text()
        .split("href=\"/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(
        links,
        [
            "assets/page.css",
            "graphql",
            "schema.graphql",
            "readyz",
            "healthz",
            "metrics"
        ]
    );
    for link in links {
        let reply = server
            .send(Request::get(&format!("/{link}")).header("accept", BROWSER))
            .await;
        assert_eq!(reply.status, 200, "{link}");
    }
}

#[tokio::test]
async fn a_browser_gets_a_page_to_try_queries_that_loads_from_here_alone() {
    let server = TestServer::start();
    let reply = server
        .send(Request::get("/graphql").header("accept", BROWSER))
        .await;
    assert_eq!(reply.status, 200);
    assert_eq!(
        reply.header("content-type").as_deref(),
        Some("text/html; charset=utf-8")
    );
    let policy = reply.header("content-security-policy").expect("a policy");
    assert!(
        policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"),
        "{policy}"
    );
    assert!(!reply.text().contains("//cdn") && !reply.text().contains("src=\"http"));
    let sources = reply
        .text()
        .split(['"', '\''])
        .filter(|text| text.starts_with('/'));
    let mut loaded = 0;
    for source in sources.filter(|source| source.contains("assets/")) {
        assert_eq!(server.get(source).await.status, 200, "{source}");
        loaded += 1;
    }
    assert!(loaded >= 2, "{loaded}");
}

#[tokio::test]
async fn the_schema_is_served_as_text() {
    let server = TestServer::start();
    let reply = server.get("/schema.graphql").await;
    assert_eq!(
        reply.header("content-type").as_deref(),
        Some("text/plain; charset=utf-8")
    );
    assert!(reply.text().contains("type Query {"));
}

#[tokio::test]
async fn answers_are_compressed_for_those_who_can_read_it() {
    let server = TestServer::start();
    let plain = server.get("/schema.graphql").await;
    let packed = server
        .send(Request::get("/schema.graphql").header("accept-encoding", "gzip"))
        .await;
    assert_eq!(packed.header("content-encoding").as_deref(), Some("gzip"));
    let mut unpacked = String::new();
    GzDecoder::new(packed.body.as_slice())
        .read_to_string(&mut unpacked)
        .expect("gzip");
    assert_eq!(unpacked, plain.text());
    let packed = server
        .send(Request::get("/schema.graphql").header("accept-encoding", "br"))
        .await;
    assert_eq!(packed.header("content-encoding").as_deref(), Some("br"));
    assert!(
        packed
            .header("vary")
            .expect("Vary")
            .to_ascii_lowercase()
            .contains("accept-encoding")
    );
}

#[tokio::test]
async fn files_of_the_binary_are_packed_for_those_who_can_read_it() {
    let server = TestServer::start();
    let plain = server.get("/assets/query.js").await;
    assert_eq!(plain.header("content-encoding"), None);
    for _ in ["first", "again"] {
        for accepted in ["gzip", "br, gzip;q=0.5", "gzip, deflate, br, zstd"] {
            let request = Request::get("/assets/query.js").header("accept-encoding", accepted);
            let packed = server.send(request).await;
            assert_eq!(
                packed.header("content-encoding").as_deref(),
                Some("gzip"),
                "{accepted}"
            );
            let vary = packed.header("vary").unwrap_or_default();
            assert!(vary.starts_with("Accept-Encoding"), "{vary}");
            assert_eq!(packed.header("content-type"), plain.header("content-type"));
            let mut unpacked = String::new();
            GzDecoder::new(packed.body.as_slice())
                .read_to_string(&mut unpacked)
                .expect("gzip");
            assert_eq!(unpacked, plain.text());
        }
    }
    for accepted in ["identity", "gzip;q=0", "br"] {
        let request = Request::get("/assets/query.js").header("accept-encoding", accepted);
        let reply = server.send(request).await;
        assert_eq!(reply.header("content-encoding"), None, "{accepted}");
        assert_eq!(reply.text(), plain.text());
    }
}

#[tokio::test]
async fn no_answer_goes_without_its_security_headers() {
    let server = TestServer::start();
    for path in [
        "/",
        "/graphql?query=%7B__typename%7D",
        "/healthz",
        "/metrics",
        "/nowhere",
        "/media/x/y",
    ] {
        let reply = server.get(path).await;
        assert_eq!(
            reply.header("x-content-type-options").as_deref(),
            Some("nosniff"),
            "{path}"
        );
        let policy = reply.header("content-security-policy").expect(path);
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(
            policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert_eq!(
            reply.header("referrer-policy").as_deref(),
            Some("strict-origin-when-cross-origin"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_metrics_count_requests_by_route_and_errors_by_code() {
    let server = TestServer::start();
    server.query("{ unknown }").await;
    server.query("{ __typename }").await;
    server.get("/nowhere/1").await;
    server.send(Request::new("BREW", "/nowhere/2")).await;
    let reply = server.get("/metrics").await;
    assert_eq!(reply.status, 200);
    for line in [
        r#"nguonluat_http_requests_total{method="POST",route="/graphql",status="400"} 1"#,
        r#"nguonluat_http_requests_total{method="POST",route="/graphql",status="200"} 1"#,
        r#"nguonluat_http_requests_total{method="GET",route="",status="404"} 1"#,
        r#"nguonluat_http_requests_total{method="other",route="",status="404"} 1"#,
        r#"nguonluat_http_request_duration_seconds_count{route="/graphql"} 2"#,
        r#"nguonluat_graphql_errors_total{code="GRAPHQL_VALIDATION_FAILED"} 1"#,
        "nguonluat_http_requests_in_flight 1",
    ] {
        assert!(
            reply.text().lines().any(|known| known == line),
            "{line}\n{}",
            reply.text()
        );
    }
}

#[tokio::test]
async fn an_unknown_path_is_404_and_not_a_page_of_the_library() {
    let server = TestServer::start();
    let reply = server.get("/nowhere").await;
    assert_eq!(reply.status, 404);
    assert_eq!(
        reply.text(),
        "Không có trang này. / There is nothing here. See /\n"
    );
    let reply = server.get("/graphiql/assets/..%2findex.html").await;
    assert_eq!(reply.status, 404);
    let health = server.send(Request::new("HEAD", "/healthz")).await;
    assert_eq!(health.status, 200);
    assert_eq!(
        server.get("/healthz").await.json(),
        json!({ "status": "ok" })
    );
}
