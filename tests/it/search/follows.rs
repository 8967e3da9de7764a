//! The index follows what is published, and holds nothing else.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use serde_json::json;

use super::{author_and_board, headings};
use crate::desk::story::{fire, moment};
use crate::support::drafts::{published, ready, submitted};
use crate::support::province::{Province, for_both};

/// How long a story waits for what takes a second at most on an idle machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// Searches until something is found first.
pub async fn until_found(province: &Province, text: &str, heading: &str) {
    until(province, text, |found| {
        found.first().is_some_and(|first| first == heading)
    })
    .await;
}

async fn until(province: &Province, text: &str, is_so: impl Fn(&[String]) -> bool) {
    let began = Instant::now();
    loop {
        let found = headings(province, text).await;
        if is_so(&found) {
            return;
        }
        assert!(began.elapsed() < PATIENCE, "{text}: {found:?}");
    }
}

#[tokio::test]
async fn what_is_published_is_found_and_what_is_taken_back_is_not() {
    for_both(async |province| {
        let (hoa, lan) = author_and_board(province).await;
        assert_eq!(headings(province, "Xuzquy").await, [""; 0]);
        let item = ready(&hoa, "Chuyện Xuzquy thứ nhất", "so-tu-phap").await;
        let live = published(&hoa, &lan, &item).await;
        until_found(province, "xuzquy", "Chuyện Xuzquy thứ nhất").await;

        let revised = hoa.does("contentRevise", &live, json!({})).await;
        let changes = json!({ "title": "Chuyện Bafwen thứ hai", "changeNote": "Đổi tên." });
        let draft = hoa.save(&revised, changes).await;
        assert_eq!(
            headings(province, "bafwen").await,
            [""; 0],
            "a draft is not found"
        );
        let live = published(&hoa, &lan, &draft).await;
        until_found(province, "bafwen", "Chuyện Bafwen thứ hai").await;
        assert_eq!(
            headings(province, "\"xuzquy\"").await,
            [""; 0],
            "nor what it said before"
        );

        lan.does("contentWithdraw", &live, json!({ "reason": "Sai." }))
            .await;
        assert_eq!(
            headings(province, "bafwen").await,
            [""; 0],
            "with the next request"
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_planned_is_found_when_it_appears() {
    for_both(async |province| {
        let (hoa, lan) = author_and_board(province).await;
        let sent = submitted(&hoa, &ready(&hoa, "Chuyện Xuzquy", "so-tu-phap").await).await;
        let approved = lan.does("contentApprove", &sent, json!({})).await;
        let at = moment(province.clock().now() + TimeDelta::hours(1));
        lan.does("contentSchedule", &approved, json!({ "publishAt": at }))
            .await;
        assert_eq!(headings(province, "xuzquy").await, [""; 0]);
        province.advance(TimeDelta::hours(2));
        assert_eq!(fire(province).await, 1);
        until_found(province, "xuzquy", "Chuyện Xuzquy").await;
    })
    .await;
}

#[tokio::test]
async fn every_process_finds_it() {
    for_both(async |province| {
        let other = province.beside(&[]);
        let (hoa, lan) = author_and_board(province).await;
        assert_eq!(headings(&other, "xuzquy").await, [""; 0]);
        published(
            &hoa,
            &lan,
            &ready(&hoa, "Chuyện Xuzquy", "so-tu-phap").await,
        )
        .await;
        until_found(&other, "xuzquy", "Chuyện Xuzquy").await;
        until_found(province, "xuzquy", "Chuyện Xuzquy").await;
        other.leave().await;
    })
    .await;
}
