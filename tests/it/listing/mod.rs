//! The read model of lists.

use nguonluat::domain::clock::Clock;
use nguonluat::domain::listing::rebuild;
use serde_json::json;

use crate::support::database::for_both;
use crate::support::records::{agencies, article, content, decree, with};

#[tokio::test]
async fn lists_are_what_a_rebuild_makes_of_them() {
    for_both(async |db| {
        db.take(agencies()).await;
        let leaflet = |id: &str| content(id, json!({"kind": "material", "form": "leaflet"}));
        db.take([
            with(article("1"), json!({"topics": ["thua-ke", "hop-dong"], "audiences": ["tre-em"], "areas": ["01273"]})),
            with(article("2"), json!({"path": "/hai", "body": {"text": "Theo Nghị định số 01/2025/NĐ-CP."}})),
            decree("3", "01/2025/NĐ-CP"),
            leaflet("4"),
            content("5", json!({"kind": "briefing", "form": "outline", "about": [{"number": "01/2025/NĐ-CP"}]})),
        ])
        .await;
        db.take([
            with(article("1"), json!({"topics": ["dat-dai"], "section": "bao-cao-vien"})),
            json!({"record": "path", "path": "/hai", "outcome": "gone", "at": "2026-05-01T00:00:00Z"}),
            with(leaflet("4"), json!({"title": "Khác", "updated_at": "2026-06-01T00:00:00Z"})),
        ])
        .await;
        assert_eq!(rebuild::differences(&db.database).await.expect("compared"), [""; 0]);
        let totals = "SELECT kind || ':' || ref || ' ' || total FROM listing_scope WHERE kind NOT IN ('agency', 'area', 'about') ORDER BY kind, ref";
        let kept: Vec<String> = db.column(totals).await;
        assert!(kept.contains(&"all: 4".to_owned()) && kept.contains(&"section:hoat-dong 1".to_owned()), "{kept:?}");
        assert_eq!(rebuild::rebuild(&db.database, Clock::system().now()).await.expect("rebuilt"), 4);
        let rebuilt: Vec<String> = db.column(totals).await;
        let held: Vec<&String> = kept.iter().filter(|scope| !scope.ends_with(" 0")).collect();
        assert_eq!(rebuilt.iter().collect::<Vec<_>>(), held);
    })
    .await;
}

#[tokio::test]
async fn a_comparison_finds_what_is_wrong() {
    for_both(async |db| {
        db.take(agencies()).await;
        db.take([article("1"), article("2")]).await;
        for damage in [
            "UPDATE listing_scope SET total = total + 1 WHERE kind = 'all'",
            "UPDATE listing SET published_key = 0",
            "DELETE FROM listing WHERE scope_id = (SELECT min(id) FROM listing_scope)",
            "UPDATE edition SET state = 'withdrawn' WHERE title = 'Tin 1'",
        ] {
            db.execute(damage).await.expect(damage);
            assert_ne!(
                rebuild::differences(&db.database).await.expect("compared"),
                [""; 0],
                "{damage}"
            );
            rebuild::rebuild(&db.database, Clock::system().now())
                .await
                .expect("rebuilt");
            assert_eq!(
                rebuild::differences(&db.database).await.expect("compared"),
                [""; 0],
                "{damage}"
            );
        }
    })
    .await;
}
