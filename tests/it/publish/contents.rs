//! Contents and their editions.

use nguonluat::domain::publish::Outcome::{Added, Changed, Unchanged};
use serde_json::json;

use crate::support::database::for_both;
use crate::support::records::{agencies, article, content, with};

#[tokio::test]
async fn the_same_again_changes_nothing() {
    for_both(async |db| {
        db.take(agencies()).await;
        assert_eq!(db.take([article("1"), article("2")]).await, [Added, Added]);
        let kept = db.contents_of_tables().await;
        assert_eq!(
            db.take([article("1"), article("2")]).await,
            [Unchanged, Unchanged]
        );
        assert_eq!(db.contents_of_tables().await, kept);
    })
    .await;
}

#[tokio::test]
async fn a_change_makes_a_new_edition() {
    for_both(async |db| {
        db.take(agencies()).await;
        db.take([article("1")]).await;
        let changed = with(
            article("1"),
            json!({"title": "Tin mới", "updated_at": "2026-02-02T00:00:00Z"}),
        );
        assert_eq!(db.take([changed.clone()]).await, [Changed]);
        assert_eq!(db.take([changed]).await, [Unchanged]);
        let editions = "SELECT number || ' ' || state || ' ' || title FROM edition ORDER BY number";
        assert_eq!(
            db.column::<String>(editions).await,
            ["1 superseded Tin 1", "2 live Tin mới"]
        );
        assert_eq!(
            db.number("SELECT CAST(lock_version AS bigint) FROM content")
                .await,
            2
        );
        // The address stays though it was made from the old title.
        let paths: Vec<String> = db.column("SELECT outcome || ' ' || path FROM path").await;
        assert_eq!(paths.len(), 1);
        assert!(
            paths[0].starts_with("content /tin-tuc-su-kien/tin-1-"),
            "{paths:?}"
        );
        // Back to the first text is an edition again.
        assert_eq!(db.take([article("1")]).await, [Changed]);
        assert_eq!(
            db.number("SELECT CAST(max(number) AS bigint) FROM edition WHERE state = 'live'")
                .await,
            3
        );
    })
    .await;
}

#[tokio::test]
async fn a_content_is_found_by_what_it_is_called() {
    for_both(async |db| {
        db.take(agencies()).await;
        let id = "0e9a1c36-21d4-4c0f-8f19-d2bf7c84e0a1";
        let first = with(article("1"), json!({"id": id, "path": "/tin/mot"}));
        db.take([first]).await;
        // By an identifier elsewhere, whatever its place among them.
        let ids = json!([{"system": "new", "value": "9"}, {"system": "story", "value": "1"}]);
        assert_eq!(
            db.take([with(article("1"), json!({"external_ids": ids}))])
                .await,
            [Changed]
        );
        // By path, when there is no identifier.
        let by_path = with(
            article("1"),
            json!({"external_ids": null, "path": "/tin/mot", "title": "Ba"}),
        );
        assert_eq!(db.take([by_path.clone()]).await, [Changed]);
        assert_eq!(
            db.column::<uuid::Uuid>("SELECT id FROM content").await,
            [id.parse::<uuid::Uuid>().expect("an id")]
        );
        assert_eq!(db.number("SELECT count(*) FROM external_id").await, 0);
        // One whose identifiers belong to two.
        db.take([article("2"), article("3")]).await;
        let ids = json!([{"system": "story", "value": "2"}, {"system": "story", "value": "3"}]);
        let refusal = db
            .refusal(with(article("2"), json!({"external_ids": ids})))
            .await;
        assert!(
            refusal.contains("story:3 belongs to another content"),
            "{refusal}"
        );
    })
    .await;
}

#[tokio::test]
async fn kind_and_language_stay() {
    for_both(async |db| {
        db.take(agencies()).await;
        db.take([article("1")]).await;
        let refusal = db.refusal(content("1", json!({"kind": "guidance"}))).await;
        assert!(refusal.starts_with("details.kind: "), "{refusal}");
        let refusal = db
            .refusal(with(article("1"), json!({"language": "en"})))
            .await;
        assert!(refusal.starts_with("language: "), "{refusal}");
    })
    .await;
}

#[tokio::test]
async fn languages_are_joined_by_their_work() {
    for_both(async |db| {
        db.take(agencies()).await;
        let work = "0e9a1c36-21d4-4c0f-8f19-d2bf7c84e0a1";
        let translated = with(article("2"), json!({"language": "en", "work": work}));
        db.take([with(article("1"), json!({"id": work})), translated.clone()])
            .await;
        assert_eq!(
            db.number("SELECT count(DISTINCT work_id) FROM content")
                .await,
            1
        );
        let refusal = db.refusal(with(article("3"), json!({"work": work}))).await;
        assert!(
            refusal.starts_with("work: ") && refusal.contains("\"vi\""),
            "{refusal}"
        );
        // A work of its own again.
        assert_eq!(
            db.take([with(translated, json!({"work": null}))]).await,
            [Changed]
        );
        assert_eq!(
            db.number("SELECT count(DISTINCT work_id) FROM content")
                .await,
            2
        );
        assert_eq!(
            db.number("SELECT count(*) FROM edition").await,
            2,
            "no edition says anything else"
        );
    })
    .await;
}

#[tokio::test]
async fn two_that_contradict_each_other_in_one_run_are_one() {
    for_both(async |db| {
        db.take(agencies()).await;
        let other = with(article("1"), json!({"title": "Khác"}));
        for first in [Added, Unchanged] {
            let outcomes = db.publish([article("1"), other.clone()]).await;
            assert_eq!(outcomes[0].as_ref().expect("taken"), &first);
            let refusal = outcomes[1].as_ref().expect_err("refused").to_string();
            assert!(refusal.contains("keep one of the two"), "{refusal}");
        }
    })
    .await;
}

#[tokio::test]
async fn bodies_are_kept_sanitised() {
    for_both(async |db| {
        db.take(agencies()).await;
        let html =
            "<p onclick=\"x()\">Một <script>alert(1)</script><a href=\"javascript:x\">hai</a></p>";
        let records = [
            with(article("1"), json!({"body": {"html": html}})),
            with(
                article("2"),
                json!({"body": {"markdown": "Một **hai** <b>ba</b>"}}),
            ),
            with(article("3"), json!({"body": {"text": "Một < hai\n\n\nBa"}})),
            with(article("4"), json!({"body": {"html": " <p> </p> "}})),
        ];
        db.take(records).await;
        let bodies: Vec<String> = db
            .column("SELECT html FROM edition_body JOIN edition ON id = edition_id ORDER BY title")
            .await;
        assert_eq!(
            bodies[0],
            "<p>Một <a rel=\"noopener noreferrer\">hai</a></p>"
        );
        assert!(
            bodies[1].starts_with("<p>Một <strong>hai</strong>"),
            "{}",
            bodies[1]
        );
        assert_eq!(bodies[2], "<p>Một &lt; hai</p>\n<p>Ba</p>\n");
    })
    .await;
}

#[tokio::test]
async fn codes_mean_what_they_meant_on_the_day_of_publication() {
    for_both(async |db| {
        let agency = |name: &str, from: &str, to: Option<&str>| {
            json!({"record": "agency", "code": "so-a", "type": "so", "name": name, "valid_from": from, "valid_to": to})
        };
        db.take([agency("Cũ", "2000-01-01", Some("2025-03-01")), agency("Mới", "2025-03-01", None)]).await;
        let on = |id: &str, at: &str| with(article(id), json!({"agency": "so-a", "first_published_at": at, "published_at": at}));
        // 18:00 UTC is the next day in Vietnam.
        db.take([on("1", "2025-02-28T16:59:59Z"), on("2", "2025-02-28T17:00:00Z"), on("3", "1999-01-01T00:00:00Z")]).await;
        let names = "SELECT agency.name FROM edition JOIN agency ON agency.id = agency_id ORDER BY edition.title";
        assert_eq!(db.column::<String>(names).await, ["Cũ", "Mới", "Mới"]);
    })
    .await;
}

#[tokio::test]
async fn the_date_a_kind_sorts_by() {
    for_both(async |db| {
        db.take(agencies()).await;
        let records = [
            json!({"kind": "guidance", "issued_on": "2026-01-01"}),
            json!({"kind": "activity", "form": "truc-tiep", "starts_at": "2026-01-01T17:30:00Z"}),
            json!({"kind": "legal_question", "question": "Hỏi?", "asked_on": "2026-01-03", "law_as_of": "2026-01-09"}),
            json!({"kind": "dialogue", "form": "policy_dialogue", "opens_at": "2026-01-04T00:00:00Z", "closes_at": "2026-01-05T00:00:00Z"}),
            json!({"kind": "material", "form": "leaflet", "released_on": "2026-01-05"}),
            json!({"kind": "report", "period_from": "2025-01-01", "period_to": "2026-01-06"}),
            json!({"kind": "plan", "issuer": "UBND", "issued_on": "2026-01-07"}),
            json!({"kind": "article", "event_starts_at": "2026-01-08T00:00:00Z"}),
            json!({"kind": "course", "starts_on": "2026-01-09"}),
            json!({"kind": "briefing", "form": "basic_content"}),
        ];
        db.take((10..).zip(records).map(|(id, details)| content(&id.to_string(), details))).await;
        let dates: Vec<Option<chrono::NaiveDate>> = db.column("SELECT own_date FROM edition ORDER BY title").await;
        let days: Vec<String> = dates.iter().map(|date| date.map_or("-".to_owned(), |date| date.format("%d").to_string())).collect();
        assert_eq!(days, ["01", "02", "03", "04", "05", "06", "07", "08", "09", "-"]);
        // Without a date of its own, a content sorts by its publication.
        let keys = "SELECT date_key FROM listing JOIN listing_scope ON id = scope_id WHERE kind = 'kind' AND ref IN ('briefing', 'guidance') ORDER BY date_key";
        assert_eq!(db.column::<i64>(keys).await, [20_454, 20_455]);
    })
    .await;
}
