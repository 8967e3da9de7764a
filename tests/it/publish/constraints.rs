//! What the database itself does not let happen, whoever writes.

use crate::support::database::for_both;
use crate::support::records::{agencies, article, content, decree, with};
use serde_json::json;

#[tokio::test]
async fn illegal_states_are_impossible() {
    for_both(async |db| {
        db.take(agencies()).await;
        let question = json!({"kind": "legal_question", "question": "Hỏi?", "law_as_of": "2026-01-01"});
        db.take([article("1"), content("2", question), with(decree("3", "01/2025/NĐ-CP"), json!({"path": "/a"}))]).await;
        let edition = "id, content_id, number, state, title, title_key, section_code, agency_id, slug, digest, first_published_at, published_at, updated_at, created_at";
        let copy = |number: i32, state: &str| {
            let id = match db.database.backend() {
                sea_orm::DbBackend::Sqlite => format!("randomblob(16 + 0 * {number})"),
                _ => "gen_random_uuid()".to_owned(),
            };
            format!(
                "INSERT INTO edition ({edition}) SELECT {id}, content_id, {number}, '{state}', title, title_key, section_code, agency_id, slug, digest, first_published_at, published_at, updated_at, created_at FROM edition WHERE title = 'Tin 1' AND number = 1"
            )
        };
        db.execute(&copy(2, "draft")).await.expect("one working edition");
        db.execute(&copy(3, "superseded")).await.expect("history");
        for (what, statement) in [
            ("two live editions", copy(4, "live")),
            ("two working editions", copy(4, "submitted")),
            ("a number twice", copy(3, "superseded")),
            ("an unknown state", copy(5, "secret")),
            ("live without dates", "UPDATE edition SET published_at = NULL WHERE state = 'live'".to_owned()),
            ("no title", "UPDATE edition SET title = ''".to_owned()),
            ("no section", "UPDATE edition SET section_code = 'khong-co'".to_owned()),
            ("no agency", "DELETE FROM agency".to_owned()),
            ("a section in use goes", "DELETE FROM section".to_owned()),
            ("an unknown kind", "UPDATE content SET kind = 'essay'".to_owned()),
            ("a work with two of a language", "UPDATE content SET work_id = (SELECT min(CAST(id AS text)) FROM content)".to_owned()),
            ("a path with no beginning", "UPDATE path SET path = 'a' WHERE path = '/a'".to_owned()),
            ("a content at two paths", "INSERT INTO path (path, outcome, content_id, at) SELECT '/b', 'content', content_id, at FROM path WHERE path = '/a'".to_owned()),
            ("a redirect to nowhere", "UPDATE path SET outcome = 'redirect', content_id = NULL WHERE path = '/a'".to_owned()),
            ("a withdrawal without reason", "UPDATE path SET outcome = 'withdrawn' WHERE path = '/a'".to_owned()),
            ("an unknown outcome", "UPDATE path SET outcome = 'lost'".to_owned()),
            ("a negative count", "UPDATE listing_scope SET total = -1".to_owned()),
            ("a list of nothing", "DELETE FROM listing_scope".to_owned()),
            ("a provision twice", "INSERT INTO provision SELECT * FROM provision".to_owned()),
            ("an end before the beginning", "UPDATE legal_document SET expires_on = '2001-01-01'".to_owned()),
            ("an unknown document type", "UPDATE legal_document SET type_code = 'x'".to_owned()),
            ("a question without words", "UPDATE legal_question SET question = ''".to_owned()),
            ("an area below itself", "UPDATE area SET parent_id = id".to_owned()),
            ("a code of two areas now", "UPDATE area SET code = '04', valid_to = NULL WHERE code IN ('040', '04')".to_owned()),
            ("a short hash", "INSERT INTO file (sha256, name, media_type, size, created_at) VALUES ('ab', 'a', 'a/b', 1, '2026-01-01 00:00:00Z')".to_owned()),
            ("a second head", "INSERT INTO outbox_head (id, seq) VALUES (2, 0)".to_owned()),
            ("a second portal", "INSERT INTO site (id, name, province, area_id, language_code) SELECT 2, 'a', 'b', id, 'vi' FROM area".to_owned()),
        ] {
            let before = db.contents_of_tables().await;
            assert!(db.execute(&statement).await.is_err(), "{what}: {statement}");
            assert_eq!(db.contents_of_tables().await, before, "{what}");
        }
    })
    .await;
}
