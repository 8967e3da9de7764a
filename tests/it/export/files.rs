//! The bytes of files go with an export.

use std::fs;

use serde_json::json;
use sha2::{Digest, Sha256};

use super::{export, import, lines, write};
use crate::support::command::{nguonluat, run};
use crate::support::database::for_both;
use crate::support::records::{agencies, article, with};

#[tokio::test]
async fn the_files_that_something_published_uses_lie_beside_the_export() {
    for_both(async |db| {
        let [department, division] = agencies();
        let [used, unused] = ["dùng", "không dùng"].map(|text| {
            let sha256 = format!("{:x}", Sha256::digest(text));
            fs::create_dir_all(db.folder().join("files")).expect("a folder");
            fs::write(db.folder().join("files").join(&sha256), text).expect("a file");
            json!({"record": "file", "sha256": sha256, "name": "a.txt", "media_type": "text/plain", "size": text.len()})
        });
        let sha256 = used["sha256"].as_str().expect("a hash");
        let shown = with(article("1"), json!({"cover": {"file": sha256, "alt": "a"}}));
        let records = [department, division, used.clone(), unused.clone(), shown];
        import(db, &write(db.folder(), "a.jsonl", &records));
        let path = export(db, "out");
        let listed = lines(&db.database).await.into_iter().filter(|line| line.contains("\"record\":\"file\""));
        assert_eq!(listed.collect::<Vec<_>>(), [serde_json::to_string(&as_record(&used)).expect("JSON")]);
        let beside = db.folder().join("out/files");
        assert_eq!(fs::read_dir(&beside).expect("files").count(), 1);
        assert_eq!(fs::read_to_string(beside.join(sha256)).expect("a file"), "dùng");

        // Elsewhere, nowhere, and into a folder that has it by half.
        let elsewhere = db.folder().join("elsewhere");
        let (status, _, err) = run(nguonluat(db, &["export", "--files", &elsewhere.display().to_string()]));
        assert!(status == Some(0) && err.contains("with 1 files"), "{err}");
        assert!(elsewhere.join(sha256).is_file());
        fs::remove_dir_all(&beside).expect("removed");
        let (status, ..) = run(nguonluat(db, &["export", "--without-files", "-o", &path]));
        assert!(status == Some(0) && !beside.exists());
        fs::create_dir_all(&beside).expect("a folder");
        fs::write(beside.join(sha256), "dù").expect("half a file");
        export(db, "out");
        assert_eq!(fs::read_to_string(beside.join(sha256)).expect("a file"), "dùng");

        // The store has lost it, or has something else.
        let stored = db.folder().join("data/media").join(&sha256[..2]).join(sha256);
        for damage in [Some("khác"), None] {
            fs::remove_dir_all(&beside).expect("removed");
            match damage {
                Some(other) => fs::write(&stored, other).expect("damaged"),
                None => fs::remove_file(&stored).expect("removed"),
            }
            let (status, _, err) = run(nguonluat(db, &["export", "-o", &path]));
            assert_eq!(status, Some(1), "{err}");
            let said = format!("a.txt ({sha256}): its bytes are not in the store");
            assert!(err.contains(&said) && err.contains("with 0 files, 1 files missing"), "{err}");
            assert_eq!(fs::read_dir(&beside).expect("files").count(), 0, "nothing half-written");
        }
    })
    .await;
}

/// A record as it is written.
fn as_record(record: &serde_json::Value) -> nguonluat::exchange::Record {
    serde_json::from_value(record.clone()).expect("a record")
}
