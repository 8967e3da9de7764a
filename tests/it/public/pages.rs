//! Pages of lists: forward, backward and by number, and what is no page.
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, FixedOffset};
use serde_json::{Value, json};

use super::walk::{Types, array, text, texts};
use crate::support::province::{Province, for_both};

const CONTENTS: usize = 162;

const FORWARD: &str = "query ($sort: ContentSort!, $after: String) {
    contents(first: 7, sort: $sort, after: $after) { totalCount totalCountIsExact
        nodes { id title publishedAt updatedAt } edges { cursor node { id } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }";

const BACKWARD: &str = "query ($sort: ContentSort!, $before: String) {
    contents(last: 7, sort: $sort, before: $before) { totalCount nodes { id }
        pageInfo { hasNextPage hasPreviousPage startCursor } } }";

#[tokio::test]
async fn every_sort_shows_everything_once_in_order_both_ways() {
    for_both(async |province| {
        let sorts = Types::of(province).await.values("ContentSort");
        assert_eq!(sorts.len(), 8);
        let mut lists = Vec::new();
        for sort in &sorts {
            let forward = all_forward(province, sort).await;
            let ids = ids(&forward);
            let mut distinct = ids.clone();
            distinct.sort_unstable();
            distinct.dedup();
            assert_eq!(distinct.len(), CONTENTS, "{sort}");
            assert_eq!(ids.len(), CONTENTS, "{sort}");
            assert_eq!(ids, all_backward(province, sort).await, "{sort}");
            assert_in_order(sort, &forward);
            lists.push((sort.clone(), ids));
        }
        for (sort, ids) in &lists {
            if let Some(name) = sort.strip_suffix("_ASC") {
                let other = lists
                    .iter()
                    .find(|(sort, _)| *sort == format!("{name}_DESC"))
                    .map(|(_, ids)| ids.iter().rev().cloned().collect());
                assert_eq!(Some(ids.clone()), other, "{name}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn titles_stand_as_in_a_vietnamese_dictionary() {
    for_both(async |province| {
        let found = all_forward(province, "TITLE_ASC").await;
        let titles: Vec<&str> = found.iter().map(|item| text(item, "title")).collect();
        let beginnings = [
            "About the legal",
            "Áp phích",
            "Bài giảng: Kỹ năng",
            "Bản tin truyền thanh",
            "Báo cáo chuyên đề",
            "Bình luận",
            "Bộ luật Lao động",
            "Bố mất không để lại",
            "Bộ tờ gấp",
            "Bồi dưỡng giáo viên",
            "Danh bạ các sở",
            "Đề án nâng cao",
            "Đề cương giới thiệu Luật Đất đai",
            "Đoàn viên thành phố",
            "Đồ họa: Hòa giải",
            "Đối thoại giữa",
        ];
        let places: Vec<usize> = beginnings
            .iter()
            .map(|beginning| {
                titles
                    .iter()
                    .position(|title| title.starts_with(beginning))
                    .unwrap_or_else(|| panic!("no {beginning}"))
            })
            .collect();
        assert!(places.is_sorted(), "{places:?} of {titles:#?}");
    })
    .await;
}

#[tokio::test]
async fn a_numbered_page_is_the_same_as_the_one_by_cursor() {
    for_both(async |province| {
        let all = ids(&all_forward(province, "TITLE_ASC").await);
        let data = province
            .ask("{ contents(first: 10, offset: 150, sort: TITLE_ASC) { nodes { id } pageInfo { hasNextPage hasPreviousPage } }
                    end: contents(first: 10, offset: 10000) { nodes { id } totalCount } }")
            .await;
        assert_eq!(texts(&data["contents"]["nodes"], "id"), all[150..160]);
        assert_eq!(
            data["contents"]["pageInfo"],
            json!({ "hasNextPage": true, "hasPreviousPage": true })
        );
        assert_eq!(data["end"], json!({ "nodes": [], "totalCount": CONTENTS }));
        for offset in [-1, 10_001] {
            let query = format!("{{ contents(first: 1, offset: {offset}) {{ totalCount }} }}");
            let reply = province.execute(&query, json!({})).await;
            assert_eq!(reply.code(), "BAD_USER_INPUT", "{offset}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_cursor_leads_on_in_its_own_list_alone() {
    for_both(async |province| {
        let data = province
            .ask("{ contents(first: 2) { pageInfo { endCursor } } }")
            .await;
        let cursor = text(&data["contents"]["pageInfo"], "endCursor").to_owned();
        let foreign = [
            "sort: TITLE_ASC",
            "filter: { kinds: [ARTICLE] }",
            "sort: PUBLISHED_ASC",
        ];
        for other in foreign {
            refused_cursor(
                province,
                &format!("contents(first: 2, {other}, after: \"{cursor}\")"),
            )
            .await;
        }
        refused_cursor(
            province,
            &format!("questions(first: 2, after: \"{cursor}\")"),
        )
        .await;
        let broken = [
            "",
            "x",
            "AAAA",
            "%00",
            &cursor[1..],
            &format!("{cursor}A"),
            "W10",
        ];
        for cursor in broken {
            refused_cursor(
                province,
                &format!("contents(first: 2, after: \"{cursor}\")"),
            )
            .await;
            refused_cursor(
                province,
                &format!("contents(last: 2, before: \"{cursor}\")"),
            )
            .await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_forged_cursor_is_refused_before_the_database_sees_it() {
    for_both(async |province| {
        let numbers = [json!("x"), json!(""), json!(null), json!(1.5)];
        let texts = [json!(5), json!("\u{0}"), json!(null), json!(["a"])];
        let lists = [
            ("contents", "", &numbers),
            ("questions", "", &numbers),
            ("legalDocuments", ", sort: ISSUED_DESC", &numbers),
            ("contents", ", sort: TITLE_ASC", &texts),
            ("agencies", "", &texts),
            ("areas", "", &texts),
            ("communicators", "", &texts),
        ];
        for (list, sort, wrong) in lists {
            let page = format!("{{ {list}(first: 1{sort}) {{ pageInfo {{ endCursor }} }} }}");
            let data = province.ask(&page).await;
            let cursor = URL_SAFE_NO_PAD
                .decode(text(&data[list]["pageInfo"], "endCursor"))
                .expect("base64");
            let cursor: Value = serde_json::from_slice(&cursor).expect("JSON");
            for key in wrong {
                let forged = json!([cursor[0], key, cursor[2]]);
                let forged = URL_SAFE_NO_PAD.encode(forged.to_string());
                refused_cursor(
                    province,
                    &format!("{list}(first: 1{sort}, after: \"{forged}\")"),
                )
                .await;
            }
        }
    })
    .await;
}

async fn refused_cursor(province: &Province, field: &str) {
    let query = format!("{{ {field} {{ nodes {{ id }} }} }}");
    let reply = province.execute(&query, json!({})).await;
    assert!(reply.status < 500, "{query}: {}", reply.text());
    let extensions = &reply.json()["errors"][0]["extensions"];
    assert_eq!(
        extensions["code"],
        "BAD_USER_INPUT",
        "{query}: {}",
        reply.text()
    );
    assert_eq!(extensions["reason"], "INVALID_CURSOR", "{query}");
}

#[tokio::test]
async fn every_list_bounds_its_pages() {
    for_both(async |province| {
        let types = Types::of(province).await;
        for list in types.lists(province).await {
            let selection = "edges { cursor } pageInfo { hasNextPage } totalCount";
            let data = province.ask(&list.query("", selection)).await;
            let page = list.page(&data);
            let total = page["totalCount"].as_u64().expect("a total");
            let shown = array(&page["edges"]).count() as u64;
            assert_eq!(shown, total.min(20), "{}", list.name());
            assert_eq!(
                page["pageInfo"]["hasNextPage"],
                total > 20,
                "{}",
                list.name()
            );
            let sizes = ["first", "last"]
                .into_iter()
                .filter(|size| list.arguments.contains_key(*size));
            for size in sizes {
                for number in ["0", "-1", "101", "2147483648"] {
                    let query = list.query(&format!("{size}: {number}"), selection);
                    let reply = province.execute(&query, json!({})).await;
                    assert_eq!(reply.code(), "BAD_USER_INPUT", "{query}");
                    assert!(reply.status < 500, "{query}");
                }
                for number in [1, 100] {
                    let query = list.query(&format!("{size}: {number}"), selection);
                    let data = province.ask(&query).await;
                    let shown = array(&list.page(&data)["edges"]).count() as u64;
                    assert_eq!(shown, total.min(number), "{query}");
                }
            }
        }
    })
    .await;
}

async fn all_forward(province: &Province, sort: &str) -> Vec<Value> {
    let (mut found, mut after) = (Vec::new(), Value::Null);
    loop {
        let variables = json!({ "sort": sort, "after": after });
        let page = province.ask_with(FORWARD, variables).await["contents"].take();
        assert_eq!(page["totalCount"], CONTENTS);
        assert_eq!(page["totalCountIsExact"], true);
        assert_eq!(page["pageInfo"]["hasPreviousPage"], !found.is_empty());
        assert_eq!(page["pageInfo"]["startCursor"], page["edges"][0]["cursor"]);
        found.extend(array(&page["nodes"]).cloned());
        if page["pageInfo"]["hasNextPage"] == false {
            return found;
        }
        assert_eq!(array(&page["nodes"]).count(), 7);
        after = page["pageInfo"]["endCursor"].clone();
    }
}

async fn all_backward(province: &Province, sort: &str) -> Vec<String> {
    let (mut found, mut before) = (Vec::new(), Value::Null);
    loop {
        let variables = json!({ "sort": sort, "before": before });
        let page = province.ask_with(BACKWARD, variables).await["contents"].take();
        assert_eq!(page["pageInfo"]["hasNextPage"], !found.is_empty());
        let mut ids: Vec<String> = array(&page["nodes"])
            .map(|item| text(item, "id").to_owned())
            .collect();
        ids.append(&mut found);
        found = ids;
        if page["pageInfo"]["hasPreviousPage"] == false {
            return found;
        }
        before = page["pageInfo"]["startCursor"].clone();
    }
}

fn assert_in_order(sort: &str, items: &[Value]) {
    let key = match sort.split('_').next() {
        Some("PUBLISHED") => "publishedAt",
        Some("UPDATED") => "updatedAt",
        _ => return,
    };
    let times: Vec<DateTime<FixedOffset>> = items
        .iter()
        .map(|item| text(item, key).parse().expect("a time"))
        .collect();
    let sorted = if sort.ends_with("_ASC") {
        times.is_sorted()
    } else {
        times.is_sorted_by(|one, next| one >= next)
    };
    assert!(sorted, "{sort}: {times:?}");
}

fn ids(items: &[Value]) -> Vec<String> {
    items
        .iter()
        .map(|item| text(item, "id").to_owned())
        .collect()
}
