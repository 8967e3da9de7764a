//! What is refused, and why: bombs, two things in one, names that lead somewhere, too much, too slow.

use std::time::Duration;

use entity::value::AccountRole::{Auditor, Contributor};
use image::ImageFormat;
use serde_json::{Value, json};

use crate::support::client::{Connection, Request};
use crate::support::desk::as_bearer;
use crate::support::files::{archive, as_file, document, pdf, picture};
use crate::support::province::{for_both, for_sqlite};

/// The head of an image of so many pixels, with nothing in it.
fn bomb(side: u32) -> Vec<u8> {
    let mut bytes = as_file(&picture(1, 1, 0), ImageFormat::Png);
    bytes[16..20].copy_from_slice(&side.to_be_bytes());
    bytes[20..24].copy_from_slice(&side.to_be_bytes());
    let mut crc = flate2::Crc::new();
    crc.update(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&crc.sum().to_be_bytes());
    bytes
}

/// What is not taken, and why.
fn refused(png: &[u8]) -> Vec<(&'static str, Vec<u8>, u16, &'static str)> {
    let cut = png[..png.len() / 2].to_vec();
    let both = [pdf(100), document("a")].concat();
    let types = ("[Content_Types].xml", &b"<Types/>"[..]);
    let macros = archive(
        &[
            types,
            ("word/document.xml", b"a"),
            ("word/vbaProject.bin", b"b"),
        ],
        1,
    );
    let inflated = archive(&[types, ("word/document.xml", &[b'a'; 2_000])], 500);
    vec![
        (
            "a.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
            415,
            "UNSUPPORTED_MEDIA_TYPE",
        ),
        (
            "a.html",
            b"<!doctype html><script>1</script>".to_vec(),
            415,
            "UNSUPPORTED_MEDIA_TYPE",
        ),
        (
            "a.png",
            b"<!doctype html><script>1</script>".to_vec(),
            415,
            "UNSUPPORTED_MEDIA_TYPE",
        ),
        ("a.html", png.to_vec(), 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("a.jpg", png.to_vec(), 415, "UNSUPPORTED_MEDIA_TYPE"),
        (
            "a.gif",
            b"GIF89a/*<script>alert(1)</script>*/".to_vec(),
            415,
            "UNSUPPORTED_MEDIA_TYPE",
        ),
        ("a.pdf", both, 415, "UNSUPPORTED_MEDIA_TYPE"),
        (
            "a.vtt",
            format!("WEBVTT\n{}<script>", " ".repeat(2_000)).into_bytes(),
            415,
            "UNSUPPORTED_MEDIA_TYPE",
        ),
        ("a.docx", macros, 415, "UNSUPPORTED_MEDIA_TYPE"),
        (
            "a.zip",
            archive(&[("a.txt", b"a")], 1),
            415,
            "UNSUPPORTED_MEDIA_TYPE",
        ),
        ("a.docx", inflated, 422, "UNREADABLE"),
        (
            "a.docx",
            b"PK\x03\x04 and nothing more".to_vec(),
            422,
            "UNREADABLE",
        ),
        ("a.png", cut, 422, "UNREADABLE"),
        ("a.pdf", b"%PDF-1.7\n".to_vec(), 422, "UNREADABLE"),
        ("a.png", bomb(50_000), 422, "TOO_MANY_PIXELS"),
        ("a.png", bomb(11_000), 422, "TOO_MANY_PIXELS"),
        ("a.png", Vec::new(), 422, "EMPTY"),
    ]
}

#[tokio::test]
async fn what_is_not_what_it_says_is_refused() {
    for_both(async |province| {
        let hoa = province
            .colleague("Hoa", &[(Contributor, "so-tu-phap")])
            .await;
        let png = as_file(&picture(8, 8, 3), ImageFormat::Png);
        for (name, bytes, status, code) in refused(&png) {
            let reply = hoa.upload(name, &bytes).await;
            assert_eq!(reply.status, status, "{name} {code}: {}", reply.text());
            assert_eq!(
                reply.header("content-type").as_deref(),
                Some("application/problem+json")
            );
            assert_eq!(
                (&reply.json()["code"], &reply.json()["status"]),
                (&json!(code), &json!(status)),
                "{name}"
            );
        }
        for (header, value) in [
            ("content-type", "text/html"),
            ("content-type", "application/pdf+html"),
            ("content-encoding", "gzip"),
        ] {
            let reply = hoa.upload_with("a.png", &png, &[(header, value)]).await;
            assert_eq!(reply.status, 415, "{value}");
        }
        let told = hoa
            .upload_with("a.exe", b"MZ", &[("accept-language", "en")])
            .await;
        assert!(
            told.text().contains("This kind of file is not taken"),
            "{}",
            told.text()
        );
        assert_eq!(told.header("content-language").as_deref(), Some("en"));
        assert_eq!(
            province.number("SELECT count(*) FROM file_custody").await,
            0
        );
        assert_eq!(province.number("SELECT count(*) FROM loose_bytes").await, 0);
        assert_eq!(
            hoa.upload("a.png", &png).await.status,
            201,
            "and it goes on"
        );
    })
    .await;
}

#[tokio::test]
async fn a_name_leads_nowhere() {
    for_both(async |province| {
        let hoa = province
            .colleague("Hoa", &[(Contributor, "so-tu-phap")])
            .await;
        for (number, (given, name)) in [
            ("..%2F..%2Fetc%2Fpasswd.png", "passwd.webp"),
            ("a%0D%0ASet-Cookie:%20b.png", "aSet-Cookie: b.webp"),
            ("a%E2%80%AEgpj.png", "agpj.webp"),
            ("%3Cscript%3E.png", "<script>.webp"),
        ]
        .into_iter()
        .enumerate()
        {
            let width = 9 + u32::try_from(number).expect("few");
            let bytes = as_file(&picture(width, 9, 100), ImageFormat::Png);
            let kept = hoa.keeps(given, &bytes).await;
            assert_eq!(kept["name"], name);
            let reply = province.fetch(&kept["url"]).await;
            assert_eq!(reply.status, 200, "{given}");
            assert_eq!(reply.header("set-cookie"), None);
            assert_eq!(
                reply.header("x-content-type-options").as_deref(),
                Some("nosniff")
            );
            assert_eq!(
                reply.header("content-security-policy").as_deref(),
                Some("default-src 'none'; sandbox")
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_byte_too_many_is_too_many() {
    for_sqlite(async |province| {
        let hoa = province
            .colleague("Hoa", &[(Contributor, "so-tu-phap")])
            .await;
        let captions = |length: usize| {
            let mut text = b"WEBVTT\n".to_vec();
            text.resize(length, b'\n');
            text
        };
        assert_eq!(hoa.upload("a.vtt", &captions(2_000_000)).await.status, 201);
        let reply = hoa.upload("a.vtt", &captions(2_000_001)).await;
        assert_eq!(
            (reply.status, &reply.json()["limit"]),
            (413, &json!(2_000_000))
        );
    })
    .await;
}

#[tokio::test]
async fn who_sends_too_slowly_is_cut_off() {
    for_sqlite(async |province| {
        let hasty = province.beside(&["--request-timeout", "1"]);
        let hoa = hasty.colleague("Hoa", &[(Contributor, "so-tu-phap")]).await;
        let whole = as_bearer(Request::put("/files/a.pdf", &pdf(1_000)), &hoa.token).bytes();
        let mut connection = Connection::open(hasty.address()).await;
        connection
            .send(&whole[..whole.len() - 500])
            .await
            .expect("sent");
        let reply = tokio::time::timeout(Duration::from_secs(10), connection.reply(false)).await;
        let reply = reply.expect("in time").expect("an answer");
        assert_eq!(
            (reply.status, &reply.json()["code"]),
            (408, &json!("REQUEST_TIMEOUT"))
        );
        assert_eq!(
            province.number("SELECT count(*) FROM file_custody").await,
            0
        );
        hasty.leave().await;
    })
    .await;
}

#[tokio::test]
async fn who_may_not_uploads_nothing() {
    for_both(async |province| {
        let bytes = as_file(&picture(6, 6, 4), ImageFormat::Png);
        let code = |value: &Value| value["code"].as_str().unwrap_or_default().to_owned();
        let nobody = province.send(Request::put("/files/a.png", &bytes)).await;
        assert_eq!(
            (nobody.status, code(&nobody.json())),
            (401, "UNAUTHENTICATED".to_owned())
        );
        assert!(nobody.header("www-authenticate").is_some());
        let auditor = province.colleague("An", &[(Auditor, "so-tu-phap")]).await;
        assert_eq!(auditor.upload("a.png", &bytes).await.status, 403);
        let hoa = province
            .colleague("Hoa", &[(Contributor, "so-tu-phap")])
            .await;
        let elsewhere = hoa
            .upload_with("a.png", &bytes, &[("x-agency", "so-noi-vu")])
            .await;
        let nowhere = hoa
            .upload_with("a.png", &bytes, &[("x-agency", "khong-co")])
            .await;
        assert_eq!((elsewhere.status, elsewhere.text()), (404, nowhere.text()));
        let both = [(Contributor, "so-tu-phap"), (Contributor, "so-noi-vu")];
        let lan = province.colleague("Lan", &both).await;
        let which = lan.upload("a.png", &bytes).await;
        assert_eq!(
            (which.status, code(&which.json())),
            (422, "AGENCY_NEEDED".to_owned())
        );
        let named = lan
            .upload_with("a.png", &bytes, &[("x-agency", "so-noi-vu")])
            .await;
        assert_eq!(named.status, 201, "{}", named.text());
        let machine = province
            .machine("Cổng", &[(Contributor, "so-tu-phap")])
            .await;
        let (_, reading) = province.key(machine, &["file.read"], &[]).await;
        let (_, writing) = province
            .key(machine, &["file.read", "file.upload"], &[])
            .await;
        for (key, status) in [(reading, 403), (writing, 201)] {
            let request = as_bearer(Request::put("/files/a.png", &bytes), &key);
            assert_eq!(province.send(request).await.status, status);
        }
    })
    .await;
}

#[tokio::test]
async fn who_uploads_too_much_waits() {
    for_sqlite(async |province| {
        let hoa = province
            .colleague("Hoa", &[(Contributor, "so-tu-phap")])
            .await;
        for _ in 0..60 {
            assert_eq!(hoa.upload("a.txt", b"x").await.status, 415);
        }
        let reply = hoa.upload("a.txt", b"x").await;
        assert_eq!(
            (reply.status, reply.header("retry-after").as_deref()),
            (429, Some("2"))
        );
        let lan = province
            .colleague("Lan", &[(Contributor, "so-tu-phap")])
            .await;
        assert_eq!(lan.upload("a.txt", b"x").await.status, 415);
    })
    .await;
}
