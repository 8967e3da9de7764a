//! Files in an S3 bucket: put there by an import, served from there, and a bucket that is out of reach.

use std::time::{Duration, Instant};

use sea_orm::DbBackend;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::support::bucket::Bucket;
use crate::support::client::{Reply, Request};
use crate::support::command::{Serving, nguonluat, run};
use crate::support::database::TestDatabase;
use crate::support::records::{agencies, article, with};

/// Longer than one part of an upload.
const LARGE: usize = 6_000_000;

/// An exchange file with an article and its two attachments, whose bytes lie beside it; gives its path and
/// theirs on the server.
fn exchange(db: &TestDatabase) -> (String, [String; 2]) {
    let small = b"0123456789".to_vec();
    let large: Vec<u8> = (0..LARGE).map(|n| n.to_le_bytes()[n % 3]).collect();
    std::fs::create_dir_all(db.folder().join("files")).expect("a folder");
    let mut records = agencies().to_vec();
    let mut attachments = Vec::new();
    let mut paths = Vec::new();
    for (name, bytes) in [("a.txt", small), ("b.txt", large)] {
        let sha256 = format!("{:x}", Sha256::digest(&bytes));
        std::fs::write(db.folder().join("files").join(name), &bytes).expect("a file");
        records.push(
            json!({"record": "file", "sha256": sha256, "name": name, "media_type": "text/plain",
            "size": bytes.len()}),
        );
        attachments.push(json!({"file": sha256, "title": name, "role": "document"}));
        paths.push(format!("/media/{sha256}/{name}"));
    }
    records.push(with(article("1"), json!({ "attachments": attachments })));
    let lines: Vec<String> = records.iter().map(ToString::to_string).collect();
    let path = db.folder().join("articles.jsonl");
    std::fs::write(&path, lines.join("\n")).expect("a file");
    let path = path.to_str().expect("a path").to_owned();
    (path, paths.try_into().expect("two"))
}

async fn ask(server: &Serving, request: Request) -> Reply {
    request.send_to(server.address).await
}

/// How many objects lie in the bucket.
fn objects(bucket: &Bucket) -> usize {
    fn files(folder: &std::path::Path) -> usize {
        std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .filter_map(Result::ok)
            .map(|entry| {
                if entry.path().is_dir() {
                    files(&entry.path())
                } else {
                    1
                }
            })
            .sum()
    }
    files(&bucket.folder().join("media/tinh/cao-bang"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_are_put_into_it_and_served_from_it() {
    let mut bucket = Bucket::start().await;
    let db = TestDatabase::new(DbBackend::Sqlite).await;
    let (file, [small, large]) = exchange(&db);
    for _ in ["anew", "again"] {
        let import = bucket.holds_files_of(nguonluat(&db, &["import", &file]));
        let (status, out, err) = tokio::task::block_in_place(|| run(import));
        assert_eq!((status, err.as_str()), (Some(0), ""), "{out}");
        assert_eq!(objects(&bucket), 2);
    }
    let serve = nguonluat(&db, &["serve", "--listen", "127.0.0.1:0"]);
    let server = Serving::start(bucket.holds_files_of(serve));

    let reply = ask(&server, Request::get(&small)).await;
    assert_eq!(
        (reply.status, reply.body.as_slice()),
        (200, &b"0123456789"[..])
    );
    let etag = reply.header("etag").expect("an ETag");
    let part = ask(&server, Request::get(&small).header("range", "bytes=2-4")).await;
    assert_eq!((part.status, part.body.as_slice()), (206, &b"234"[..]));
    assert_eq!(
        part.header("content-range").as_deref(),
        Some("bytes 2-4/10")
    );
    let known = ask(&server, Request::get(&small).header("if-none-match", &etag)).await;
    assert_eq!((known.status, known.body.len()), (304, 0));
    let head = ask(&server, Request::new("HEAD", &large)).await;
    assert_eq!(head.header("content-length"), Some(LARGE.to_string()));
    let whole = ask(&server, Request::get(&large)).await;
    let sha256 = format!("{:x}", Sha256::digest(&whole.body));
    assert_eq!((whole.status, large.contains(&sha256)), (200, true));
    let end = ask(&server, Request::get(&large).header("range", "bytes=-3")).await;
    assert_eq!(end.body, whole.body[LARGE - 3..]);

    bucket.stop().await;
    let start = Instant::now();
    let reply = ask(&server, Request::get(&small)).await;
    assert_eq!(
        (reply.status, reply.header("retry-after").as_deref()),
        (503, Some("5"))
    );
    assert!(
        start.elapsed() < Duration::from_secs(15),
        "{:?}",
        start.elapsed()
    );
    let query = Request::graphql(&json!({"query": "{ contents { totalCount } }"}));
    let reply = ask(&server, query).await;
    assert_eq!(
        reply.json(),
        json!({"data": {"contents": {"totalCount": 1}}})
    );
    db.drop_it().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_refuses_or_is_out_of_reach_ends_the_import_in_a_sentence() {
    let mut bucket = Bucket::start().await;
    let db = TestDatabase::new(DbBackend::Sqlite).await;
    let (file, _) = exchange(&db);
    let import = |bucket: &Bucket, name: &str, value: &str| {
        let mut command = bucket.holds_files_of(nguonluat(&db, &["import", &file]));
        command.env(name, value);
        let (status, _, err) = tokio::task::block_in_place(|| run(command));
        assert_eq!(status, Some(1), "{err}");
        assert!(err.starts_with("error: the import ended early"), "{err}");
        assert!(err.contains("the store of files failed: "), "{err}");
        assert_eq!(objects(bucket), 0);
        err
    };
    let err = import(&bucket, "AWS_SECRET_ACCESS_KEY", "sai");
    assert!(
        err.contains("SignatureDoesNotMatch") || err.contains("403"),
        "{err}"
    );
    bucket.stop().await;
    let start = Instant::now();
    import(&bucket, "AWS_REGION", "vn");
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(db.number("SELECT count(*) FROM content").await, 0);
    db.drop_it().await;
}
