//! What cannot be done, told all at once.

use entity::value::AccountRole::{Administrator, Contributor};
use serde_json::{Value, json};

use super::{REPORT, agency_on, attempted, decided, shown};
use crate::support::desk::Colleague;
use crate::support::drafts::ready;
use crate::support::province::{Province, for_both};

const TODAY: &str = "2026-11-21";
const NO_AGENCY: &str = "YQAAAAAAAAAAAAAAAAAAAAA";

/// The paths and codes of what is wrong with a reorganisation.
async fn wrong(who: &Colleague<'_>, input: Value) -> Vec<(String, String)> {
    let payload = who.act("agencyReorganise", input, REPORT).await;
    assert_eq!(payload["report"], Value::Null, "{payload}");
    let errors = payload["errors"].as_array().expect("errors").iter();
    errors
        .map(|error| {
            let path = error["path"].as_array().expect("a path").iter();
            let path: Vec<&str> = path.filter_map(Value::as_str).collect();
            (
                path.join("."),
                error["code"].as_str().unwrap_or_default().to_owned(),
            )
        })
        .collect()
}

fn faults(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = expected.iter();
    owned
        .map(|(path, code)| ((*path).to_owned(), (*code).to_owned()))
        .collect()
}

async fn with(province: &Province, kind: &str, code: &str, fields: Value) -> Value {
    let agency = agency_on(province, code, "2026-11-20").await;
    let mut input = json!({ "kind": kind, "on": TODAY, "legalBasis": "QĐ 1", "agencies": [agency], "memberships": "END" });
    for (name, value) in fields.as_object().expect("fields") {
        input[name] = value.clone();
    }
    input
}

#[tokio::test]
async fn what_cannot_be_is_said() {
    for_both(async |province| {
        let quan = province
            .colleague("Quân", &[(Administrator, "ubnd-tinh")])
            .await;
        let id = async |code: &str| agency_on(province, code, "2026-11-20").await;
        let (department, centre) = (
            id("so-tu-phap").await,
            id("trung-tam-tro-giup-phap-ly").await,
        );
        let gone = agency_on(province, "ubnd-huyen-bao-lam", "2025-06-30").await;
        for (kind, fields, expected) in [
            (
                "ABOLISH",
                json!({ "agencies": [NO_AGENCY], "legalBasis": " " }),
                &[("legalBasis", "MISSING"), ("agencies.0", "UNKNOWN_CODE")][..],
            ),
            (
                "ABOLISH",
                json!({ "agencies": [gone] }),
                &[("agencies.0", "INVALID")],
            ),
            (
                "ABOLISH",
                json!({ "agencies": [] }),
                &[("agencies", "MISSING")],
            ),
            (
                "ABOLISH",
                json!({ "successors": [{ "agency": department }] }),
                &[("successors", "INVALID")],
            ),
            (
                "ABOLISH",
                json!({ "successors": [{ "agency": gone }] }),
                &[("successors.0", "INVALID")],
            ),
            ("MERGE", json!({}), &[("successors", "INVALID")]),
            (
                "SPLIT",
                json!({ "successors": [{ "agency": centre }] }),
                &[("successors", "INVALID")],
            ),
            ("RENAME", json!({}), &[("rename", "MISSING")]),
            (
                "MOVE",
                json!({ "parent": centre }),
                &[("agencies.parent", "INVALID")],
            ),
            (
                "MOVE",
                json!({ "parent": department }),
                &[("agencies.parent", "INVALID")],
            ),
            ("MOVE", json!({}), &[("parent", "MISSING")]),
            (
                "ABOLISH",
                json!({}),
                &[("agencies.trung-tam-tro-giup-phap-ly", "INVALID")],
            ),
            (
                "ABOLISH",
                json!({ "agencies": [department, department] }),
                &[("agencies.1", "INVALID")],
            ),
            (
                "ABOLISH",
                json!({ "successors": [{ "agency": id("ubnd-tinh").await }],
                "custody": [{ "to": { "new": "so-khac" }, "sections": ["khong-co"] }] }),
                &[
                    ("custody.0.to", "UNKNOWN_CODE"),
                    ("custody.0.sections.0", "UNKNOWN_CODE"),
                ],
            ),
            (
                "RENAME",
                json!({ "rename": { "name": "Sở mới", "code": "so-noi-vu" } }),
                &[("agencies.code", "INVALID")],
            ),
        ] {
            let input = with(province, kind, "so-tu-phap", fields.clone()).await;
            let found = wrong(&quan, input).await;
            let expected = faults(expected);
            assert!(
                expected.iter().all(|fault| found.contains(fault)),
                "{kind} {fields}: {found:?}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn what_would_be_left_behind_is_said() {
    for_both(async |province| {
        let quan = province
            .colleague("Quân", &[(Administrator, "ubnd-tinh")])
            .await;
        let hoa = province
            .colleague("Hoa", &[(Contributor, "so-noi-vu")])
            .await;
        let item = ready(&hoa, "Tin", "so-noi-vu").await;
        let input = with(
            province,
            "ABOLISH",
            "so-noi-vu",
            json!({ "memberships": "FOLLOW" }),
        )
        .await;
        let found = wrong(&quan, input).await;
        assert!(
            found.contains(&("memberships".to_owned(), "INVALID".to_owned())),
            "{found:?}"
        );
        let nobody = |(path, _): &(String, String)| path.starts_with("custody.");
        assert!(found.iter().any(nobody), "{found:?}");
        assert_eq!(
            hoa.item(&item.id).await["version"],
            item.version,
            "nothing happened"
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_planned_already_is_not_planned_otherwise() {
    for_both(async |province| {
        let quan = province
            .colleague("Quân", &[(Administrator, "ubnd-tinh")])
            .await;
        let fields = json!({ "on": "2027-01-01", "memberships": "FOLLOW",
            "rename": { "name": "Sở Nội vụ mới" } });
        let input = with(province, "RENAME", "so-noi-vu", fields).await;
        decided(&quan, &input).await;
        assert_eq!(
            wrong(&quan, input).await,
            faults(&[("agencies.0", "INVALID")])
        );
        let successor = agency_on(province, "so-noi-vu", "2026-11-20").await;
        let fields = json!({ "memberships": "FOLLOW", "successors": [{ "agency": successor }] });
        let input = with(province, "MERGE", "so-ngoai-vu", fields).await;
        assert_eq!(
            wrong(&quan, input).await,
            faults(&[("successors", "INVALID")])
        );
    })
    .await;
}

#[tokio::test]
async fn only_what_was_shown_is_done_and_once() {
    for_both(async |province| {
        let quan = province
            .colleague("Quân", &[(Administrator, "ubnd-tinh")])
            .await;
        let fields = json!({ "memberships": "FOLLOW", "rename": { "name": "Sở Nội vụ mới" } });
        let input = with(province, "RENAME", "so-noi-vu", fields).await;
        let digest = shown(&quan, &input).await["digest"].clone();
        let missing = attempted(&quan, &input, Value::Null, None).await;
        assert_eq!(missing["errors"][0]["code"], "MISSING");
        let other = attempted(&quan, &input, json!("0".repeat(64)), None).await;
        assert_eq!(other["errors"][0]["code"], "REPORT_CHANGED");
        assert_eq!(other["report"]["digest"], digest);
        assert_eq!(other["reorganisation"], Value::Null);

        let (one, two) = tokio::join!(
            attempted(&quan, &input, digest.clone(), Some("một")),
            attempted(&quan, &input, digest.clone(), Some("một"))
        );
        assert_eq!(
            one["reorganisation"]["id"], two["reorganisation"]["id"],
            "{one} {two}"
        );
        assert_eq!(one["reorganisation"]["state"], "APPLIED");
        let reused = attempted(&quan, &input, json!("1".repeat(64)), Some("một")).await;
        assert_eq!(reused["errors"][0]["code"], "IDEMPOTENCY_KEY_REUSED");

        let fields = json!({ "memberships": "FOLLOW", "rename": { "name": "Sở Ngoại vụ mới" } });
        let input = with(province, "RENAME", "so-ngoai-vu", fields).await;
        let digest = shown(&quan, &input).await["digest"].clone();
        let (one, two) = tokio::join!(
            attempted(&quan, &input, digest.clone(), None),
            attempted(&quan, &input, digest.clone(), None)
        );
        let done = [&one, &two].map(|payload| payload["reorganisation"]["state"] == "APPLIED");
        assert_eq!(done.iter().filter(|done| **done).count(), 1, "{one} {two}");
        assert_eq!(
            province.number("SELECT count(*) FROM reorganisation").await,
            2
        );
    })
    .await;
}
