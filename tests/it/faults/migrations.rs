//! Migrations that are killed in the middle, run twice at once, or are newer than the binary.

use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement, TransactionTrait};
use url::Url;

use crate::support::command::{nguonluat, nguonluat_at, run};
use crate::support::database::{TestDatabase, for_both};

/// Everything here happens sooner; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_mins(2);

fn migrate(db: &TestDatabase) -> Child {
    nguonluat(db, &["migrate"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts")
}

/// Kills a migration as soon as something is so; gives false where it ended sooner.
async fn kill_when(mut child: Child, is_so: impl AsyncFn() -> bool) -> bool {
    let patience = Instant::now() + PATIENCE;
    while !is_so().await {
        assert!(Instant::now() < patience, "it never came so far");
        if child.try_wait().expect("its state").is_some() {
            return false;
        }
        tokio::task::yield_now().await;
    }
    child.kill().expect("killed");
    child.wait().expect("gone").code().is_none()
}

/// A database whose migration was killed in the middle; one that was too fast is tried again on another.
async fn killed(backend: DbBackend, is_so: impl AsyncFn(&TestDatabase) -> bool) -> TestDatabase {
    for _ in 0..20 {
        let db = TestDatabase::empty(backend).await;
        if kill_when(migrate(&db), async || is_so(&db).await).await {
            return db;
        }
        db.drop_it().await;
    }
    panic!("it always was too fast to be killed");
}

/// The first number of a query, where its tables are there.
async fn number(db: &TestDatabase, sql: &str) -> Option<i64> {
    let statement = Statement::from_string(db.database.backend(), sql);
    let row = db.database.writer().query_one_raw(statement).await.ok()??;
    row.try_get_by_index(0).ok()
}

async fn is_seeding(db: &TestDatabase) -> bool {
    number(db, "SELECT count(*) FROM topic").await.unwrap_or(0) > 0
}

/// Tables, indexes and how many rows each table has.
async fn shape(db: &TestDatabase) -> Vec<String> {
    let (objects, tables) = match db.database.backend() {
        DbBackend::Sqlite => (
            "SELECT name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY 1",
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY 1",
        ),
        _ => (
            "SELECT indexdef::text FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
            "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1",
        ),
    };
    let mut shape = db.column::<String>(objects).await;
    for table in db.column::<String>(tables).await {
        let rows = db.number(&format!("SELECT count(*) FROM {table}")).await;
        shape.push(format!("{table}: {rows}"));
    }
    shape
}

/// Another run finishes what a killed one began.
async fn is_finished_by_another(db: &TestDatabase) {
    let (status, out, err) = run(nguonluat(db, &["migrate"]));
    assert_eq!((status, err.as_str()), (Some(0), ""), "{out}");
    let whole = TestDatabase::new(db.database.backend()).await;
    assert_eq!(shape(db).await, shape(&whole).await);
    whole.drop_it().await;
}

/// A table in the way of a migration: it waits until this ends.
async fn obstacle(db: &TestDatabase) -> DatabaseTransaction {
    let transaction = db.database.writer().begin().await.expect("begun");
    transaction
        .execute_unprepared("CREATE TABLE agency (code integer)")
        .await
        .expect("a table");
    transaction
}

async fn waiting(db: &TestDatabase) -> i64 {
    db.number(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    )
    .await
}

#[tokio::test]
async fn killed_in_the_middle_of_the_schema_on_postgresql() {
    let db = TestDatabase::empty(DbBackend::Postgres).await;
    let obstacle = obstacle(&db).await;
    assert!(kill_when(migrate(&db), async || waiting(&db).await == 1).await);
    obstacle.rollback().await.expect("out of the way");
    is_finished_by_another(&db).await;
    db.drop_it().await;
}

#[tokio::test]
async fn killed_in_the_middle_of_the_schema_on_sqlite() {
    let size = |path: String| PathBuf::from(path).metadata().map_or(0, |file| file.len());
    for (what, least) in [("", 1), ("-wal", 1), ("-wal", 100_000)] {
        let db = killed(DbBackend::Sqlite, async |db| {
            let file = db.url.trim_start_matches("sqlite://");
            size(format!("{file}{what}")) >= least
        });
        let db = db.await;
        is_finished_by_another(&db).await;
        db.drop_it().await;
    }
}

#[tokio::test]
async fn killed_in_the_middle_of_the_seeds() {
    for backend in [DbBackend::Sqlite, DbBackend::Postgres] {
        let db = killed(backend, is_seeding).await;
        is_finished_by_another(&db).await;
        db.drop_it().await;
    }
}

#[tokio::test]
async fn two_that_start_at_once_do_it_once() {
    for backend in [DbBackend::Sqlite, DbBackend::Postgres] {
        let db = TestDatabase::empty(backend).await;
        let processes = if backend == DbBackend::Postgres {
            let obstacle = obstacle(&db).await;
            let processes = [migrate(&db), migrate(&db)];
            let patience = Instant::now() + PATIENCE;
            while waiting(&db).await < 2 {
                assert!(Instant::now() < patience, "they do not wait");
                tokio::task::yield_now().await;
            }
            obstacle.rollback().await.expect("out of the way");
            processes
        } else {
            [migrate(&db), migrate(&db)]
        };
        for process in processes {
            let output = process.wait_with_output().expect("it ends");
            let said = String::from_utf8(output.stderr).expect("UTF-8");
            assert_eq!((output.status.code(), said.as_str()), (Some(0), ""));
        }
        is_finished_by_another(&db).await;
        db.drop_it().await;
    }
}

#[tokio::test]
async fn an_old_binary_refuses_a_newer_schema() {
    for_both(async |db| {
        db.execute("INSERT INTO seaql_migrations VALUES ('m29991231_000001_of_later', 0)")
            .await
            .expect("a migration of later");
        let before = db.contents_of_tables().await;
        let file = db.folder().join("none.jsonl");
        std::fs::write(&file, "{\"record\": \"topic\", \"code\": \"x\", \"name\": \"X\"}\n")
            .expect("a file");
        let import = ["import", "--format", "exchange", file.to_str().expect("a path")];
        let commands: [&[&str]; 5] = [
            &["serve", "--listen", "127.0.0.1:0"],
            &["serve", "--listen", "127.0.0.1:0", "--demo"],
            &import,
            &["migrate"],
            &["listing", "rebuild"],
        ];
        for arguments in commands {
            let (status, _, err) = run(nguonluat(db, arguments));
            assert_eq!(status, Some(1), "{arguments:?} {err}");
            let sentence = "it was migrated by a newer nguonluat (unknown here: m29991231_000001_of_later); \
                            use that version, or restore a backup\n";
            assert!(err.starts_with("error: ") && err.ends_with(sentence), "{err}");
        }
        assert_eq!(db.contents_of_tables().await, before);
    })
    .await;
}

#[tokio::test]
async fn a_database_that_cannot_be_used_is_told_once_and_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = std::env::var("TEST_POSTGRES_URL").expect("a server");
    let mut url = Url::parse(&server).expect("an address");
    url.set_path("/nguonluat_khong_co");
    let missing = url.to_string();
    std::fs::write(
        folder.path().join("broken"),
        "no database at all, ".repeat(100),
    )
    .expect("a file");
    let file = |name: &str| format!("sqlite://{}/{name}", folder.path().display());
    for (url, sentence) in [
        (
            missing,
            "the server has no database of this name; create it first: ",
        ),
        (
            file("broken"),
            "its file is no SQLite database, or a damaged one; name another, or restore a backup: ",
        ),
        (
            file("nowhere/at-all"),
            "its file cannot be opened or made; look whether this user may write in its folder: ",
        ),
    ] {
        for arguments in [&["migrate"][..], &["serve", "--listen", "127.0.0.1:0"]] {
            let (status, out, err) = run(nguonluat_at(&url, folder.path(), arguments));
            assert_eq!((status, out.as_str()), (Some(1), ""), "{err}");
            let (_, said) = err.split_once(sentence).unwrap_or_else(|| panic!("{err}"));
            assert_eq!(err.lines().count(), 1, "{err}");
            let mut parts: Vec<&str> = said.trim().split(": ").collect();
            parts.sort_unstable();
            assert!(
                parts.windows(2).all(|two| two[0] != two[1]),
                "said twice: {err}"
            );
        }
    }
}

#[tokio::test]
async fn a_schema_of_somebody_else_is_refused() {
    for backend in [DbBackend::Sqlite, DbBackend::Postgres] {
        let db = TestDatabase::empty(backend).await;
        db.execute("CREATE TABLE users (code integer)")
            .await
            .expect("a table");
        let kept = shape(&db).await;
        for arguments in [
            &["migrate"][..],
            &["demo", "--items", "1"],
            &["serve", "--listen", "127.0.0.1:0"],
            &["serve", "--demo", "--listen", "127.0.0.1:0"],
        ] {
            let (status, out, err) = run(nguonluat(&db, arguments));
            assert_eq!((status, out.as_str()), (Some(1), ""), "{err}");
            let sentence =
                "it holds tables of something else (users); give nguonluat a database of its own\n";
            assert!(err.ends_with(sentence), "{err}");
            assert_eq!(shape(&db).await, kept);
        }
        db.drop_it().await;
    }
}
