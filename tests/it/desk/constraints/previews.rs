//! Previews, and the rows that they show.

use super::drafts::{content, edition};
use super::{LATER, NOW, Row, account, hash, holds, id};
use crate::support::database::for_both;
use crate::support::records::agencies;

#[tokio::test]
async fn previews() {
    for_both(async |db| {
        db.take(agencies()).await;
        let preview = Row::new(
            "preview",
            [
                ("id", &id(db, 1)),
                ("edition_id", &id(db, 1)),
                ("created_by", &id(db, 1)),
                ("created_at", NOW),
                ("expires_at", LATER),
            ],
        );
        let rows = Row::new(
            "edition_rehearsal",
            [
                ("edition_id", &id(db, 1)),
                ("path", "'/tin'"),
                ("record_digest", &hash('a')),
            ],
        );
        let (mine, number) = (id(db, 2), id(db, 1));
        let good = [
            account(db, 1).insert(),
            content(db).insert(),
            edition(db).insert(),
            preview.insert(),
            preview.with([
                ("id", &mine),
                ("revoked_by", &number),
                ("revoked_at", LATER),
            ]),
            rows.insert(),
        ];
        let other = |column, value: &str| preview.with([("id", &id(db, 3)), (column, value)]);
        let bad = [
            ("of no edition", other("edition_id", &id(db, 9))),
            ("made by nobody", other("created_by", &id(db, 9))),
            ("over before it begins", other("expires_at", NOW)),
            ("taken back by nobody", other("revoked_at", LATER)),
            ("taken back at no time", other("revoked_by", &id(db, 1))),
            ("rows twice", rows.insert()),
            (
                "rows of no edition",
                rows.with([("edition_id", &id(db, 9))]),
            ),
        ];
        holds(db, &good, &bad).await;
        let gone = format!("DELETE FROM edition WHERE content_id = {}", id(db, 1));
        holds(db, &[gone], &[]).await;
        for table in ["preview", "edition_rehearsal"] {
            assert_eq!(db.number(&format!("SELECT count(*) FROM {table}")).await, 0);
        }
    })
    .await;
}
