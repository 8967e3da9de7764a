//! Previews on the way: only queries, kept by nobody, let in by CORS.

use entity::value::AccountRole::Contributor;
use serde_json::json;

use super::{HERE, look, preview, public_id};
use crate::support::client::Request;
use crate::support::drafts::ready;
use crate::support::province::for_both;
use crate::support::socket::{Socket, handshake};

const NODE: &str = "query ($id: ID!) { node(id: $id) { ... on Content { title } } }";

#[tokio::test]
async fn only_queries_are_previewed_and_nobody_keeps_their_answers() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let item = ready(&hoa, "Tin", HERE).await;
        let made = preview(&hoa, &item, json!({})).await;
        let reply = look(
            province,
            &made.token,
            NODE,
            json!({ "id": public_id(&item.id) }),
        )
        .await;
        assert_eq!(
            reply.header("cache-control").as_deref(),
            Some("private, no-store")
        );
        let vary = reply.header("vary").expect("a header");
        assert!(vary.contains("X-Nguonluat-Preview"), "{vary}");

        let leave = "mutation { sessionSignOut { errors { code } } }";
        let request = super::request(leave, &json!({}), &made.token);
        let request = request.header("authorization", &format!("Bearer {}", hoa.token));
        let reply = province.send(request).await;
        assert_eq!((reply.status, reply.code().as_str()), (400, "BAD_REQUEST"));
        assert!(hoa.is_in().await, "nothing was done");

        let listen = json!({ "query": "subscription { contentChanged { cursor } }" });
        let request = Request::graphql(&listen)
            .header("accept", "text/event-stream")
            .header("x-nguonluat-preview", &made.token);
        let reply = province.send(request).await;
        assert!(reply.text().contains("BAD_REQUEST"), "{}", reply.text());

        for (token, status) in [("nlp_sai", 401), (made.token.as_str(), 101)] {
            let request = handshake().header("x-nguonluat-preview", token);
            let opened = Socket::request(province.address(), request).await;
            assert_eq!(opened.map_or_else(|reply| reply.status, |_| 101), status);
        }
    })
    .await;
}

#[tokio::test]
async fn pages_of_known_origins_may_send_a_token() {
    let server = crate::support::http::TestServer::with(&["--cors-origins=https://cong.example"]);
    let preflight = Request::new("OPTIONS", "/graphql")
        .header("origin", "https://cong.example")
        .header("access-control-request-method", "POST")
        .header(
            "access-control-request-headers",
            "content-type,x-nguonluat-preview",
        );
    let reply = server.send(preflight).await;
    let allowed = reply
        .header("access-control-allow-headers")
        .unwrap_or_default();
    assert!(
        allowed.to_ascii_lowercase().contains("x-nguonluat-preview"),
        "{allowed}"
    );
}
