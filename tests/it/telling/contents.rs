//! What is told of contents, to whom, and from where on.

use serde_json::{Value, json};

use super::{after, article, now, publish, title};
use crate::support::province::{Province, for_both};
use crate::support::socket::Socket;

async fn socket(province: &Province) -> Socket {
    Socket::begin(province.address(), Value::Null).await
}

/// What a change of `contentChanged` says, without its cursor.
fn said(data: &Value) -> Value {
    let change = &data["contentChanged"];
    json!([change["change"], change["path"], change["content"]["title"]])
}

#[tokio::test]
async fn an_item_is_told_of_from_its_publication_to_its_withdrawal() {
    for_both(async |province| {
        let mut socket = socket(province).await;
        socket.subscribe("1", &after(&now(province).await)).await;
        publish(province, [article("1", json!({ "path": "/a" }))]).await;
        assert_eq!(said(&socket.data("1").await), json!(["PUBLISHED", "/a", "Tin 1"]));
        let moved = article("1", json!({ "path": "/b", "title": "Tin mới" }));
        publish(province, [moved.clone()]).await;
        assert_eq!(said(&socket.data("1").await), json!(["REDIRECTED", "/a", "Tin mới"]));
        assert_eq!(said(&socket.data("1").await), json!(["PUBLISHED", "/b", "Tin mới"]));
        publish(province, [moved]).await;
        let withdrawn = json!({ "record": "path", "path": "/b", "outcome": "withdrawn", "reason": "Nhầm.",
            "at": "2026-05-01T00:00:00Z" });
        publish(province, [withdrawn]).await;
        assert_eq!(said(&socket.data("1").await), json!(["WITHDRAWN", "/b", null]));
    })
    .await;
}

#[tokio::test]
async fn a_filter_tells_also_of_what_leaves_it() {
    for_both(async |province| {
        let mut socket = socket(province).await;
        let here = now(province).await;
        let of = |filter: &str| {
            format!(
                "subscription {{ contentChanged(after: \"{here}\", filter: {filter}) {{ change path content {{ title }} }} }}"
            )
        };
        socket.subscribe("news", &of("{ sections: [\"tin-tuc-su-kien\"], kinds: [ARTICLE] }")).await;
        socket.subscribe("communicators", &of("{ sections: [\"hoat-dong\"], languages: [\"vi\"] }")).await;
        socket.subscribe("nothing", &of("{ agencies: [\"khong-co\"] }")).await;
        socket.subscribe("agency", &of("{ agencies: [\"so-tu-phap\"], sections: [\"tin-tuc-su-kien\", \"bao-cao-vien\"] }")).await;

        let mut heard = Vec::new();
        publish(province, [article("1", json!({ "path": "/a" }))]).await;
        for _ in 0..2 {
            heard.push(next(&mut socket).await);
        }
        publish(province, [article("1", json!({ "path": "/a", "section": "bao-cao-vien" }))]).await;
        for _ in 0..3 {
            heard.push(next(&mut socket).await);
        }
        heard.sort_by_key(Value::to_string);
        assert_eq!(
            heard,
            [
                json!(["agency", "PUBLISHED"]),
                json!(["agency", "PUBLISHED"]),
                json!(["communicators", "PUBLISHED"]),
                json!(["news", "LEFT"]),
                json!(["news", "PUBLISHED"]),
            ]
        );
    })
    .await;
}

/// The id of the operation that is told of a change next, and what happened.
async fn next(socket: &mut Socket) -> Value {
    let message = socket.message().await;
    let change = &message["payload"]["data"]["contentChanged"];
    assert_eq!(change["content"]["title"], "Tin 1", "{message}");
    json!([message["id"], change["change"]])
}

#[tokio::test]
async fn contents_can_be_named() {
    for_both(async |province| {
        publish(province, ["1", "2"].map(|id| article(id, json!({ "path": format!("/{id}") })))).await;
        let data = province.ask("{ resource(path: \"/2\") { ... on Article { id } } }").await;
        let id = data["resource"]["id"].as_str().expect("an id");
        let query = format!(
            "subscription {{ contentChanged(after: \"{}\", filter: {{ contents: [\"{id}\"] }}) {{ content {{ title }} }} }}",
            now(province).await
        );
        let mut socket = socket(province).await;
        socket.subscribe("1", &query).await;
        for id in ["1", "2"] {
            publish(province, [article(id, json!({ "title": format!("Sửa {id}") }))]).await;
        }
        assert_eq!(title(&socket.data("1").await), "Sửa 2");
    })
    .await;
}

#[tokio::test]
async fn from_a_cursor_on_nothing_is_missing_and_nothing_comes_twice() {
    for_both(async |province| {
        let begin = now(province).await;
        let titles: Vec<String> = (0..30).map(|id| format!("Tin {id}")).collect();
        for id in 0..10 {
            publish(province, [article(&id.to_string(), json!({}))]).await;
        }
        let mut first = socket(province).await;
        first.subscribe("1", &after(&begin)).await;
        let mut heard = Vec::new();
        let mut cursor = String::new();
        let mut hear = |data: &Value| {
            heard.push(title(data).to_owned());
            cursor = data["contentChanged"]["cursor"]
                .as_str()
                .expect("a cursor")
                .to_owned();
            cursor.clone()
        };
        for _ in 0..5 {
            hear(&first.data("1").await);
        }
        let mut reached = hear(&first.data("1").await);
        drop(first);
        for id in 10..20 {
            publish(province, [article(&id.to_string(), json!({}))]).await;
        }
        let mut second = socket(province).await;
        second.subscribe("1", &after(&reached)).await;
        for _ in 0..10 {
            reached = hear(&second.data("1").await);
        }
        second.say(json!({ "type": "complete", "id": "1" })).await;
        second.subscribe("2", &after(&reached)).await;
        for id in 20..30 {
            publish(province, [article(&id.to_string(), json!({}))]).await;
        }
        for _ in 0..14 {
            let mut message = second.message().await;
            // What was under way when the first was completed may still come, and is heard again.
            while message["id"] == "1" {
                message = second.message().await;
            }
            hear(&message["payload"]["data"]);
        }
        assert_eq!(heard, titles);
    })
    .await;
}

#[tokio::test]
async fn a_cursor_that_is_none_or_lies_ahead_is_refused() {
    for_both(async |province| {
        let mut socket = socket(province).await;
        let ahead = now(province).await;
        province
            .write("DELETE FROM outbox WHERE seq = (SELECT max(seq) FROM outbox)")
            .await;
        for cursor in ["", "x", "ZAAAAAAAAAAA", &ahead] {
            socket.subscribe("1", &after(cursor)).await;
            let message = socket.message().await;
            assert_eq!(message["type"], "error", "{cursor}: {message}");
            let extensions = &message["payload"][0]["extensions"];
            assert_eq!(extensions["code"], "BAD_USER_INPUT", "{cursor}");
            assert_eq!(extensions["reason"], "INVALID_CURSOR", "{cursor}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_told_is_what_is_published_when_it_is_told() {
    for_both(async |province| {
        let begin = now(province).await;
        publish(province, [article("1", json!({ "title": "Cũ" }))]).await;
        publish(province, [article("1", json!({ "title": "Mới" }))]).await;
        let secret = article("2", json!({ "title": "Nhầm", "path": "/nham" }));
        publish(province, [secret]).await;
        let withdrawn = json!({ "record": "path", "path": "/nham", "outcome": "withdrawn", "reason": "Nhầm.",
            "at": "2026-05-01T00:00:00Z" });
        publish(province, [withdrawn]).await;
        let mut socket = socket(province).await;
        socket.subscribe("1", &after(&begin)).await;
        let mut heard = Vec::new();
        for _ in 0..4 {
            heard.push(said(&socket.data("1").await));
        }
        let [first, second, third, last] = heard.as_slice() else { panic!() };
        assert_eq!((&first[2], &second[2]), (&json!("Mới"), &json!("Mới")));
        assert_eq!(third, &json!(["PUBLISHED", "/nham", null]), "nothing of what is gone");
        assert_eq!(last, &json!(["WITHDRAWN", "/nham", null]));
    })
    .await;
}

#[tokio::test]
async fn the_desks_own_changes_are_not_told_to_the_public() {
    for_both(async |province| {
        let mut socket = socket(province).await;
        socket.subscribe("1", &after(&now(province).await)).await;
        let seq = "(SELECT seq + 1 FROM outbox_head)";
        province
            .write(&format!(
                "INSERT INTO outbox (seq, at, audience, change, action, content_id, scopes_before, scopes_after)
                 SELECT {seq}, at, 'desk', 'desk', 'content.submit', content_id, scopes_before, scopes_after
                 FROM outbox WHERE change = 'published' ORDER BY seq LIMIT 1"
            ))
            .await;
        province.write("UPDATE outbox_head SET seq = seq + 1").await;
        publish(province, [article("1", json!({}))]).await;
        assert_eq!(title(&socket.data("1").await), "Tin 1");
    })
    .await;
}

#[tokio::test]
async fn fragments_and_variables_are_as_in_queries() {
    for_both(async |province| {
        let query = "
            subscription Listen($filter: ContentChangeFilter, $after: String) { ...Root ...More }
            fragment Root on Subscription { contentChanged(filter: $filter, after: $after) { ...Change } }
            fragment More on Subscription { contentChanged(filter: $filter, after: $after) { content { __typename } } }
            fragment Change on ContentChange { content { ... on Article { title section { name } } } }";
        let variables = json!({ "filter": { "kinds": ["ARTICLE"] }, "after": now(province).await });
        let payload = json!({ "query": query, "variables": variables, "operationName": "Listen" });
        let mut socket = socket(province).await;
        socket.say(json!({ "type": "subscribe", "id": "1", "payload": payload })).await;
        publish(province, [article("1", json!({}))]).await;
        let data = socket.data("1").await;
        assert_eq!(title(&data), "Tin 1");
        assert_eq!(data["contentChanged"]["content"]["__typename"], "Article");
    })
    .await;
}

#[tokio::test]
async fn ten_thousand_changes_are_heard_by_a_slow_listener_in_order() {
    for_both(async |province| {
        let begin = now(province).await;
        let head = "(SELECT seq FROM outbox_head)";
        // Changes of one content, far more than are kept in memory.
        province
            .write(&format!(
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
                 INSERT INTO outbox (seq, at, audience, change, content_id, path, scopes_before, scopes_after)
                 SELECT {head} + i, o.at, 'public', 'redirected', o.content_id, '/' || i, o.scopes_before, o.scopes_after
                 FROM n, (SELECT * FROM outbox WHERE change = 'published' ORDER BY seq LIMIT 1) AS o"
            ))
            .await;
        province.write("UPDATE outbox_head SET seq = seq + 10000").await;
        let query = format!("subscription {{ contentChanged(after: \"{begin}\") {{ path }} }}");
        let mut socket = socket(province).await;
        socket.subscribe("1", &query).await;
        for number in 1..=10_000 {
            let data = socket.data("1").await;
            assert_eq!(data["contentChanged"]["path"], format!("/{number}"));
        }
    })
    .await;
}
