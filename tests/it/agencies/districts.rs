//! The ten districts of Cao Bằng end on the 1st of July 2025.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use entity::value::AccountRole::{Administrator, BoardHead, Contributor};
use nguonluat::domain::desk;
use serde_json::{Value, json};

use super::{DAY, agency_on, attempted, count, decided, fire, in_june, lists_are_right, shown};
use crate::support::desk::Colleague;
use crate::support::drafts::{Seen, confirmed, published, ready};
use crate::support::province::Province;

const DISTRICTS: [&str; 10] = [
    "ubnd-thanh-pho-cao-bang",
    "ubnd-huyen-bao-lam",
    "ubnd-huyen-bao-lac",
    "ubnd-huyen-ha-quang",
    "ubnd-huyen-trung-khanh",
    "ubnd-huyen-ha-lang",
    "ubnd-huyen-quang-hoa",
    "ubnd-huyen-hoa-an",
    "ubnd-huyen-nguyen-binh",
    "ubnd-huyen-thach-an",
];

/// Communes with the code of their area, which was that of another commune before.
const COMMUNES: [(&str, &str); 3] = [
    ("ubnd-xa-bao-lam", "01290"),
    ("ubnd-xa-bao-lac", "01321"),
    ("ubnd-xa-nguyen-binh", "01726"),
];

const BAO_LAM: &str = "ubnd-huyen-bao-lam";
const BASIS: &str = "Nghị quyết số 203/2025/QH15";

/// The id of a commune's area by the code that it has on a day.
async fn area_on(province: &Province, code: &str, on: &str) -> String {
    let query = "query ($on: Date, $after: String) { areas(first: 100, after: $after, \
        filter: { on: $on, tier: COMMUNE }) { nodes { id code } pageInfo { endCursor hasNextPage } } }";
    let mut after = Value::Null;
    loop {
        let data = province
            .ask_with(query, json!({ "on": on, "after": after }))
            .await;
        let areas = &data["areas"];
        let mut nodes = areas["nodes"].as_array().expect("areas").iter();
        if let Some(area) = nodes.find(|node| node["code"] == code) {
            return area["id"].as_str().expect("an id").to_owned();
        }
        assert_eq!(areas["pageInfo"]["hasNextPage"], true, "{code} on {on}");
        after = areas["pageInfo"]["endCursor"].clone();
    }
}

/// The ten districts end; what concerns a commune goes there, the rest to the province.
async fn the_end(province: &Province) -> Value {
    let mut agencies = Vec::new();
    for code in DISTRICTS {
        agencies.push(agency_on(province, code, "2025-06-20").await);
    }
    let mut custody = Vec::new();
    for (commune, area) in COMMUNES {
        let areas = [
            area_on(province, area, "2025-06-30").await,
            area_on(province, area, DAY).await,
        ];
        let commune = agency_on(province, commune, DAY).await;
        custody.push(json!({ "to": { "agency": commune }, "areas": areas }));
    }
    json!({ "kind": "ABOLISH", "on": DAY, "legalBasis": BASIS, "agencies": agencies,
        "successors": [{ "agency": agency_on(province, "ubnd-tinh", DAY).await }],
        "custody": custody, "memberships": "END",
        "pathMoves": [{ "from": "/huyen-bao-lam", "to": "/xa-bao-lam" }] })
}

async fn at(province: &Province, path: &str) -> Value {
    let query = "query ($path: String!) { resource(path: $path) { __typename \
        ... on Content { title agency { code } } ... on Redirect { target } } }";
    province.ask_with(query, json!({ "path": path })).await["resource"].take()
}

async fn seen(who: &Colleague<'_>, id: &str) -> Value {
    let query = "query ($id: ID!) { desk { item(id: $id) { version custody { code } \
        working { state authors { name } draft { title agency { code } path } } \
        history(first: 20) { nodes { action version account { name } } } } } }";
    who.ask_with(query, json!({ "id": id })).await["desk"]["item"].take()
}

fn of(id: &str, item: &Value) -> Seen {
    Seen {
        id: id.to_owned(),
        version: item["version"].as_i64().expect("a version"),
        item: item.clone(),
    }
}

#[tokio::test]
async fn districts_end_and_communes_go_on_with_what_they_wrote() {
    in_june(async |province| {
        let quan = province.colleague("Quân", &[(Administrator, "so-tu-phap")]).await;
        let dung = province.colleague("Dũng", &[(BoardHead, "so-tu-phap")]).await;
        let hoa = province.colleague("Hoa", &[(Contributor, BAO_LAM)]).await;
        let area = area_on(province, "01290", "2025-06-30").await;
        let here = json!({ "areas": [area] });

        let draft = hoa.save(&ready(&hoa, "Bản nháp", BAO_LAM).await, here.clone()).await;
        let sent = hoa.save(&ready(&hoa, "Đã gửi", BAO_LAM).await, here.clone()).await;
        let sent = hoa.does("contentSubmit", &sent, confirmed()).await;
        let live = ready(&hoa, "Đã đăng", BAO_LAM).await;
        let live = hoa.save(&live, json!({ "areas": [area], "path": "/huyen-bao-lam/da-dang" })).await;
        let live = published(&hoa, &dung, &live).await;
        let other = ready(&hoa, "Chung của huyện", BAO_LAM).await;
        let planned = hoa.does("contentSubmit", &ready(&hoa, "Hẹn giờ", BAO_LAM).await, confirmed()).await;
        let planned = dung.does("contentApprove", &planned, json!({})).await;
        let moment: DateTime<Utc> = "2025-07-02T02:00:00Z".parse().expect("a moment");
        let when = json!({ "publishAt": moment.to_rfc3339_opts(SecondsFormat::Secs, true) });
        let planned = dung.does("contentSchedule", &planned, when).await;
        for code in DISTRICTS.iter().filter(|code| **code != BAO_LAM) {
            let author = province.colleague("Người huyện", &[(Contributor, code)]).await;
            ready(&author, "Tin huyện", code).await;
        }

        let input = the_end(province).await;
        let report = shown(&quan, &input).await;
        for (kind, expected) in [("AGENCIES_END", 10), ("SUCCESSIONS", 10), ("ITEMS", 14), ("WORKING_COPIES", 13),
            ("PATHS", 1), ("MEMBERSHIPS_END", 10), ("PLANS", 1), ("AGENCIES_BEGIN", 0), ("MEMBERSHIPS_FOLLOW", 0)] {
            assert_eq!(count(&report, kind), expected, "{kind}: {report}");
        }
        assert_eq!(shown(&quan, &input).await, report, "the same again");
        assert_eq!(province.number("SELECT count(*) FROM reorganisation").await, 0);
        let draft = hoa.save(&draft, json!({ "title": "Bản nháp mới" })).await;
        let changed = attempted(&quan, &input, report["digest"].clone(), None).await;
        assert_eq!(changed["errors"][0]["code"], "REPORT_CHANGED", "a title");
        assert_ne!(changed["report"]["digest"], report["digest"]);
        let done = decided(&quan, &input).await;
        assert_eq!(done["reorganisation"]["state"], "PLANNED");
        assert_eq!(done["reorganisation"]["appliedAt"], Value::Null);

        // Until then, all goes on.
        let draft = hoa.save(&draft, json!({ "summary": "Vẫn viết." })).await;
        let to_midnight = "2025-06-30T17:00:00Z".parse::<DateTime<Utc>>().expect("a moment") - province.clock().now();
        province.advance(to_midnight - TimeDelta::seconds(1));
        assert_eq!(fire(province).await, 0);
        let hoa = hoa.renewed().await;
        let draft = hoa.save(&draft, json!({ "summary": "Viết đến phút cuối." })).await;
        province.advance(TimeDelta::seconds(1));
        assert_eq!(fire(province).await, 1);
        assert_eq!(fire(province).await, 0, "once");

        let hoa = hoa.renewed().await;
        assert!(!hoa.is_in().await, "the district's session has ended");
        let again = province.sign_in(hoa.access.account).await;
        assert_eq!(again.item(&draft.id).await, Value::Null, "nothing is within reach");
        let lan = province.colleague("Lan", &[(Contributor, "ubnd-xa-bao-lam")]).await;
        let item = seen(&lan, &draft.id).await;
        assert_eq!(item["custody"]["code"], "ubnd-xa-bao-lam");
        assert_eq!(item["working"]["draft"]["agency"]["code"], "ubnd-xa-bao-lam");
        assert_eq!(item["working"]["authors"], json!([{ "name": "Hoa" }]), "nobody else wrote it");
        assert_eq!(item["version"], draft.version + 1);
        let acts = item["history"]["nodes"].as_array().expect("acts");
        assert_eq!(acts[0]["action"], "content.transfer", "{item}");
        assert_eq!(acts[0]["account"]["name"], "Quân");
        let now_here = area_on(province, "01290", DAY).await;
        let saved = lan.save(&of(&draft.id, &item), json!({ "areas": [now_here] })).await;
        lan.does("contentSubmit", &saved, confirmed()).await;
        let item = seen(&lan, &sent.id).await;
        assert_eq!(item["working"]["state"], "SUBMITTED");
        assert_eq!(seen(&lan, &other.id).await, Value::Null, "that is the province's");
        let dung = dung.renewed().await;
        assert_eq!(seen(&dung, &other.id).await["custody"]["code"], "ubnd-tinh");

        let gone = at(province, "/huyen-bao-lam/da-dang").await;
        assert_eq!(gone, json!({ "__typename": "Redirect", "target": "/xa-bao-lam/da-dang" }));
        let there = at(province, "/xa-bao-lam/da-dang").await;
        assert_eq!(there, json!({ "__typename": "Article", "title": "Đã đăng", "agency": { "code": BAO_LAM } }));
        let revised = lan.does("contentRevise", &of(&live.id, &seen(&lan, &live.id).await), json!({})).await;
        assert_eq!(revised.item["working"]["state"], "DRAFT");

        province.advance(moment - province.clock().now());
        let fired = desk::fire_due(province.database(), &province.clock()).await;
        assert_eq!(fired.expect("the schedule"), 1);
        let dung = dung.renewed().await;
        assert_eq!(seen(&dung, &planned.id).await["custody"]["code"], "ubnd-tinh");
        let data = province.ask("{ contents(first: 5) { nodes { title agency { code } } } }").await;
        let nodes = data["contents"]["nodes"].as_array().expect("nodes");
        let shown = nodes.iter().find(|node| node["title"] == "Hẹn giờ").expect("it appeared");
        assert_eq!(shown["agency"]["code"], "ubnd-tinh");

        history_shows_both(province).await;
        lists_are_right(province).await;
        let quan = quan.renewed().await;
        let list = "{ desk { reorganisations { totalCount nodes { state on legalBasis agencies { code } \
            report { parts { kind count } } } } } }";
        let kept = quan.ask(list).await["desk"]["reorganisations"].take();
        assert_eq!(kept["totalCount"], 1);
        assert_eq!(kept["nodes"][0]["state"], "APPLIED");
        assert_eq!(count(&kept["nodes"][0]["report"], "ITEMS"), 14);
        let nothing = lan.renewed().await.ask(list).await;
        assert_eq!(nothing["desk"], json!({ "reorganisations": null }));
    })
    .await;
}

/// What is told of the districts, and what was written down of their end.
async fn history_shows_both(province: &Province) {
    let query = "query ($code: String!, $on: Date) { agency(code: $code, on: $on) { validTo \
        successors { agency { code } kind on legalBasis } } }";
    for code in DISTRICTS {
        let data = province
            .ask_with(query, json!({ "code": code, "on": "2025-06-30" }))
            .await;
        let edge = json!({ "agency": { "code": "ubnd-tinh" }, "kind": "ABOLISH", "on": DAY, "legalBasis": BASIS });
        let expected = json!({ "validTo": DAY, "successors": [edge] });
        assert_eq!(data["agency"], expected, "{code}");
    }
    for (sql, expected) in [
        (
            "SELECT count(*) FROM audit WHERE action = 'content.transfer'",
            14,
        ),
        (
            "SELECT count(DISTINCT act_id) FROM audit WHERE action = 'content.transfer'",
            1,
        ),
        (
            "SELECT count(*) FROM audit WHERE action = 'agency.reorganise' AND via = 'schedule'",
            1,
        ),
        (
            "SELECT count(*) FROM outbox WHERE action = 'content.transfer'",
            14,
        ),
        (
            "SELECT count(*) FROM outbox WHERE change = 'redirected' AND path = '/huyen-bao-lam/da-dang'",
            1,
        ),
    ] {
        assert_eq!(province.number(sql).await, expected, "{sql}");
    }
}
