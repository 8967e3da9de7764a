//! What is found, within what, in which order, and how it is shown.

use serde_json::{Value, json};

use super::{author_and_board, found, headings, refused};
use crate::support::drafts::{published, ready};
use crate::support::province::{for_both, for_sqlite};

const QUERY: &str = "query ($text: String!, $filter: SearchFilter, $order: SearchOrder! = RELEVANCE, $first: Int, $after: String) {
    search(text: $text, filter: $filter, order: $order, first: $first, after: $after) {
        totalCount correctedText pageInfo { hasNextPage hasPreviousPage endCursor }
        edges { cursor node { path heading { text html } excerpt { text html } provision { path }
            content { kind section { code } publishedAt language { code } } } } } }";

fn nodes(found: &Value) -> Vec<&Value> {
    let edges = found["edges"].as_array().expect("edges").iter();
    edges.map(|edge| &edge["node"]).collect()
}

#[tokio::test]
async fn an_article_is_found_and_opens_there() {
    for_both(async |province| {
        let text = "người tuyên truyền viên pháp luật có quyền gì";
        let answer = found(province, QUERY, json!({ "text": text })).await;
        let articles: Vec<&Value> = nodes(&answer)
            .into_iter()
            .filter(|node| !node["provision"].is_null())
            .collect();
        let article = articles.first().expect("an article");
        let (path, provision) = (
            article["path"].as_str().expect("a path"),
            article["provision"]["path"].as_str().expect("a path"),
        );
        assert!(path.ends_with(&format!("#{provision}")), "{path}");
        assert_eq!(article["content"]["kind"], "LEGAL_DOCUMENT");
        let html = article["excerpt"]["html"].as_str().expect("an excerpt");
        assert!(html.contains("<mark>"), "{html}");
    })
    .await;
}

#[tokio::test]
async fn a_filter_narrows_and_an_order_sorts() {
    for_sqlite(async |province| {
        let text = "pháp luật";
        let all = found(province, QUERY, json!({ "text": text })).await;
        let filter = json!({ "content": { "sections": ["tin-tuc-su-kien"], "languages": ["vi"] } });
        let some = found(
            province,
            QUERY,
            json!({ "text": text, "filter": filter, "order": "PUBLISHED_DESC" }),
        )
        .await;
        assert!(some["totalCount"].as_i64() < all["totalCount"].as_i64());
        let times: Vec<&str> = nodes(&some)
            .into_iter()
            .map(|node| {
                assert_eq!(node["content"]["section"]["code"], "tin-tuc-su-kien");
                assert_eq!(node["content"]["language"]["code"], "vi");
                node["content"]["publishedAt"].as_str().expect("a time")
            })
            .collect();
        assert!(
            times.len() > 1 && times.is_sorted_by(|one, other| one >= other),
            "{times:?}"
        );
        let oldest =
            json!({ "text": text, "filter": filter, "order": "PUBLISHED_ASC", "first": 1 });
        let oldest = found(province, QUERY, oldest).await;
        let last = nodes(&oldest)[0]["content"]["publishedAt"]
            .as_str()
            .expect("a time");
        assert!(times.iter().all(|time| last <= *time));
        for filter in [
            json!({ "types": ["quyet-dinh-ubnd"] }),
            json!({ "issuers": ["ubnd-tinh-cao-bang"], "content": { "kinds": ["LEGAL_DOCUMENT"] } }),
        ] {
            let laws = found(
                province,
                QUERY,
                json!({ "text": "pháp luật", "filter": filter }),
            )
            .await;
            assert!(!nodes(&laws).is_empty(), "{filter}");
            assert!(
                nodes(&laws)
                    .iter()
                    .all(|node| node["content"]["kind"] == "LEGAL_DOCUMENT")
            );
        }
        let nowhere = json!({ "content": { "agencies": ["khong-co"] } });
        let none = found(province, QUERY, json!({ "text": text, "filter": nowhere })).await;
        assert_eq!((&none["totalCount"], nodes(&none).len()), (&json!(0), 0));
        let days = json!({ "content": { "publishedFrom": "2999-01-01T00:00:00Z" } });
        let none = found(province, QUERY, json!({ "text": text, "filter": days })).await;
        assert_eq!(none["totalCount"], 0);
    })
    .await;
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_double() {
    for_sqlite(async |province| {
        let text = "pháp luật";
        let whole = found(province, QUERY, json!({ "text": text, "first": 30 })).await;
        let path = |node: &&Value| node["path"].as_str().expect("a path").to_owned();
        let expected: Vec<String> = nodes(&whole).iter().map(path).collect();
        let (mut seen, mut after) = (Vec::new(), Value::Null);
        while seen.len() < 30 {
            let variables = json!({ "text": text, "first": 7, "after": after });
            let page = found(province, QUERY, variables).await;
            seen.extend(nodes(&page).iter().map(path));
            assert_eq!(page["pageInfo"]["hasPreviousPage"], json!(!after.is_null()));
            assert_eq!(page["pageInfo"]["hasNextPage"], true);
            after = page["pageInfo"]["endCursor"].clone();
        }
        seen.truncate(30);
        assert_eq!(seen, expected);
        let other = json!({ "text": "đất đai", "after": after });
        let errors = refused(province, QUERY, other).await;
        assert_eq!(errors[0]["extensions"]["reason"], "INVALID_CURSOR");
    })
    .await;
}

#[tokio::test]
async fn phrases_are_found_as_they_stand_and_what_is_left_out_is_not() {
    for_sqlite(async |province| {
        let all = headings(province, "kết hôn").await;
        assert!(!all.is_empty());
        assert_eq!(headings(province, "\"hôn kết\"").await, [""; 0]);
        let phrase = headings(province, "\"đăng ký kết hôn\"").await;
        assert!(!phrase.is_empty());
        let without = "query ($text: String!) { search(text: $text) { nodes { heading { text } excerpt { text } } } }";
        let left = found(province, without, json!({ "text": "kết hôn -tuổi" })).await;
        assert!(!left.to_string().contains("tuổi"), "{left}");
    })
    .await;
}

#[tokio::test]
async fn what_is_shown_is_text_and_marks_and_nothing_else() {
    for_both(async |province| {
        let (hoa, lan) = author_and_board(province).await;
        let item = ready(&hoa, "Cây <b>sồi</b> & thông", "so-tu-phap").await;
        let body = "Rừng dẻ Trùng Khánh <script>alert(1)</script> cần được giữ.";
        let item = hoa.save(&item, json!({ "body": { "text": body } })).await;
        published(&hoa, &lan, &item).await;
        super::follows::until_found(province, "rừng dẻ Trùng Khánh", "Cây <b>sồi</b> & thông")
            .await;
        let answer = found(
            province,
            QUERY,
            json!({ "text": "rung de sồi", "first": 1 }),
        )
        .await;
        let node = nodes(&answer)[0];
        let heading = "Cây &lt;b&gt;<mark>sồi</mark>&lt;/b&gt; &amp; thông";
        assert_eq!(node["heading"]["html"], heading);
        let excerpt = node["excerpt"]["html"].as_str().expect("an excerpt");
        assert!(excerpt.contains("<mark>Rừng dẻ</mark>"), "{excerpt}");
        assert!(
            excerpt.contains("&lt;script&gt;") && !excerpt.contains("<script"),
            "{excerpt}"
        );
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_looked_for_is_refused() {
    for_sqlite(async |province| {
        for (text, said) in [
            ("", "nothing to look for"),
            (" \u{200b}", "nothing to look for"),
            ("-", "nothing to look for"),
            (&"ậ".repeat(100), "nothing to look for"),
            (&"a ".repeat(300), "at most 500"),
        ] {
            let errors = refused(province, QUERY, json!({ "text": text })).await;
            let message = errors[0]["message"].as_str().expect("a message");
            assert!(message.contains(said), "{message}");
            assert_eq!(errors[0]["extensions"]["code"], "BAD_USER_INPUT");
        }
        for text in [
            "((a",
            "\"a",
            "a OR b AND",
            "title:x",
            "*a ?",
            "a\\",
            "🙂 a",
            "ậ".repeat(20).as_str(),
        ] {
            let answer = province.ask_with(QUERY, json!({ "text": text })).await;
            assert!(answer["search"]["edges"].is_array(), "{text}: {answer}");
        }
    })
    .await;
}
