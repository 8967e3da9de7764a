//! Reorganisations.

use super::{NOW, Row, account, hash, holds, id};
use crate::support::database::for_both;

#[tokio::test]
async fn reorganisations() {
    for_both(async |db| {
        let planned = Row::new(
            "reorganisation",
            [
                ("id", &id(db, 1)),
                ("kind", "'abolish'"),
                ("on_date", "'2025-07-01'"),
                ("plan", "'{}'"),
                ("report", "'{}'"),
                ("report_digest", &hash('a')),
                ("state", "'planned'"),
                ("decided_by", &id(db, 1)),
                ("decided_at", NOW),
            ],
        );
        let other = id(db, 2);
        let second = |column, value: &str| planned.with([("id", other.as_str()), (column, value)]);
        let good = [account(db, 1).insert(), planned.insert()];
        let bad = [
            ("of no kind", second("kind", "'close'")),
            ("in no state", second("state", "'done'")),
            ("decided by nobody", second("decided_by", &id(db, 9))),
            ("no digest", second("report_digest", "'abc'")),
            ("done at no time", second("state", "'applied'")),
            ("planned and done", second("applied_at", NOW)),
            ("failed without a reason", second("state", "'failed'")),
            ("planned and failed", second("failure", "'x'")),
        ];
        holds(db, &good, &bad).await;
    })
    .await;
}
