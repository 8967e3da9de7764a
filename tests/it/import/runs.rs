//! Runs that end.

use std::fs;
use std::os::unix::fs::symlink;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::command::{nguonluat, run};
use crate::support::database::{TestDatabase, for_both};
use crate::support::records::{agencies, article, with};

fn write(db: &TestDatabase, name: &str, records: &[Value]) -> String {
    let path = db.folder().join(name);
    let lines: Vec<String> = records.iter().map(Value::to_string).collect();
    fs::write(&path, lines.join("\n")).expect("a file");
    path.display().to_string()
}

fn summary(out: &str) -> &str {
    out.trim()
        .rsplit_once(", in ")
        .map_or(out, |(summary, _)| summary)
}

#[tokio::test]
async fn a_run_says_what_it_did_and_a_second_one_does_nothing() {
    for_both(async |db| {
        let [department, division] = agencies();
        let file = write(
            db,
            "a.jsonl",
            &[department, division, article("1"), article("2")],
        );
        let (status, out, err) = run(nguonluat(db, &["import", &file]));
        assert_eq!((status, err.as_str()), (Some(0), ""));
        assert_eq!(
            summary(&out),
            "4 records read: 4 added, 0 changed, 0 unchanged, 0 refused"
        );
        let kept = db.contents_of_tables().await;
        let (status, out, _) = run(nguonluat(db, &["import", &file]));
        assert_eq!(status, Some(0));
        assert_eq!(
            summary(&out),
            "4 records read: 0 added, 0 changed, 4 unchanged, 0 refused"
        );
        assert_eq!(db.contents_of_tables().await, kept);
    })
    .await;
}

#[tokio::test]
async fn a_changed_record_makes_a_new_edition() {
    for_both(async |db| {
        let [department, division] = agencies();
        let mut records = [department, division, article("1"), article("2")];
        let file = write(db, "a.jsonl", &records);
        assert_eq!(run(nguonluat(db, &["import", &file])).0, Some(0));
        records[0] = with(records[0].clone(), json!({"name": "Sở Tư pháp tỉnh"}));
        records[2] = with(records[2].clone(), json!({"title": "Tin đã sửa"}));
        write(db, "a.jsonl", &records);
        let (status, out, err) = run(nguonluat(db, &["import", &file]));
        assert_eq!((status, err.as_str()), (Some(0), ""));
        assert_eq!(
            summary(&out),
            "4 records read: 0 added, 2 changed, 2 unchanged, 0 refused"
        );
        let editions: Vec<String> = db
            .column(
                "SELECT title || ' ' || number || ' ' || state FROM edition ORDER BY title, number",
            )
            .await;
        assert_eq!(
            editions,
            ["Tin 1 1 superseded", "Tin 2 1 live", "Tin đã sửa 2 live"]
        );
        // What was there comes back as a third edition, and then stays.
        records[2] = article("1");
        write(db, "a.jsonl", &records);
        for said in ["0 added, 1 changed", "0 added, 0 changed"] {
            let (_, out, _) = run(nguonluat(db, &["import", &file]));
            assert!(out.contains(said), "{out}");
        }
        assert_eq!(db.number("SELECT count(*) FROM edition").await, 4);
    })
    .await;
}

#[tokio::test]
async fn refused_rows_and_documents_are_told_with_their_place() {
    for_both(async |db| {
        let table = db.folder().join("agencies.csv");
        let rows = "Mã;Loại;Tên;Từ ngày\nso-a;so;Sở A;01/07/2025\n\nso-b;so;Sở B;31/02/2025\nso-c;khong-co;Sở C;2025-07-01\n";
        fs::write(&table, rows).expect("a file");
        let broken = db.folder().join("gazette.json");
        fs::write(&broken, r#"{"so_hieu": "1/2025/TT-BTC", "full_text": 7}"#).expect("a file");
        let (table, broken) = (table.display().to_string(), broken.display().to_string());
        let report = db.folder().join("report.jsonl").display().to_string();
        let arguments = ["import", "--report", &report, "--agency", "so-a", &table, &broken];
        let (status, out, err) = run(nguonluat(db, &arguments));
        assert_eq!(status, Some(1), "{out}");
        assert_eq!(
            summary(&out),
            "4 records read: 1 added, 0 changed, 0 unchanged, 3 refused"
        );
        let lines = fs::read_to_string(&report).expect("a report");
        let told: Vec<(String, Value, String)> = lines
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
            .map(|line| (line["file"].to_string(), line["line"].clone(), line["reason"].to_string()))
            .collect();
        assert_eq!(told.len(), 3, "{lines}");
        assert_eq!((&told[0].1, &told[1].1), (&json!(4), &json!(5)));
        assert!(told[0].2.contains("is not a day") && told[1].2.contains("there is no agency type"), "{lines}");
        assert!(told[2].0.contains("gazette.json") && told[2].2.contains("invalid type: integer `7`"), "{lines}");
        assert_eq!(err.lines().count(), 3, "{err}");
    })
    .await;
}

#[tokio::test]
async fn a_dry_run_stores_no_files_and_says_what_a_run_would_do() {
    for_both(async |db| {
        let [department, division] = agencies();
        let text = "lời chào";
        let sha256 = format!("{:x}", Sha256::digest(text));
        fs::create_dir_all(db.folder().join("files")).expect("a folder");
        fs::write(db.folder().join("files").join(&sha256), text).expect("a file");
        let record = json!({"record": "file", "sha256": sha256, "name": "a.txt", "media_type": "text/plain", "size": text.len()});
        let lost = with(record.clone(), json!({"sha256": "0".repeat(64)}));
        let shown = with(article("1"), json!({"cover": {"file": sha256, "alt": "a"}}));
        let file = write(db, "a.jsonl", &[department, division, record, lost, shown]);
        let media = db.folder().join("data/media");
        let stored = || fs::read_dir(&media).map_or(0, Iterator::count);
        let (status, dry, _) = run(nguonluat(db, &["import", "--dry-run", &file]));
        assert_eq!((status, stored()), (Some(1), 0));
        let (status, wet, err) = run(nguonluat(db, &["import", &file]));
        assert!(status == Some(1) && err.contains("a.jsonl:4: sha256: its bytes lie neither"), "{err}");
        assert_eq!(summary(&dry), summary(&wet));
        assert_eq!(stored(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_report_that_cannot_be_written_is_said_before_anything_is_done() {
    for_both(async |db| {
        let file = write(db, "a.jsonl", &agencies());
        let nowhere = db
            .folder()
            .join("nowhere/report.jsonl")
            .display()
            .to_string();
        let (status, _, err) = run(nguonluat(db, &["import", &file, "--report", &nowhere]));
        assert_eq!(status, Some(1));
        assert!(
            err.contains("the report") && err.contains("cannot be written"),
            "{err}"
        );
        assert_eq!(db.number("SELECT count(*) FROM agency").await, 0);
    })
    .await;
}

#[tokio::test]
async fn refused_records_are_told_with_their_place() {
    for_both(async |db| {
        let [department, division] = agencies();
        let wrong = with(article("2"), json!({"topics": ["khong-co"]}));
        let file = write(
            db,
            "a.jsonl",
            &[
                department,
                division,
                article("1"),
                wrong,
                json!({"record": "topik"}),
                article("3"),
            ],
        );
        let report = db.folder().join("report.jsonl").display().to_string();
        let (status, out, err) = run(nguonluat(db, &["import", &file, "--report", &report]));
        assert_eq!(status, Some(1));
        assert_eq!(
            summary(&out),
            "6 records read: 4 added, 0 changed, 0 unchanged, 2 refused"
        );
        let said: Vec<&str> = err.lines().collect();
        assert_eq!(said.len(), 2, "{err}");
        assert!(
            said[0].starts_with(&format!("{file}:4: topics: there is no topic \"khong-co\"")),
            "{err}"
        );
        assert!(
            said[1].starts_with(&format!("{file}:5: ")) && said[1].contains("topik"),
            "{err}"
        );
        let lines = fs::read_to_string(&report).expect("a report");
        let lines: Vec<Value> = lines
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        assert_eq!(
            (&lines[0]["line"], &lines[1]["line"]),
            (&json!(4), &json!(5))
        );
        assert_eq!(lines[0]["file"], json!(file));
        assert_eq!(db.number("SELECT count(*) FROM content").await, 2);
    })
    .await;
}

#[tokio::test]
async fn what_the_database_refuses_is_told_with_its_place() {
    for_both(async |db| {
        let [department, division] = agencies();
        let articles = ["1", "2", "3", "4"].map(article);
        let file = write(
            db,
            "a.jsonl",
            &[&[department, division], &articles[..]].concat(),
        );
        db.refuse_title("Tin 2").await;
        let (status, out, err) = run(nguonluat(db, &["import", &file]));
        assert_eq!(status, Some(1));
        assert_eq!(
            summary(&out),
            "6 records read: 5 added, 0 changed, 0 unchanged, 1 refused"
        );
        let refusal = format!("{file}:4: record: the database refuses it: not this one");
        assert!(err.starts_with(&refusal), "{err}");
        assert_eq!(db.number("SELECT count(*) FROM content").await, 3);
    })
    .await;
}

#[tokio::test]
async fn a_dry_run_keeps_nothing() {
    for_both(async |db| {
        let [department, division] = agencies();
        let file = write(
            db,
            "a.jsonl",
            &[
                department,
                division,
                article("1"),
                with(article("2"), json!({"title": " "})),
            ],
        );
        let kept = db.contents_of_tables().await;
        let (status, out, err) = run(nguonluat(db, &["import", "--dry-run", &file]));
        assert_eq!(status, Some(1));
        assert_eq!(
            summary(&out),
            "4 records read: 3 added, 0 changed, 0 unchanged, 1 refused"
        );
        assert!(
            out.contains("nothing was kept") && err.contains(":4: title: is empty"),
            "{out}{err}"
        );
        assert_eq!(db.contents_of_tables().await, kept);
    })
    .await;
}

#[tokio::test]
async fn a_folder_is_read_in_the_order_that_its_files_need() {
    for_both(async |db| {
        let folder = db.folder().join("all");
        fs::create_dir_all(folder.join("b")).expect("a folder");
        let [department, division] = agencies();
        write(db, "all/a.jsonl", &[article("1")]);
        write(db, "all/b/z.jsonl", &[department, division]);
        fs::write(folder.join("README.md"), "not for us").expect("a file");
        let (status, out, err) = run(nguonluat(db, &["import", &folder.display().to_string()]));
        assert_eq!((status, err.as_str()), (Some(0), ""), "{out}");
        assert_eq!(
            summary(&out),
            "3 records read: 3 added, 0 changed, 0 unchanged, 0 refused"
        );
    })
    .await;
}

#[tokio::test]
async fn links_in_a_folder_that_lead_nowhere_or_back_stop_nothing() {
    for_both(async |db| {
        let folder = db.folder().join("all");
        fs::create_dir_all(folder.join("b")).expect("a folder");
        write(db, "all/b/a.jsonl", &agencies());
        write(db, "beside.jsonl", &[article("1")]);
        let link = |to: &str, at: &str| symlink(to, folder.join(at)).expect("a link");
        link("..", "b/up");
        link("..", "out");
        link("b", "again");
        link("round", "round");
        link("nowhere.jsonl", "lost.jsonl");
        let (status, out, err) = run(nguonluat(db, &["import", &folder.display().to_string()]));
        assert_eq!(status, Some(1), "{err}");
        assert_eq!(
            summary(&out),
            "4 records read: 2 added, 0 changed, 0 unchanged, 2 refused"
        );
        let told: Vec<&str> = err.lines().collect();
        assert_eq!(told.len(), 2, "{err}");
        assert!(
            told[0].contains("all/lost.jsonl: ") && told[0].contains("No such file"),
            "{err}"
        );
        assert!(
            told[1].contains("all/round: ") && told[1].contains("cannot be read"),
            "{err}"
        );
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_imported_at_all_is_wrong_usage() {
    for_both(async |db| {
        db.take(agencies()).await;
        let unknown = db.folder().join("a.bin");
        fs::write(&unknown, [0, 159, 146, 150]).expect("a file");
        let plan = db.folder().join("plan.txt");
        fs::write(
            &plan,
            "UBND TỈNH\nKẾ HOẠCH\nI. MỤC ĐÍCH\n1. Nâng cao nhận thức\n",
        )
        .expect("a file");
        let unknown = unknown.display().to_string();
        let plan = plan.to_str().expect("a path");
        for (arguments, said) in [
            (vec!["import"], "<SOURCE>"),
            (
                vec!["import", "/nowhere/at-all.jsonl"],
                "/nowhere/at-all.jsonl cannot be read",
            ),
            (
                vec!["import", unknown.as_str()],
                "no reader knows this format",
            ),
            (
                vec!["import", "--format", "word", unknown.as_str()],
                "the formats are exchange",
            ),
            (
                vec!["import", "--format", "plan", plan],
                "these sources name no agency",
            ),
            (
                vec!["import", "--agency", "khong-co", plan, plan],
                "error: --agency: there is no agency \"khong-co\"; import it first, or correct the code\n",
            ),
            (
                vec!["import", "--agency", "so-tu-phap", "--section", "khong-co", plan],
                "error: --section: there is no section \"khong-co\"; import it first, or correct the code\n",
            ),
        ] {
            let (status, _, err) = run(nguonluat(db, &arguments));
            assert_eq!(status, Some(2), "{err}");
            assert!(err.contains(said), "{err}");
        }
    })
    .await;
}
