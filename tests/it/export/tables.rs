//! Tables of agencies and communicators: inert in spreadsheet programs, and taken back as they were.

use std::fs;

use nguonluat::domain::publish::Outcome;
use sea_orm::DbBackend;
use serde_json::Value;

use super::{hostile, import, lines, write};
use crate::support::command::{nguonluat, run};
use crate::support::database::{TestDatabase, for_both};

fn table(db: &TestDatabase, format: &str) -> String {
    let (status, out, err) = run(nguonluat(db, &["export", "--format", format]));
    assert_eq!((status, err.as_str()), (Some(0), ""));
    out
}

/// What stands before agencies and communicators in an export, and they themselves.
async fn directory(db: &TestDatabase) -> Vec<Value> {
    let lines = lines(&db.database).await;
    let records = lines
        .iter()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let left = [
        "file",
        "content",
        "path",
        "site",
        "issuer",
        "agency_succession",
    ];
    records
        .filter(|record| !left.contains(&record["record"].as_str().expect("a name")))
        .collect()
}

#[tokio::test]
async fn tables_are_taken_back_as_they_were() {
    for_both(async |db| {
        hostile::lay_file(db.folder());
        import(
            db,
            &write(db.folder(), "hostile.jsonl", &hostile::records()),
        );
        let (agencies, communicators) = (table(db, "agencies"), table(db, "communicators"));
        let other = match db.database.backend() {
            DbBackend::Sqlite => DbBackend::Postgres,
            _ => DbBackend::Sqlite,
        };
        let copy = TestDatabase::new(other).await;
        let given = directory(db).await;
        let is_tabled =
            |record: &&Value| record["record"] == "agency" || record["record"] == "communicator";
        let rest = given.iter().filter(|record| !is_tabled(record)).cloned();
        let taken = copy.take(rest).await;
        assert!(taken.contains(&Outcome::Added));
        for (name, text) in [
            ("agencies.csv", &agencies),
            ("communicators.csv", &communicators),
        ] {
            let path = copy.folder().join(name);
            fs::write(&path, text).expect("a file");
            let said = import(&copy, path.to_str().expect("a path"));
            assert!(
                said.contains(" 0 changed, 0 unchanged, 0 refused"),
                "{said}"
            );
            let said = import(&copy, path.to_str().expect("a path"));
            assert!(said.contains(" 0 added, 0 changed, "), "{said}");
        }
        assert_eq!(directory(&copy).await, given);
        assert_eq!(
            (table(&copy, "agencies"), table(&copy, "communicators")),
            (agencies, communicators)
        );
        copy.drop_it().await;
    })
    .await;
}

#[tokio::test]
async fn nothing_in_a_table_is_calculated() {
    for_both(async |db| {
        hostile::lay_file(db.folder());
        import(
            db,
            &write(db.folder(), "hostile.jsonl", &hostile::records()),
        );
        for format in ["agencies", "communicators"] {
            let text = table(db, format);
            let rows = text.strip_prefix('\u{feff}').expect("a byte order mark");
            let bare = rows.replace("\r\n", "");
            assert!(!bare.contains(|sign: char| sign.is_control()), "{bare}");
            let mut formulas = 0;
            for row in csv::ReaderBuilder::new()
                .from_reader(rows.as_bytes())
                .records()
            {
                for cell in &row.expect("a row") {
                    assert!(
                        !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                        "{cell}"
                    );
                    formulas += usize::from(cell.starts_with('\''));
                }
            }
            assert!(formulas > 2, "nothing was guarded in {format}: {rows}");
        }
        assert!(table(db, "agencies").contains("\"'+84 206 3852 345\""));
    })
    .await;
}
