//! What is refused, and how the refusal reads.

use serde_json::{Value, json};

use crate::support::database::for_both;
use crate::support::records::{agencies, article, content, decree, with};

#[tokio::test]
async fn refusals_name_the_field_and_the_way_out() {
    for_both(async |db| {
        db.take(agencies()).await;
        let long = "đ".repeat(1_001);
        let kept = db.contents_of_tables().await;
        for (fields, said) in [
            (json!({"title": " "}), "title: is empty"),
            (json!({"title": long}), "title: is 1001 characters long; at most 1000"),
            (json!({"summary": "a".repeat(5_001)}), "summary: is 5001 characters long"),
            (json!({"body": {"text": "a".repeat(5 * 1024 * 1024 + 1)}}), "attach it as a file"),
            (json!({"body": {"html": "<div>".repeat(200_000)}}), "body: its elements nest more than 128 deep"),
            (json!({"body": {"html": format!("<p{}>a</p>", " a".repeat(100_000))}}), "body: a tag of it has more than 2000 attributes"),
            (json!({"body": {"markdown": format!("{}a", "> ".repeat(1_000))}}), "body: its elements nest more than 128 deep"),
            (json!({"body": {"html": "<p><iframe src=\"https://a.vn\"></iframe></p>"}}), "body: nothing of it can be kept"),
            (json!({"body": {"html": "<video src=\"/a.mp4\"></video>"}}), "body: nothing of it can be kept"),
            (json!({"body": {"markdown": "<script>x</script>"}}), "body: nothing of it can be kept"),
            (json!({"section": "khong-co"}), "section: there is no section \"khong-co\""),
            (json!({"agency": "khong-co"}), "agency: there is no agency"),
            (json!({"language": "xx"}), "language: there is no language"),
            (json!({"topics": ["khong-co"]}), "topics: there is no topic"),
            (json!({"audiences": ["khong-co"]}), "audiences: there is no audience"),
            (json!({"areas": ["khong-co"]}), "areas: there is no area"),
            (json!({"source": {"name": "A", "url": "javascript:alert(1)"}}), "source.url: "),
            (json!({"path": "a"}), "path: \"a\" is no path of the site: begin it with /"),
            (json!({"redirects": ["/a b"]}), "redirects: "),
            (json!({"path": "/a", "redirects": ["/a"]}), "the path of the item itself"),
            (json!({"published_at": "2025-01-01T00:00:00Z"}), "published_at: is before first_published_at"),
            (json!({"updated_at": "2025-01-01T00:00:00Z"}), "updated_at: is before published_at"),
            (json!({"cover": {"file": "xyz", "alt": "A"}}), "cover.file: must be the SHA-256"),
            (json!({"cover": {"file": "a".repeat(64), "alt": " "}}), "cover.alt: is empty"),
            (json!({"cover": {"file": "a".repeat(64), "alt": "A"}}), "cover.file: there is no file"),
            (json!({"attachments": [{"file": "a".repeat(64), "title": "A", "role": "document"}]}), "attachments: there is no file"),
            (json!({"external_ids": [{"system": "a b", "value": "1"}]}), "external_ids[0].system: "),
            (json!({"related": [{"document": {"number": "Không số"}}]}), "related[0].number: "),
        ] {
            let refusal = db.refusal(with(article("1"), fields)).await;
            assert!(refusal.contains(said), "{refusal}");
        }
        assert_eq!(db.contents_of_tables().await, kept);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_public_before_its_time() {
    for_both(async |db| {
        db.take(agencies()).await;
        let kept = db.contents_of_tables().await;
        let far = "2030-01-01T00:00:00Z";
        let [first, published, updated] = ["first_published_at", "published_at", "updated_at"];
        for (field, times) in [
            (first, json!({first: far, published: far, updated: far})),
            (published, json!({published: far, updated: far})),
            (updated, json!({updated: "2026-11-21T03:05:01Z"})),
        ] {
            let refusal = db.refusal(with(article("1"), times)).await;
            assert!(refusal.starts_with(&format!("{field}: 20")), "{refusal}");
            assert!(refusal.contains("is still to come"), "{refusal}");
        }
        let gone = json!({"record": "path", "path": "/a", "outcome": "gone", "at": far});
        let refusal = db.refusal(gone.clone()).await;
        assert!(
            refusal.starts_with("at: 2030-01-01T00:00:00Z is still to come"),
            "{refusal}"
        );
        assert_eq!(db.contents_of_tables().await, kept);
        // Clocks differ by minutes.
        let soon = "2026-11-21T03:05:00Z";
        db.take([
            with(
                article("1"),
                json!({first: soon, published: soon, updated: soon}),
            ),
            with(gone, json!({"at": soon})),
        ])
        .await;
    })
    .await;
}

#[tokio::test]
async fn details_are_checked_too() {
    for_both(async |db| {
        db.take(agencies()).await;
        for (details, said) in [
            (json!({"kind": "activity", "form": "khong-co", "starts_at": "2026-01-01T00:00:00Z"}), "details.form: there is no activity form"),
            (json!({"kind": "activity", "form": "truc-tiep", "starts_at": "2026-01-02T00:00:00Z", "ends_at": "2026-01-01T00:00:00Z"}), "details.ends_at: is before starts_at"),
            (json!({"kind": "activity", "form": "truc-tiep", "starts_at": "2026-01-02T00:00:00Z", "attendance": -1}), "details.attendance: is negative"),
            (json!({"kind": "activity", "form": "truc-tiep", "starts_at": "2026-01-02T00:00:00Z", "communicators": ["0e9a1c36-21d4-4c0f-8f19-d2bf7c84e0a1"]}), "there is no communicator"),
            (json!({"kind": "legal_question", "question": " ", "law_as_of": "2026-01-01"}), "details.question: is empty"),
            (json!({"kind": "dialogue", "form": "policy_dialogue", "opens_at": "2026-01-02T00:00:00Z", "closes_at": "2026-01-02T00:00:00Z"}), "details.closes_at: is not after"),
            (json!({"kind": "dialogue", "form": "policy_dialogue", "hosts": ["x"], "opens_at": "2026-01-02T00:00:00Z", "closes_at": "2026-01-03T00:00:00Z"}), "details.hosts: there is no agency"),
            (json!({"kind": "report", "period_from": "2026-01-02", "period_to": "2026-01-01"}), "details.period_to: is before period_from"),
            (json!({"kind": "report", "period_from": "2026-01-01", "period_to": "2026-01-02", "figures": [
                {"indicator": "a", "name": "A", "unit": "b", "value": 1}, {"indicator": "a", "name": "A", "unit": "b", "value": 2}]}), "details.figures[1].indicator: \"a\" stands twice"),
            (json!({"kind": "course", "starts_on": "2026-01-01", "lectures": [{"title": "A", "minutes": 0}]}), "details.lectures[0].minutes: "),
            (json!({"kind": "course", "starts_on": "0001-01-01"}), "details.starts_on: "),
        ] {
            let refusal = db.refusal(content("1", details)).await;
            assert!(refusal.contains(said), "{refusal}");
        }
        for (fields, said) in [
            (json!({"document_type": "khong-co"}), "details.document_type: there is no document type"),
            (json!({"issuers": []}), "details.issuers: is empty"),
            (json!({"issuers": [{"signer": "A"}]}), "details.issuers[0].code: is missing"),
            (json!({"relations": [{"type": "khong-co", "target": {"number": "1/2025/NĐ-CP"}}]}), "no relation type"),
            (json!({"expires_on": "2025-01-01"}), "details.expires_on: is before effective_on"),
            (json!({"events": [{"date": "2026-01-01", "kind": "amended", "provision": "dieu-1"}, {"date": "2026-01-01", "kind": "expired", "provision": "dieu-9"}]}),
                "details.events[1].provision: \"dieu-9\" is no path of a provision of this document"),
            (json!({"provisions": [{"path": "dieu-1", "kind": "article", "sort_key": "1", "parent": "chuong-1"}]}), "details.provisions[0].parent: "),
            (json!({"provisions": [{"path": "dieu-1", "kind": "article", "sort_key": "1"}, {"path": "dieu-1", "kind": "article", "sort_key": "2"}]}), "stands twice"),
        ] {
            let mut record = decree("1", "01/2025/NĐ-CP");
            let details = record["details"].take();
            record["details"] = with(details, fields);
            let refusal = db.refusal(record).await;
            assert!(refusal.contains(said), "{refusal}");
        }
    })
    .await;
}

/// Each string within a value, replaced by what `change` makes of it: a value for each.
fn with_each_string(value: &Value, change: &dyn Fn(&str) -> String) -> Vec<Value> {
    match value {
        Value::String(text) => vec![Value::String(change(text))],
        Value::Array(items) => (0..items.len())
            .flat_map(|index| {
                with_each_string(&items[index], change)
                    .into_iter()
                    .map(move |changed| {
                        let mut items = items.clone();
                        items[index] = changed;
                        Value::Array(items)
                    })
            })
            .collect(),
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, _)| !["record", "kind"].contains(&name.as_str()))
            .flat_map(|(name, value)| {
                with_each_string(value, change)
                    .into_iter()
                    .map(move |changed| {
                        let mut fields = fields.clone();
                        fields.insert(name.clone(), changed);
                        Value::Object(fields)
                    })
            })
            .collect(),
        _ => Vec::new(),
    }
}

#[tokio::test]
async fn no_string_reaches_the_database_with_a_nul() {
    let everything = nguonluat::domain::publish::demo::records().expect("the demo province");
    let mut kinds = std::collections::HashSet::new();
    let samples: Vec<Value> = everything
        .iter()
        .map(|record| serde_json::to_value(record).expect("JSON"))
        .filter(|record| {
            kinds.insert((
                record["record"].to_string(),
                record["details"]["kind"].to_string(),
            ))
        })
        .collect();
    assert!(samples.len() >= 16, "one of each: {}", samples.len());
    for_both(async |db| {
        let everything = everything
            .iter()
            .map(|record| serde_json::to_value(record).expect("JSON"));
        let files = concat!(env!("CARGO_MANIFEST_DIR"), "/../api/demo/files");
        std::os::unix::fs::symlink(files, db.folder().join("files")).expect("a link");
        db.take(everything).await;
        let mut tried = 0;
        for sample in &samples {
            for changed in with_each_string(sample, &|text| format!("{text}\0x")) {
                // Dates and closed sets are refused by the format itself.
                if serde_json::from_value::<nguonluat::exchange::Record>(changed.clone()).is_ok() {
                    let refusal = db.refusal(changed).await;
                    assert!(!refusal.contains("the database"), "{refusal}");
                    tried += 1;
                }
            }
        }
        assert!(tried > 150, "{tried}");
    })
    .await;
}
