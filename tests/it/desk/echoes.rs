//! What a mutation answers: nothing that whoever asks may not read, and the same for what is hidden as for what is not
//! there; and what an id named once, it names for ever.

use std::collections::BTreeSet;

use entity::value::AccountRole::{
    Administrator, AgencyReviewer, BoardHead, Contributor, Publisher,
};
use image::ImageFormat;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::client::Request;
use crate::support::desk::{Colleague, as_bearer, desk_id};
use crate::support::drafts::{Seen, confirmed, ready};
use crate::support::files::{as_file, picture};
use crate::support::person::codes;
use crate::support::province::for_both;

const HERE: &str = "so-tu-phap";
const ELSEWHERE: &str = "so-noi-vu";
const SECRET: &str = "Chim hoàng yến";

/// The whole answer of a mutation on an item, with a key.
async fn answer(who: &Colleague<'_>, mutation: &str, input: &Value) -> String {
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query = format!(
        "mutation ($input: {kind}!) {{ done: {mutation}(input: $input) {{ item {{ id version custody {{ code }}
            working {{ draft {{ title summary }} remarks {{ text }} }} history {{ nodes {{ action }} }} }}
            errors {{ __typename code message path ... on VersionConflict {{ currentVersion }}
            ... on StateConflict {{ state allowed }} }} }} }}"
    );
    let body = Request::graphql(&json!({ "query": query, "variables": { "input": input } }));
    who.province()
        .send(as_bearer(body, &who.token))
        .await
        .text()
        .to_owned()
}

#[tokio::test]
async fn what_is_out_of_reach_by_now_is_not_shown_again() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let head = province.colleague("An", &[(BoardHead, HERE)]).await;
        let begun = hoa.begin("ARTICLE", SECRET, HERE).await;
        let input = json!({ "id": begun.id, "expectedVersion": begun.version, "idempotencyKey": "một",
            "changes": { "summary": SECRET } });
        let saved = answer(&hoa, "contentSave", &input).await;
        assert!(saved.contains(SECRET), "{saved}");
        let agency = province.agency(ELSEWHERE).await;
        let saved = Seen { version: begun.version + 1, ..begun.clone() };
        head.does("contentTransfer", &saved, json!({ "agency": agency })).await;
        let again = answer(&hoa, "contentSave", &input).await;
        assert!(!again.contains(SECRET) && !again.contains(ELSEWHERE), "{again}");
        let stale = json!({ "id": begun.id, "expectedVersion": 1, "changes": { "summary": "Khác" } });
        let mut unknown = stale.clone();
        unknown["id"] = json!(desk_id('W', Uuid::new_v4()));
        let unknown = answer(&hoa, "contentSave", &unknown).await;
        assert_eq!(answer(&hoa, "contentSave", &stale).await, unknown, "neither the version nor the state");
        assert!(answer(&head, "contentSave", &stale).await.contains("VERSION_CONFLICT"));
    })
    .await;
}

#[tokio::test]
async fn what_a_move_answers_is_what_may_be_read_afterwards() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let head = province.colleague("An", &[(BoardHead, HERE)]).await;
        let lan = province.colleague("Lan", &[(Publisher, HERE)]).await;
        let agency = province.agency(ELSEWHERE).await;
        let sections = json!({ "section": "gioi-thieu" });
        for (who, mutation, moved) in [
            (&hoa, "contentSave", json!({ "changes": sections.clone() })),
            (
                &hoa,
                "contentSave",
                json!({ "changes": { "agency": agency } }),
            ),
            (&lan, "contentSave", json!({ "changes": sections.clone() })),
            (&lan, "contentChangeSection", sections.clone()),
            (&head, "contentChangeSection", sections),
            (&head, "contentTransfer", json!({ "agency": agency })),
        ] {
            let mut item = ready(&hoa, SECRET, HERE).await;
            if mutation == "contentChangeSection" {
                let sent = hoa.does("contentSubmit", &item, confirmed()).await;
                let approved = head.does("contentApprove", &sent, json!({})).await;
                item = head.does("contentPublish", &approved, json!({})).await;
            }
            let mut input = moved;
            input["id"] = json!(item.id);
            input["expectedVersion"] = json!(item.version);
            let told: Value =
                serde_json::from_str(&answer(who, mutation, &input).await).expect("JSON");
            let told = &told["data"]["done"];
            let readable = who.item(&item.id).await;
            assert!(
                told["item"].is_null() || told["item"]["version"] == readable["version"],
                "{mutation}: {told}"
            );
            assert_ne!(
                told["item"].is_null(),
                codes(told).is_empty() && !readable.is_null(),
                "{mutation}: {told}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_hidden_answers_in_an_input_as_what_is_not_there() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let head = province.colleague("An", &[(BoardHead, HERE)]).await;
        let lan = province.colleague("Lan", &[(Contributor, ELSEWHERE)]).await;
        let hidden = lan.begin("ARTICLE", SECRET, ELSEWHERE).await;
        let planned = json!({ "path": "/chim-hoang-yen" });
        let hidden = lan.save(&hidden, planned.clone()).await;
        let nowhere = desk_id('W', Uuid::new_v4());
        let related = async |id: &str| {
            let item = ready(&hoa, "Tin", HERE).await;
            let input = json!({ "id": item.id, "expectedVersion": item.version, "changes": { "related": [id] } });
            let payload = hoa.attempt("contentSave", input).await;
            let query = format!("{{ desk {{ item(id: \"{}\") {{ working {{ faults {{ code message path }}
                draft {{ related {{ path number content {{ title }} }} }} }} }} }} }}", item.id);
            json!([payload["errors"], hoa.ask(&query).await])
        };
        assert_eq!(related(&hidden.id).await, related(&nowhere).await);
        let agency = province.agency(HERE).await;
        let translated = |id: &str| json!({ "kind": "ARTICLE", "title": "Tin", "section": "tin-tuc-su-kien",
            "agency": agency, "language": "en", "translationOf": id });
        let theirs = answer(&hoa, "contentCreate", &translated(&hidden.id)).await;
        assert_eq!(theirs, answer(&hoa, "contentCreate", &translated(&nowhere)).await);
        assert!(theirs.contains("NOT_FOUND"), "{theirs}");
        let item = hoa.save(&ready(&hoa, "Tin", HERE).await, planned).await;
        let query = format!("{{ desk {{ item(id: \"{}\") {{ working {{ faults {{ code message path }} }} }} }} }}", item.id);
        let faults = hoa.ask(&query).await["desk"]["item"]["working"]["faults"].clone();
        assert_eq!(faults, json!([]), "a path that another draft plans is free");
        let withdrawn = json!({ "to": { "content": hidden.id } });
        let sent = hoa.does("contentSubmit", &ready(&hoa, "Tin hai", HERE).await, confirmed()).await;
        let approved = head.does("contentApprove", &sent, json!({})).await;
        let live = head.does("contentPublish", &approved, json!({})).await;
        let refused = head.may_not("contentRedirect", &live, withdrawn).await;
        let unknown = head.may_not("contentRedirect", &live, json!({ "to": { "content": nowhere } })).await;
        assert_eq!(refused, unknown, "what is not public is nowhere to lead to");
    })
    .await;
}

#[tokio::test]
async fn who_may_not_remove_a_file_learns_of_no_item_that_uses_it() {
    for_both(async |province| {
        let png = as_file(&picture(300, 200, 77), ImageFormat::Png);
        let chief = province.colleague("Minh", &[(AgencyReviewer, HERE)]).await;
        let lan = province.colleague("Lan", &[(Contributor, ELSEWHERE)]).await;
        let kept = chief.keeps("anh.png", &png).await;
        lan.keeps("anh.png", &png).await;
        let cover = json!({ "cover": { "sha256": kept["sha256"], "alt": SECRET } });
        let theirs = lan.save(&ready(&lan, SECRET, ELSEWHERE).await, cover).await;
        let shown = chief.file(kept["sha256"].as_str().expect("a hash")).await;
        let removed = chief.remove_file(&shown["id"]).await;
        for said in [shown.to_string(), removed.to_string()] {
            assert!(
                !said.contains(&theirs.id) && !said.contains(SECRET),
                "{said}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn an_id_is_given_once() {
    for_both(async |province| {
        let admin = province
            .colleague("Quản trị", &[(Administrator, HERE)])
            .await;
        let chief = province.colleague("Minh", &[(AgencyReviewer, HERE)]).await;
        let png = as_file(&picture(300, 200, 78), ImageFormat::Png);
        let (mut ids, rounds) = (BTreeSet::new(), 3);
        for round in 0..rounds {
            let item = chief.begin("ARTICLE", SECRET, HERE).await;
            let edition = item.item["working"]["id"].clone();
            chief.does("contentDiscard", &item, json!({})).await;
            let kept = chief.keeps("anh.png", &png).await;
            let file = chief.file(kept["sha256"].as_str().expect("a hash")).await["id"].clone();
            assert_eq!(codes(&chief.remove_file(&file).await), [""; 0]);
            assert_eq!(
                codes(&chief.remove_file(&file).await),
                ["NOT_FOUND"],
                "it names nothing any more"
            );
            let input = json!({ "name": "Hoa", "login": format!("hoa-{round}") });
            let account = admin
                .act("accountCreate", input, "account { id version }")
                .await["account"]
                .take();
            let granted = json!({ "account": account["id"], "role": "CONTRIBUTOR",
                "agency": province.agency(HERE).await });
            let granted = admin
                .act(
                    "membershipGrant",
                    granted,
                    "account { version memberships { id } }",
                )
                .await;
            let membership = granted["account"]["memberships"][0]["id"].clone();
            let version = granted["account"]["version"].clone();
            let erased = json!({ "id": account["id"], "expectedVersion": version });
            let erased = admin.act("accountErase", erased, "account { id }").await;
            assert_eq!(codes(&erased), [""; 0], "{erased}");
            let all = [
                json!(item.id),
                edition,
                file,
                account["id"].clone(),
                membership,
            ];
            ids.extend(all.iter().map(Value::to_string));
        }
        assert_eq!(ids.len(), 5 * rounds, "{ids:?}");
    })
    .await;
}
