//! Who did what, for those who may know.

use entity::value::AccountRole::{
    AgencyReviewer, Auditor, BoardMember, Contributor, TechnicalSupport,
};
use serde_json::{Value, json};

use crate::support::client::Request;
use crate::support::desk::{Colleague, as_bearer, desk_id};
use crate::support::province::for_both;

const HERE: &str = "ubnd-xa-bao-lam";

const LOG: &str = "query ($filter: LogFilterInput, $after: String) { desk { log(filter: $filter, first: 2, after: $after) { \
    totalCount pageInfo { hasNextPage endCursor } nodes { number action subject item version via account { name } \
    agency { code } hash } } } }";

async fn read(who: &Colleague<'_>, filter: Value) -> Value {
    let data = who.ask_with(LOG, json!({ "filter": filter })).await;
    data["desk"]["log"].clone()
}

fn actions(log: &Value) -> Vec<&str> {
    let nodes = log["nodes"].as_array().expect("nodes").iter();
    nodes
        .map(|node| node["action"].as_str().expect("an action"))
        .collect()
}

#[tokio::test]
async fn acts_are_read_by_account_agency_and_item_the_last_first() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let dung = province
            .colleague("Dũng", &[(Contributor, "so-y-te")])
            .await;
        let kiem = province.colleague("Kiểm", &[(Auditor, "so-tu-phap")]).await;
        let begun = hoa.begin("ARTICLE", "Tin của Hoa", HERE).await;
        hoa.save(&begun, json!({ "summary": "Một." })).await;
        let other = dung.begin("ARTICLE", "Tin của Dũng", "so-y-te").await;

        let all = read(&kiem, json!({})).await;
        assert_eq!(actions(&all), ["content.create", "content.save"]);
        assert_eq!(all["nodes"][0]["account"]["name"], "Dũng");
        assert_eq!(all["nodes"][0]["agency"]["code"], "so-y-te");
        assert_eq!(
            (&all["nodes"][0]["via"], &all["nodes"][0]["subject"]),
            (&json!("SESSION"), &json!("content"))
        );
        let kept = province.number("SELECT count(*) FROM audit").await;
        assert_eq!(all["totalCount"], kept);

        let of_hoa = json!({ "account": desk_id('A', hoa.access.account) });
        let log = read(&kiem, of_hoa.clone()).await;
        assert_eq!(actions(&log), ["content.save", "content.create"]);
        assert_eq!(
            (&log["totalCount"], &log["pageInfo"]["hasNextPage"]),
            (&json!(2), &json!(false))
        );
        assert_eq!(log["nodes"][1]["item"], begun.id);
        let log = read(&kiem, json!({ "item": other.id })).await;
        assert_eq!(actions(&log), ["content.create"]);
        let agency = province.agency(HERE).await;
        let log = read(&kiem, json!({ "agency": agency })).await;
        assert_eq!(actions(&log), ["content.save", "content.create"]);

        let mut seen = Vec::new();
        let mut after = Value::Null;
        loop {
            let page = kiem.ask_with(LOG, json!({ "after": after })).await["desk"]["log"].clone();
            let nodes = page["nodes"].as_array().expect("nodes");
            seen.extend(
                nodes
                    .iter()
                    .map(|node| node["number"].as_str().expect("a number").to_owned()),
            );
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
            after = page["pageInfo"]["endCursor"].clone();
        }
        assert_eq!(
            i64::try_from(seen.len()).expect("a number"),
            kept,
            "page by page, each once"
        );
    })
    .await;
}

#[tokio::test]
async fn who_may_not_read_the_log_gets_none() {
    for_both(async |province| {
        let agency = province.agency(HERE).await;
        let elsewhere = province.agency("so-y-te").await;
        let asked = async |who: &Colleague<'_>, filter: Value| {
            let body = json!({ "query": LOG, "variables": { "filter": filter } });
            let request = as_bearer(Request::graphql(&body), &who.token);
            province.send(request).await
        };
        let none = json!({ "data": { "desk": { "log": null } } });
        let minh = province.colleague("Minh", &[(AgencyReviewer, HERE)]).await;
        let own = read(&minh, json!({ "agency": agency })).await;
        assert_eq!(own["totalCount"], 0);
        let foreign = asked(&minh, json!({ "agency": elsewhere })).await;
        assert_eq!(foreign.json(), none);
        for filter in [
            json!({}),
            json!({ "account": desk_id('A', minh.access.account) }),
        ] {
            let reply = asked(&minh, filter).await;
            assert_eq!(reply.code(), "BAD_USER_INPUT");
            assert!(
                reply.text().contains("name one of them"),
                "{}",
                reply.text()
            );
        }
        let lan = province
            .colleague("Lan", &[(BoardMember, "so-tu-phap")])
            .await;
        read(&lan, json!({})).await;
        for role in [Contributor, TechnicalSupport] {
            let who = province.colleague("Ai", &[(role, HERE)]).await;
            for filter in [json!({}), json!({ "agency": agency })] {
                assert_eq!(asked(&who, filter).await.json(), none, "{role:?}");
            }
        }
    })
    .await;
}
