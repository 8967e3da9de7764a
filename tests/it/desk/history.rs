//! What was done to an item, and what its editions say differently.

use entity::value::AccountRole::{BoardHead, BoardMember, Contributor};
use serde_json::{Value, json};

use crate::support::province::for_both;

#[tokio::test]
async fn history_tells_who_did_what_and_folds_saving() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, "so-tu-phap")]).await;
        let lan = province.colleague("Lan", &[(BoardMember, "so-tu-phap")]).await;
        let mut seen = hoa.begin("ARTICLE", "Tin", "so-tu-phap").await;
        for title in ["Tin 1", "Tin 2", "Tin 3"] {
            seen = hoa.save(&seen, json!({ "title": title })).await;
        }
        seen = lan.save(&seen, json!({ "title": "Tin của Lan" })).await;
        seen = hoa.save(&seen, json!({ "title": "Tin 4" })).await;
        let gone = hoa.done("contentDiscard", json!({ "id": seen.id, "expectedVersion": seen.version })).await;
        let query = "query ($id: ID!, $first: Int, $after: String) { desk { item(id: $id) {
            history(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
                nodes { action account { name } times version number from to } } } } }";
        let data = hoa.ask_with(query, json!({ "id": gone.id })).await;
        let history = &data["desk"]["item"]["history"];
        let entry = |action: &str, name: &str, times: i32, version: i32, states: [Value; 2]| {
            json!({ "action": action, "account": { "name": name }, "times": times, "version": version, "number": 1,
                "from": states[0], "to": states[1] })
        };
        let none = || [Value::Null, Value::Null];
        let expected = json!([
            entry("content.discard", "Hoa", 1, 7, [json!("DRAFT"), json!("DISCARDED")]),
            entry("content.save", "Hoa", 1, 6, none()),
            entry("content.save", "Lan", 1, 5, none()),
            entry("content.save", "Hoa", 3, 4, none()),
            entry("content.create", "Hoa", 1, 1, [Value::Null, json!("DRAFT")]),
        ]);
        assert_eq!((&history["nodes"], &history["totalCount"]), (&expected, &json!(5)));
        let (mut paged, mut after) = (Vec::new(), Value::Null);
        loop {
            let data = hoa.ask_with(query, json!({ "id": gone.id, "first": 2, "after": after })).await;
            let page = &data["desk"]["item"]["history"];
            paged.extend(page["nodes"].as_array().expect("nodes").clone());
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
            after = page["pageInfo"]["endCursor"].clone();
        }
        assert_eq!(Value::from(paged), expected);
    })
    .await;
}

#[tokio::test]
async fn two_editions_are_compared_word_by_word() {
    for_both(async |province| {
        let head = province.colleague("Hoa", &[(BoardHead, "so-tu-phap")]).await;
        let data = province.ask("{ contents(first: 1, filter: { kinds: [ARTICLE] }) { nodes { id title } } }").await;
        let live = &data["contents"]["nodes"][0];
        let revised = head.done("contentRevise", json!({ "id": live["id"], "expectedVersion": 1 })).await;
        let title = live["title"].as_str().expect("a title");
        let saved = head.save(&revised, json!({ "title": format!("{title} mới"), "author": "Nông Thị Hoa" })).await;
        let query = "query ($id: ID!, $from: Int!, $to: Int!) { desk { item(id: $id) { difference(from: $from, to: $to) {
            fields { path parts { fate text } } } } } }";
        let data = head.ask_with(query, json!({ "id": saved.id, "from": 1, "to": 2 })).await;
        let fields = data["desk"]["item"]["difference"]["fields"].as_array().expect("fields").clone();
        let of = |name: &str| fields.iter().find(|field| field["path"] == json!([name]));
        let title = &of("title").expect("the title")["parts"];
        let added = title.as_array().expect("parts").last().expect("a part");
        assert_eq!((&added["fate"], added["text"].as_str().map(str::trim)), (&json!("ADDED"), Some("mới")));
        assert!(of("author").is_some() && of("section").is_none(), "{fields:?}");
        let same = head.ask_with(query, json!({ "id": saved.id, "from": 2, "to": 2 })).await;
        assert_eq!(same["desk"]["item"]["difference"]["fields"], json!([]));
        let none = head.ask_with(query, json!({ "id": saved.id, "from": 1, "to": 9 })).await;
        assert_eq!(none["desk"]["item"]["difference"], Value::Null);
    })
    .await;
}
