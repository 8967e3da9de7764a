//! `nguonluat export`: what it writes, and that the import takes it back as it was.
mod command;
mod files;
pub mod hostile;
mod paths;
mod reading;
mod round_trip;
mod tables;

use std::fs;
use std::path::Path;

use nguonluat::domain::database::Database;
use nguonluat::domain::export::Published;
use serde_json::Value;

use crate::support::command::{nguonluat, run};
use crate::support::database::TestDatabase;

/// Writes records as an exchange file; gives its path.
pub fn write(folder: &Path, name: &str, records: &[Value]) -> String {
    let lines: Vec<String> = records.iter().map(Value::to_string).collect();
    let path = folder.join(name);
    fs::write(&path, lines.join("\n")).expect("a file");
    path.display().to_string()
}

/// Imports a file or folder by the command; nothing may be refused. Gives the first part of what it says.
pub fn import(db: &TestDatabase, source: &str) -> String {
    let (status, out, err) = run(nguonluat(db, &["import", source]));
    assert_eq!((status, err.as_str()), (Some(0), ""), "{out}");
    let (said, _) = out.rsplit_once(", in ").expect("a summary");
    said.to_owned()
}

/// Exports by the command, with the files; gives the path of what was written.
pub fn export(db: &TestDatabase, folder: &str) -> String {
    let folder = db.folder().join(folder);
    fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join("all.jsonl").display().to_string();
    let (status, out, err) = run(nguonluat(db, &["export", "--output", &path]));
    assert_eq!((status, out.as_str()), (Some(0), ""), "{err}");
    assert!(err.contains(" records written, with "), "{err}");
    path
}

/// All lines that an export would write.
pub async fn lines(database: &Database) -> Vec<String> {
    rest(Published::open(database).await.expect("opened")).await
}

/// The lines that an export has still to write.
pub async fn rest(mut published: Published) -> Vec<String> {
    let mut lines = Vec::new();
    while let Some(records) = published.next().await.expect("records") {
        let records = records.iter().map(serde_json::to_string);
        lines.extend(records.map(|line| line.expect("a line")));
    }
    lines
}
