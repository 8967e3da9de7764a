//! Filters: each narrows as it says, and several show what all of them show.
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};
use serde_json::{Value, json};

use super::walk::{array, text, texts};
use crate::support::province::{Province, for_both};

/// Everything published, with what filters look at.
const ALL: &str = "query ($after: String) { contents(first: 100, after: $after) {
    nodes { id kind publishedAt section { code } agency { code } topics { code } audiences { code }
        areas { code } language { code } }
    pageInfo { hasNextPage endCursor } } }";

const FILTERED: &str = "query ($filter: ContentFilter!, $after: String) {
    contents(first: 100, filter: $filter, after: $after) { totalCount nodes { id }
        pageInfo { hasNextPage endCursor } } }";

#[tokio::test]
async fn each_filter_shows_what_it_names_and_what_lies_below() {
    for_both(async |province| {
        let all = everything(province).await;
        let trees = Trees::of(province).await;
        for (filter, holds) in filters() {
            let expected: BTreeSet<String> = all
                .iter()
                .filter(|item| holds(&trees, item))
                .map(|item| text(item, "id").to_owned())
                .collect();
            assert!(!expected.is_empty(), "{filter}");
            assert_eq!(found(province, &filter).await, expected, "{filter}");
        }
    })
    .await;
}

#[tokio::test]
async fn several_filters_show_what_each_of_them_shows() {
    for_both(async |province| {
        let filters: Vec<Value> = filters().into_iter().map(|(filter, _)| filter).collect();
        let mut single = Vec::new();
        for filter in &filters {
            single.push(found(province, filter).await);
        }
        for (one, first) in filters.iter().enumerate() {
            for (other, second) in filters.iter().enumerate().skip(one + 1) {
                let mut both = first.as_object().expect("a filter").clone();
                let second = second.as_object().expect("a filter").clone();
                if second.keys().any(|field| both.contains_key(field)) {
                    continue;
                }
                both.extend(second);
                let expected: BTreeSet<String> =
                    single[one].intersection(&single[other]).cloned().collect();
                let both = Value::Object(both);
                assert_eq!(found(province, &both).await, expected, "{both}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_filter_about_a_document_shows_its_briefings_and_what_cites_it() {
    for_both(async |province| {
        let data = province
            .ask("{ legalDocuments(number: \"901/2023/NQ-HĐND\") { nodes { id
                    mentions(first: 100) { totalCount nodes { id } } briefings(first: 100) { id about { number } } } } }")
            .await;
        let document = &data["legalDocuments"]["nodes"][0];
        let about = found(province, &json!({ "about": document["id"] })).await;
        let mentions: BTreeSet<String> = texts(&document["mentions"]["nodes"], "id")
            .into_iter()
            .map(str::to_owned)
            .collect();
        assert_eq!(about, mentions);
        assert!(array(&document["briefings"]).count() > 0);
        let mut introduced = 0;
        for briefing in array(&document["briefings"]) {
            assert!(about.contains(text(briefing, "id")), "{briefing}");
            if texts(&briefing["about"], "number").contains(&"901/2023/NQ-HĐND") {
                introduced += 1;
            }
        }
        assert!(introduced > 0);
    })
    .await;
}

#[tokio::test]
async fn what_no_filter_can_find_is_an_empty_list() {
    for_both(async |province| {
        let nothing = [
            json!({ "sections": ["khong-co"] }),
            json!({ "sections": [] }),
            json!({ "areas": ["99999"] }),
            json!({ "agencies": ["khong-co"] }),
            json!({ "languages": ["xx"] }),
            json!({ "publishedBefore": "1999-01-01T00:00:00Z" }),
            json!({ "dateFrom": "2099-01-01" }),
        ];
        for filter in nothing {
            assert!(found(province, &filter).await.is_empty(), "{filter}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_range_that_ends_before_it_begins_is_refused() {
    for_both(async |province| {
        let reversed = [
            ("{ contents(filter: { dateFrom: \"2025-02-02\", dateTo: \"2025-02-01\" }) { totalCount } }", "filter.dateTo"),
            ("{ contents(filter: { publishedFrom: \"2025-02-02T00:00:00Z\", publishedBefore: \"2025-02-01T00:00:00Z\" }) { totalCount } }", "filter.publishedBefore"),
            ("{ legalDocuments(filter: { issuedFrom: \"2025-02-02\", issuedTo: \"2025-02-01\" }) { totalCount } }", "filter.issuedTo"),
        ];
        for (query, field) in reversed {
            let reply = province.execute(query, json!({})).await;
            assert_eq!(reply.code(), "BAD_USER_INPUT", "{query}");
            assert!(reply.message().contains(field), "{}", reply.message());
        }
        let one_day = "{ contents(filter: { dateFrom: \"2025-02-02\", dateTo: \"2025-02-02\" }) { totalCount } }";
        province.ask(one_day).await;
    })
    .await;
}

type Holds = fn(&Trees, &Value) -> bool;

fn filters() -> Vec<(Value, Holds)> {
    vec![
        (json!({ "sections": ["hoi-dap"] }), |trees, item| {
            trees.within("sections", &item["section"], "hoi-dap")
        }),
        (
            json!({ "sections": ["tai-lieu-truc-tuyen", "tin-tuc-su-kien"] }),
            |trees, item| {
                trees.within("sections", &item["section"], "tai-lieu-truc-tuyen")
                    || trees.within("sections", &item["section"], "tin-tuc-su-kien")
            },
        ),
        (json!({ "kinds": ["ARTICLE", "PLAN"] }), |_, item| {
            ["ARTICLE", "PLAN"].contains(&text(item, "kind"))
        }),
        (json!({ "agencies": ["ubnd-tinh"] }), |trees, item| {
            trees.within("agencies", &item["agency"], "ubnd-tinh")
        }),
        (json!({ "topics": ["hoa-giai-o-co-so"] }), |trees, item| {
            array(&item["topics"]).any(|topic| trees.within("topics", topic, "hoa-giai-o-co-so"))
        }),
        (json!({ "audiences": ["nhan-dan"] }), |_, item| {
            texts(&item["audiences"], "code").contains(&"nhan-dan")
        }),
        (json!({ "areas": ["047"] }), |trees, item| {
            array(&item["areas"]).any(|area| trees.within("areas", area, "047"))
        }),
        (json!({ "languages": ["en"] }), |_, item| {
            text(&item["language"], "code") == "en"
        }),
        (
            json!({ "publishedFrom": "2026-01-01T00:00:00+07:00" }),
            |_, item| time(item) >= moment("2026-01-01T00:00:00+07:00"),
        ),
        (
            json!({ "publishedBefore": "2026-07-01T00:00:00+07:00" }),
            |_, item| time(item) < moment("2026-07-01T00:00:00+07:00"),
        ),
    ]
}

fn time(item: &Value) -> DateTime<FixedOffset> {
    moment(text(item, "publishedAt"))
}

fn moment(text: &str) -> DateTime<FixedOffset> {
    text.parse().expect("a time")
}

#[tokio::test]
async fn the_province_includes_the_district_that_is_no_more() {
    for_both(async |province| {
        let district = found(province, &json!({ "areas": ["047"] })).await;
        let whole = found(province, &json!({ "areas": ["04"] })).await;
        assert!(district.len() >= 3);
        assert!(district.is_subset(&whole));
    })
    .await;
}

/// What lies below what, by code.
struct Trees(BTreeMap<&'static str, BTreeMap<String, String>>);

impl Trees {
    async fn of(province: &Province) -> Self {
        let mut trees = BTreeMap::new();
        let data = province
            .ask("{ sections { code parent { code } children { code parent { code } children { code parent { code }
                    children { code parent { code } } } } } topics { code parent { code } } }")
            .await;
        let mut sections = BTreeMap::new();
        let mut open: Vec<&Value> = array(&data["sections"]).collect();
        while let Some(section) = open.pop() {
            note(&mut sections, section);
            open.extend(array(&section["children"]));
        }
        let mut topics = BTreeMap::new();
        array(&data["topics"]).for_each(|topic| note(&mut topics, topic));
        trees.insert("sections", sections);
        trees.insert("topics", topics);
        for list in ["agencies", "areas"] {
            let (mut parents, mut after) = (BTreeMap::new(), Value::Null);
            loop {
                let query = format!(
                    "query ($after: String) {{ {list}(first: 100, after: $after, filter: {{ includeEnded: true }}) {{
                        nodes {{ code parent {{ code }} }} pageInfo {{ hasNextPage endCursor }} }} }}"
                );
                let data = province.ask_with(&query, json!({ "after": after })).await;
                array(&data[list]["nodes"]).for_each(|item| note(&mut parents, item));
                if data[list]["pageInfo"]["hasNextPage"] == false {
                    break;
                }
                after = data[list]["pageInfo"]["endCursor"].clone();
            }
            trees.insert(list, parents);
        }
        Self(trees)
    }

    fn within(&self, tree: &str, item: &Value, code: &str) -> bool {
        let mut here = Some(text(item, "code"));
        while let Some(place) = here {
            if place == code {
                return true;
            }
            here = self.0[tree].get(place).map(String::as_str);
        }
        false
    }
}

fn note(parents: &mut BTreeMap<String, String>, item: &Value) {
    if let Some(parent) = item["parent"]["code"].as_str() {
        parents.insert(text(item, "code").to_owned(), parent.to_owned());
    }
}

async fn everything(province: &Province) -> Vec<Value> {
    let (mut found, mut after) = (Vec::new(), Value::Null);
    loop {
        let mut data = province.ask_with(ALL, json!({ "after": after })).await;
        let page = data["contents"].take();
        found.extend(array(&page["nodes"]).cloned());
        if page["pageInfo"]["hasNextPage"] == false {
            return found;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

async fn found(province: &Province, filter: &Value) -> BTreeSet<String> {
    let (mut found, mut after) = (BTreeSet::new(), Value::Null);
    loop {
        let variables = json!({ "filter": filter, "after": after });
        let data = province.ask_with(FILTERED, variables).await;
        let page = &data["contents"];
        for id in texts(&page["nodes"], "id") {
            assert!(found.insert(id.to_owned()), "{filter}: {id} twice");
        }
        if page["pageInfo"]["hasNextPage"] == false {
            assert_eq!(page["totalCount"], found.len(), "{filter}");
            return found;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}
