//! What a token does not reach: other drafts, lists, counts, the desk.

use entity::value::AccountRole::{BoardHead, Contributor};
use serde_json::{Value, json};

use super::{HERE, look, preview, public_id, see};
use crate::support::client::Request;
use crate::support::drafts::ready;
use crate::support::province::for_both;

/// Lists, counts, trees, and what is near to an item.
const LISTS: &str = "query ($id: ID!) { changeCursor site { name }
    contents(first: 100, sort: UPDATED_DESC) { totalCount nodes { id title path publishedAt summary } }
    articles: contents(filter: { kinds: [ARTICLE] }, first: 100, sort: TITLE_ASC) { totalCount nodes { title } }
    about: contents(filter: { about: $id }) { totalCount nodes { id } }
    legalDocuments(first: 100) { totalCount nodes { id title briefings(first: 20) { title }
        mentions(first: 20) { totalCount nodes { title } } related(first: 20) { title }
        relations { totalCount nodes { other { title document { title } } } } } }
    sections { code latest(first: 20) { title path } } issuers { code } topics { code } }";

#[tokio::test]
async fn lists_and_counts_are_the_same_byte_for_byte() {
    for_both(async |province| {
        let head = province
            .colleague("Hoa", &[(BoardHead, "so-tu-phap")])
            .await;
        let found = province
            .ask(
                "{ contents(first: 1, filter: { kinds: [ARTICLE] }) { nodes { id title } }
            legalDocuments(first: 1) { nodes { id } } }",
            )
            .await;
        let nodes = [
            &found["contents"]["nodes"][0],
            &found["legalDocuments"]["nodes"][0],
        ];
        let before = province
            .execute(LISTS, json!({ "id": nodes[1]["id"] }))
            .await;
        let mut tokens = Vec::new();
        for node in nodes {
            let id = &node["id"];
            let version = head.item(id.as_str().expect("an id")).await["version"].clone();
            let revised = head
                .done(
                    "contentRevise",
                    json!({ "id": id, "expectedVersion": version }),
                )
                .await;
            let saved = head
                .save(
                    &revised,
                    json!({ "title": "Chưa đăng", "changeNote": "Sửa.", "author": "Hoa" }),
                )
                .await;
            tokens.push(preview(&head, &saved, json!({})).await.token);
        }
        let new = ready(&head, "Chưa đăng", "so-tu-phap").await;
        tokens.push(preview(&head, &new, json!({})).await.token);
        let public = province
            .execute(LISTS, json!({ "id": nodes[1]["id"] }))
            .await;
        assert_eq!(
            public.text(),
            before.text(),
            "{:?}: the public sees no trace",
            province.backend
        );
        for token in tokens {
            let through = look(province, &token, LISTS, json!({ "id": nodes[1]["id"] })).await;
            assert_eq!(through.text(), public.text(), "{:?}", province.backend);
        }
    })
    .await;
}

#[tokio::test]
async fn a_token_shows_its_draft_and_no_other_and_nothing_of_the_desk() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let one = ready(&hoa, "Bản thứ nhất", HERE).await;
        let one = hoa.save(&one, json!({ "path": "/tin/mot" })).await;
        let two = ready(&hoa, "Bản thứ hai", HERE).await;
        let two = hoa.save(&two, json!({ "path": "/tin/hai" })).await;
        let one = hoa.does("remarkAdd", &one, json!({ "text": "Ý kiến riêng" })).await;
        let (mine, theirs) = (preview(&hoa, &one, json!({})).await, preview(&hoa, &two, json!({})).await);
        let query = "query ($one: ID!, $two: ID!, $item: ID!) {
            one: node(id: $one) { ... on Article { title path } } both: nodes(ids: [$two, $one]) { id }
            two: node(id: $two) { id } item: node(id: $item) { id }
            here: resource(path: \"/tin/mot\") { __typename ... on Content { title } }
            there: resource(path: \"/tin/hai\") { __typename }
            desk { item(id: $item) { id } me { id } } }";
        let (first, second) = (public_id(&one.id), public_id(&two.id));
        let ids = json!({ "one": first, "two": second, "item": one.id });
        assert_eq!(see(province, &mine.token, query, ids.clone()).await, json!({
            "one": { "title": "Bản thứ nhất", "path": "/tin/mot" }, "both": [null, { "id": first }],
            "two": null, "item": null, "here": { "__typename": "Article", "title": "Bản thứ nhất" },
            "there": null, "desk": null }));
        let seen = see(province, &theirs.token, query, ids.clone()).await;
        assert_eq!((&seen["one"], &seen["here"]), (&Value::Null, &Value::Null));
        assert_eq!(seen["there"]["__typename"], "Article");
        let public = province.ask_with(query, ids).await;
        assert_eq!((&public["one"], &public["here"], &public["both"]), (&Value::Null, &Value::Null, &json!([null, null])));

        // Whoever is signed in sees their desk beside it, and the draft like everybody with the token.
        let request = super::request("{ desk { me { name } } }", &json!({}), &mine.token);
        let request = request.header("authorization", &format!("Bearer {}", hoa.token));
        assert_eq!(province.send(request).await.json()["data"]["desk"]["me"]["name"], "Hoa");
    })
    .await;
}

#[tokio::test]
async fn beside_what_is_published_the_token_shows_the_draft_and_nobody_else_does() {
    for_both(async |province| {
        let head = province.colleague("Hoa", &[(BoardHead, "so-tu-phap")]).await;
        let found = province.ask("{ contents(first: 1, filter: { kinds: [ARTICLE] }) { nodes { id path title } } }").await;
        let live = found["contents"]["nodes"][0].clone();
        let version = head.item(live["id"].as_str().expect("an id")).await["version"].clone();
        let revised = head.done("contentRevise", json!({ "id": live["id"], "expectedVersion": version })).await;
        let changes = json!({ "title": "Bản sửa", "changeNote": "Sửa.", "path": "/dia-chi-moi" });
        let saved = head.save(&revised, changes).await;
        let made = preview(&head, &saved, json!({})).await;
        let query = "query ($id: ID!, $path: String!) { node(id: $id) { ... on Content { title path } }
            now: resource(path: $path) { ... on Content { title } }
            then: resource(path: \"/dia-chi-moi\") { ... on Content { title } }
            contents(first: 100) { nodes { id title path } } }";
        let variables = json!({ "id": live["id"], "path": live["path"] });
        let seen = see(province, &made.token, query, variables.clone()).await;
        assert_eq!(seen["node"], json!({ "title": "Bản sửa", "path": "/dia-chi-moi" }));
        assert_eq!((&seen["now"]["title"], &seen["then"]["title"]), (&json!("Bản sửa"), &json!("Bản sửa")));
        let public = province.ask_with(query, variables).await;
        assert_eq!(public["node"], json!({ "title": live["title"], "path": live["path"] }));
        assert_eq!((&public["now"]["title"], &public["then"]), (&live["title"], &Value::Null));
        assert_eq!(seen["contents"], public["contents"], "lists show what is published");
        let get = "/graphql?query=%7Bresource(path:%22/dia-chi-moi%22)%7B...on%20Content%7Btitle%7D%7D%7D";
        let get = || Request::get(get).header("accept", "application/json");
        let through = province.send(get().header("x-nguonluat-preview", &made.token)).await;
        assert_eq!(through.json()["data"]["resource"]["title"], "Bản sửa");
        assert_eq!(through.header("cache-control").as_deref(), Some("private, no-store"));
        let public = province.send(get()).await;
        assert_eq!(public.json()["data"]["resource"], Value::Null);
        assert!(public.header("vary").expect("a header").contains("X-Nguonluat-Preview"));
    })
    .await;
}
