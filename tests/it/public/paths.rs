//! What paths and ids lead to.
use serde_json::json;

use super::walk::{Types, array, ids_by_type, text, texts};
use crate::support::province::for_both;

const RESOURCE: &str = "query ($path: String!) { resource(path: $path) { __typename
    ... on Content { path title }
    ... on Redirect { path target }
    ... on Withdrawn { path title reason at }
    ... on Gone { path at } } }";

#[tokio::test]
async fn a_path_leads_to_a_content_another_path_a_notice_or_nothing() {
    for_both(async |province| {
        let outcomes = [
            (
                "/gioi-thieu",
                json!(null),
            ),
            ("/khong-co-gi-o-day", json!(null)),
            ("", json!(null)),
            (
                "/van-ban-toan-van/908-qd-ubnd-quyet-dinh-dinh-chinh-loi-ky-thuat-cua-quyet-v4d4hp",
                json!({ "__typename": "LegalDocument",
                    "path": "/van-ban-toan-van/908-qd-ubnd-quyet-dinh-dinh-chinh-loi-ky-thuat-cua-quyet-v4d4hp",
                    "title": "Quyết định số 908/QĐ-UBND đính chính lỗi kỹ thuật của Quyết định số 907/2025/QĐ-UBND" }),
            ),
            (
                "/hoi-dap/thoi-han-tra-loi",
                json!({ "__typename": "Redirect", "path": "/hoi-dap/thoi-han-tra-loi",
                    "target": "/hoi-dap/cau-hoi-gui-qua-trang-thong-tin-bao-lau-thi-duoc-tra-loi-xr3fxh" }),
            ),
            (
                "/van-ban/901-2023-nq-hdnd",
                json!({ "__typename": "Redirect", "path": "/van-ban/901-2023-nq-hdnd",
                    "target": "/van-ban-toan-van/901-2023-nq-hdnd-nghi-quyet-quy-dinh-noi-dung-muc-ho-tro-rctfpq" }),
            ),
            (
                "/hoi-dap/muc-phat-nong-do-con-xe-may-k7m2xd",
                json!({ "__typename": "Withdrawn", "path": "/hoi-dap/muc-phat-nong-do-con-xe-may-k7m2xd",
                    "title": "Mức phạt nồng độ cồn đối với người đi xe máy là bao nhiêu?",
                    "reason": "Câu trả lời dẫn mức phạt của nghị định đã được thay thế, có thể gây hiểu nhầm. \
                        Ban Biên tập rút để cơ quan trả lời cập nhật theo văn bản đang có hiệu lực.",
                    "at": "2025-01-08T03:30:00Z" }),
            ),
            (
                "/tin-tuc-su-kien/thu-nghiem-giao-dien-moi-p3v8qh",
                json!({ "__typename": "Gone", "path": "/tin-tuc-su-kien/thu-nghiem-giao-dien-moi-p3v8qh",
                    "at": "2026-02-27T01:15:00Z" }),
            ),
        ];
        for (path, expected) in outcomes {
            let data = province.ask_with(RESOURCE, json!({ "path": path })).await;
            assert_eq!(data["resource"], expected, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn every_content_is_found_by_its_path_and_by_its_id() {
    for_both(async |province| {
        let data = province
            .ask("{ contents(first: 100) { nodes { id path url title kind __typename } } }")
            .await;
        for item in array(&data["contents"]["nodes"]) {
            assert!(text(item, "url").ends_with(text(item, "path")), "{item}");
            let variables = json!({ "path": item["path"], "id": item["id"] });
            let found = province
                .ask_with(
                    "query ($path: String!, $id: ID!) {
                        resource(path: $path) { ... on Content { id title } } node(id: $id) { ... on Content { id title } } }",
                    variables,
                )
                .await;
            assert_eq!(found["resource"]["id"], item["id"]);
            assert_eq!(found["resource"]["title"], item["title"]);
            assert_eq!(found["resource"], found["node"]);
        }
    })
    .await;
}

#[tokio::test]
async fn a_chain_of_redirects_is_one_hop() {
    for_both(async |province| {
        let data = province
            .ask_with(RESOURCE, json!({ "path": "/ngay-phap-luat" }))
            .await;
        let target = text(&data["resource"], "target");
        let data = province.ask_with(RESOURCE, json!({ "path": target })).await;
        assert_eq!(data["resource"]["__typename"], "Article");
    })
    .await;
}

#[tokio::test]
async fn every_type_with_an_id_is_found_by_it() {
    for_both(async |province| {
        let types = Types::of(province).await;
        let possible: Vec<String> = types
            .fields()
            .filter(|(_, field)| text(field, "name") == "id")
            .map(|(owner, _)| owner.to_owned())
            .collect();
        let ids = ids_by_type(province).await;
        let known: Vec<String> = ids.keys().cloned().collect();
        assert_eq!(known, possible);
        let list: Vec<_> = ids.values().collect();
        let data = province
            .ask_with(
                "query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }",
                json!({ "ids": list }),
            )
            .await;
        assert_eq!(texts(&data["nodes"], "__typename"), known);
        for (node, id) in array(&data["nodes"]).zip(list) {
            assert_eq!(&node["id"], id);
        }
    })
    .await;
}

#[tokio::test]
async fn what_no_id_names_is_null() {
    for_both(async |province| {
        let ids = json!(["", "x", "Y1", "cw", "c2tob25nLWNv", "Y0FBQUFBQUFBQUFBQUFBQUE", "zzz\u{1}", "☃"]);
        let data = province
            .ask_with(
                "query ($ids: [ID!]!) { nodes(ids: $ids) { id } node(id: \"khong-co\") { id }
                    section(code: \"khong-co\") { id } agency(code: \"khong-co\") { id }
                    provision(document: \"YwAAAAAAAAAAAAAAAAAAAAA\", path: \"dieu-1\") { path } }",
                json!({ "ids": ids }),
            )
            .await;
        let nothing = json!({ "nodes": [null, null, null, null, null, null, null, null], "node": null,
            "section": null, "agency": null, "provision": null });
        assert_eq!(data, nothing);
    })
    .await;
}
