//! Previews and what is written meanwhile.

use entity::value::AccountRole::{BoardHead, Contributor};
use serde_json::{Value, json};

use super::{HERE, after, attempt, look, preview, public_id, see};
use crate::support::drafts::{Seen, ready};
use crate::support::province::for_both;

const NODE: &str =
    "query ($id: ID!) { node(id: $id) { ... on Content { title body(format: TEXT) } }
    contents(first: 100, filter: { kinds: [ARTICLE] }) { nodes { title } } }";

#[tokio::test]
async fn an_open_preview_follows_what_is_saved_while_it_passes_the_check() {
    for_both(async |province| {
        let head = province
            .colleague("Hoa", &[(BoardHead, "so-tu-phap")])
            .await;
        let found = province
            .ask("{ contents(first: 1, filter: { kinds: [ARTICLE] }) { nodes { id title path } } }")
            .await;
        let live = found["contents"]["nodes"][0].clone();
        let version = head.item(live["id"].as_str().expect("an id")).await["version"].clone();
        let revised = head
            .done(
                "contentRevise",
                json!({ "id": live["id"], "expectedVersion": version }),
            )
            .await;
        let saved = head
            .save(&revised, json!({ "title": "Một", "changeNote": "Sửa." }))
            .await;
        let made = preview(&head, &saved, json!({})).await;
        let id = json!({ "id": live["id"] });
        assert_eq!(
            see(province, &made.token, NODE, id.clone()).await["node"]["title"],
            "Một"
        );
        let saved = head
            .save(
                &after(&saved, &made),
                json!({ "title": "Hai", "body": { "text": "Nội dung hai." } }),
            )
            .await;
        let seen = see(province, &made.token, NODE, id.clone()).await;
        assert_eq!(
            seen["node"],
            json!({ "title": "Hai", "body": "Nội dung hai." })
        );

        let faulty = head
            .save(&saved, json!({ "changeNote": null, "title": "Ba" }))
            .await;
        for (language, word) in [("vi", "tạm thời"), ("en", "previewed")] {
            let request =
                super::request(NODE, &id, &made.token).header("accept-language", language);
            let answer = province.send(request).await.json();
            assert_eq!(
                answer["data"]["node"],
                Value::Null,
                "neither the draft nor what is published"
            );
            assert_eq!(answer["extensions"]["preview"]["shown"], false);
            let message = answer["extensions"]["preview"]["message"].as_str();
            assert!(message.expect("a sentence").contains(word), "{answer}");
            let nodes = answer["data"]["contents"]["nodes"].as_array();
            let mut nodes = nodes.expect("a list").iter();
            assert!(nodes.any(|node| node["title"] == live["title"]), "{answer}");
        }
        let path = "query ($path: String!) { resource(path: $path) { __typename } }";
        let there = see(province, &made.token, path, json!({ "path": live["path"] })).await;
        assert_eq!(there["resource"], Value::Null);
        assert_eq!(
            attempt(&head, &faulty, json!({})).await["errors"],
            json!([{ "code": "MISSING", "path": ["changeNote"] }])
        );

        head.save(&faulty, json!({ "changeNote": "Sửa lại." }))
            .await;
        let reply = look(province, &made.token, NODE, id.clone()).await.json();
        assert_eq!(reply["data"]["node"]["title"], "Ba");
        assert!(reply.get("extensions").is_none(), "{reply}");
        assert_eq!(
            province.ask_with(NODE, id).await["node"]["title"],
            live["title"]
        );
    })
    .await;
}

#[tokio::test]
async fn only_what_passes_the_check_is_previewed_and_all_faults_are_told() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let begun = hoa.begin("ARTICLE", "Tin", HERE).await;
        let payload = attempt(&hoa, &begun, json!({})).await;
        let codes: Vec<&Value> = payload["errors"]
            .as_array()
            .expect("errors")
            .iter()
            .map(|it| &it["path"])
            .collect();
        assert!(
            codes.len() > 1 && codes.contains(&&json!(["summary"])),
            "{payload}"
        );
        let rows =
            "SELECT (SELECT count(*) FROM preview) + (SELECT count(*) FROM edition_rehearsal)";
        assert_eq!(province.number(rows).await, 0);
        assert_eq!(
            hoa.item(&begun.id).await["version"],
            begun.version,
            "nothing was done"
        );
    })
    .await;
}

#[tokio::test]
async fn rows_of_another_working_copy_are_never_shown() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let item = ready(&hoa, "Tin", HERE).await;
        let made = preview(&hoa, &item, json!({})).await;
        let other = "0".repeat(64);
        province
            .write(&format!(
                "UPDATE edition_rehearsal SET record_digest = '{other}'"
            ))
            .await;
        let id = json!({ "id": public_id(&item.id) });
        assert_eq!(
            see(province, &made.token, NODE, id).await["node"],
            Value::Null
        );
    })
    .await;
}

#[tokio::test]
async fn a_request_that_is_repeated_makes_one_preview_and_shows_its_token_once() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let item = ready(&hoa, "Tin", HERE).await;
        let with = json!({ "idempotencyKey": "mot-lan" });
        let made = preview(&hoa, &item, with.clone()).await;
        let again = attempt(&hoa, &item, with).await;
        assert_eq!(
            (&again["errors"], &again["token"]),
            (&json!([]), &Value::Null)
        );
        assert_eq!(again["item"]["version"], made.version);
        assert_eq!(province.number("SELECT count(*) FROM preview").await, 1);
        let kept = "SELECT count(*) FROM idempotency WHERE CAST(outcome AS text) LIKE '%nlp_%'";
        assert_eq!(province.number(kept).await, 0);
        let stale = Seen {
            version: item.version,
            ..item
        };
        assert_eq!(
            attempt(&hoa, &stale, json!({})).await["errors"][0]["code"],
            "VERSION_CONFLICT"
        );
    })
    .await;
}
