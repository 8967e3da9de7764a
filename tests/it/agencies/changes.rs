//! The smaller changes: renamed, moved, merged, split, ended.

use entity::value::AccountRole::{Administrator, BoardHead, Contributor};
use serde_json::{Value, json};

use super::{agency_on, count, decided, lists_are_right};
use crate::support::desk::{Colleague, SECTION};
use crate::support::drafts::{Seen, ready};
use crate::support::files::photograph;
use crate::support::province::{Province, for_both};

/// The day of the stories.
const TODAY: &str = "2026-11-21";
const EVE: &str = "2026-11-20";
const BASIS: &str = "Quyết định số 15/2026/QĐ-UBND";

async fn administrator(province: &Province) -> Colleague<'_> {
    province
        .colleague("Quân", &[(Administrator, "ubnd-tinh")])
        .await
}

/// The agency that has an item, and the one that its working copy names, by name.
async fn holder(who: &Colleague<'_>, id: &str) -> (Value, Value) {
    let query = "query ($id: ID!) { desk { item(id: $id) { custody { name } working { draft { agency { name } } } } } }";
    let mut data = who.ask_with(query, json!({ "id": id })).await;
    let mut item = data["desk"]["item"].take();
    let shows = item["working"]["draft"]["agency"]["name"].take();
    (item["custody"]["name"].take(), shows)
}

#[tokio::test]
async fn a_renamed_agency_is_the_same_to_those_who_work_there() {
    for_both(async |province| {
        let quan = administrator(province).await;
        let roles = [(Contributor, "so-tu-phap"), (Administrator, "so-tu-phap")];
        let hoa = province.colleague("Hoa", &roles).await;
        let item = ready(&hoa, "Tin của Sở", "so-tu-phap").await;
        let photograph = photograph(320, 240);
        let file = hoa.keeps("anh.jpg", &photograph).await;
        let before = province
            .ask("{ agency(code: \"so-tu-phap\") { id } communicators(first: 1) { totalCount } site { editorialAgency { id } } }")
            .await;
        let input = json!({ "kind": "RENAME", "on": TODAY, "legalBasis": BASIS,
            "agencies": [before["agency"]["id"]], "memberships": "FOLLOW",
            "rename": { "name": "Sở Tư pháp và Hành chính tỉnh Cao Bằng", "shortName": "Sở TP-HC" } });
        let done = decided(&quan, &input).await;
        assert_eq!(done["reorganisation"]["state"], "APPLIED");
        assert_eq!(count(&done["report"], "MEMBERSHIPS_FOLLOW"), 2);
        assert_eq!(count(&done["report"], "AGENCIES_MOVE"), 1, "the centre for legal aid");
        assert_eq!(count(&done["report"], "FILES"), 1);
        let name = json!("Sở Tư pháp và Hành chính tỉnh Cao Bằng");
        assert_eq!(holder(&hoa, &item.id).await, (name.clone(), name.clone()));
        let query = "{ agency(code: \"so-tu-phap\") { id name shortName predecessors { agency { name } kind } } \
            site { editorialAgency { id } } \
            aid: agency(code: \"trung-tam-tro-giup-phap-ly\") { parent { name } } }";
        let after = province.ask(query).await;
        assert_ne!(after["agency"]["id"], before["agency"]["id"]);
        let files = "query ($agency: ID!) { desk { files(agency: $agency) { nodes { sha256 name } } } }";
        let theirs = json!({ "agency": after["agency"]["id"] });
        let expected = json!([{ "sha256": file["sha256"], "name": "anh.webp" }]);
        assert_eq!(hoa.ask_with(files, theirs).await["desk"]["files"]["nodes"], expected);
        let shown = hoa.item(&item.id).await;
        let version = shown["version"].as_i64().expect("a version");
        let item = Seen { version, ..item };
        let cover = json!({ "sha256": file["sha256"], "alt": "Ảnh" });
        hoa.save(&item, json!({ "cover": cover })).await;
        assert_eq!(after["agency"]["name"], name);
        assert_eq!(after["agency"]["predecessors"][0]["kind"], "RENAME");
        assert_eq!(after["aid"]["parent"]["name"], name);
        if before["site"]["editorialAgency"] == json!({ "id": before["agency"]["id"] }) {
            assert_eq!(after["site"]["editorialAgency"]["id"], after["agency"]["id"]);
        }
        let was = "query { agency(code: \"so-tu-phap\", on: \"2026-11-20\") { name validTo } }";
        let was = province.ask(was).await;
        assert_eq!(was["agency"]["validTo"], TODAY);
        assert_ne!(was["agency"]["name"], name);
        lists_are_right(province).await;
    })
    .await;
}

#[tokio::test]
async fn an_agency_moves_beneath_another() {
    for_both(async |province| {
        let quan = administrator(province).await;
        let centre = "trung-tam-tro-giup-phap-ly";
        let hoa = province.colleague("Hoa", &[(Contributor, centre)]).await;
        let item = ready(&hoa, "Tin của Trung tâm", centre).await;
        let input = json!({ "kind": "MOVE", "on": TODAY, "legalBasis": BASIS,
            "agencies": [agency_on(province, centre, EVE).await],
            "parent": agency_on(province, "ubnd-tinh", EVE).await, "memberships": "FOLLOW" });
        decided(&quan, &input).await;
        let saved = hoa.item(&item.id).await;
        assert_eq!(saved["version"], item.version + 1);
        let query =
            "{ agency(code: \"trung-tam-tro-giup-phap-ly\") { parent { code } validFrom } }";
        let agency = province.ask(query).await["agency"].take();
        assert_eq!(
            agency,
            json!({ "parent": { "code": "ubnd-tinh" }, "validFrom": TODAY })
        );
        lists_are_right(province).await;
    })
    .await;
}

#[tokio::test]
async fn two_departments_become_one() {
    for_both(async |province| {
        let quan = administrator(province).await;
        let (one, two) = ("so-noi-vu", "so-ngoai-vu");
        let hoa = province.colleague("Hoa", &[(Contributor, one)]).await;
        let lan = province
            .colleague("Lan", &[(Contributor, one), (Contributor, two)])
            .await;
        let items = [
            ready(&hoa, "Tin một", one).await,
            ready(&lan, "Tin hai", two).await,
        ];
        let photograph = photograph(330, 240);
        hoa.keeps("anh.jpg", &photograph).await;
        let same = lan.upload_with("b.jpg", &photograph, &[("x-agency", two)]).await;
        assert_eq!(same.status, 201, "{}", same.text());
        let new = json!({ "code": "so-noi-vu-va-ngoai-vu", "type": "so", "name": "Sở Nội vụ và Ngoại vụ",
            "parent": agency_on(province, "ubnd-tinh", EVE).await });
        let input = json!({ "kind": "MERGE", "on": TODAY, "legalBasis": BASIS, "memberships": "FOLLOW",
            "agencies": [agency_on(province, one, EVE).await, agency_on(province, two, EVE).await],
            "successors": [{ "new": new }] });
        let done = decided(&quan, &input).await;
        assert_eq!(count(&done["report"], "MEMBERSHIPS_FOLLOW"), 3);
        assert_eq!(count(&done["report"], "FILES"), 2);
        let files = "SELECT count(*) FROM file_custody JOIN agency ON agency.id = agency_id \
            WHERE code = 'so-noi-vu-va-ngoai-vu'";
        assert_eq!(province.number(files).await, 1, "nor has the agency a file twice");
        let name = json!("Sở Nội vụ và Ngoại vụ");
        for item in &items {
            assert_eq!(holder(&hoa, &item.id).await, (name.clone(), name.clone()));
        }
        let roles = "SELECT count(*) FROM membership JOIN agency ON agency.id = agency_id \
            WHERE code = 'so-noi-vu-va-ngoai-vu'";
        assert_eq!(province.number(roles).await, 2, "nobody has a role twice");
        lists_are_right(province).await;
    })
    .await;
}

#[tokio::test]
async fn an_agency_loses_a_part_and_goes_on() {
    for_both(async |province| {
        let quan = administrator(province).await;
        let head = province
            .colleague("Dũng", &[(BoardHead, "so-tu-phap")])
            .await;
        let old = "so-y-te";
        let hoa = province.colleague("Hoa", &[(Contributor, old)]).await;
        let item = ready(&hoa, "Tin chuyển", old).await;
        let stays = ready(&hoa, "Tin ở lại", old).await;
        let stays = hoa
            .save(&stays, json!({ "section": "huong-dan-nghiep-vu" }))
            .await;
        let id = agency_on(province, old, EVE).await;
        let new = json!({ "code": "so-bao-tro", "type": "so", "name": "Sở Bảo trợ" });
        let input = json!({ "kind": "SPLIT", "on": TODAY, "legalBasis": BASIS, "memberships": "END",
            "agencies": [id], "successors": [{ "agency": id }, { "new": new }],
            "custody": [{ "to": { "new": "so-bao-tro" }, "sections": [SECTION] }] });
        let done = decided(&quan, &input).await;
        assert_eq!(count(&done["report"], "ITEMS"), 1);
        assert_eq!(count(&done["report"], "MEMBERSHIPS_END"), 0);
        assert_eq!(holder(&head, &item.id).await.0, "Sở Bảo trợ");
        assert_eq!(hoa.item(&stays.id).await["version"], stays.version);
        assert_eq!(hoa.item(&item.id).await, Value::Null);
        let query = "{ agency(code: \"so-y-te\") { validTo successors { agency { code } kind } } }";
        let agency = province.ask(query).await["agency"].take();
        assert_eq!(agency["validTo"], Value::Null);
        let edge = json!({ "agency": { "code": "so-bao-tro" }, "kind": "SPLIT" });
        let edges = agency["successors"].as_array().expect("edges");
        assert!(edges.contains(&edge), "{agency}");
    })
    .await;
}

#[tokio::test]
async fn an_agency_that_has_nothing_ends_without_a_successor() {
    for_both(async |province| {
        let quan = administrator(province).await;
        let input = json!({ "kind": "ABOLISH", "on": TODAY, "legalBasis": BASIS, "memberships": "END",
            "agencies": [agency_on(province, "hoi-cuu-chien-binh-tinh", EVE).await] });
        let ended = decided(&quan, &input).await;
        assert_eq!(count(&ended["report"], "AGENCIES_END"), 1);
        let query = "{ agency(code: \"hoi-cuu-chien-binh-tinh\", on: \"2026-11-20\") { validTo successors { kind } } }";
        let agency = province.ask(query).await["agency"].take();
        assert_eq!(agency, json!({ "validTo": TODAY, "successors": [] }));
    })
    .await;
}
