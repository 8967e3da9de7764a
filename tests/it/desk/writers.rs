//! Many who write at once: of one version, exactly one wins; with few connections, nobody waits for ever.

use entity::value::AccountRole::Contributor;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::province::for_both;

const WRITERS: usize = 50;
const CONNECTIONS: u32 = 2;
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

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn with_two_connections_fifty_who_read_and_write_at_once_are_all_served() {
    for_both(async |province| {
        let hoa = province
            .colleague("Hoa", &[(Contributor, "so-tu-phap")])
            .await;
        let agency = province.agency("so-tu-phap").await;
        let narrow = province.beside_with_connections(CONNECTIONS);
        let token = narrow.token(hoa.access).await;
        let ask = async |query: String| {
            let reply = narrow.send_as(&token, &query).await;
            let answer = reply.json();
            assert!(answer.get("errors").is_none(), "{query}: {answer}");
            answer
        };
        let works = (0..WRITERS).map(async |number| {
            let made = ask(format!(
                "mutation {{ m: contentCreate(input: {{ kind: ARTICLE, title: \"Tin {number}\", \
                 section: \"tin-tuc-su-kien\", agency: \"{agency}\" }}) {{ item {{ id }} errors {{ code }} }} }}"
            ))
            .await;
            let id = &made["data"]["m"]["item"]["id"];
            let saved = ask(format!(
                "mutation {{ m: contentSave(input: {{ id: {id}, expectedVersion: 1, changes: {{ summary: \"Tóm tắt\" }} }}) \
                 {{ item {{ version }} errors {{ code }} }} }}"
            ))
            .await;
            assert_eq!(saved["data"]["m"]["item"]["version"], 2, "{saved}");
            let read = ask(format!(
                "{{ desk {{ item(id: {id}) {{ working {{ draft {{ title }} faults {{ code }} }} }} }} \
                 sections {{ latest(first: 2) {{ title agency {{ name }} }} }} }}"
            ))
            .await;
            assert_eq!(read["data"]["desk"]["item"]["working"]["draft"]["title"], format!("Tin {number}"));
        });
        join_all(works).await;
        narrow.leave().await;
    })
    .await;
}
