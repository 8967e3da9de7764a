//! The outbox: what was changed, in order, without gaps.

use serde_json::json;

use crate::support::database::{TestDatabase, for_both};
use crate::support::records::{agencies, article, with};

async fn since(db: &TestDatabase, seq: i64) -> Vec<String> {
    db.column(&format!(
        "SELECT change || coalesce(' ' || path, '') FROM outbox WHERE seq > {seq} ORDER BY seq"
    ))
    .await
}

#[tokio::test]
async fn every_change_has_its_number() {
    for_both(async |db| {
        db.take(agencies()).await;
        let seeded = db.number("SELECT seq FROM outbox_head").await;
        assert_eq!(db.number("SELECT count(*) FROM outbox").await, seeded);
        let first = with(article("1"), json!({"path": "/a"}));
        let broken = with(article("2"), json!({"section": "khong-co"}));
        db.publish([first.clone(), broken, with(article("3"), json!({"path": "/c"}))]).await;
        db.take([first.clone()]).await;
        db.take([with(first, json!({"path": "/b"}))]).await;
        db.take([json!({"record": "path", "path": "/b", "outcome": "withdrawn", "reason": "Nhầm.", "at": "2026-05-01T00:00:00Z"})]).await;
        db.take([json!({"record": "path", "path": "/x", "outcome": "gone", "at": "2026-05-01T00:00:00Z"})]).await;
        assert_eq!(
            since(db, seeded).await,
            ["published /a", "published /c", "redirected /a", "published /b", "withdrawn /b", "redirected /x"]
        );
        let head = db.number("SELECT seq FROM outbox_head").await;
        assert_eq!(head, seeded + 6);
        assert_eq!(db.number("SELECT count(*) FROM outbox").await, head);
        assert_eq!(db.number("SELECT max(seq) FROM outbox").await, head);
    })
    .await;
}

#[tokio::test]
async fn a_change_tells_the_lists_it_touches() {
    for_both(async |db| {
        db.take(agencies()).await;
        db.take([article("1")]).await;
        db.take([with(article("1"), json!({"section": "bao-cao-vien", "topics": ["thua-ke"]}))]).await;
        let text = |column| format!("SELECT CAST({column} AS text) FROM outbox WHERE change = 'published' ORDER BY seq DESC LIMIT 1");
        let scopes = async |column| -> Vec<String> {
            let text = db.column::<String>(&text(column)).await.remove(0);
            let all: Vec<String> = serde_json::from_str(&text).expect("a list");
            all.into_iter().filter(|scope| !scope.starts_with("agency:")).collect()
        };
        assert_eq!(scopes("scopes_before").await, ["all:", "kind:article", "language:vi", "section:tin-tuc-su-kien"]);
        assert_eq!(
            scopes("scopes_after").await,
            ["all:", "kind:article", "language:vi", "section:bao-cao-vien", "section:hoat-dong", "topic:dan-su", "topic:thua-ke"]
        );
    })
    .await;
}
