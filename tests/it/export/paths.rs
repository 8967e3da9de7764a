//! Paths in an export: what leads where, and what is said of what is no more.

use nguonluat::domain::paths::{Outcome, outcomes};
use sea_orm::DbBackend;
use serde_json::{Value, json};

use super::{import, lines, write};
use crate::support::database::{TestDatabase, for_both};
use crate::support::records::{agencies, article, with};

fn at(path: &str, published: &str) -> Value {
    with(
        article("1"),
        json!({"path": path, "first_published_at": "2026-01-01T00:00:00Z", "published_at": published, "updated_at": published}),
    )
}

async fn outcome(db: &TestDatabase, path: &str) -> Option<Outcome> {
    let session = db.database.session();
    let mut found = outcomes(&session, &[path]).await.expect("outcomes");
    found.remove(path)
}

async fn paths(db: &TestDatabase) -> Vec<String> {
    let lines = lines(&db.database).await.into_iter();
    lines
        .filter(|line| line.starts_with(r#"{"record":"path""#))
        .collect()
}

#[tokio::test]
async fn a_redirect_to_a_withdrawn_content_leads_to_its_notice() {
    for_both(async |db| {
        db.take(agencies()).await;
        db.take([at("/a", "2026-01-01T00:00:00Z")]).await;
        db.take([at("/b", "2026-01-02T00:00:00Z")]).await;
        assert_eq!(paths(db).await, [""; 0], "the content's record names it");
        db.take([json!({"record": "path", "path": "/b", "outcome": "withdrawn", "reason": "Sai.", "at": "2026-02-01T00:00:00Z"})]).await;
        let exported = [
            r#"{"record":"path","path":"/a","outcome":"redirect","target":"/b","at":"2026-01-02T00:00:00Z"}"#,
            r#"{"record":"path","path":"/b","outcome":"withdrawn","reason":"Sai.","title":"Tin 1","at":"2026-02-01T00:00:00Z"}"#,
        ];
        assert_eq!(paths(db).await, exported);
        let notice = Some(Outcome::Redirect("/b".to_owned()));
        assert_eq!(outcome(db, "/a").await, notice);
        // Taken back they change nothing: the redirect still follows the content.
        let records = exported.map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        let said = import(db, &write(db.folder(), "paths.jsonl", &records));
        assert_eq!(said, "2 records read: 0 added, 0 changed, 2 unchanged, 0 refused");
        for backend in [DbBackend::Sqlite, DbBackend::Postgres] {
            let copy = TestDatabase::new(backend).await;
            copy.take(records.clone()).await;
            assert_eq!(paths(&copy).await, exported);
            assert_eq!(outcome(&copy, "/a").await, notice, "the same there");
            copy.drop_it().await;
        }
        db.take([at("/c", "2026-03-01T00:00:00Z")]).await;
        assert_eq!(paths(db).await, [""; 0], "both follow to where it was published again");
        assert!(lines(&db.database).await.concat().contains(r#""redirects":["/a","/b"]"#));
        assert_eq!(outcome(db, "/b").await, Some(Outcome::Redirect("/c".to_owned())));
    })
    .await;
}

#[tokio::test]
async fn nothing_is_said_of_what_is_gone() {
    for_both(async |db| {
        db.take(agencies()).await;
        db.take([at("/a", "2026-01-01T00:00:00Z")]).await;
        db.take([json!({"record": "path", "path": "/a", "outcome": "gone", "reason": "Bí mật.", "at": "2026-02-01T00:00:00Z"})]).await;
        let gone = r#"{"record":"path","path":"/a","outcome":"gone","at":"2026-02-01T00:00:00Z"}"#;
        assert_eq!(paths(db).await, [gone]);
        let said = import(db, &write(db.folder(), "paths.jsonl", &[serde_json::from_str(gone).expect("JSON")]));
        assert_eq!(said, "1 records read: 0 added, 0 changed, 1 unchanged, 0 refused");
        assert_eq!(db.column::<String>("SELECT reason || title FROM path").await, ["Bí mật.Tin 1"], "kept for the office");
    })
    .await;
}
