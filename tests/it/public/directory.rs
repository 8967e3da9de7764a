//! The directory: agencies and areas as they were on a day, communicators.
use serde_json::json;

use super::walk::{array, text, texts};
use crate::support::province::for_both;

#[tokio::test]
async fn an_agency_is_the_one_of_the_day() {
    for_both(async |province| {
        let data = province
            .ask("{ then: agency(code: \"ban-dan-toc\", on: \"2025-02-28\") { name validTo
                        successors { kind on agency { code predecessors { agency { code } } } } }
                    last: agency(code: \"ban-dan-toc\", on: \"2025-03-01\") { name }
                    now: agency(code: \"ban-dan-toc\") { name }
                    before: agency(code: \"so-dan-toc-va-ton-giao\", on: \"2025-02-28\") { name }
                    after: agency(code: \"so-dan-toc-va-ton-giao\") { nameEn parent { code } area { code } type { code } contact { phone } } }")
            .await;
        assert_eq!(
            data,
            json!({
                "then": { "name": "Ban Dân tộc tỉnh Cao Bằng", "validTo": "2025-03-01",
                    "successors": [{ "kind": "RENAME", "on": "2025-03-01", "agency": { "code": "so-dan-toc-va-ton-giao",
                        "predecessors": [{ "agency": { "code": "ban-dan-toc" } }] } }] },
                "last": null, "now": null, "before": null,
                "after": { "nameEn": "Department of Ethnic Affairs and Religion", "parent": { "code": "ubnd-tinh" },
                    "area": { "code": "04" }, "type": { "code": "so" }, "contact": { "phone": "0206 3000 117" } },
            })
        );
    })
    .await;
}

#[tokio::test]
async fn agencies_are_listed_by_day_type_and_parent() {
    for_both(async |province| {
        let data = province
            .ask("{ before: agencies(first: 100, filter: { type: \"so\", on: \"2025-02-28\" }) { nodes { code } }
                    after: agencies(first: 100, filter: { type: \"so\", on: \"2025-03-01\" }) { nodes { code } }
                    parent: agency(code: \"so-tu-phap\") { id } }")
            .await;
        let before = texts(&data["before"]["nodes"], "code");
        let after = texts(&data["after"]["nodes"], "code");
        assert!(before.contains(&"so-giao-thong-van-tai") && !before.contains(&"so-nong-nghiep-va-moi-truong"));
        assert!(!after.contains(&"so-giao-thong-van-tai") && after.contains(&"so-nong-nghiep-va-moi-truong"));
        let data = province
            .ask_with(
                "query ($parent: ID!) { agencies(first: 100, filter: { parent: $parent }) { totalCount nodes { code parent { code } } } }",
                json!({ "parent": data["parent"]["id"] }),
            )
            .await;
        assert!(texts(&data["agencies"]["nodes"], "code").contains(&"trung-tam-tro-giup-phap-ly"));
        for agency in array(&data["agencies"]["nodes"]) {
            assert_eq!(agency["parent"]["code"], "so-tu-phap");
        }
    })
    .await;
}

#[tokio::test]
async fn what_has_ended_is_listed_only_where_it_is_asked_for() {
    for_both(async |province| {
        let data = province
            .ask("{ today: areas(filter: { tier: DISTRICT }) { totalCount nodes { code } }
                    all: areas(filter: { tier: DISTRICT, includeEnded: true }) { totalCount }
                    agencies(first: 100, filter: { type: \"so\" }) { nodes { code validTo } }
                    ended: agencies(first: 100, filter: { type: \"so\", includeEnded: true }) { nodes { code } } }")
            .await;
        assert_eq!(data["today"], json!({ "totalCount": 0, "nodes": [] }));
        assert_eq!(data["all"]["totalCount"], 10);
        assert!(array(&data["agencies"]["nodes"]).all(|agency| agency["validTo"].is_null()));
        let (today, ended) = (&data["agencies"]["nodes"], &data["ended"]["nodes"]);
        assert!(!texts(today, "code").contains(&"so-giao-thong-van-tai"));
        assert!(texts(ended, "code").contains(&"so-giao-thong-van-tai"));

        let both = "{ areas(filter: { on: \"2025-01-01\", includeEnded: true }) { totalCount } }";
        let reply = province.execute(both, json!({})).await;
        assert_eq!(reply.code(), "BAD_USER_INPUT");
    })
    .await;
}

#[tokio::test]
async fn districts_end_on_the_first_of_july_2025() {
    for_both(async |province| {
        let data = province
            .ask("{ before: areas(filter: { tier: DISTRICT, on: \"2025-06-30\" }) { totalCount nodes { code validTo parent { code } } }
                    after: areas(filter: { tier: DISTRICT, on: \"2025-07-01\" }) { totalCount }
                    communes: areas(filter: { tier: COMMUNE, on: \"2025-07-01\" }, first: 1) { totalCount }
                    province: areas(filter: { tier: PROVINCE }) { nodes { code name } } }")
            .await;
        assert_eq!(data["after"]["totalCount"], 0);
        assert_eq!(data["communes"]["totalCount"], 56);
        assert_eq!(data["province"]["nodes"], json!([{ "code": "04", "name": "Tỉnh Cao Bằng" }]));
        assert_eq!(data["before"]["totalCount"], 10);
        for area in array(&data["before"]["nodes"]) {
            assert_eq!(area["validTo"], "2025-07-01", "{area}");
            assert_eq!(area["parent"]["code"], "04");
        }
    })
    .await;
}

#[tokio::test]
async fn communicators_are_found_by_role_tier_topic_and_day() {
    for_both(async |province| {
        let filters = [
            ("role: RAPPORTEUR, includeEnded: true", 8),
            ("role: PROPAGANDIST, includeEnded: true", 4),
            ("tier: DISTRICT, includeEnded: true", 1),
            ("tier: COMMUNE, includeEnded: true", 4),
            ("topic: \"dan-toc-ton-giao\"", 2),
            ("tier: PROVINCE, on: \"2026-02-09\"", 7),
            ("tier: PROVINCE, on: \"2026-02-10\"", 6),
            ("role: RAPPORTEUR", 6),
            ("on: \"2023-03-14\"", 0),
            ("topic: \"khong-co\"", 0),
        ];
        for (filter, expected) in filters {
            let query = format!(
                "{{ communicators(first: 100, filter: {{ {filter} }}) {{ totalCount nodes {{ name }} }} }}"
            );
            let data = province.ask(&query).await;
            assert_eq!(data["communicators"]["totalCount"], expected, "{filter}");
            assert_eq!(array(&data["communicators"]["nodes"]).count(), expected, "{filter}");
        }
        let data = province
            .ask("{ communicators(filter: { topic: \"tro-giup-phap-ly\" }) { nodes { name position agency { code } topics { code } } } }")
            .await;
        let found = &data["communicators"]["nodes"][0];
        assert_eq!(text(found, "name"), "Lý Thị Kim Dung");
        assert_eq!(found["agency"]["code"], "trung-tam-tro-giup-phap-ly");
    })
    .await;
}
