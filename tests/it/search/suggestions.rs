//! What is suggested while somebody types, and which diacritics they may have meant.

use serde_json::{Value, json};

use super::{found, refused};
use crate::support::province::{Province, for_sqlite};

const QUERY: &str = "query ($text: String!, $first: Int! = 8) {
    searchSuggestions(text: $text, first: $first) { title { text html } content { id title path } } }";

async fn suggested(province: &Province, text: &str) -> Vec<Value> {
    super::headings(province, "pháp luật").await;
    let data = province.ask_with(QUERY, json!({ "text": text })).await;
    data["searchSuggestions"]
        .as_array()
        .expect("suggestions")
        .clone()
}

fn titles(suggested: &[Value]) -> Vec<&str> {
    let titles = suggested.iter().map(|it| it["title"]["text"].as_str());
    titles.map(|title| title.expect("a title")).collect()
}

#[tokio::test]
async fn titles_are_suggested_from_the_first_letters_on() {
    for_sqlite(async |province| {
        let whole = suggested(province, "hoà giải ở cơ sở").await;
        assert!(!whole.is_empty());
        let html = whole[0]["title"]["html"].as_str().expect("a title");
        assert!(html.contains("<mark>"), "{html}");
        assert_eq!(whole[0]["content"]["title"], whole[0]["title"]["text"]);
        for typed in [
            "hòa giải ở cơ s",
            "hoa giai o co so",
            "HOÀ GIẢI Ở C",
            "hoa gia",
        ] {
            let found = suggested(province, typed).await;
            let first = titles(&found)[0].to_lowercase();
            assert!(
                first.replace("hoà", "hòa").contains("hòa giải"),
                "{typed}: {first}"
            );
        }
        let one = suggested(province, "h").await;
        assert!(one.len() > 1, "a letter will do");
        let mut seen = titles(&one);
        seen.dedup();
        assert_eq!(seen.len(), one.len(), "each title once");
    })
    .await;
}

#[tokio::test]
async fn what_is_typed_whole_does_not_go_on() {
    for_sqlite(async |province| {
        let begun = suggested(province, "hòa giải viê").await;
        assert_eq!(suggested(province, "hòa giải viê ").await, [Value::Null; 0]);
        assert_eq!(
            titles(&begun).len(),
            titles(&suggested(province, "hòa giải viên").await).len()
        );
    })
    .await;
}

#[tokio::test]
async fn nothing_is_suggested_for_nothing_and_nothing_breaks() {
    for_sqlite(async |province| {
        for text in [
            "", " ", "?!", "xuzquy", "(", "a.*", "[", "\\", "🙂", "a\u{301}",
        ] {
            let data = province.ask_with(QUERY, json!({ "text": text })).await;
            let found = data["searchSuggestions"].as_array().expect("suggestions");
            assert!(
                found.is_empty() || text.starts_with('a'),
                "{text}: {found:?}"
            );
        }
        for variables in [
            json!({ "text": "a".repeat(501) }),
            json!({ "text": "a", "first": 0 }),
            json!({ "text": "a", "first": 101 }),
        ] {
            let errors = refused(province, QUERY, variables).await;
            assert_eq!(
                errors[0]["extensions"]["code"], "BAD_USER_INPUT",
                "{errors}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn diacritics_that_were_not_typed_are_proposed() {
    for_sqlite(async |province| {
        let query = "query ($text: String!) { search(text: $text) { correctedText accentedText } }";
        for (typed, meant) in [
            ("hoa giai o co so", json!("hoà giải ở cơ sở")),
            (
                "tuyen truyen vien phap luat",
                json!("tuyên truyền viên pháp luật"),
            ),
            ("dang ky khai sinh -rung", json!("đăng ký khai sinh -rung")),
            ("hòa giai o co so", Value::Null),
            ("xuzquy", Value::Null),
            ("901/2023", Value::Null),
        ] {
            let found = found(province, query, json!({ "text": typed })).await;
            assert_eq!(found["accentedText"], meant, "{typed}");
            assert_eq!(found["correctedText"], Value::Null);
        }
    })
    .await;
}
