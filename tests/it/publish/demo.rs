//! Seeds and the demo province.

use std::sync::Arc;

use nguonluat::domain::listing::rebuild;
use nguonluat::domain::publish::{demo, seeds};
use serde_json::json;

use crate::support::database::for_both;
use crate::support::records::{agencies, article, with};
use crate::support::templates::clock;

#[tokio::test]
async fn seeds_fill_what_is_absent_and_leave_what_was_changed() {
    for_both(async |db| {
        let clock = clock();
        assert_eq!(seeds::plant(&db.database, &clock).await.expect("planted"), 0);
        let own = json!({"record": "topic", "code": "dan-su", "name": "Dân sự của tỉnh", "name_en": "Civil law", "position": 7});
        db.take([own]).await;
        db.execute("DELETE FROM holiday WHERE date = '2026-01-01'").await.expect("deleted");
        assert_eq!(seeds::plant(&db.database, &clock).await.expect("planted"), 1);
        assert_eq!(db.column::<String>("SELECT name FROM topic WHERE code = 'dan-su'").await, ["Dân sự của tỉnh"]);
    })
    .await;
}

#[tokio::test]
async fn the_seeds_name_no_successor_that_no_act_names() {
    for_both(async |db| {
        let bases: Vec<String> = db
            .column("SELECT DISTINCT legal_basis FROM area_succession WHERE legal_basis NOT LIKE '%số%/%'")
            .await;
        assert_eq!(bases, [""; 0], "acts without a number");
        let unproven = "SELECT count(*) FROM area_succession AS edge \
            JOIN area AS before ON before.id = edge.predecessor_id WHERE before.tier = 'commune'";
        assert_eq!(db.number(unproven).await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_demo_province_is_published_whole_and_once() {
    for_both(async |db| {
        let clock = clock();
        let publish = async || demo::publish(&db.database, Arc::clone(&db.media), &clock).await;
        assert_eq!(publish().await.expect("published"), 0, "refused records");
        let kept = db.contents_of_tables().await;
        assert_eq!(publish().await.expect("published"), 0);
        assert_eq!(db.contents_of_tables().await, kept);
        db.take([with(article("1"), json!({ "agency": "so-tu-phap" }))])
            .await;
        let kept = db.contents_of_tables().await;
        assert_eq!(
            publish().await.expect("as it is"),
            0,
            "what came to it stays"
        );
        assert_eq!(db.contents_of_tables().await, kept);
        assert_eq!(
            db.number("SELECT count(DISTINCT kind) FROM content").await,
            11
        );
        assert_eq!(
            rebuild::differences(&db.database).await.expect("compared"),
            [""; 0]
        );
    })
    .await;
}

#[tokio::test]
async fn the_demo_province_takes_no_other_database() {
    for_both(async |db| {
        db.take(agencies()).await;
        db.take([article("1")]).await;
        let kept = db.contents_of_tables().await;
        let refusal = demo::publish(&db.database, Arc::clone(&db.media), &clock())
            .await
            .expect_err("refused");
        assert!(
            refusal
                .to_string()
                .contains("holds something other than the demo province"),
            "{refusal}"
        );
        assert_eq!(db.contents_of_tables().await, kept);
    })
    .await;
}
