//! The files of a draft that is previewed.

use chrono::TimeDelta;
use entity::value::AccountRole::{BoardMember, Contributor};
use image::ImageFormat;
use serde_json::json;

use super::{HERE, after, attempt, preview, public_id, see};
use crate::support::drafts::{Seen, confirmed, ready};
use crate::support::files::{as_file, picture};
use crate::support::province::for_both;

#[tokio::test]
async fn the_drafts_files_are_served_with_it_for_some_minutes_and_the_publics_as_ever() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let bytes = as_file(&picture(700, 90, 81), ImageFormat::Png);
        let kept = hoa.keeps("bia.png", &bytes).await;
        let draft = ready(&hoa, "Bản có ảnh", HERE).await;
        let changes = json!({ "path": "/tin/anh", "cover": { "sha256": kept["sha256"], "alt": "Ảnh" },
            "attachments": [{ "sha256": kept["sha256"], "title": "Ảnh lớn", "role": "IMAGE" }] });
        let draft = hoa.save(&draft, changes).await;
        let payload = attempt(&hoa, &draft, json!({})).await;
        assert_eq!(payload["path"], "/tin/anh");
        assert_eq!(payload["item"]["contentId"], public_id(&draft.id));
        let draft = Seen { version: draft.version + 1, ..draft };
        let made = preview(&hoa, &draft, json!({})).await;
        let query = "{ resource(path: \"/tin/anh\") { ... on Content { cover { url variants { url } } attachments { url variants { url } } } } }";
        let data = see(province, &made.token, query, json!({})).await;
        let shown = &data["resource"];
        for file in [&shown["cover"], &shown["attachments"][0]] {
            let variants = file["variants"].as_array().expect("variants");
            assert_eq!(variants.len(), 2);
            for url in variants.iter().map(|variant| &variant["url"]).chain([&file["url"]]) {
                assert_eq!(province.fetch(url).await.status, 200, "{url}");
                let bare = url.as_str().expect("an address").split('?').next();
                assert_eq!(province.fetch(&json!(bare)).await.status, 404, "{url}");
            }
        }
        province.advance(TimeDelta::minutes(11));
        assert_eq!(province.fetch(&shown["cover"]["url"]).await.status, 404);

        let ban = province.colleague("Bình", &[(BoardMember, "so-tu-phap")]).await;
        let hoa = hoa.renewed().await;
        let sent = hoa.does("contentSubmit", &after(&draft, &made), confirmed()).await;
        let approved = ban.does("contentApprove", &sent, json!({})).await;
        let live = ban.does("contentPublish", &approved, json!({})).await;
        let revised = hoa.does("contentRevise", &live, json!({})).await;
        let revised = hoa.save(&revised, json!({ "title": "Bản sau", "changeNote": "Đổi tên." })).await;
        let made = preview(&hoa, &revised, json!({})).await;
        let published = province.ask(query).await;
        assert_eq!(published["resource"]["cover"]["url"].as_str().map(|url| url.contains('?')), Some(false));
        let data = see(province, &made.token, query, json!({})).await;
        assert_eq!(province.fetch(&data["resource"]["cover"]["url"]).await.status, 200);
    })
    .await;
}
