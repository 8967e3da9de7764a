//! `nguonluat audit verify` against an intruder with all rights in the database.

use sea_orm::DbBackend;

use crate::support::command::{nguonluat, run};
use crate::support::database::{TestDatabase, for_both};
use crate::support::records::{agencies, article};

/// What `audit verify` answers: its exit status and what it says.
fn verify(db: &TestDatabase, more: &[&str]) -> (Option<i32>, String) {
    let arguments = [&["audit", "verify"][..], more].concat();
    let (status, out, err) = run(nguonluat(db, &arguments));
    (status, out + &err)
}

/// The head that it prints.
fn head(db: &TestDatabase) -> String {
    let (status, said) = verify(db, &[]);
    assert_eq!(status, Some(0), "{said}");
    let (_, head) = said.trim_end().rsplit_once(' ').expect("a head");
    head.to_owned()
}

/// It fails with a sentence.
fn finds(db: &TestDatabase, more: &[&str], sentence: &str) {
    let said = format!("error: the journal is not whole: {sentence}\n");
    assert_eq!(verify(db, more), (Some(1), said));
}

/// What an intruder would do first.
async fn disarm(db: &TestDatabase) {
    let statements = match db.database.backend() {
        DbBackend::Sqlite => {
            "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; DROP TRIGGER audit_no_replace"
        }
        _ => "DROP TRIGGER audit_no_change ON audit; DROP TRIGGER audit_no_truncate ON audit",
    };
    db.execute(statements).await.expect("disarmed");
}

/// A story of an intruder: the log has four rows more than the seeds left; the story is told the number of the first.
async fn intruded(story: impl AsyncFn(&TestDatabase, i64)) {
    for_both(async |db| {
        let first = db.number("SELECT audit_seq FROM outbox_head").await + 1;
        db.take(agencies()).await;
        for number in ["1", "2", "3"] {
            db.take([article(number)]).await;
        }
        let last = first + 3;
        let (status, said) = verify(db, &[]);
        let begins = format!("the audit log is whole: {last} rows; the outbox has no gaps: ");
        assert!(status == Some(0) && said.starts_with(&begins), "{said}");
        disarm(db).await;
        story(db, first).await;
    })
    .await;
}

async fn execute(db: &TestDatabase, statements: &str) {
    db.execute(statements).await.expect(statements);
}

#[tokio::test]
async fn a_row_that_was_changed_is_named() {
    intruded(async |db, first| {
        let row = first + 1;
        let changed =
            format!("row {row} of the audit log was changed: its hash is not that of what it says");
        for (column, other) in [
            ("action", "'content.approve'"),
            ("detail", "'{\"added\": {\"article\": 2}}'"),
            ("at", "'2020-01-01 00:00:00+00:00'"),
            ("address", "'192.0.2.1'"),
            ("version", "1"),
        ] {
            let kept =
                format!("CREATE TABLE kept AS SELECT {column} AS it FROM audit WHERE seq = {row}");
            execute(db, &kept).await;
            execute(
                db,
                &format!("UPDATE audit SET {column} = {other} WHERE seq = {row}"),
            )
            .await;
            finds(db, &[], &changed);
            execute(
                db,
                &format!("UPDATE audit SET {column} = (SELECT it FROM kept) WHERE seq = {row}"),
            )
            .await;
            execute(db, "DROP TABLE kept").await;
            assert_eq!(verify(db, &[]).0, Some(0), "{column}");
        }
        let forged = "b".repeat(64);
        execute(
            db,
            &format!("UPDATE audit SET hash = '{forged}' WHERE seq = {row}"),
        )
        .await;
        finds(db, &[], &changed);
    })
    .await;
}

#[tokio::test]
async fn a_row_that_was_removed_is_named() {
    intruded(async |db, first| {
        execute(db, &format!("DELETE FROM audit WHERE seq = {}", first + 3)).await;
        finds(
            db,
            &[],
            &format!("row {} of the audit log is missing", first + 3),
        );
        execute(db, &format!("DELETE FROM audit WHERE seq = {}", first + 1)).await;
        finds(
            db,
            &[],
            &format!("row {} of the audit log is missing", first + 1),
        );
        // Closing the gap does not help.
        execute(
            db,
            &format!(
                "UPDATE audit SET seq = {} WHERE seq = {}",
                first + 1,
                first + 2
            ),
        )
        .await;
        let moved = "was changed: its hash is not that of what it says";
        finds(
            db,
            &[],
            &format!("row {} of the audit log {moved}", first + 1),
        );
        execute(db, "DELETE FROM audit").await;
        finds(db, &[], "row 1 of the audit log is missing");
    })
    .await;
}

#[tokio::test]
async fn a_row_that_was_added_is_named() {
    intruded(async |db, first| {
        let copy = |seq: i64| {
            let hashes = format!("'{}', '{}'", "c".repeat(64), "d".repeat(64));
            format!(
                "INSERT INTO audit (seq, at, via, act_id, action, subject, detail, previous_hash, hash) \
                 SELECT {seq}, at, via, act_id, action, subject, detail, {hashes} FROM audit WHERE seq = {first}"
            )
        };
        execute(db, &copy(first + 4)).await;
        finds(db, &[], &format!("row {} of the audit log was added: it lies beyond the log's head", first + 4));
        execute(db, "UPDATE outbox_head SET audit_seq = audit_seq + 1").await;
        let forged = "was changed: its hash is not that of what it says";
        finds(db, &[], &format!("row {} of the audit log {forged}", first + 4));
    })
    .await;
}

#[tokio::test]
async fn rows_that_changed_places_are_named() {
    intruded(async |db, first| {
        for (from, to) in [(first, 900), (first + 1, first), (900, first + 1)] {
            execute(
                db,
                &format!("UPDATE audit SET seq = {to} WHERE seq = {from}"),
            )
            .await;
        }
        let moved = "was changed: its hash is not that of what it says";
        finds(db, &[], &format!("row {first} of the audit log {moved}"));
    })
    .await;
}

#[tokio::test]
async fn a_row_that_follows_another_is_named() {
    for_both(async |db| {
        // Two histories from one beginning: the end of the other one on the head of this one.
        disarm(db).await;
        db.take(agencies()).await;
        let fork = db.number("SELECT audit_seq FROM outbox_head").await;
        execute(db, "CREATE TABLE kept AS SELECT audit_seq, audit_hash FROM outbox_head").await;
        db.take([article("1")]).await;
        db.take([article("2")]).await;
        execute(db, &format!("CREATE TABLE tail AS SELECT * FROM audit WHERE seq = {}", fork + 2)).await;
        execute(db, &format!("DELETE FROM audit WHERE seq > {fork}")).await;
        let back = "UPDATE outbox_head SET audit_seq = (SELECT audit_seq FROM kept), audit_hash = (SELECT audit_hash FROM kept)";
        execute(db, back).await;
        db.take([article("3")]).await;
        execute(db, "INSERT INTO audit SELECT * FROM tail; UPDATE outbox_head SET audit_seq = audit_seq + 1").await;
        let sentence = "does not follow from the row before it: one of the two was put there later";
        finds(db, &[], &format!("row {} of the audit log {sentence}", fork + 2));
    })
    .await;
}

#[tokio::test]
async fn a_head_that_was_cut_is_told() {
    intruded(async |db, first| {
        let last = first + 3;
        let noted = head(db);
        let expected = ["--expect", noted.as_str()];
        assert_eq!(verify(db, &expected).0, Some(0));
        execute(db, "UPDATE outbox_head SET audit_seq = audit_seq - 1").await;
        finds(
            db,
            &[],
            &format!("row {last} of the audit log was added: it lies beyond the log's head"),
        );
        execute(db, &format!("DELETE FROM audit WHERE seq = {last}")).await;
        let sentence = "is not the last one that was written: the log's head has another hash";
        finds(
            db,
            &[],
            &format!("row {} of the audit log {sentence}", last - 1),
        );
        // With its hash too, only what was noted down elsewhere tells.
        let hash = format!("(SELECT hash FROM audit WHERE seq = {})", last - 1);
        execute(db, &format!("UPDATE outbox_head SET audit_hash = {hash}")).await;
        assert_eq!(verify(db, &[]).0, Some(0));
        finds(
            db,
            &expected,
            &format!("row {last} of the audit log is missing"),
        );
        // A history that goes on from there has other hashes.
        db.take([article("4")]).await;
        assert_ne!(head(db), noted);
        finds(
            db,
            &expected,
            &format!("row {last} of the audit log is not the one whose hash was noted down"),
        );
    })
    .await;
}

#[tokio::test]
async fn a_change_that_is_missing_in_the_outbox_is_named() {
    intruded(async |db, _| {
        let last = db.number("SELECT seq FROM outbox_head").await;
        execute(
            db,
            &format!("UPDATE outbox SET seq = {} WHERE seq = {last}", last + 1),
        )
        .await;
        finds(db, &[], &format!("change {last} of the outbox is missing"));
        execute(
            db,
            &format!("UPDATE outbox SET seq = {last} WHERE seq > {last}"),
        )
        .await;
        execute(db, "UPDATE outbox_head SET seq = seq - 1").await;
        finds(
            db,
            &[],
            &format!("change {last} of the outbox was added: it lies beyond the outbox's head"),
        );
        execute(db, "UPDATE outbox_head SET seq = seq + 2").await;
        finds(
            db,
            &[],
            &format!("change {} of the outbox is missing", last + 1),
        );
        execute(db, "DELETE FROM outbox WHERE seq = 5").await;
        finds(db, &[], "change 5 of the outbox is missing");
    })
    .await;
}

#[tokio::test]
async fn what_was_noted_down_is_held_against_its_own_row() {
    intruded(async |db, _| {
        let noted = head(db);
        db.take([article("4")]).await;
        assert_eq!(verify(db, &["--expect", &noted]).0, Some(0));
        assert_eq!(verify(db, &["--expect", &noted.to_uppercase()]).0, Some(0));
        let (number, hash) = noted.split_once(':').expect("a head");
        let other = format!("{number}:{}", "0".repeat(64));
        let sentence = "is not the one whose hash was noted down";
        finds(
            db,
            &["--expect", &other],
            &format!("row {number} of the audit log {sentence}"),
        );
        for wrong in [
            hash.to_owned(),
            format!("0:{hash}"),
            format!("x:{hash}"),
            "5:abc".to_owned(),
        ] {
            let (status, said) = verify(db, &["--expect", &wrong]);
            assert_eq!(status, Some(2), "{said}");
            assert!(said.contains("expected a number and a hash"), "{said}");
        }
    })
    .await;
}

#[tokio::test]
async fn verifying_changes_nothing_and_wants_the_schema() {
    for_both(async |db| {
        let before = db.contents_of_tables().await;
        head(db);
        assert_eq!(db.contents_of_tables().await, before);
        let empty = TestDatabase::empty(db.database.backend()).await;
        let (status, said) = verify(&empty, &[]);
        let sentence = "error: the audit log cannot be verified: it is not of this version; run `nguonluat migrate` first\n";
        assert_eq!((status, said.as_str()), (Some(1), sentence));
        empty.drop_it().await;
    })
    .await;
}
