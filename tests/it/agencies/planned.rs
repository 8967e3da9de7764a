//! What is planned for agencies: given up, or impossible when its day comes.

use chrono::{DateTime, Utc};
use entity::value::AccountRole::{Administrator, Contributor};
use serde_json::json;

use super::{agency_on, decided, fire};
use crate::support::desk::Colleague;
use crate::support::drafts::ready;
use crate::support::province::{Province, for_both};

async fn planned(province: &Province, who: &Colleague<'_>, code: &str) -> String {
    let input = json!({ "kind": "ABOLISH", "on": "2026-12-01", "legalBasis": "QĐ 1", "memberships": "END",
        "agencies": [agency_on(province, code, "2026-11-20").await] });
    let payload = decided(who, &input).await;
    assert_eq!(payload["reorganisation"]["state"], "PLANNED");
    payload["reorganisation"]["id"]
        .as_str()
        .expect("an id")
        .to_owned()
}

fn to_december(province: &Province) {
    let day: DateTime<Utc> = "2026-11-30T17:00:00Z".parse().expect("a moment");
    province.advance(day - province.clock().now());
}

#[tokio::test]
async fn what_is_given_up_does_not_happen() {
    for_both(async |province| {
        let quan = province
            .colleague("Quân", &[(Administrator, "ubnd-tinh")])
            .await;
        let id = planned(province, &quan, "hoi-cuu-chien-binh-tinh").await;
        let cancel = async |who: &Colleague<'_>| {
            who.act(
                "reorganisationCancel",
                json!({ "id": id }),
                "reorganisation { state }",
            )
            .await
        };
        let payload = cancel(&quan).await;
        assert_eq!(
            payload,
            json!({ "reorganisation": { "state": "CANCELLED" }, "errors": [] })
        );
        assert_eq!(cancel(&quan).await["errors"][0]["code"], "NOT_FOUND");
        to_december(province);
        assert_eq!(fire(province).await, 0);
        let query = "{ agency(code: \"hoi-cuu-chien-binh-tinh\") { validTo } }";
        assert_eq!(province.ask(query).await["agency"]["validTo"], json!(null));
    })
    .await;
}

#[tokio::test]
async fn what_became_impossible_is_not_done_and_says_why() {
    for_both(async |province| {
        let quan = province
            .colleague("Quân", &[(Administrator, "ubnd-tinh")])
            .await;
        planned(province, &quan, "hoi-cuu-chien-binh-tinh").await;
        let hoa = province
            .colleague("Hoa", &[(Contributor, "hoi-cuu-chien-binh-tinh")])
            .await;
        let item = ready(&hoa, "Tin sau cùng", "hoi-cuu-chien-binh-tinh").await;
        to_december(province);
        assert_eq!(fire(province).await, 0);
        let (quan, hoa) = (quan.renewed().await, hoa.renewed().await);
        let list = "{ desk { reorganisations { nodes { state failure } } } }";
        let data = quan.ask(list).await;
        let kept = &data["desk"]["reorganisations"]["nodes"][0];
        assert_eq!(kept["state"], "FAILED");
        let failure = kept["failure"].as_str().expect("a reason");
        assert!(failure.contains("Tin sau cùng"), "{failure}");
        assert_eq!(hoa.item(&item.id).await["version"], item.version);
        assert_eq!(fire(province).await, 0, "it is not tried again");
    })
    .await;
}
