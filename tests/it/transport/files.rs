//! `/media`: whole files, parts of them, and names that lead nowhere.

use crate::support::{
    client::{Reply, Request},
    http::TestServer,
};

const CONTENT: &[u8] = b"0123456789";

async fn range(server: &TestServer, path: &str, range: &str) -> Reply {
    server.send(Request::get(path).header("range", range)).await
}

#[tokio::test]
async fn a_file_is_served_whole_and_for_ever() {
    let server = TestServer::start();
    let path = server
        .publish(CONTENT, "kế hoạch.pdf", "application/pdf")
        .await;
    let path = path.replace("kế hoạch", "k%E1%BA%BF%20ho%E1%BA%A1ch");
    let reply = server
        .send(Request::get(&path).header("accept-encoding", "gzip, br"))
        .await;
    assert_eq!((reply.status, reply.body.as_slice()), (200, CONTENT));
    let sha256 = path.split('/').nth(2).expect("a hash");
    for (name, value) in [
        ("content-type", "application/pdf"),
        ("content-length", "10"),
        ("etag", &format!("\"{sha256}\"")),
        ("cache-control", "public, max-age=31536000, immutable"),
        ("accept-ranges", "bytes"),
        ("x-content-type-options", "nosniff"),
        (
            "content-disposition",
            "inline; filename=\"k_ ho_ch.pdf\"; filename*=UTF-8''k%E1%BA%BF%20ho%E1%BA%A1ch.pdf",
        ),
        ("content-security-policy", "default-src 'none'; sandbox"),
    ] {
        assert_eq!(reply.header(name).as_deref(), Some(value), "{name}");
    }
    assert_eq!(reply.header("content-encoding"), None);
    let head = server.send(Request::new("HEAD", &path)).await;
    assert_eq!(
        (head.status, head.header("content-length").as_deref()),
        (200, Some("10"))
    );
}

#[tokio::test]
async fn a_large_file_comes_whole() {
    let server = TestServer::start();
    let content: Vec<u8> = (0..3_000_000_u32)
        .map(|n| n.to_le_bytes()[n as usize % 4])
        .collect();
    let path = server.publish(&content, "a.mp4", "video/mp4").await;
    let reply = server.get(&path).await;
    assert_eq!(reply.status, 200);
    assert!(reply.body == content);
    let part = range(&server, &path, "bytes=1000000-1999999").await;
    assert_eq!(
        part.header("content-range").as_deref(),
        Some("bytes 1000000-1999999/3000000")
    );
    assert!(part.body == content[1_000_000..2_000_000]);
}

#[tokio::test]
async fn one_range_is_a_part() {
    let server = TestServer::start();
    let path = server
        .publish(CONTENT, "a.bin", "application/octet-stream")
        .await;
    for (asked, part, given) in [
        ("bytes=0-0", "bytes 0-0/10", "0"),
        ("bytes=2-5", "bytes 2-5/10", "2345"),
        ("bytes=7-", "bytes 7-9/10", "789"),
        ("bytes=-3", "bytes 7-9/10", "789"),
        ("bytes=5-99", "bytes 5-9/10", "56789"),
    ] {
        let reply = range(&server, &path, asked).await;
        assert_eq!((reply.status, reply.text()), (206, given), "{asked}");
        assert_eq!(reply.header("content-range").as_deref(), Some(part));
        assert_eq!(
            reply.header("content-length"),
            Some(given.len().to_string())
        );
    }
    for asked in ["bytes=0-1,4-5", "lines=0-1"] {
        let reply = range(&server, &path, asked).await;
        assert_eq!(
            (reply.status, reply.body.as_slice()),
            (200, CONTENT),
            "{asked}"
        );
    }
}

#[tokio::test]
async fn what_is_no_part_of_the_file_is_416() {
    let server = TestServer::start();
    let path = server
        .publish(CONTENT, "a.bin", "application/octet-stream")
        .await;
    for asked in [
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=x-1",
        "bytes=5-4",
        "bytes=10-",
        "bytes=-0",
    ] {
        let reply = range(&server, &path, asked).await;
        assert_eq!(reply.status, 416, "{asked}");
        assert_eq!(
            reply.header("content-range").as_deref(),
            Some("bytes */10"),
            "{asked}"
        );
    }
    let empty = server
        .publish(b"", "empty", "application/octet-stream")
        .await;
    assert_eq!(server.get(&empty).await.status, 200);
    assert_eq!(range(&server, &empty, "bytes=0-").await.status, 416);
}

#[tokio::test]
async fn conditions_are_held_against_the_content() {
    let server = TestServer::start();
    let path = server.publish(CONTENT, "a.png", "image/png").await;
    let etag = server.get(&path).await.header("etag").expect("an ETag");
    for known in [etag.as_str(), "*", &format!("\"x\", W/{etag}")] {
        let reply = server
            .send(Request::get(&path).header("if-none-match", known))
            .await;
        assert_eq!((reply.status, reply.body.len()), (304, 0), "{known}");
        assert_eq!(reply.header("etag").as_deref(), Some(etag.as_str()));
    }
    let other = server
        .send(Request::get(&path).header("if-none-match", "\"x\""))
        .await;
    assert_eq!(other.status, 200);
    let part = |condition: &str| {
        Request::get(&path)
            .header("range", "bytes=0-1")
            .header("if-range", condition)
    };
    assert_eq!(server.send(part(&etag)).await.status, 206);
    for other in [
        "\"x\"",
        &format!("W/{etag}"),
        "Wed, 21 Oct 2015 07:28:00 GMT",
    ] {
        assert_eq!(server.send(part(other)).await.status, 200, "{other}");
    }
}

#[tokio::test]
async fn what_could_run_is_not_shown() {
    let server = TestServer::start();
    for (content, media_type) in [
        ("<script>", "text/html"),
        ("<svg/>", "image/svg+xml"),
        ("<a/>", "application/xml"),
    ] {
        let path = server.publish(content.as_bytes(), "a", media_type).await;
        let reply = server.get(&path).await;
        let disposition = reply.header("content-disposition").expect("a disposition");
        assert!(
            disposition.starts_with("attachment;"),
            "{media_type}: {disposition}"
        );
        assert_eq!(
            reply.header("x-content-type-options").as_deref(),
            Some("nosniff")
        );
    }
}

#[tokio::test]
async fn a_path_that_names_no_published_file_is_404() {
    let server = TestServer::start();
    let path = server.publish(CONTENT, "a.png", "image/png").await;
    let sha256 = path.split('/').nth(2).expect("a hash");
    std::fs::write(server.data().join("secret"), "secret").expect("a file");
    for path in [
        format!("/media/{}/a.png", "0".repeat(64)),
        format!("/media/{}/a.png", sha256.to_ascii_uppercase()),
        format!("/media/{sha256}"),
        format!("/media/{sha256}/"),
        format!("/media/{sha256}/../../secret"),
        format!("/media/{sha256}/..%2f..%2fsecret"),
        format!("/media/{sha256}/..%5c..%5csecret"),
        format!("/media/{sha256}/%00"),
        "/media/../secret".into(),
        "/media/..%2fsecret/a".into(),
        "/media/%2e%2e/secret".into(),
        "/media//etc/passwd".into(),
        "/media/".into(),
    ] {
        let reply = server.get(&path).await;
        assert_eq!(reply.status, 404, "{path}");
        assert!(!reply.text().contains("secret"), "{path}");
    }
}

#[tokio::test]
async fn without_the_media_folder_files_are_404_and_the_rest_is_served() {
    let server = TestServer::start();
    let path = server.publish(CONTENT, "a.png", "image/png").await;
    std::fs::remove_dir_all(server.data().join("media")).expect("removed");
    assert_eq!(server.get(&path).await.status, 404);
    assert_eq!(range(&server, &path, "bytes=0-1").await.status, 404);
    assert_eq!(server.query("{ __typename }").await.status, 200);
}
