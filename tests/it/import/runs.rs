//! Runs that end.

use std::fs;

use serde_json::{Value, json};

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
async fn what_cannot_be_imported_at_all_is_wrong_usage() {
    for_both(async |db| {
        let unknown = db.folder().join("a.bin");
        fs::write(&unknown, [0, 159, 146, 150]).expect("a file");
        let plan = db.folder().join("plan.txt");
        fs::write(
            &plan,
            "UBND TỈNH\nKẾ HOẠCH\nI. MỤC ĐÍCH\n1. Nâng cao nhận thức\n",
        )
        .expect("a file");
        let unknown = unknown.display().to_string();
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
                vec!["import", "--format", "plan", plan.to_str().expect("a path")],
                "--agency",
            ),
        ] {
            let (status, _, err) = run(nguonluat(db, &arguments));
            assert_eq!(status, Some(2), "{err}");
            assert!(err.contains(said), "{err}");
        }
    })
    .await;
}
