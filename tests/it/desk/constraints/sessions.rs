//! Signing keys, sessions and refresh tokens.

use sea_orm::DbBackend;

use super::{LATER, NOW, Row, account, hash, holds, id};
use crate::support::database::for_both;

#[tokio::test]
async fn sessions() {
    for_both(async |db| {
        let bytes = match db.database.backend() {
            DbBackend::Sqlite => "X'00'",
            _ => "'\\x00'::bytea",
        };
        let key = Row::new(
            "signing_key",
            [
                ("kid", "'k'"),
                ("public_key", bytes),
                ("sealed_key", bytes),
                ("created_at", NOW),
                ("signs_from", NOW),
            ],
        );
        let session = Row::new(
            "session",
            [
                ("id", &id(db, 1)),
                ("account_id", &id(db, 1)),
                ("method", "'password'"),
                ("second_factor", "FALSE"),
                ("created_at", NOW),
                ("last_seen_at", NOW),
                ("expires_at", LATER),
            ],
        );
        let second = id(db, 2);
        let token = Row::new(
            "refresh_token",
            [
                ("hash", &hash('a')),
                ("session_id", &id(db, 1)),
                ("generation", "1"),
                ("created_at", NOW),
                ("used_at", NOW),
            ],
        );
        let next = token.with([
            ("hash", &hash('b')),
            ("generation", "2"),
            ("used_at", "NULL"),
        ]);
        let third = |column, value| {
            token.with([("hash", &hash('c')), ("generation", "3"), (column, value)])
        };
        let good = [
            account(db, 1).insert(),
            key.insert(),
            session.insert(),
            token.insert(),
            next,
        ];
        let bad = [
            ("a key without a name", key.with([("kid", "''")])),
            ("a key twice", key.insert()),
            (
                "an unknown method",
                session.with([("id", &second), ("method", "'magic'")]),
            ),
            (
                "nobody's",
                session.with([("id", &second), ("account_id", &id(db, 9))]),
            ),
            (
                "ended without a reason",
                session.with([("id", &second), ("ended_at", NOW)]),
            ),
            (
                "a reason without an end",
                session.with([("id", &second), ("ended_because", "'reuse'")]),
            ),
            (
                "an unknown reason",
                session.with([
                    ("id", &second),
                    ("ended_at", NOW),
                    ("ended_because", "'whim'"),
                ]),
            ),
            ("a token twice", token.with([("generation", "3")])),
            ("a short hash", third("hash", "'ab'")),
            ("a generation before the first", third("generation", "0")),
            ("a generation twice", third("generation", "1")),
            ("two unused tokens", third("used_at", "NULL")),
            ("a token of no session", third("session_id", &second)),
        ];
        holds(db, &good, &bad).await;
        holds(db, &["DELETE FROM session".to_owned()], &[]).await;
        assert_eq!(db.number("SELECT count(*) FROM refresh_token").await, 0);
    })
    .await;
}
