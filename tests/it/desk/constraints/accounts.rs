//! Accounts, their secrets and their memberships.

use sea_orm::DbBackend;

use super::{LATER, NOW, Row, account, hash, holds, id};
use crate::support::database::for_both;
use crate::support::records::agencies;

#[tokio::test]
async fn accounts() {
    for_both(async |db| {
        let row = account(db, 2);
        let mailed = [("email", "'Hoa@a.vn'"), ("email_key", "'hoa@a.vn'")];
        let nameless = [("login", "NULL"), ("login_key", "NULL")];
        let erased = [
            ("login", "NULL"),
            ("login_key", "NULL"),
            ("active", "FALSE"),
            ("erased_at", NOW),
        ];
        let good = [
            account(db, 1).with(mailed),
            account(db, 3).with(erased),
            account(db, 4).with(nameless),
        ];
        let bad = [
            ("an unknown kind", row.with([("kind", "'robot'")])),
            ("no name", row.with([("name", "''")])),
            ("an empty login", row.with([("login_key", "''")])),
            (
                "a login like an address",
                row.with([("login_key", "'hoa@a.vn'")]),
            ),
            ("a login of two", row.with([("login_key", "'hoa1'")])),
            ("an address of two", row.with(mailed)),
            (
                "an address without a place",
                row.with([("email", "'Hoa@'"), ("email_key", "'hoa@'")]),
            ),
            ("a login without its key", row.with([("login_key", "NULL")])),
            (
                "an address without its key",
                row.with([("email", "'Hoa@a.vn'")]),
            ),
            (
                "a version before the first",
                row.with([("lock_version", "0")]),
            ),
            ("an unknown language", row.with([("language_code", "'xx'")])),
            (
                "erased with its login",
                row.with([("active", "FALSE"), ("erased_at", NOW)]),
            ),
            (
                "erased and active",
                row.with([("login", "NULL"), ("login_key", "NULL"), ("erased_at", NOW)]),
            ),
        ];
        holds(db, &good, &bad).await;
    })
    .await;
}

#[tokio::test]
async fn secrets_codes_and_identities() {
    for_both(async |db| {
        let (one, nobody) = (id(db, 1), id(db, 9));
        let secret = Row::new(
            "account_secret",
            [("account_id", &one), ("totp_last_step", "0")],
        );
        let code = Row::new(
            "account_code",
            [
                ("id", &id(db, 1)),
                ("account_id", &one),
                ("purpose", "'password'"),
                ("hash", &hash('a')),
                ("created_at", NOW),
                ("expires_at", LATER),
            ],
        );
        let other = [("id", id(db, 2)), ("hash", hash('b'))];
        let other = |column, value| {
            code.with([("id", &other[0].1), ("hash", &other[1].1), (column, value)])
        };
        let identity = Row::new(
            "account_identity",
            [
                ("issuer", "'https://a.vn'"),
                ("subject", "'s'"),
                ("account_id", &one),
                ("linked_at", NOW),
            ],
        );
        let good = [
            account(db, 1).insert(),
            secret.insert(),
            code.insert(),
            identity.insert(),
        ];
        let bad = [
            (
                "confirmed without a seed",
                "UPDATE account_secret SET totp_confirmed_at = '2026-11-21 03:00:00+00:00'"
                    .to_owned(),
            ),
            ("secrets of nobody", secret.with([("account_id", &nobody)])),
            ("an unknown purpose", other("purpose", "'door'")),
            (
                "two open codes of a purpose",
                other("purpose", "'password'"),
            ),
            (
                "a short hash",
                code.with([("id", &id(db, 2)), ("purpose", "'totp'"), ("hash", "'ab'")]),
            ),
            (
                "one code of two",
                code.with([("id", &id(db, 2)), ("purpose", "'totp'")]),
            ),
            (
                "an end before the beginning",
                code.with([
                    ("id", &id(db, 2)),
                    ("purpose", "'totp'"),
                    ("hash", &hash('b')),
                    ("expires_at", NOW),
                ]),
            ),
            ("a subject of two", identity.insert()),
            ("no subject", identity.with([("subject", "''")])),
            (
                "an account that has secrets goes",
                "DELETE FROM account".to_owned(),
            ),
        ];
        holds(db, &good, &bad).await;
        let used = code.with([("id", &id(db, 3)), ("hash", &hash('c')), ("used_at", NOW)]);
        holds(db, &[used, other("purpose", "'totp'")], &[]).await;
    })
    .await;
}

#[tokio::test]
async fn memberships() {
    for_both(async |db| {
        db.take(agencies()).await;
        let agency = "(SELECT min(id) FROM agency)";
        let agency = match db.database.backend() {
            DbBackend::Sqlite => agency.to_owned(),
            _ => "(SELECT id FROM agency ORDER BY id LIMIT 1)".to_owned(),
        };
        let row = Row::new(
            "membership",
            [
                ("id", &id(db, 1)),
                ("account_id", &id(db, 1)),
                ("agency_id", &agency),
                ("role", "'contributor'"),
                ("covers_subtree", "FALSE"),
                ("all_sections", "TRUE"),
                ("valid_from", "'2026-01-01'"),
                ("created_at", NOW),
            ],
        );
        let second = id(db, 2);
        let section = Row::new(
            "membership_section",
            [
                ("membership_id", &id(db, 1)),
                ("section_code", "'tin-tuc-su-kien'"),
            ],
        );
        let ended = row.with([("id", &id(db, 3)), ("valid_to", "'2026-02-01'")]);
        let good = [
            account(db, 1).insert(),
            row.insert(),
            ended,
            section.insert(),
        ];
        let bad = [
            (
                "an unknown role",
                row.with([("id", &second), ("role", "'king'")]),
            ),
            ("a role twice at once", row.with([("id", &second)])),
            (
                "an end before the beginning",
                row.with([("id", &second), ("valid_to", "'2026-01-01'")]),
            ),
            (
                "a publisher of everything",
                row.with([("id", &second), ("role", "'publisher'")]),
            ),
            (
                "nobody's",
                row.with([
                    ("id", &second),
                    ("account_id", &id(db, 9)),
                    ("role", "'auditor'"),
                ]),
            ),
            (
                "nowhere's",
                row.with([
                    ("id", &second),
                    ("agency_id", &id(db, 9)),
                    ("role", "'auditor'"),
                ]),
            ),
            (
                "an unknown section",
                section.with([("section_code", "'khong-co'")]),
            ),
            ("a section twice", section.insert()),
        ];
        holds(db, &good, &bad).await;
        let publisher = [
            ("id", second.as_str()),
            ("role", "'publisher'"),
            ("all_sections", "FALSE"),
        ];
        holds(
            db,
            &[row.with(publisher), "DELETE FROM membership".to_owned()],
            &[],
        )
        .await;
        assert_eq!(
            db.number("SELECT count(*) FROM membership_section").await,
            0
        );
    })
    .await;
}
