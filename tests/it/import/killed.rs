//! Runs that are interrupted or killed.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use nguonluat::domain::listing::rebuild;
use serde_json::json;

use crate::desk::audit;
use crate::support::command::{interrupt, nguonluat, run};
use crate::support::database::{TestDatabase, for_both};
use crate::support::records::{agencies, article, with};

/// Enough for several batches.
const ARTICLES: usize = 1_800;

fn articles(db: &TestDatabase) -> String {
    let path = db.folder().join("articles.jsonl");
    let mut file = BufWriter::new(File::create(&path).expect("a file"));
    for agency in agencies() {
        writeln!(file, "{agency}").expect("a line");
    }
    let text = "Điều 5 Nghị định số 01/2025/NĐ-CP quy định về chợ phiên vùng cao.";
    for number in 0..ARTICLES {
        let record = with(
            article(&number.to_string()),
            json!({"body": {"text": text}, "topics": ["thua-ke"]}),
        );
        writeln!(file, "{record}").expect("a line");
    }
    path.display().to_string()
}

/// Starts an import and waits until it has committed something, but not all.
async fn begun(db: &TestDatabase, file: &str) -> Child {
    let mut child = nguonluat(db, &["import", file])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let patience = Instant::now() + Duration::from_mins(2);
    while db.number("SELECT count(*) FROM content").await == 0 {
        assert!(Instant::now() < patience, "nothing was committed");
        assert_eq!(child.try_wait().expect("its state"), None, "it runs");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    child
}

async fn is_whole(db: &TestDatabase) {
    let contents = db.number("SELECT count(*) FROM content").await;
    for table in [
        "edition",
        "edition_body",
        "article",
        "edition_topic",
        "external_id",
        "path",
    ] {
        assert_eq!(
            db.number(&format!("SELECT count(*) FROM {table}")).await,
            contents,
            "{table}"
        );
    }
    let head = db.number("SELECT seq FROM outbox_head").await;
    assert_eq!(db.number("SELECT count(*) FROM outbox").await, head);
    audit::is_whole(db).await;
    assert_eq!(
        rebuild::differences(&db.database).await.expect("compared"),
        [""; 0]
    );
}

#[tokio::test]
async fn a_killed_run_leaves_whole_records_and_is_finished_by_another() {
    for_both(async |db| {
        let file = articles(db);
        let mut child = begun(db, &file).await;
        child.kill().expect("killed");
        child.wait().expect("gone");
        let taken = db.number("SELECT count(*) FROM content").await;
        assert!(
            usize::try_from(taken).expect("a count") < ARTICLES,
            "it was killed in the middle"
        );
        is_whole(db).await;
        let (status, out, err) = run(nguonluat(db, &["import", &file]));
        assert_eq!((status, err.as_str()), (Some(0), ""), "{out}");
        assert_eq!(
            db.number("SELECT count(*) FROM content").await,
            i64::try_from(ARTICLES).expect("a count")
        );
        is_whole(db).await;
    })
    .await;
}

#[tokio::test]
async fn an_interrupted_run_ends_after_its_batch() {
    for_both(async |db| {
        let file = articles(db);
        let child = begun(db, &file).await;
        interrupt(&child);
        let output = child.wait_with_output().expect("it ends");
        let said = String::from_utf8(output.stdout).expect("UTF-8");
        assert_eq!(output.status.code(), Some(130), "{said}");
        assert!(said.contains("run it again to finish"), "{said}");
        is_whole(db).await;
    })
    .await;
}
