//! Machine keys.

use super::{LATER, NOW, Row, account, hash, holds, id};
use crate::support::database::for_both;

#[tokio::test]
async fn machine_keys() {
    for_both(async |db| {
        let key = Row::new(
            "machine_key",
            [
                ("id", &id(db, 1)),
                ("account_id", &id(db, 1)),
                ("name", "'Cổng'"),
                ("hash", &hash('a')),
                ("shown", "'nlk_abcd'"),
                ("actions", "'[]'"),
                ("origins", "'[]'"),
                ("created_at", NOW),
                ("expires_at", LATER),
            ],
        );
        let second = [("id", id(db, 2)), ("hash", hash('b'))];
        let second = second
            .each_ref()
            .map(|(column, value)| (*column, value.as_str()));
        let good = [account(db, 1).insert(), key.insert(), key.with(second)];
        let third = |column, value: &str| {
            let (id, hash) = (id(db, 3), hash('c'));
            key.with([("id", &id), ("hash", &hash), (column, value)])
        };
        let bad = [
            ("of nobody", third("account_id", &id(db, 9))),
            ("without a name", third("name", "''")),
            ("twice the same", third("hash", &hash('a'))),
            ("no hash", third("hash", "'nlk_abc'")),
            ("too much is shown", third("shown", "'nlk_abcde'")),
            ("over before it begins", third("expires_at", NOW)),
            ("made by nobody", third("created_by", &id(db, 9))),
        ];
        holds(db, &good, &bad).await;
    })
    .await;
}
