//! What cleaning takes, and what it refuses.
use super::*;

fn refused(result: Result<()>) -> String {
    result.expect_err("refused").to_string()
}

#[test]
fn lines_are_normalised_and_bounded() {
    let mut title = " Ngh\u{1ecb} \u{d0}ịnh\u{7}\n số\u{a0}5 ".to_owned();
    line("title", &mut title).expect("taken");
    assert_eq!(title, "Nghị Định số 5");
    assert!(refused(line("title", &mut "  ".to_owned())).starts_with("title: is empty"));
    assert!(refused(line("title", &mut "đ".repeat(1_001))).contains("1001 characters"));
    assert!(refused(line("title", &mut "a\0".to_owned())).contains("NUL"));
    let mut blank = Some(" \u{200b} ".to_owned());
    optional_line("author", &mut blank).expect("taken");
    assert_eq!(blank, None);
}

#[test]
fn addresses_lead_to_the_web_only() {
    for good in ["https://vbpl.vn", " http://a.vn/b?c=d#e "] {
        web_address("url", &mut good.to_owned()).expect(good);
    }
    for bad in [
        "javascript:alert(1)",
        "ftp://a.vn",
        "//a.vn",
        "/a",
        "data:text/html,x",
        "",
        "https:a\0",
    ] {
        assert!(web_address("url", &mut bad.to_owned()).is_err(), "{bad}");
    }
}

#[test]
fn paths_have_one_form() {
    for good in [
        "/",
        "/a",
        "/van-ban/luat-14-2012-ab12cd34",
        "/qt/tin.aspx?ItemID=3",
        "/đường",
    ] {
        path("path", &mut good.to_owned()).expect(good);
    }
    let long = format!("/{}", "a".repeat(500));
    for bad in [
        "", "a", "/a/", "//a", "/a//b", "/../a", "/a/.", "/a b", "/a\n", "/a\\b", "/a#b", "/\0",
        &long,
    ] {
        assert!(path("path", &mut bad.to_owned()).is_err(), "{bad}");
    }
}

#[test]
fn periods_and_orders() {
    let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
    assert!(period("valid_to", day("2025-07-01"), Some(day("2025-07-01"))).is_err());
    assert!(period("valid_to", day("0999-07-01"), None).is_err());
    let than = ("a", "a");
    assert!(in_order("b", Some(2), Some(1), than).is_err());
    assert!(in_order("b", Some(1), Some(1), than).is_ok());
    assert!(in_order("b", None, Some(1), than).is_ok());
    assert!(count("seats", Some(-1)).is_err() && count::<i64>("seats", None).is_ok());
}
