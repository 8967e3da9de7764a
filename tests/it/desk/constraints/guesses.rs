//! Buckets of guesses.

use super::{Row, hash, holds};
use crate::support::database::for_both;

#[tokio::test]
async fn guesses() {
    for_both(async |db| {
        let bucket = Row::new("guess", [("bucket", &hash('a')), ("ready_at", "1")]);
        let good = [bucket.insert(), bucket.with([("bucket", &hash('b'))])];
        let bad = [
            ("a bucket twice", bucket.insert()),
            ("a short hash", bucket.with([("bucket", "'ab'")])),
            (
                "a bucket of no moment",
                bucket.with([("bucket", &hash('c')), ("ready_at", "NULL")]),
            ),
        ];
        holds(db, &good, &bad).await;
    })
    .await;
}
