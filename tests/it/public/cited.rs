//! What texts cite: where it leads, how sure that is, and who cites a document.

use serde_json::{Value, json};

use crate::support::database::{TestDatabase, for_both};
use crate::support::province::Province;
use crate::support::records::{agencies, article, decree, with};

const NUMBER: &str = "01/2025/NĐ-CP";

fn news(id: &str, html: &str) -> Value {
    with(article(id), json!({ "body": { "html": html } }))
}

async fn ask(db: &TestDatabase, query: &str) -> Value {
    let province = Province::over(db.url.clone());
    let data = province.ask(query).await;
    province.leave().await;
    data
}

/// The body and the citations of the item with a title.
async fn item(db: &TestDatabase, title: &str) -> Value {
    let query = "{ contents(first: 100) { nodes { title path body text: body(format: TEXT)
        cites { nodes { text start end provision path state document { path number } } } } } }";
    let mut data = ask(db, query).await;
    let nodes = data["contents"]["nodes"].as_array_mut().expect("contents");
    let found = nodes.iter_mut().find(|node| node["title"] == title);
    found.expect("the item").take()
}

async fn path_of(db: &TestDatabase, title: &str) -> String {
    item(db, title).await["path"]
        .as_str()
        .expect("a path")
        .to_owned()
}

fn states(item: &Value) -> Vec<(&str, &Value)> {
    let cited = item["cites"]["nodes"].as_array().expect("citations").iter();
    cited
        .map(|it| (it["state"].as_str().expect("a state"), &it["path"]))
        .collect()
}

#[tokio::test]
async fn a_citation_leads_to_what_is_there_and_waits_for_what_is_not() {
    for_both(async |db| {
        db.take(agencies()).await;
        let html = format!(
            "<p>Theo <b>điểm b khoản 1</b> Điều 1 Nghị định số {NUMBER}, <a href=\"https://a.example/\" rel=\"noopener noreferrer\">Điều 2 Nghị định số {NUMBER}</a> \
             và khoản 9 Điều 1 Nghị định số {NUMBER}.</p><p>Xem Nghị định số {NUMBER} &amp; Luật Trẻ em.</p>"
        );
        db.take([news("a", &html)]).await;
        let before = item(db, "Tin a").await;
        assert_eq!(before["body"], html.as_str(), "nothing leads anywhere yet");
        assert!(states(&before).iter().all(|it| *it == ("UNKNOWN", &Value::Null)));

        db.take([decree("1", NUMBER)]).await;
        let law = path_of(db, "Tin 1").await;
        let after = item(db, "Tin a").await;
        assert_eq!(
            states(&after),
            [
                ("RESOLVED", &json!(format!("{law}#dieu-1/khoan-1/diem-b"))),
                ("RESOLVED", &json!(format!("{law}#dieu-2"))),
                ("NO_SUCH_PROVISION", &json!(format!("{law}#dieu-1"))),
                ("RESOLVED", &json!(law)),
                ("UNKNOWN", &Value::Null),
            ]
        );
        let link = |provision: &str, text: &str| format!("<a class=\"citation\" href=\"{law}{provision}\">{text}</a>");
        let point = |text: &str| link("#dieu-1/khoan-1/diem-b", text);
        let expected = format!(
            "<p>Theo <b>{}</b> {}, <a href=\"https://a.example/\" rel=\"noopener noreferrer\">Điều 2 Nghị định số {NUMBER}</a> và {}.</p><p>Xem {} &amp; Luật \
             Trẻ em.</p>",
            point("điểm b khoản 1"),
            point(&format!("Điều 1 Nghị định số {NUMBER}")),
            link("#dieu-1", &format!("khoản 9 Điều 1 Nghị định số {NUMBER}")),
            link("", &format!("Nghị định số {NUMBER}")),
        );
        assert_eq!(after["body"], expected.as_str());
        assert_eq!(after["text"], before["text"]);
    })
    .await;
}

#[tokio::test]
async fn a_number_that_two_documents_have_leads_to_neither() {
    for_both(async |db| {
        db.take(agencies()).await;
        let html = format!("<p>Theo Điều 1 Nghị định số {NUMBER}.</p>");
        let other = with(decree("2", NUMBER), json!({ "path": "/khac" }));
        db.take([decree("1", NUMBER), other, news("a", &html)])
            .await;
        let found = item(db, "Tin a").await;
        assert_eq!(states(&found), [("AMBIGUOUS", &Value::Null)]);
        assert_eq!(found["body"], html.as_str());
    })
    .await;
}

#[tokio::test]
async fn a_document_leads_into_itself_and_knows_who_cites_it() {
    for_both(async |db| {
        db.take(agencies()).await;
        let mut other = decree("2", "02/2025/NĐ-CP");
        other["details"]["text"] = json!(format!(
            "Điều 1. Phạm vi\n1. Chợ là nơi mua bán.\n2. Chợ tại khoản 1 Điều này.\nĐiều 2. Khác\nTheo Điều 1 Nghị định số {NUMBER}."
        ));
        let html = format!("<p>Nghị định số {NUMBER}.</p>");
        db.take([decree("1", NUMBER), other, news("a", &html), news("b", "<p>Khác.</p>")]).await;
        let found = item(db, "Tin 2").await;
        let body = found["body"].as_str().expect("a body");
        assert!(
            body.contains("Chợ tại <a class=\"citation\" href=\"#dieu-1/khoan-1\">khoản 1 Điều này</a>"),
            "{body}"
        );
        let law = path_of(db, "Tin 1").await;
        assert!(body.contains(&format!("<a class=\"citation\" href=\"{law}#dieu-1\">Điều 1")), "{body}");

        let query = format!(
            "{{ legalDocuments(number: \"{NUMBER}\") {{ nodes {{ citedBy(sort: TITLE_ASC) {{ totalCount nodes {{ title }} }}
                laws: citedBy(filter: {{ kinds: [LEGAL_DOCUMENT] }}) {{ totalCount }} mentions {{ totalCount }} }} }} }}"
        );
        let data = ask(db, &query).await;
        assert_eq!(
            data["legalDocuments"]["nodes"][0],
            json!({ "citedBy": { "totalCount": 2, "nodes": [{ "title": "Tin 2" }, { "title": "Tin a" }] },
                "laws": { "totalCount": 1 }, "mentions": { "totalCount": 1 } })
        );
        let listed = nguonluat::domain::listing::rebuild::differences(&db.database).await;
        assert_eq!(listed.expect("compared"), [""; 0]);
    })
    .await;
}

/// A law with a name and a number, in force from a day on.
fn law(id: &str, title: &str, number: &str, from: &str) -> Value {
    let mut record = decree(id, number);
    record["title"] = json!(title);
    let details = json!({ "document_type": "luat", "issuers": [{ "code": "quoc-hoi" }], "issued_on": from, "effective_on": from });
    record["details"] = with(record["details"].take(), details);
    record
}

fn question(id: &str, as_of: &str) -> Value {
    let details = json!({ "kind": "legal_question", "question": "Chợ là gì?", "law_as_of": as_of });
    with(
        news(id, "<p>Theo Điều 1 Luật Đất đai.</p>"),
        json!({ "details": details, "section": "hoi-dap" }),
    )
}

/// The numbers of the documents that an item cites.
async fn cited(db: &TestDatabase, title: &str) -> Vec<Value> {
    let item = item(db, title).await;
    let nodes = item["cites"]["nodes"].as_array().expect("citations").iter();
    nodes
        .map(|it| it.pointer("/document/number").cloned().unwrap_or_default())
        .collect()
}

#[tokio::test]
async fn a_name_means_the_law_of_its_year_or_of_the_day() {
    for_both(async |db| {
        db.take(agencies()).await;
        let html = "<p>Luật Đất đai năm 2013, Luật Đất đai năm 2003 và Luật Trẻ em.</p>";
        db.take([
            news("a", html),
            question("cũ", "2020-01-01"),
            question("mới", "2025-01-01"),
        ])
        .await;
        assert_eq!(cited(db, "Tin cũ").await, [Value::Null]);

        db.take([law("1", "Luật Đất đai", "45/2013/QH13", "2013-12-09")])
            .await;
        assert_eq!(
            cited(db, "Tin a").await,
            [json!("45/2013/QH13"), Value::Null, Value::Null]
        );
        assert_eq!(cited(db, "Tin cũ").await, ["45/2013/QH13"]);
        assert_eq!(cited(db, "Tin mới").await, ["45/2013/QH13"]);

        let newer = law(
            "2",
            "LUẬT ĐẤT ĐAI số 31/2024/QH15",
            "31/2024/QH15",
            "2024-08-01",
        );
        db.take([newer.clone()]).await;
        assert_eq!(cited(db, "Tin cũ").await, ["45/2013/QH13"]);
        assert_eq!(cited(db, "Tin mới").await, ["31/2024/QH15"]);
        let listed = nguonluat::domain::listing::rebuild::differences(&db.database).await;
        assert_eq!(listed.expect("compared"), [""; 0]);

        let same_day = law("3", "Luật Đất đai", "32/2024/QH15", "2024-08-01");
        db.take([same_day]).await;
        assert_eq!(cited(db, "Tin mới").await, [Value::Null]);
        let found = item(db, "Tin mới").await;
        assert_eq!(states(&found), [("AMBIGUOUS", &Value::Null)]);
        let other = with(newer, json!({ "title": "Luật Đất đai và rừng" }));
        db.take([other]).await;
        assert_eq!(cited(db, "Tin mới").await, ["32/2024/QH15"]);
        assert_eq!(cited(db, "Tin cũ").await, ["45/2013/QH13"]);
    })
    .await;
}

#[tokio::test]
async fn what_is_published_and_cites_is_told_once() {
    for_both(async |db| {
        db.take(agencies()).await;
        db.take([law("1", "Luật Đất đai", "45/2013/QH13", "2013-12-09")])
            .await;
        db.take([news("a", "<p>Luật Đất đai và Luật Đất đai năm 2013.</p>")])
            .await;
        let told = "SELECT count(*) FROM outbox WHERE change = 'published'
            AND content_id = (SELECT content_id FROM edition WHERE title = 'Tin a')";
        assert_eq!(db.number(told).await, 1);
        let after = "SELECT CAST(scopes_after AS TEXT) FROM outbox ORDER BY seq DESC LIMIT 1";
        let after: Vec<String> = db.column(after).await;
        assert!(after[0].contains("citing:"), "{after:?}");
    })
    .await;
}
