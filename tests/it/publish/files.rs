//! Files: bytes that are what their record says, in the store before their row is in the database.

use nguonluat::domain::media::location;
use nguonluat::domain::publish::Outcome::{Added, Changed, Unchanged};
use object_store::ObjectStoreExt;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::database::{TestDatabase, for_both};
use crate::support::records::{agencies, article, with};

fn file(bytes: &[u8]) -> Value {
    json!({"record": "file", "sha256": format!("{:x}", Sha256::digest(bytes)), "name": "a.txt", "media_type": "text/plain", "size": bytes.len()})
}

fn lay(db: &TestDatabase, name: &str, bytes: &[u8]) {
    std::fs::create_dir_all(db.folder().join("files")).expect("a folder");
    std::fs::write(db.folder().join("files").join(name), bytes).expect("a file");
}

#[tokio::test]
async fn bytes_are_verified_and_stored() {
    for_both(async |db| {
        db.take(agencies()).await;
        let record = file(b"xin chao");
        let sha256 = record["sha256"].as_str().expect("a hash").to_owned();
        assert!(db.refusal(record.clone()).await.contains("its bytes lie neither in files/"));
        lay(db, &sha256, b"xin chao!");
        assert!(db.refusal(record.clone()).await.contains("are others: 9 bytes"));
        lay(db, &sha256, b"xin chao");
        let used = with(article("1"), json!({
            "cover": {"file": sha256, "alt": "Lời chào"},
            "attachments": [{"file": sha256, "title": "Lời chào", "role": "document", "language": "vi"}],
        }));
        assert_eq!(db.take([record.clone(), used.clone()]).await, [Added, Added]);
        let stored = db.media.get(&location(&sha256)).await.expect("stored").bytes().await.expect("bytes");
        assert_eq!(&stored[..], b"xin chao");
        assert_eq!(db.column::<Option<String>>("SELECT language_code FROM attachment").await, [None], "the item's own");
        // From then on the store has them.
        std::fs::remove_dir_all(db.folder().join("files")).expect("removed");
        assert_eq!(db.take([record.clone(), used]).await, [Unchanged, Unchanged]);
        assert_eq!(db.take([with(record, json!({"name": "b/..\"c.txt"}))]).await, [Changed]);
        assert_eq!(db.column::<String>("SELECT name FROM file").await, ["b-..-c.txt"]);
    })
    .await;
}

#[tokio::test]
async fn a_file_is_found_by_its_name_too() {
    for_both(async |db| {
        lay(db, "a.txt", b"theo ten");
        assert_eq!(db.take([file(b"theo ten")]).await, [Added]);
        for (fields, said) in [
            (json!({"sha256": "ab"}), "sha256: must be"),
            (json!({"media_type": "text"}), "media_type: "),
            (json!({"size": -1}), "size: is negative"),
            (json!({"width": 0}), "width: must be 1"),
        ] {
            let refusal = db.refusal(with(file(b"theo ten"), fields)).await;
            assert!(refusal.contains(said), "{refusal}");
        }
    })
    .await;
}
