//! The outbox, the audit log and the answers to repeated mutations.

use sea_orm::DbBackend;

use super::{NOW, Row, account, hash, holds, id};
use crate::support::database::for_both;

#[tokio::test]
async fn the_outbox_and_repeated_mutations() {
    for_both(async |db| {
        let event = Row::new(
            "outbox",
            [
                ("seq", "1000001"),
                ("at", NOW),
                ("audience", "'desk'"),
                ("change", "'desk'"),
                ("action", "'content.submit'"),
                ("scopes_before", "'[]'"),
                ("scopes_after", "'[]'"),
            ],
        );
        let second = |column, value| event.with([("seq", "1000002"), (column, value)]);
        let kept = Row::new(
            "idempotency",
            [
                ("account_id", &id(db, 1)),
                ("key", "'k'"),
                ("mutation", "'contentSave'"),
                ("input_hash", &hash('a')),
                ("outcome", "'{}'"),
                ("at", NOW),
            ],
        );
        let public = event.with([
            ("seq", "1000003"),
            ("audience", "'public'"),
            ("change", "'published'"),
            ("action", "NULL"),
        ]);
        let good = [
            account(db, 1).insert(),
            event.insert(),
            public,
            kept.insert(),
        ];
        let bad = [
            ("a number twice", event.insert()),
            ("an unknown audience", second("audience", "'all'")),
            ("an unknown change", second("change", "'lost'")),
            ("the desk's for everybody", second("audience", "'public'")),
            ("everybody's for the desk", second("change", "'published'")),
            ("the desk's without an action", second("action", "NULL")),
            ("an unknown edition", second("edition_id", &id(db, 9))),
            ("an unknown agency", second("agency_id", &id(db, 9))),
            (
                "a count of less than nothing",
                "UPDATE outbox_head SET audit_seq = -1".to_owned(),
            ),
            ("a key twice", kept.insert()),
            ("no key", kept.with([("key", "''")])),
            (
                "a long key",
                kept.with([("key", &format!("'{}'", "k".repeat(101)))]),
            ),
            (
                "a short hash",
                kept.with([("key", "'l'"), ("input_hash", "'ab'")]),
            ),
            ("nobody's", kept.with([("account_id", &id(db, 9))])),
        ];
        holds(db, &good, &bad).await;
    })
    .await;
}

#[tokio::test]
async fn the_audit_log() {
    for_both(async |db| {
        // Far from what the seeds wrote.
        let row = Row::new(
            "audit",
            [
                ("seq", "1000001"),
                ("at", NOW),
                ("via", "'command'"),
                ("act_id", &id(db, 1)),
                ("action", "'content.submit'"),
                ("subject", "'content'"),
                ("content_id", &id(db, 1)),
                ("version", "3"),
                ("detail", "'{}'"),
                ("previous_hash", &hash('y')),
                ("hash", &hash('z')),
            ],
        );
        let (four, x, w) = (id(db, 4), hash('x'), hash('w'));
        let second = |column, value| {
            row.with([
                ("seq", "1000002"),
                ("content_id", &four),
                ("previous_hash", &x),
                ("hash", &w),
                (column, value),
            ])
        };
        let mut bad = vec![
            ("a number twice", second("seq", "1000001")),
            ("a number before the first", second("seq", "0")),
            ("an unknown way", second("via", "'window'")),
            ("a session's without an account", second("via", "'session'")),
            ("no action", second("action", "''")),
            ("no subject", second("subject", "''")),
            (
                "a version twice",
                row.with([("seq", "1000002"), ("previous_hash", &x), ("hash", &w)]),
            ),
            ("a hash twice", second("hash", &hash('z'))),
            ("a short hash", second("hash", "'ab'")),
            ("a fork", second("previous_hash", &hash('y'))),
            ("a short hash before", second("previous_hash", "'ab'")),
            ("a second beginning", second("previous_hash", "''")),
            (
                "a row changes",
                "UPDATE audit SET action = 'content.approve'".to_owned(),
            ),
            (
                "a row goes",
                "DELETE FROM audit WHERE seq = 1000001".to_owned(),
            ),
            ("all rows go", "DELETE FROM audit".to_owned()),
        ];
        if db.database.backend() == DbBackend::Postgres {
            bad.push(("all rows go at once", "TRUNCATE audit".to_owned()));
        } else {
            let others = [
                ("seq", "1000002"),
                ("hash", w.as_str()),
                ("previous_hash", &x),
                ("version", "4"),
            ];
            for kept in 0..others.len() {
                let mut others = others;
                others[kept] = ("action", "'content.approve'");
                let replace = row.with(others).replace("INSERT", "INSERT OR REPLACE");
                bad.push(("a row is replaced", replace));
            }
        }
        holds(db, &[row.insert()], &bad).await;
    })
    .await;
}
