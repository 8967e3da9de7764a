//! The next edition of what is published: it says the same at first, and nobody reads it before its time.

use entity::value::AccountRole::{BoardHead, Contributor};
use nguonluat::domain::desk::said;
use nguonluat::domain::draft::{Faults, Whole};
use nguonluat::domain::publish::Catalogue;
use nguonluat::exchange::content::ContentRecord;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::export;
use crate::support::province::{Province, for_both};

/// The published contents with their ids, as an export has them.
async fn published(province: &Province) -> Vec<ContentRecord> {
    let lines = export::lines(province.database()).await;
    let records = lines.iter().filter_map(|line| {
        let record: Value = serde_json::from_str(line).expect("JSON");
        (record["record"] == "content").then(|| {
            let mut record = record;
            record.as_object_mut().expect("an object").remove("record");
            serde_json::from_value(record).expect("a content")
        })
    });
    records.collect()
}

/// The id of the edition that is worked on.
async fn working(province: &Province, content: Uuid) -> Uuid {
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
    entity::edition::Entity::find()
        .filter(entity::edition::Column::ContentId.eq(content))
        .filter(entity::edition::Column::State.eq(entity::value::EditionState::Draft))
        .one(province.database().writer())
        .await
        .expect("an answer")
        .expect("a working edition")
        .id
}

#[tokio::test]
async fn a_revision_that_changes_nothing_says_what_is_published() {
    for_both(async |province| {
        let head = province
            .colleague("Hoa", &[(BoardHead, "so-tu-phap")])
            .await;
        let before = published(province).await;
        let mut kinds = std::collections::BTreeSet::new();
        for live in &before {
            let id = live.id.expect("an id");
            let details = serde_json::to_value(&live.details).expect("JSON");
            kinds.insert(details["kind"].as_str().expect("a kind").to_owned());
            let path = live.path.clone().expect("a path");
            let data = province
                .ask_with(
                    "query ($path: String!) { resource(path: $path) { ... on Content { id } } }",
                    json!({ "path": path }),
                )
                .await;
            let version = head
                .item(data["resource"]["id"].as_str().expect("an id"))
                .await["version"]
                .clone();
            let input = json!({ "id": data["resource"]["id"], "expectedVersion": version });
            let revised = head.done("contentRevise", input).await;
            assert_eq!(revised.item["baseChanged"], false, "{path}");
            let edition = working(province, id).await;
            let session = province.database().session();
            let draft = said(&session, &[edition])
                .await
                .expect("an answer")
                .remove(&edition);
            let catalogue = Catalogue::load(session.read().await.expect("a lane"))
                .await
                .expect("tables");
            let whole = Whole {
                content: id,
                work: live.work.unwrap_or(id),
                language: live.language.clone(),
                first_published_at: live.first_published_at,
                published_at: live.published_at,
            };
            let mut faults = Faults::default();
            let record = draft
                .expect("a draft")
                .complete(&whole, &catalogue, &mut faults);
            assert_eq!(faults.0, [], "{path}");
            // Of an agency that has ended, its one successor answers, else whoever has the item.
            let agency = match live.agency.as_str() {
                "so-nong-nghiep-va-phat-trien-nong-thon" => "so-nong-nghiep-va-moi-truong",
                ended
                    if ended.starts_with("ubnd-huyen-") || ended.starts_with("ubnd-thanh-pho-") =>
                {
                    "ubnd-tinh"
                }
                agency => agency,
            };
            let expected = ContentRecord {
                agency: agency.to_owned(),
                change_note: None,
                redirects: Vec::new(),
                updated_at: live.published_at,
                ..live.clone()
            };
            assert_eq!(record, expected, "{path}");
        }
        assert_eq!(
            kinds.len(),
            11,
            "the demo province has every kind: {kinds:?}"
        );
        assert_eq!(
            published(province).await,
            before,
            "nobody reads what is being written"
        );
    })
    .await;
}

#[tokio::test]
async fn one_works_on_it_at_a_time() {
    for_both(async |province| {
        let head = province
            .colleague("Hoa", &[(BoardHead, "so-tu-phap")])
            .await;
        let data = province
            .ask("{ contents(first: 1, filter: { kinds: [ARTICLE] }) { nodes { id title } } }")
            .await;
        let live = &data["contents"]["nodes"][0];
        let input = json!({ "id": live["id"], "expectedVersion": 1 });
        let revised = head.done("contentRevise", input).await;
        assert_eq!(
            (revised.version, &revised.item["working"]["number"]),
            (2, &json!(2))
        );
        assert_eq!(revised.item["live"]["title"], live["title"]);
        let again = head
            .attempt(
                "contentRevise",
                json!({ "id": live["id"], "expectedVersion": 2 }),
            )
            .await;
        assert_eq!(again["errors"][0]["code"], "DRAFT_EXISTS");
        let saved = head
            .save(&revised, json!({ "title": "Tiêu đề chưa ai đọc" }))
            .await;
        let found = province
            .ask_with(
                "query ($id: ID!) { node(id: $id) { ... on Content { title } } }",
                json!({ "id": live["id"] }),
            )
            .await;
        assert_eq!(found["node"]["title"], live["title"]);
        let ended = head
            .done(
                "contentDiscard",
                json!({ "id": saved.id, "expectedVersion": 3 }),
            )
            .await;
        let third = head
            .done(
                "contentRevise",
                json!({ "id": ended.id, "expectedVersion": 4 }),
            )
            .await;
        assert_eq!(third.item["working"]["number"], 3);
        assert_eq!(third.item["working"]["draft"]["title"], live["title"]);
    })
    .await;
}

#[tokio::test]
async fn what_was_never_published_is_not_revised() {
    for_both(async |province| {
        let hoa = province
            .colleague("Hoa", &[(Contributor, "so-tu-phap")])
            .await;
        let begun = hoa.begin("ARTICLE", "Tin", "so-tu-phap").await;
        let revise = |version: i64| json!({ "id": begun.id, "expectedVersion": version });
        let refused = hoa.attempt("contentRevise", revise(1)).await;
        let error = &refused["errors"][0];
        assert_eq!(
            (&error["code"], &error["state"]),
            (&json!("WRONG_STATE"), &json!("DRAFT"))
        );
        hoa.done("contentDiscard", revise(1)).await;
        let refused = hoa.attempt("contentRevise", revise(2)).await;
        assert_eq!(refused["errors"][0]["state"], "DISCARDED");
        let theirs = province
            .colleague("Mai", &[(Contributor, "so-noi-vu")])
            .await;
        let refused = theirs.attempt("contentRevise", revise(2)).await;
        assert_eq!(refused["errors"][0]["code"], "NOT_FOUND");
    })
    .await;
}
