//! What was planned and could not be done: why, in the language of who asks, and how to mend it.

use chrono::TimeDelta;
use entity::value::AccountRole::BoardHead;
use serde_json::json;

use super::reach::{HERE, people};
use super::story::{fire, moment};
use crate::support::client::Request;
use crate::support::desk::as_bearer;
use crate::support::drafts::{published, ready, submitted};
use crate::support::province::for_both;

#[tokio::test]
async fn why_it_failed_is_told_in_both_languages() {
    for_both(async |province| {
        let (hoa, _, lan) = people(province, BoardHead).await;
        let path = json!({ "path": "/tin/chung" });
        let late = hoa
            .save(&ready(&hoa, "Tin sau", HERE).await, path.clone())
            .await;
        let late = submitted(&hoa, &late).await;
        let late = lan.does("contentApprove", &late, json!({})).await;
        let soon = json!({ "publishAt": moment(province.clock().now() + TimeDelta::hours(1)) });
        let late = lan.does("contentSchedule", &late, soon).await;
        let first = hoa.save(&ready(&hoa, "Tin trước", HERE).await, path).await;
        published(&hoa, &lan, &first).await;
        province.advance(TimeDelta::hours(2));
        assert_eq!(fire(province).await, 0);
        let lan = lan.renewed().await;
        let query =
            "query ($id: ID!) { desk { item(id: $id) { working { schedule { failure } } } } }";
        let body = json!({ "query": query, "variables": { "id": late.id } });
        let said = async |language: &str| {
            let request = as_bearer(Request::graphql(&body), &lan.token);
            let reply = province
                .send(request.header("accept-language", language))
                .await;
            let data = &reply.json()["data"]["desk"]["item"]["working"]["schedule"][0]["failure"];
            data.as_str().expect("a reason").to_owned()
        };
        let (english, vietnamese) = (said("en").await, said("vi").await);
        assert!(
            english.contains("path") && english.contains("Return the item"),
            "{english}"
        );
        assert!(
            vietnamese.contains("path") && vietnamese.contains("Hãy trả bài"),
            "{vietnamese}"
        );
        province
            .write("UPDATE schedule SET failure = 'path: is taken'")
            .await;
        assert_eq!(said("vi").await, "path: is taken", "as it was kept before");
    })
    .await;
}
