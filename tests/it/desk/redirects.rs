//! Where readers are led: from every address of an item, and never back to it.

use entity::value::AccountRole::BoardHead;
use serde_json::{Value, json};

use super::ending::{path_of, renamed};
use super::reach::{HERE, people};
use super::story::at;
use crate::export::lines;
use crate::support::drafts::{published, ready};
use crate::support::province::for_both;

fn led_to(target: &str) -> Value {
    json!({ "__typename": "Redirect", "target": target })
}

#[tokio::test]
async fn all_addresses_of_an_item_lead_where_it_leads_and_to_the_item_when_it_is_back() {
    for_both(async |province| {
        let (hoa, _, lan) = people(province, BoardHead).await;
        let other = published(&hoa, &lan, &ready(&hoa, "Khác", HERE).await).await;
        let there = path_of(&lan, &other).await;
        let live = published(&hoa, &lan, &ready(&hoa, "Một", HERE).await).await;
        let first = path_of(&lan, &live).await;
        let revised = hoa.does("contentRevise", &live, json!({})).await;
        let changes = json!({ "title": "Hai", "changeNote": "Sửa.", "path": "/tin/hai" });
        let live = published(&hoa, &lan, &hoa.save(&revised, changes).await).await;
        let second = path_of(&lan, &live).await;
        assert_eq!(at(province, &first).await, led_to(&second));
        let to = json!({ "to": { "content": other.id } });
        let led = lan.does("contentRedirect", &live, to).await;
        for path in [&first, &second] {
            assert_eq!(at(province, path).await, led_to(&there), "{path}");
            let said =
                format!("\"path\":\"{path}\",\"outcome\":\"redirect\",\"target\":\"{there}\"");
            assert!(
                lines(province.database()).await.concat().contains(&said),
                "{said}"
            );
        }
        let to = json!({ "to": { "path": "/gioi-thieu" } });
        let led = lan.does("contentRedirect", &led, to).await;
        for path in [&first, &second] {
            assert_eq!(at(province, path).await, led_to("/gioi-thieu"), "{path}");
        }
        let back = renamed((&hoa, &lan), &led, "Ba").await;
        let third = path_of(&lan, &back).await;
        for path in [&first, &second] {
            assert_eq!(at(province, path).await, led_to(&third), "{path}");
        }
        lan.does("contentWithdraw", &back, json!({ "reason": "Sai." }))
            .await;
        for path in [&first, &second] {
            assert_eq!(at(province, path).await, led_to(&third), "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_is_led_in_a_circle() {
    for_both(async |province| {
        let (hoa, _, lan) = people(province, BoardHead).await;
        let publish = async |title: &str| {
            let live = published(&hoa, &lan, &ready(&hoa, title, HERE).await).await;
            let path = path_of(&lan, &live).await;
            (live, path)
        };
        let (one, first) = publish("Một").await;
        let (two, second) = publish("Hai").await;
        let (three, third) = publish("Ba").await;
        let to_path = |path: &str| json!({ "to": { "path": path } });

        let moved = renamed((&hoa, &lan), &three, "Ba mới").await;
        for own in [&third, &path_of(&lan, &moved).await] {
            let refused = lan.may_not("contentRedirect", &moved, to_path(own)).await;
            assert_eq!(refused, ["INVALID"], "{own}");
        }
        let to = json!({ "to": { "content": two.id } });
        let led = lan.does("contentRedirect", &one, to).await;
        assert_eq!(
            lan.may_not("contentRedirect", &two, to_path(&first)).await,
            ["INVALID"]
        );
        // By one more, which has no content any more either.
        let ended = lan.does("contentRedirect", &moved, to_path(&first)).await;
        assert_eq!(
            lan.may_not("contentRedirect", &two, to_path(&third)).await,
            ["INVALID"]
        );
        assert_eq!(
            at(province, &second).await["title"],
            "Hai",
            "nothing was taken away"
        );
        assert_eq!(
            lan.may_not("contentRedirect", &led, to_path(&third)).await,
            ["INVALID"]
        );
        lan.does("contentRedirect", &two, to_path("/gioi-thieu"))
            .await;
        let ended = lan.does("contentRedirect", &ended, to_path(&second)).await;
        lan.does("contentRedirect", &ended, to_path("/lien-he"))
            .await;
        assert_eq!(at(province, &third).await, led_to("/lien-he"));
    })
    .await;
}
