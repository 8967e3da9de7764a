//! Texts that show nobody anything are no texts, wherever one is asked for.

use entity::value::AccountRole::BoardHead;
use serde_json::{Value, json};

use super::reach::{HERE, people};
use crate::support::desk::Colleague;
use crate::support::drafts::{Seen, published, ready};
use crate::support::province::for_both;

/// Empty, or of characters that nobody sees.
const NOTHING: [&str; 8] = [
    "",
    " \n ",
    "\u{200b}",
    "\u{2060}\u{ad}",
    "\u{3164}",
    "\u{2800}",
    "\u{34f}",
    "\u{fe0f}",
];

/// The fields with a fault, in order.
async fn faulty(colleague: &Colleague<'_>, seen: &Seen) -> Vec<Value> {
    let query = "query ($id: ID!) { desk { item(id: $id) { working { faults { code path } } } } }";
    let data = colleague.ask_with(query, json!({ "id": seen.id })).await;
    let faults = data["desk"]["item"]["working"]["faults"].as_array();
    let mut faults = faults.expect("faults").clone();
    faults.sort_by_key(Value::to_string);
    faults
}

#[tokio::test]
async fn what_nobody_sees_fills_in_no_field_that_is_asked_for() {
    for_both(async |province| {
        let (hoa, _, lan) = people(province, BoardHead).await;
        let mut item = ready(&hoa, "Tin", HERE).await;
        assert_eq!(faulty(&hoa, &item).await, [json!(null); 0]);
        let missing = |field: &str| json!({ "code": "MISSING", "path": [field] });
        for nothing in NOTHING {
            let changes = json!({ "author": nothing, "summary": nothing });
            item = hoa.save(&item, changes).await;
            let expected = [missing("author"), missing("summary")];
            assert_eq!(faulty(&hoa, &item).await, expected, "{nothing:?}");
        }
        let written = json!({ "author": "Hoa", "summary": "\u{200b}Tóm tắt." });
        let live = published(&hoa, &lan, &hoa.save(&item, written).await).await;
        let mut again = hoa.does("contentRevise", &live, json!({})).await;
        for nothing in NOTHING {
            let changes = json!({ "title": "Tin khác", "changeNote": nothing });
            again = hoa.save(&again, changes).await;
            assert_eq!(
                faulty(&hoa, &again).await,
                [missing("changeNote")],
                "{nothing:?}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn reasons_and_remarks_say_something() {
    for_both(async |province| {
        let (hoa, _, lan) = people(province, BoardHead).await;
        let draft = ready(&hoa, "Một", HERE).await;
        let live = published(&hoa, &lan, &ready(&hoa, "Hai", HERE).await).await;
        for nothing in NOTHING {
            let remark = json!({ "text": nothing });
            assert_eq!(
                lan.may_not("remarkAdd", &draft, remark).await,
                ["INVALID"],
                "{nothing:?}"
            );
            let reason = json!({ "reason": nothing });
            assert_eq!(
                lan.may_not("contentWithdraw", &live, reason).await,
                ["MISSING"],
                "{nothing:?}"
            );
        }
        let remark = json!({ "text": "\u{200b}Sửa tít.\nVà ảnh.", "place": "\u{2060}" });
        let remarked = lan.does("remarkAdd", &draft, remark).await;
        let remark = &remarked.item["working"]["remarks"][0];
        assert_eq!(
            (&remark["text"], &remark["place"]),
            (&json!("Sửa tít.\nVà ảnh."), &Value::Null)
        );
    })
    .await;
}
