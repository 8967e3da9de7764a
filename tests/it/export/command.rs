//! The command: where it writes, what it refuses, how it ends.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, DbBackend, TransactionTrait};
use serde_json::Value;

use super::{export, import, lines, write};
use crate::support::command::{interrupt, nguonluat, run};
use crate::support::database::{TestDatabase, for_both};
use crate::support::records::{agencies, article};

fn fill(db: &TestDatabase) {
    let [department, division] = agencies();
    import(
        db,
        &write(
            db.folder(),
            "a.jsonl",
            &[department, division, article("1")],
        ),
    );
}

#[tokio::test]
async fn it_writes_to_a_file_and_to_standard_output_alike() {
    for_both(async |db| {
        fill(db);
        let expected = lines(&db.database).await.join("\n") + "\n";
        for arguments in [
            vec!["export"],
            vec!["export", "--output", "-"],
            vec!["export", "--output", "/dev/stdout"],
        ] {
            let (status, out, err) = run(nguonluat(db, &arguments));
            assert_eq!(status, Some(0), "{err}");
            assert!(out == expected, "{arguments:?}");
        }
        let path = export(db, "out");
        assert!(fs::read_to_string(&path).expect("an export") == expected);
        // What is there is replaced, through a link too.
        let link = db.folder().join("link.jsonl");
        fs::write(&path, "old").expect("a file");
        std::os::unix::fs::symlink(&path, &link).expect("a link");
        let (status, ..) = run(nguonluat(
            db,
            &["export", "-o", &link.display().to_string()],
        ));
        assert_eq!(status, Some(0));
        assert!(link.is_symlink() && fs::read_to_string(&path).expect("an export") == expected);
    })
    .await;
}

#[tokio::test]
async fn contents_refer_to_what_stands_before_them() {
    for_both(async |db| {
        fill(db);
        let lines = lines(&db.database).await;
        let names = lines
            .iter()
            .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["record"].clone());
        let mut names: Vec<Value> = names.collect();
        names.dedup();
        let kinds = [
            "language",
            "relation_type",
            "document_type",
            "agency_type",
            "topic",
            "audience",
            "activity_form",
            "holiday",
            "section",
            "area",
            "area_succession",
            "agency",
            "issuer",
            "content",
        ];
        assert_eq!(names, kinds, "each kind of record once, in order");
    })
    .await;
}

#[tokio::test]
async fn the_folder_of_the_output_is_made() {
    for_both(async |db| {
        let output = db.folder().join("out/2026/tinh.jsonl");
        let path = output.display().to_string();
        let (status, _, err) = run(nguonluat(db, &["export", "--output", &path]));
        assert_eq!(status, Some(0), "{err}");
        let written = std::fs::read_to_string(output).expect("a file");
        assert!(written.contains("\"record\":\"section\""));
        // Beside where it is run, which has no folder in its name.
        let mut beside = nguonluat(db, &["export", "--output", "tinh.jsonl"]);
        beside.current_dir(db.folder());
        assert_eq!(run(beside).0, Some(0));
        assert!(db.folder().join("tinh.jsonl").exists());
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_written_is_said_in_a_sentence() {
    for_both(async |db| {
        let folder = db.folder().display().to_string();
        std::fs::write(db.folder().join("taken"), "").expect("a file");
        let nowhere = db.folder().join("taken/all.jsonl").display().to_string();
        for (arguments, status, said) in [
            (vec!["export", "-o", folder.as_str()], 1, "was not written: is a directory"),
            (vec!["export", "-o", nowhere.as_str()], 1, "taken/all.jsonl was not written"),
            (vec!["export", "-o", "/dev/full"], 1, "/dev/full was not written: No space left"),
            (vec!["export", "--format", "xml"], 2, "[possible values: exchange, agencies, communicators]"),
            (vec!["export", "--files", "a", "--without-files"], 2, "cannot be used with"),
        ] {
            let (ended, out, err) = run(nguonluat(db, &arguments));
            assert_eq!((ended, out.as_str()), (Some(status), ""), "{err}");
            assert!(err.contains(said), "{err}");
        }
        db.execute("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29991231_of_tomorrow', 0)").await.expect("a migration");
        let (status, _, err) = run(nguonluat(db, &["export"]));
        assert!(status == Some(1) && err.contains("it is of a newer version"), "{err}");
        db.execute("DELETE FROM seaql_migrations WHERE version > 'm20261121_000009'").await.expect("an old database");
        let (status, _, err) = run(nguonluat(db, &["export"]));
        assert!(status == Some(1) && err.contains("run `nguonluat migrate` first"), "{err}");
    })
    .await;
}

/// On `PostgreSQL`, where a reader can be made to wait.
#[tokio::test]
async fn an_interrupted_export_leaves_nothing_behind() {
    let db = TestDatabase::new(DbBackend::Postgres).await;
    fill(&db);
    let folder = db.folder().join("out");
    fs::create_dir_all(&folder).expect("a folder");
    let place = folder.join("all.jsonl");
    fs::write(&place, "the one before").expect("a file");
    let lock = db.database.writer().begin().await.expect("a transaction");
    lock.execute_unprepared("LOCK TABLE file IN ACCESS EXCLUSIVE MODE")
        .await
        .expect("a lock");
    let child = nguonluat(&db, &["export", "-o", &place.display().to_string()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let patience = Instant::now() + Duration::from_mins(1);
    while db.number(waits).await == 0 {
        assert!(Instant::now() < patience, "it waits for the lock");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(
        fs::read_dir(&folder).expect("a folder").count(),
        2,
        "the file is being written beside the old one"
    );
    interrupt(&child);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(
        output.status.code(),
        Some(130),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 1);
    assert_eq!(
        fs::read_to_string(&place).expect("a file"),
        "the one before"
    );
    lock.rollback().await.expect("unlocked");
    db.drop_it().await;
}
