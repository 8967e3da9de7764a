//! Paths: one row a path for ever, with its outcome.

use nguonluat::domain::listing::rebuild;
use nguonluat::domain::paths::outcomes;
use nguonluat::domain::publish::Outcome::{Added, Changed, Unchanged};
use serde_json::{Value, json};

use crate::support::database::{TestDatabase, for_both};
use crate::support::records::{agencies, article, with};

async fn paths(db: &TestDatabase) -> Vec<String> {
    db.column("SELECT path || ' ' || outcome || coalesce(' ' || target, '') || coalesce(' ' || title, '') FROM path ORDER BY path").await
}

fn at(path: &str, published: &str) -> Value {
    with(
        article("1"),
        json!({"path": path, "first_published_at": "2026-01-01T00:00:00Z", "published_at": published, "updated_at": published}),
    )
}

fn ended(outcome: &str, at: &str) -> Value {
    json!({"record": "path", "path": "/a", "outcome": outcome, "reason": "Nhầm lẫn.", "at": at})
}

#[tokio::test]
async fn an_old_path_leads_to_the_new_one() {
    for_both(async |db| {
        db.take(agencies()).await;
        let at = |path| at(path, "2026-01-01T00:00:00Z");
        db.take([at("/a")]).await;
        assert_eq!(db.take([at("/b")]).await, [Changed]);
        assert_eq!(paths(db).await, ["/a redirect", "/b content"]);
        assert_eq!(
            db.number("SELECT count(DISTINCT content_id) FROM path")
                .await,
            1
        );
        assert_eq!(
            db.take([with(at("/b"), json!({"redirects": ["/cu", "/a"]}))])
                .await,
            [Changed]
        );
        assert_eq!(
            db.number("SELECT count(*) FROM edition").await,
            2,
            "another redirect is no edition"
        );
        assert_eq!(
            db.take([with(at("/b"), json!({"redirects": ["/cu"]}))])
                .await,
            [Unchanged]
        );
        assert_eq!(db.take([at("/a")]).await, [Changed]);
        assert_eq!(
            paths(db).await,
            ["/a content", "/b redirect", "/cu redirect"]
        );
    })
    .await;
}

#[tokio::test]
async fn a_path_is_one_contents_for_ever() {
    for_both(async |db| {
        db.take(agencies()).await;
        let at = |path| at(path, "2026-01-01T00:00:00Z");
        db.take([at("/a")]).await;
        db.take([at("/b")]).await;
        for path in ["/a", "/b"] {
            let refusal = db.refusal(with(article("2"), json!({"path": path}))).await;
            assert!(refusal.contains("that of another content"), "{refusal}");
            let refusal = db.refusal(with(article("2"), json!({"path": "/c", "redirects": [path]}))).await;
            assert!(refusal.contains("in use already"), "{refusal}");
        }
        let redirect = json!({"record": "path", "path": "/b", "outcome": "redirect", "target": "/a", "at": "2026-01-01T00:00:00Z"});
        assert!(db.refusal(redirect).await.contains("a content lives there"));
    })
    .await;
}

#[tokio::test]
async fn a_withdrawal_stands_until_something_is_published_after_it() {
    for_both(async |db| {
        db.take(agencies()).await;
        let first = at("/a", "2026-01-01T00:00:00Z");
        let withdrawn = ended("withdrawn", "2026-02-01T00:00:00Z");
        assert_eq!(
            db.take([first.clone(), withdrawn.clone()]).await,
            [Added, Changed]
        );
        assert_eq!(paths(db).await, ["/a withdrawn Tin 1"]);
        assert_eq!(db.number("SELECT count(*) FROM listing").await, 0);
        assert_eq!(
            db.number("SELECT CAST(coalesce(sum(total), 0) AS bigint) FROM listing_scope")
                .await,
            0
        );
        assert_eq!(
            db.column::<String>("SELECT state FROM edition").await,
            ["withdrawn"]
        );
        // The same file again.
        assert_eq!(
            db.take([first, withdrawn.clone()]).await,
            [Unchanged, Unchanged]
        );
        // Something newer; then the old withdrawal is stale.
        let later = at("/a", "2026-03-01T00:00:00Z");
        assert_eq!(db.take([later.clone()]).await, [Changed]);
        assert_eq!(db.take([withdrawn, later]).await, [Unchanged, Unchanged]);
        assert_eq!(paths(db).await, ["/a content"]);
        assert_eq!(
            db.take([ended("gone", "2026-04-01T00:00:00Z")]).await,
            [Changed]
        );
        assert_eq!(paths(db).await, ["/a gone Tin 1"]);
        assert_eq!(
            rebuild::differences(&db.database).await.expect("compared"),
            [""; 0]
        );
    })
    .await;
}

#[tokio::test]
async fn tombstones_and_redirects_need_no_content() {
    for_both(async |db| {
        db.take(agencies()).await;
        let redirect = json!({"record": "path", "path": "/r", "outcome": "redirect", "target": "/a", "at": "2026-01-01T00:00:00Z"});
        let tombstone = with(ended("withdrawn", "2026-02-01T00:00:00Z"), json!({"title": "Bài cũ"}));
        assert_eq!(db.take([tombstone.clone(), redirect.clone()]).await, [Added, Added]);
        assert_eq!(db.take([tombstone, redirect.clone()]).await, [Unchanged, Unchanged]);
        assert_eq!(paths(db).await, ["/a withdrawn Bài cũ", "/r redirect /a"]);
        // A copy that still has what was withdrawn does not bring it back; what is newer may have the path.
        let refusal = db.refusal(at("/a", "2026-01-15T00:00:00Z")).await;
        assert!(refusal.contains("\"/a\" was taken away at 2026-02-01T00:00:00Z"), "{refusal}");
        assert_eq!(db.take([at("/a", "2026-02-15T00:00:00Z")]).await, [Added]);
        for (fields, said) in [
            (json!({"path": "/s", "target": null}), "target: is missing"),
            (json!({"path": "/s", "target": "/s"}), "leads back"),
            (json!({"path": "/a", "target": "/s"}), "lives there"),
            (json!({"path": "/x", "outcome": "withdrawn", "target": null}), "reason: is missing"),
            (json!({"path": "/x", "outcome": "gone"}), "only a redirect leads"),
        ] {
            let refusal = db.refusal(with(redirect.clone(), fields)).await;
            assert!(refusal.contains(said), "{refusal}");
        }
        db.take([json!({"record": "path", "path": "/t", "outcome": "redirect", "target": "/s", "at": "2026-01-01T00:00:00Z"})]).await;
        let back = json!({"record": "path", "path": "/s", "outcome": "redirect", "target": "/t", "at": "2026-01-01T00:00:00Z"});
        assert!(db.refusal(back).await.contains("leads back"));
    })
    .await;
}

#[tokio::test]
async fn a_path_is_the_same_composed_and_decomposed() {
    for_both(async |db| {
        db.take(agencies()).await;
        let (composed, decomposed) = ("/c\u{e0}-ph\u{ea}", "/ca\u{300}-phe\u{302}");
        let one = with(article("1"), json!({"path": decomposed, "redirects": ["/cu\u{303}"]}));
        assert_eq!(db.take([one.clone()]).await, [Added]);
        assert_eq!(db.take([with(one, json!({"path": composed, "redirects": ["/c\u{169}"]}))]).await, [Unchanged]);
        assert_eq!(paths(db).await, ["/c\u{e0}-ph\u{ea} content", "/c\u{169} redirect"]);
        let refusal = db.refusal(with(article("2"), json!({"path": decomposed}))).await;
        assert!(refusal.contains("that of another content"), "{refusal}");
        let gone = json!({"record": "path", "path": "/e\u{302}", "outcome": "redirect", "target": decomposed, "at": "2026-01-01T00:00:00Z"});
        db.take([gone]).await;
        let session = db.database.session();
        for (asked, found) in [
            (composed, true), (decomposed, true), ("/cu\u{303}", true), ("/e\u{302}", true), ("/\u{ea}", true), ("/e", false),
        ] {
            let answers = outcomes(&session, &[asked]).await.expect("answers");
            assert_eq!(answers.contains_key(asked), found, "{asked}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_notice_is_that_of_its_content() {
    for_both(async |db| {
        db.take(agencies()).await;
        let first = at("/a", "2026-01-01T00:00:00Z");
        db.take([first, ended("withdrawn", "2026-02-01T00:00:00Z")])
            .await;
        for day in ["2026-01-15T00:00:00Z", "2026-03-01T00:00:00Z"] {
            let times = json!({"path": "/a", "published_at": day, "updated_at": day});
            let refusal = db.refusal(with(article("2"), times)).await;
            assert!(refusal.contains("that of another content"), "{refusal}");
        }
        assert_eq!(paths(db).await, ["/a withdrawn Tin 1"]);
    })
    .await;
}

#[tokio::test]
async fn addresses_that_are_made_are_each_contents_own() {
    for_both(async |db| {
        db.take(agencies()).await;
        let same = |id: i32| with(article(&id.to_string()), json!({"title": "Thông báo"}));
        db.take((0..40).map(same)).await;
        assert_eq!(db.number("SELECT count(*) FROM path WHERE path LIKE '/tin-tuc-su-kien/thong-bao-%' AND length(path) = 35").await, 40);
        db.take([with(article("x"), json!({"title": "中文"}))]).await;
        assert_eq!(db.number("SELECT count(*) FROM path WHERE length(path) = 25").await, 1);
    })
    .await;
}
