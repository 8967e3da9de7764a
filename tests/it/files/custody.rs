//! Who has a file, who may use it, and what of it the public sees.

use chrono::TimeDelta;
use entity::value::AccountRole::{AgencyReviewer, BoardHead, Contributor};
use image::{GenericImageView, ImageFormat};
use serde_json::{Value, json};

use crate::support::client::Request;
use crate::support::desk::Colleague;
use crate::support::drafts::{Seen, confirmed, ready};
use crate::support::files::{as_file, path_of, picture};
use crate::support::province::for_both;

const HERE: &str = "so-tu-phap";
const ELSEWHERE: &str = "so-noi-vu";

fn png(seed: u8) -> Vec<u8> {
    as_file(&picture(700, 300, seed), ImageFormat::Png)
}

fn hash(kept: &Value) -> &str {
    kept["sha256"].as_str().expect("a hash")
}

/// What is to be mended in an item.
async fn faults(colleague: &Colleague<'_>, seen: &Seen) -> Value {
    let query =
        "query ($id: ID!) { desk { item(id: $id) { working { faults { code path message } } } } }";
    let data = colleague.ask_with(query, json!({ "id": seen.id })).await;
    data["desk"]["item"]["working"]["faults"].clone()
}

fn cover(sha256: &str) -> Value {
    json!({ "cover": { "sha256": sha256, "alt": "Đồng bào nghe tuyên truyền pháp luật" } })
}

#[tokio::test]
async fn an_agency_has_its_files_and_no_other_sees_them() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let lan = province.colleague("Lan", &[(Contributor, ELSEWHERE)]).await;
        let (one, two) = (hoa.keeps("mot.png", &png(11)).await, hoa.keeps("hai.png", &png(12)).await);
        let agency = province.agency(HERE).await;
        let query = "query ($agency: ID!, $after: String) { desk { files(agency: $agency, first: 1, after: $after) {
            totalCount pageInfo { hasNextPage endCursor } nodes { name } } } }";
        let page = async |after: Value| {
            let data = hoa.ask_with(query, json!({ "agency": agency, "after": after })).await;
            data["desk"]["files"].clone()
        };
        let first = page(Value::Null).await;
        assert_eq!((&first["totalCount"], &first["pageInfo"]["hasNextPage"]), (&json!(2), &json!(true)));
        let second = page(first["pageInfo"]["endCursor"].clone()).await;
        assert_eq!(second["pageInfo"]["hasNextPage"], false);
        let mut names = [&first["nodes"][0]["name"], &second["nodes"][0]["name"]];
        names.sort_by_key(|name| name.as_str());
        assert_eq!(names, ["hai.webp", "mot.webp"]);
        let of_others = "query ($agency: ID!) { desk { files(agency: $agency) { totalCount } } }";
        let none = lan.ask_with(of_others, json!({ "agency": agency })).await;
        assert_eq!(none, json!({ "desk": { "files": null } }));
        assert_eq!(lan.file(hash(&one)).await, Value::Null);
        assert_eq!(hoa.file(hash(&two)).await["agency"]["code"], HERE);
        let head = province.colleague("An", &[(BoardHead, ELSEWHERE)]).await;
        assert_eq!(head.file(hash(&one)).await["name"], "mot.webp");
    })
    .await;
}

#[tokio::test]
async fn what_is_not_public_is_seen_by_its_pass_alone_and_not_for_long() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let kept = hoa.keeps("mot.png", &png(13)).await;
        let path = path_of(&kept["url"]);
        let status = async |path: String| province.send(Request::get(&path)).await.status;
        assert_eq!(status(path.clone()).await, 200);
        let bare = path.split('?').next().expect("a path").to_owned();
        assert_eq!(status(bare.clone()).await, 404);
        let smaller = path_of(&kept["variants"][0]["url"]);
        assert_eq!(status(smaller.clone()).await, 200);
        let borrowed = smaller.split_once('?').expect("a pass").1;
        for forged in [
            format!("{bare}?{borrowed}"),
            path.replace("until=", "until=9"),
            format!("{path}0"),
            format!("{bare}?until=99999999999&mac="),
            format!("{bare}?until=x&mac=y"),
        ] {
            assert_eq!(status(forged.clone()).await, 404, "{forged}");
        }
        province.advance(TimeDelta::minutes(11));
        assert_eq!(status(path).await, 404);
    })
    .await;
}

#[tokio::test]
async fn a_draft_uses_what_its_writer_may_read_and_else_it_is_unknown() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let lan = province.colleague("Lan", &[(Contributor, ELSEWHERE)]).await;
        let bytes = png(14);
        let kept = hoa.keeps("mot.png", &bytes).await;
        let theirs = ready(&lan, "Tin", ELSEWHERE).await;
        let unknown = lan.save(&theirs, cover(&"0".repeat(64))).await;
        let of_unknown = faults(&lan, &unknown).await;
        assert_eq!(of_unknown[0]["code"], "UNKNOWN_CODE");
        let foreign = lan.save(&unknown, cover(hash(&kept))).await;
        assert_eq!(faults(&lan, &foreign).await, of_unknown, "the same answer");
        assert_eq!(
            lan.may_not("contentSubmit", &foreign, confirmed()).await,
            ["UNKNOWN_CODE"]
        );
        assert_eq!(
            province.number("SELECT count(*) FROM edition_file").await,
            0
        );
        lan.keeps("cua-toi.png", &bytes).await;
        assert_eq!(
            faults(&lan, &foreign).await,
            json!([]),
            "its agency has it now"
        );
        let own = ready(&hoa, "Tin", HERE).await;
        let own = hoa.save(&own, cover(hash(&kept))).await;
        assert_eq!(faults(&hoa, &own).await, json!([]));
        let head = province.colleague("An", &[(BoardHead, HERE)]).await;
        let of_board = head.keeps("ban.png", &png(15)).await;
        let edited = head.save(&foreign, cover(hash(&of_board))).await;
        assert_eq!(
            faults(&lan, &edited).await,
            json!([]),
            "what the board put in stays"
        );
    })
    .await;
}

#[tokio::test]
async fn a_file_is_public_with_the_item_that_uses_it_and_stays_while_another_does() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let an = province.colleague("An", &[(BoardHead, HERE)]).await;
        let chief = province.colleague("Minh", &[(AgencyReviewer, HERE)]).await;
        let stranger = province
            .colleague("Lan", &[(AgencyReviewer, ELSEWHERE)])
            .await;
        let kept = hoa.keeps("mot.png", &png(16)).await;
        let bare = path_of(&kept["url"])
            .split('?')
            .next()
            .expect("a path")
            .to_owned();
        let smaller = path_of(&kept["variants"][0]["url"])
            .split('?')
            .next()
            .expect("a path")
            .to_owned();
        let public = async |path: &str| {
            let reply = province.send(Request::get(path)).await;
            (
                reply.status,
                reply.header("cache-control").unwrap_or_default(),
            )
        };
        let first = hoa
            .save(&ready(&hoa, "Tin có ảnh", HERE).await, cover(hash(&kept)))
            .await;
        let second = hoa
            .save(&ready(&hoa, "Tin khác", HERE).await, cover(hash(&kept)))
            .await;
        let sent = hoa.does("contentSubmit", &first, confirmed()).await;
        let approved = an.does("contentApprove", &sent, json!({})).await;
        assert_eq!(
            (public(&bare).await.0, public(&smaller).await.0),
            (404, 404),
            "not before it appears"
        );
        an.does("contentPublish", &approved, json!({})).await;
        for path in [&bare, &smaller] {
            assert_eq!(
                public(path).await,
                (200, "public, max-age=31536000, immutable".to_owned())
            );
        }
        let query = "{ contents(first: 100, sort: UPDATED_DESC) { nodes { title
            cover { width variants { url width height mediaType } } } } }";
        let data = province.ask(query).await;
        let mut nodes = data["contents"]["nodes"].as_array().expect("nodes").iter();
        let node = nodes
            .find(|node| node["title"] == "Tin có ảnh")
            .expect("the item");
        assert_eq!(node["cover"]["width"], 700);
        let variants = node["cover"]["variants"].as_array().expect("variants");
        assert_eq!(variants.len(), 2);
        for variant in variants {
            let reply = province.fetch(&variant["url"]).await;
            let image = image::load_from_memory_with_format(&reply.body, ImageFormat::WebP);
            let (width, height) = image.expect("an image").dimensions();
            assert_eq!(
                json!([width, height]),
                json!([variant["width"], variant["height"]])
            );
        }

        assert_eq!(
            hoa.remove_file(&kept["id"]).await["errors"][0]["code"],
            "FORBIDDEN"
        );
        assert_eq!(
            stranger.remove_file(&kept["id"]).await["errors"][0]["code"],
            "NOT_FOUND"
        );
        let used = chief.remove_file(&kept["id"]).await;
        let error = &used["errors"][0];
        assert_eq!(
            (&used["id"], &error["code"]),
            (&Value::Null, &json!("IN_USE"))
        );
        let items = error["uses"].as_array().expect("uses").iter();
        let items: Vec<&str> = items.filter_map(|it| it["item"]["id"].as_str()).collect();
        assert!(
            items.contains(&first.id.as_str()) && items.contains(&second.id.as_str()),
            "{error}"
        );

        hoa.save(&second, json!({ "cover": null })).await;
        let shown = chief.file(hash(&kept)).await;
        let places = shown["uses"].as_array().expect("uses");
        assert!(
            !places.is_empty()
                && places
                    .iter()
                    .all(|it| it["item"]["id"] == first.id.as_str()),
            "{shown}"
        );
        assert_eq!(public(&bare).await.0, 200, "the other one still shows it");
    })
    .await;
}

#[tokio::test]
async fn what_one_agency_removes_stays_for_the_other() {
    for_both(async |province| {
        let chief = province.colleague("Minh", &[(AgencyReviewer, HERE)]).await;
        let lan = province.colleague("Lan", &[(Contributor, ELSEWHERE)]).await;
        let bytes = png(17);
        let (own, theirs) = (
            chief.keeps("mot.png", &bytes).await,
            lan.keeps("hai.png", &bytes).await,
        );
        let draft = lan
            .save(&ready(&lan, "Tin", ELSEWHERE).await, cover(hash(&theirs)))
            .await;
        let removed = chief.remove_file(&own["id"]).await;
        assert_eq!(
            removed,
            json!({ "id": own["id"], "errors": [] }),
            "what others draft is not told"
        );
        assert_eq!(chief.file(hash(&own)).await, Value::Null);
        assert_eq!(lan.file(hash(&own)).await["name"], "hai.webp");
        assert_eq!(faults(&lan, &draft).await, json!([]));
        assert_eq!(
            chief.remove_file(&own["id"]).await["errors"][0]["code"],
            "NOT_FOUND"
        );
    })
    .await;
}

#[tokio::test]
async fn what_an_agency_calls_a_file_is_its_own_until_it_publishes_it() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let lan = province.colleague("Lan", &[(Contributor, ELSEWHERE)]).await;
        let board = province
            .colleague("Dung", &[(BoardHead, "so-tu-phap")])
            .await;
        let bytes = png(91);
        hoa.keeps("ket-luan-thanh-tra-mat.png", &bytes).await;
        let kept = lan.keeps("buoi-le.png", &bytes).await;
        let own = province.fetch(&kept["url"]).await;
        let shown = own.header("content-disposition").unwrap_or_default();
        assert!(own.status == 200 && !shown.contains("ket-luan"), "{shown}");
        let begun = ready(&lan, "Buổi lễ", ELSEWHERE).await;
        let seen = lan.save(&begun, cover(hash(&kept))).await;
        let sent = lan.does("contentSubmit", &seen, confirmed()).await;
        let approved = board.does("contentApprove", &sent, json!({})).await;
        let live = board.does("contentPublish", &approved, json!({})).await;
        let query = "query ($id: ID!) { desk { item(id: $id) { contentId } } }";
        let data = board.ask_with(query, json!({ "id": live.id })).await;
        let query = "query ($id: ID!) { node(id: $id) { ... on Content { cover { url } } } }";
        let id = &data["desk"]["item"]["contentId"];
        let url =
            province.ask_with(query, json!({ "id": id })).await["node"]["cover"]["url"].take();
        assert!(path_of(&url).ends_with("/buoi-le.webp"), "{url}");
        let public = province.send(Request::get(&path_of(&url))).await;
        let shown = public.header("content-disposition").unwrap_or_default();
        assert!(public.status == 200 && shown.contains("buoi-le"), "{shown}");
    })
    .await;
}
