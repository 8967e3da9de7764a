//! What nobody needs is deleted, and nothing else.

use chrono::TimeDelta;
use entity::value::AccountRole::{AgencyReviewer, Contributor};
use image::ImageFormat;
use nguonluat::domain::files::{Swept, sweep};
use nguonluat::domain::media::location;
use object_store::ObjectStoreExt;
use serde_json::{Value, json};

use crate::support::drafts::ready;
use crate::support::files::{as_file, picture};
use crate::support::province::{Province, for_both, media};

/// Bytes of this seed, so wide that they have two smaller versions; of each database others, since stores are shared.
fn png(province: &Province, seed: u8) -> Vec<u8> {
    let height = 100 + u32::from(province.backend == sea_orm::DbBackend::Sqlite);
    as_file(&picture(700, height, seed), ImageFormat::Png)
}

async fn swept(province: &Province) -> Swept {
    let now = province.clock().now();
    sweep(province.database(), &*media(), now)
        .await
        .expect("swept")
}

/// Leaves of a file nothing but its bytes, being deleted or not.
async fn forget(province: &Province, sha256: &str, deleting: &str) {
    for statement in [
        "DELETE FROM file_custody".to_owned(),
        format!("DELETE FROM file WHERE sha256 = '{sha256}'"),
        format!(
            "INSERT INTO loose_bytes VALUES ('{sha256}', {deleting}, '2026-01-01T00:00:00+00:00')"
        ),
    ] {
        province.write(&statement).await;
    }
}

async fn is_stored(sha256: &Value) -> bool {
    let place = location(sha256.as_str().expect("a hash"));
    media().head(&place).await.is_ok()
}

#[tokio::test]
async fn a_file_that_was_removed_is_deleted_a_day_later() {
    for_both(async |province| {
        let minh = province
            .colleague("Minh", &[(AgencyReviewer, "so-tu-phap")])
            .await;
        let kept = minh.keeps("a.png", &png(province, 61)).await;
        assert_eq!(minh.remove_file(&kept["id"]).await["errors"], json!([]));
        assert_eq!(province.number("SELECT count(*) FROM loose_bytes").await, 3);
        assert_eq!(swept(province).await, Swept::default());
        assert!(is_stored(&kept["sha256"]).await);
        let again = minh.keeps("a.png", &png(province, 61)).await;
        assert_eq!(
            again["sha256"], kept["sha256"],
            "until then it may come again"
        );
        province.advance(TimeDelta::hours(25));
        assert_eq!(swept(province).await, Swept::default());
        let minh = province.sign_in(minh.access.account).await;
        assert_eq!(minh.remove_file(&again["id"]).await["errors"], json!([]));
        province.advance(TimeDelta::hours(25));
        assert_eq!(swept(province).await, Swept { files: 0, bytes: 3 });
        assert!(!is_stored(&kept["sha256"]).await);
        assert_eq!(province.number("SELECT count(*) FROM loose_bytes").await, 0);
        let minh = province.sign_in(minh.access.account).await;
        let anew = minh.keeps("a.png", &png(province, 61)).await;
        assert_eq!(province.fetch(&anew["url"]).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn a_file_that_nothing_uses_goes_after_a_month_and_one_that_is_used_stays() {
    for_both(async |province| {
        let hoa = province
            .colleague("Hoa", &[(Contributor, "so-tu-phap")])
            .await;
        let used = hoa.keeps("a.png", &png(province, 62)).await;
        let unused = hoa.keeps("b.png", &png(province, 63)).await;
        let begun = ready(&hoa, "Tin", "so-tu-phap").await;
        let cover = json!({ "cover": { "sha256": used["sha256"], "alt": "Ảnh" } });
        hoa.save(&begun, cover).await;
        province.advance(TimeDelta::days(29));
        assert_eq!(swept(province).await, Swept::default());
        province.advance(TimeDelta::days(2));
        assert_eq!(swept(province).await, Swept { files: 1, bytes: 0 });
        assert_eq!(
            province
                .number("SELECT count(*) FROM audit WHERE action = 'file.sweep'")
                .await,
            1
        );
        province.advance(TimeDelta::hours(25));
        assert_eq!(swept(province).await, Swept { files: 0, bytes: 3 });
        assert!(is_stored(&used["sha256"]).await && !is_stored(&unused["sha256"]).await);
    })
    .await;
}

#[tokio::test]
async fn bytes_of_an_upload_that_ended_before_its_rows_are_swept_and_come_again() {
    for_both(async |province| {
        let hoa = province
            .colleague("Hoa", &[(Contributor, "so-tu-phap")])
            .await;
        let kept = hoa.keeps("a.png", &png(province, 64)).await;
        // As whoever is killed between the store and the rows leaves it.
        let sha256 = kept["sha256"].as_str().expect("a hash");
        forget(province, sha256, "FALSE").await;
        assert_eq!(swept(province).await, Swept { files: 0, bytes: 1 });
        let again = hoa.keeps("a.png", &png(province, 64)).await;
        assert_eq!(province.fetch(&again["url"]).await.status, 200);
        // While bytes are being deleted, nobody may count on them.
        forget(province, sha256, "TRUE").await;
        let waits = hoa.upload("a.png", &png(province, 64)).await;
        assert_eq!(
            (waits.status, waits.header("retry-after").as_deref()),
            (503, Some("5"))
        );
        assert_eq!(swept(province).await.bytes, 1);
        assert_eq!(hoa.upload("a.png", &png(province, 64)).await.status, 201);
    })
    .await;
}
