//! The index is made anew: because somebody asks for it, or because any list may hold others.

use serde_json::{Value, json};

use super::follows::until_found;
use super::{author_and_board, found, headings};
use crate::support::command::{nguonluat, nguonluat_at, run};
use crate::support::database::for_both as for_both_databases;
use crate::support::drafts::{published, ready};
use crate::support::province::{Province, for_both};
use crate::support::records::{agencies, article};

#[tokio::test]
async fn a_command_asks_every_process_for_a_new_index() {
    for_both(async |province| {
        let other = province.beside(&[]);
        let title = headings(province, "pháp luật").await.remove(0);
        assert_eq!(headings(&other, "pháp luật").await[0], title);
        // What nobody tells of is not followed.
        let sql = "UPDATE edition SET title = 'Chuyện Xuzquy' WHERE state = 'live' AND id IN \
                   (SELECT edition_id FROM edition_body LIMIT 1)";
        province.write(sql).await;
        assert_eq!(headings(province, "xuzquy").await, [""; 0]);

        let folder = tempfile::tempdir().expect("a folder");
        let rebuild = nguonluat_at(province.url(), folder.path(), &["search", "rebuild"]);
        let (status, out, err) = run(rebuild);
        assert_eq!((status, err.as_str()), (Some(0), ""));
        assert!(out.contains("makes its index anew"), "{out}");
        for process in [province, &other] {
            until_found(process, "xuzquy", "Chuyện Xuzquy").await;
        }
        let act = "SELECT COUNT(*) FROM audit WHERE action = 'search.rebuild' AND via = 'command'";
        assert_eq!(province.number(act).await, 1);
        other.leave().await;
    })
    .await;
}

#[tokio::test]
async fn lists_that_hold_others_are_searched_as_they_are() {
    for_both_databases(async |db| {
        db.take(agencies()).await;
        db.take([article("1")]).await;
        let province = Province::over(db.url.clone());
        let query = "query ($agency: String!) {
            search(text: \"tin\", filter: { content: { agencies: [$agency] } }) { totalCount } }";
        let number = async |agency: &str| {
            let found = found(&province, query, json!({ "agency": agency })).await;
            found["totalCount"].as_i64().expect("a number")
        };
        assert_eq!(
            (number("so-tu-phap").await, number("so-y-te").await),
            (1, 0)
        );
        let [_, mut office] = agencies();
        let mut parent = agencies()[0].clone();
        parent["code"] = json!("so-y-te");
        parent["name"] = json!("Sở Y tế");
        office["parent"] = json!("so-y-te");
        db.take([parent, office]).await;
        let began = std::time::Instant::now();
        while number("so-y-te").await == 0 {
            assert!(began.elapsed() < super::PATIENCE);
        }
        assert_eq!(number("so-tu-phap").await, 0);

        let rebuilt = run(nguonluat(db, &["listing", "rebuild"]));
        assert_eq!(rebuilt.0, Some(0), "{rebuilt:?}");
        db.take([article("2")]).await;
        until_found(&province, "\"Tin 2\"", "Tin 2").await;
        province.leave().await;
    })
    .await;
}

#[tokio::test]
async fn what_is_published_while_an_index_is_made_is_found() {
    for_both(async |province| {
        headings(province, "pháp luật").await;
        let folder = tempfile::tempdir().expect("a folder");
        let query = "{ search(text: \"pháp luật\") { totalCount } }";
        let before = found(province, query, Value::Null).await;
        for _ in 0..3 {
            let rebuild = nguonluat_at(province.url(), folder.path(), &["search", "rebuild"]);
            assert_eq!(run(rebuild).0, Some(0));
            let now = found(province, query, Value::Null).await;
            assert_eq!(now, before, "it answers all the while");
        }
        let (hoa, lan) = author_and_board(province).await;
        let item = ready(&hoa, "Chuyện Xuzquy", "so-tu-phap").await;
        published(&hoa, &lan, &item).await;
        until_found(province, "xuzquy", "Chuyện Xuzquy").await;
    })
    .await;
}
