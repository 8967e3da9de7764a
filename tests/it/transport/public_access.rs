//! Public access switched off: every route asks who it is.

use std::collections::BTreeSet;

use nguonluat::domain::policy::Open;
use nguonluat::http::OPEN_MUTATIONS;

use crate::support::client::{Connection, Request};
use crate::support::desk::as_bearer;
use crate::support::province::for_both;

/// Where everything is served, as it stands in the source.
const ROUTES: &str = include_str!("../../../api/src/http/mod.rs");

/// Where nobody has to be signed in.
const OPEN: [&str; 5] = [
    "/",
    "/assets/page.css",
    "/healthz",
    "/readyz",
    "/.well-known/jwks.json",
];

/// A path of every route.
pub fn paths() -> Vec<String> {
    let sha256 = "0".repeat(64);
    let routes = ROUTES.split("web::resource(\"").skip(1);
    let routes = routes.filter_map(|rest| rest.split('"').next());
    let mut paths: Vec<String> = routes
        .map(|route| {
            route
                .replace("{sha256}", &sha256)
                .replace("{name}", "page.css")
        })
        .collect();
    paths.push("/nowhere".to_owned());
    paths
}

#[tokio::test]
async fn without_public_access_every_route_asks_who_it_is() {
    for_both(async |province| {
        let closed = province.beside(&["--public-access", "off"]);
        let an = closed.colleague("An", &[]).await;
        let paths = paths();
        assert!(
            paths.len() > 10 && paths.contains(&"/graphql".to_owned()),
            "{paths:?}"
        );
        for path in &paths {
            for method in ["GET", "HEAD"] {
                let ask = || Request::new(method, path);
                let mut connection = Connection::open(closed.address()).await;
                let reply = connection.exchange(&ask()).await.expect("an answer");
                if OPEN.contains(&path.as_str()) {
                    assert_eq!(reply.status, 200, "{method} {path}");
                    continue;
                }
                assert_eq!(reply.status, 401, "{method} {path}");
                let challenge = reply.header("www-authenticate");
                assert_eq!(
                    challenge.as_deref(),
                    Some("Bearer realm=\"nguonluat\""),
                    "{path}"
                );
                let mut connection = Connection::open(closed.address()).await;
                let reply = connection
                    .exchange(&as_bearer(ask(), &an.token))
                    .await
                    .expect("an answer");
                assert_ne!(reply.status, 401, "{method} {path}");
                let control = reply.header("cache-control").unwrap_or_default();
                assert!(control.contains("no-store"), "{method} {path}: {control}");
            }
        }
        let page = Request::get("/graphql").header("accept", "text/html");
        assert_eq!(closed.send(page).await.status, 401);
        let forged = as_bearer(Request::get("/metrics"), "a.b.c");
        assert_eq!(closed.send(forged).await.status, 401);
        closed.leave().await;
    })
    .await;
}

#[tokio::test]
async fn without_public_access_nobody_reads_and_whoever_is_signed_in_does() {
    for_both(async |province| {
        let closed = province.beside(&["--public-access", "off"]);
        let an = closed.colleague("An", &[]).await;
        let query = "{ site { name } contents(first: 1) { nodes { title } } }";
        let refused = closed.execute(query, serde_json::json!({})).await;
        assert_eq!(
            (refused.status, refused.code()),
            (401, "UNAUTHENTICATED".to_owned())
        );
        assert_eq!(refused.json().get("data"), None);
        let data = an.ask(query).await;
        assert!(data["contents"]["nodes"][0]["title"].is_string(), "{data}");

        let name = data["site"]["name"].as_str().expect("a name");
        let page = closed.send(Request::get("/")).await;
        assert!(!page.text().contains(name), "the front door names nobody");
        let page = province.send(Request::get("/")).await;
        assert!(page.text().contains(name));

        an.ask("mutation { sessionSignOut { endedSessions } }")
            .await;
        let later = as_bearer(Request::get("/schema.graphql"), &an.token);
        assert_eq!(
            closed.send(later).await.status,
            401,
            "the token is dead everywhere"
        );
        closed.leave().await;
    })
    .await;
}

#[test]
fn what_everybody_may_do_is_open() {
    let everyones = crate::policy::cases::all().into_iter().filter(|case| {
        let mut rules = nguonluat::domain::policy::rules().iter();
        rules.any(|rule| rule.action == case.action && rule.open == Open::Everyone)
    });
    let everyones: BTreeSet<&str> = everyones.map(|case| case.mutation).collect();
    assert_eq!(BTreeSet::from(OPEN_MUTATIONS), everyones);
}
