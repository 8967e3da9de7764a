//! Many who write at once: of one version, exactly one wins.

use entity::value::AccountRole::Contributor;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::province::for_both;

const WRITERS: usize = 50;
const ROUNDS: i64 = 4;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_fifty_that_save_one_version_one_wins_and_all_others_are_told_the_new_one() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, "so-tu-phap")]).await;
        let item = hoa.begin("ARTICLE", "Tin", "so-tu-phap").await;
        for round in 1..=ROUNDS {
            let saves = (0..WRITERS).map(|writer| {
                let input = json!({
                    "id": item.id, "expectedVersion": round, "changes": { "title": format!("{round}.{writer}") },
                });
                hoa.attempt("contentSave", input)
            });
            let answers: Vec<Value> = join_all(saves).await;
            let (won, lost): (Vec<_>, Vec<_>) =
                answers.iter().partition(|answer| answer["errors"] == json!([]));
            assert_eq!((won.len(), lost.len()), (1, WRITERS - 1), "{:?}", province.backend);
            for answer in lost {
                let error = &answer["errors"][0];
                assert_eq!(error["code"], "VERSION_CONFLICT", "{answer}");
                assert_eq!(error["currentVersion"], round + 1, "{answer}");
            }
            let now = hoa.item(&item.id).await;
            assert_eq!(now["working"]["draft"]["title"], won[0]["item"]["working"]["draft"]["title"]);
        }
        assert_eq!(hoa.item(&item.id).await["editions"]["totalCount"], 1);
        let versions = "SELECT count(DISTINCT version) FROM audit WHERE content_id IN \
            (SELECT content_id FROM edition_desk)";
        assert_eq!(province.number(versions).await, ROUNDS + 1, "every version has its row");
    })
    .await;
}
