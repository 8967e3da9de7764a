//! A store that is a bucket, one that refuses or is away, and a disk that takes nothing.

use entity::value::AccountRole::Contributor;
use image::ImageFormat;
use serde_json::json;

use crate::support::bucket::Bucket;
use crate::support::client::Request;
use crate::support::files::{as_file, path_of, pdf, picture};
use crate::support::province::{for_both, for_sqlite};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn uploads_go_into_a_bucket_and_come_back_in_parts() {
    for_both(async |province| {
        let mut bucket = Bucket::start().await;
        let beside = province.keeping(bucket.store(Bucket::SECRET));
        let hoa = beside
            .colleague("Hoa", &[(Contributor, "so-tu-phap")])
            .await;
        let large = pdf(6_000_000);
        let kept = hoa.keeps("lon.pdf", &large).await;
        let picture = hoa
            .keeps("anh.png", &as_file(&picture(400, 9, 71), ImageFormat::Png))
            .await;
        assert_eq!(
            beside.fetch(&picture["variants"][0]["url"]).await.status,
            200
        );
        let part = Request::get(&path_of(&kept["url"])).header("range", "bytes=-5");
        let part = beside.send(part).await;
        assert_eq!((part.status, part.body.as_slice()), (206, &b"%%EOF"[..]));

        let refused = province.keeping(bucket.store("sai"));
        let account = hoa.access.account;
        let stranger = refused.sign_in(account).await;
        let reply = stranger.upload("b.pdf", &pdf(50)).await;
        assert_eq!(
            (reply.status, reply.header("retry-after").as_deref()),
            (503, Some("5"))
        );
        assert_eq!(refused.fetch(&kept["url"]).await.status, 503);
        assert!(
            refused.ask("{ contents { totalCount } }").await["contents"]["totalCount"].is_u64()
        );
        refused.leave().await;

        bucket.stop().await;
        let files = "SELECT count(*) FROM file_custody";
        let before = beside.number(files).await;
        let reply = hoa.upload("b.pdf", &pdf(51)).await;
        assert_eq!(
            (reply.status, &reply.json()["code"]),
            (503, &json!("SERVICE_UNAVAILABLE"))
        );
        assert_eq!(beside.number(files).await, before);
        assert!(beside.ask("{ contents { totalCount } }").await["contents"]["totalCount"].is_u64());
        beside.leave().await;
    })
    .await;
}

#[tokio::test]
async fn where_nothing_can_be_written_an_upload_is_to_come_again() {
    for_sqlite(async |province| {
        let folder = tempfile::tempdir().expect("a folder");
        let blocked = folder.path().join("incoming");
        std::fs::write(&blocked, b"").expect("a file in its place");
        let beside = province.receiving_in(&blocked);
        let hoa = beside
            .colleague("Hoa", &[(Contributor, "so-tu-phap")])
            .await;
        let reply = hoa.upload("a.pdf", &pdf(52)).await;
        assert_eq!(
            (reply.status, reply.header("retry-after").as_deref()),
            (503, Some("5"))
        );
        std::fs::remove_file(&blocked).expect("room again");
        assert_eq!(hoa.upload("a.pdf", &pdf(52)).await.status, 201);
        let left = std::fs::read_dir(&blocked).expect("the folder").count();
        assert_eq!(left, 0, "no name leads to what comes in");
        beside.leave().await;
    })
    .await;
}
