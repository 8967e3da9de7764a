//! The remake of the outbox keeps its rows.

use migration::{Migrator, MigratorTrait};
use sea_orm::DbBackend;
use serde_json::json;

use crate::support::database::{TestDatabase, for_both};
use crate::support::records::{agencies, article, with};

/// Every row of the outbox, in the columns that it always had.
async fn outbox(db: &TestDatabase) -> Vec<String> {
    let content = match db.database.backend() {
        DbBackend::Sqlite => "hex(content_id)",
        _ => "CAST(content_id AS text)",
    };
    db.column(&format!(
        "SELECT CAST(seq AS text) || ' ' || CAST(at AS text) || ' ' || change || ' ' \
         || coalesce({content}, '-') || ' ' || coalesce(path, '-') || ' ' \
         || CAST(scopes_before AS text) || CAST(scopes_after AS text) FROM outbox ORDER BY seq"
    ))
    .await
}

async fn indexes(db: &TestDatabase) -> Vec<String> {
    let names = match db.database.backend() {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE tbl_name = 'outbox' AND name NOT LIKE 'sqlite%' ORDER BY 1"
        }
        _ => "SELECT indexname::text FROM pg_indexes WHERE tablename = 'outbox' ORDER BY 1",
    };
    db.column(names).await
}

#[tokio::test]
async fn the_outbox_keeps_its_rows_down_and_up() {
    for_both(async |db| {
        let moved = json!({"record": "path", "path": "/cu", "outcome": "redirect", "target": "/a", "at": "2026-05-01T00:00:00Z"});
        db.take(agencies()).await;
        db.take([with(article("1"), json!({"path": "/a"})), moved]).await;
        let (rows, names) = (outbox(db).await, indexes(db).await);
        let head = db.number("SELECT seq FROM outbox_head").await;
        assert_eq!(rows.len(), usize::try_from(head).expect("a count"));

        let remade = "m20261122_000013_journal";
        let mut since = Migrator::migrations().into_iter().rev();
        let since = since.position(|change| change.name() == remade).expect("a change") + 1;
        let since = u32::try_from(since).expect("a count");
        Migrator::down(db.database.writer(), Some(since)).await.expect("down");
        assert_eq!(outbox(db).await, rows);
        db.execute("SELECT audience FROM outbox").await.expect_err("as it was");
        Migrator::up(db.database.writer(), None).await.expect("up");
        assert_eq!(outbox(db).await, rows);
        assert_eq!(indexes(db).await, names);
        assert_eq!(db.number("SELECT seq FROM outbox_head").await, head);
        let others = "SELECT count(*) FROM outbox WHERE audience <> 'public' OR action IS NOT NULL";
        assert_eq!(db.number(others).await, 0);
        db.take([article("2")]).await;
        assert_eq!(db.number("SELECT max(seq) FROM outbox").await, head + 1);
    })
    .await;
}

#[tokio::test]
async fn everything_goes_down_and_up_again() {
    for_both(async |db| {
        Migrator::down(db.database.writer(), None)
            .await
            .expect("down");
        assert_eq!(db.contents_of_tables().await, [""; 0]);
        Migrator::up(db.database.writer(), None).await.expect("up");
    })
    .await;
}
