//! What is kept of an upload: images written anew in fixed widths, everything else as it is, nothing twice.

use entity::value::AccountRole::{Contributor, Publisher};
use image::{GenericImageView, ImageFormat};
use serde_json::json;

use crate::support::client::Request;
use crate::support::files::{
    CANARY, archive, as_file, document, path_of, pdf, photograph, picture,
};
use crate::support::province::for_both;

#[tokio::test]
async fn a_photograph_is_turned_and_says_no_more_where_it_was_taken() {
    for_both(async |province| {
        let hoa = province
            .colleague("Hoa", &[(Contributor, "so-tu-phap")])
            .await;
        let taken = photograph(900, 700);
        assert!(taken.windows(CANARY.len()).any(|part| part == CANARY));
        let kept = hoa.keeps("%E1%BA%A2nh%20b%C3%ACa.JPG", &taken).await;
        assert_eq!(
            (
                &kept["name"],
                &kept["mediaType"],
                &kept["width"],
                &kept["height"]
            ),
            (
                &json!("Ảnh bìa.webp"),
                &json!("image/webp"),
                &json!(700),
                &json!(900)
            )
        );
        let variants = kept["variants"].as_array().expect("variants");
        let mut all = vec![(&kept["url"], [700, 900])];
        all.extend(
            variants
                .iter()
                .map(|it| &it["url"])
                .zip([[320, 412], [640, 823]]),
        );
        assert_eq!(variants.len() + 1, all.len());
        for (url, [width, height]) in all {
            let reply = province.fetch(url).await;
            assert_eq!(reply.status, 200);
            assert_eq!(reply.header("content-type").as_deref(), Some("image/webp"));
            assert_eq!(
                reply.header("cache-control").as_deref(),
                Some("private, no-store")
            );
            assert!(!reply.body.windows(CANARY.len()).any(|part| part == CANARY));
            let image = image::load_from_memory_with_format(&reply.body, ImageFormat::WebP);
            assert_eq!(image.expect("an image").dimensions(), (width, height));
        }
        let shown = hoa.file(kept["sha256"].as_str().expect("a hash")).await;
        assert_eq!(
            shown["variants"],
            json!([{ "width": 320, "height": 412 }, { "width": 640, "height": 823 }])
        );
        assert_eq!(shown["uploadedBy"]["name"], "Hoa");
    })
    .await;
}

#[tokio::test]
async fn images_of_every_format_are_kept_in_widths() {
    for_both(async |province| {
        let hoa = province
            .colleague("Hoa", &[(Contributor, "so-tu-phap")])
            .await;
        let wide = picture(2_600, 4, 1);
        for (name, format) in [
            ("a.png", ImageFormat::Png),
            ("a.gif", ImageFormat::Gif),
            ("a.webp", ImageFormat::WebP),
        ] {
            let kept = hoa.keeps(name, &as_file(&wide, format)).await;
            assert_eq!(kept["width"], 2_560, "{name}");
            let widths = kept["variants"].as_array().expect("variants").iter();
            let widths: Vec<_> = widths.map(|it| it["width"].as_i64()).collect();
            assert_eq!(widths, [320, 640, 1_280, 1_920].map(Some), "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn other_files_are_kept_as_they_are_and_sent_in_parts() {
    for_both(async |province| {
        let hoa = province
            .colleague("Hoa", &[(Publisher, "so-tu-phap")])
            .await;
        let mut frames = vec![0; 834];
        for at in [0, 417] {
            frames[at..at + 4].copy_from_slice(b"\xff\xfb\x90\x00");
        }
        let mut film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".to_vec();
        film.extend((0..50_000_u32).flat_map(u32::to_le_bytes));
        let odt = [
            ("mimetype", &b"application/vnd.oasis.opendocument.text"[..]),
            ("content.xml", b"<a/>"),
        ];
        for (name, bytes, media_type) in [
            ("a.pdf", pdf(300), "application/pdf"),
            (
                "a.docx",
                document("Luật"),
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ),
            (
                "a.odt",
                archive(&odt, 1),
                "application/vnd.oasis.opendocument.text",
            ),
            ("a.mp3", frames, "audio/mpeg"),
            ("a.wav", b"RIFF\x24\0\0\0WAVEfmt ".to_vec(), "audio/wav"),
            ("a.ogg", b"OggS\0\x02".to_vec(), "audio/ogg"),
            ("a.m4a", b"\0\0\0\x18ftypM4A \0\0\0\0".to_vec(), "audio/mp4"),
            (
                "a.webm",
                b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm".to_vec(),
                "video/webm",
            ),
            (
                "a.vtt",
                "WEBVTT\n\n00:01.000 --> 00:02.000\nLuật"
                    .as_bytes()
                    .to_vec(),
                "text/vtt",
            ),
            ("a.mp4", film, "video/mp4"),
        ] {
            let kept = hoa.keeps(name, &bytes).await;
            assert_eq!(
                (&kept["mediaType"], &kept["name"]),
                (&json!(media_type), &json!(name))
            );
            let reply = province.fetch(&kept["url"]).await;
            assert!(reply.body == bytes, "{name}");
            let part = Request::get(&path_of(&kept["url"])).header("range", "bytes=3-9");
            let part = province.send(part).await;
            assert_eq!(
                (part.status, part.body.as_slice()),
                (206, &bytes[3..bytes.len().min(10)]),
                "{name}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn the_same_bytes_are_kept_once_for_everybody() {
    for_both(async |province| {
        let hoa = province
            .colleague("Hoa", &[(Contributor, "so-tu-phap")])
            .await;
        let lan = province
            .colleague("Lan", &[(Contributor, "so-noi-vu")])
            .await;
        let bytes = as_file(&picture(700, 5, 2), ImageFormat::Png);
        let first = hoa.upload("mot.png", &bytes).await;
        assert_eq!(first.status, 201, "{}", first.text());
        let count = || async {
            let files = province.number("SELECT count(*) FROM file").await;
            (
                files,
                province.number("SELECT count(*) FROM file_variant").await,
            )
        };
        let before = count().await;
        let again = hoa.upload("hai.png", &bytes).await;
        assert_eq!(
            (again.status, &again.json()["name"]),
            (200, &json!("mot.webp"))
        );
        let theirs = lan.upload("ba.png", &bytes).await;
        assert_eq!(
            (theirs.status, &theirs.json()["name"]),
            (201, &json!("ba.webp"))
        );
        let kept = province.fetch(&first.json()["url"]).await.body;
        let back = hoa.upload("bon.webp", &kept).await;
        assert_eq!(back.status, 200, "what is kept is known as well");
        for reply in [&again, &theirs, &back] {
            assert_eq!(reply.json()["sha256"], first.json()["sha256"]);
        }
        assert_eq!(count().await, before);
        assert_eq!(province.number("SELECT count(*) FROM loose_bytes").await, 0);
        let acts =
            "SELECT count(*) FROM audit WHERE action = 'file.upload' AND agency_id IS NOT NULL";
        assert_eq!(province.number(acts).await, 4);
    })
    .await;
}
