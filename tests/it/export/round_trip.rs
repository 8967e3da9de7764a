//! From one database to another and back: byte for byte the same.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use nguonluat::domain::listing::rebuild;
use sea_orm::DbBackend;
use serde_json::Value;

use super::hostile::{self, NASTY};
use super::{export, import, write};
use crate::support::database::{TestDatabase, for_both};

#[tokio::test]
async fn the_demo_province_goes_around() {
    for_both(async |db| {
        let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/demo");
        import(db, demo.to_str().expect("a path"));
        let exported = goes_around(db).await;
        assert_eq!(exported.lines().count(), 922);
    })
    .await;
}

#[tokio::test]
async fn hostile_content_goes_around() {
    for_both(async |db| {
        hostile::lay_file(db.folder());
        let records = hostile::records();
        import(db, &write(db.folder(), "hostile.jsonl", &records));
        let exported = goes_around(db).await;
        let exported: Vec<Value> = exported
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        let (given, kept) = (fields_of(&records), fields_of(&exported));
        // Parsed, made into HTML, known by its code, told to nobody.
        let left: BTreeSet<&str> = given.difference(&kept).map(String::as_str).collect();
        let expected = [
            "body/markdown",
            "body/text",
            "details:legal_document/issuers/name",
            "details:legal_document/text",
        ];
        assert_eq!(
            left.into_iter().collect::<Vec<_>>(),
            expected.map(|field| format!("content/{field}"))
        );
        let gone = exported
            .iter()
            .find(|record| record["path"] == "/mất")
            .expect("a path");
        assert_eq!(gone.get("reason").or(gone.get("title")), None);
    })
    .await;
}

/// Takes what a database has to the other one, back to one of the first kind, and into itself again; gives the
/// export.
async fn goes_around(db: &TestDatabase) -> String {
    let (here, there) = match db.database.backend() {
        DbBackend::Sqlite => (DbBackend::Sqlite, DbBackend::Postgres),
        other => (other, DbBackend::Sqlite),
    };
    let first = export(db, "out");
    let exported = fs::read_to_string(&first).expect("an export");
    let kept = db.contents_of_tables().await;
    let records = exported.lines().count();
    let nothing =
        format!("{records} records read: 0 added, 0 changed, {records} unchanged, 0 refused");
    assert_eq!(import(db, &first), nothing, "into itself");
    assert_eq!(db.contents_of_tables().await, kept);
    let mut last = first;
    for backend in [there, here] {
        let next = TestDatabase::new(backend).await;
        import(&next, &last);
        let copy = next.folder().join("copied");
        let out = export(&next, "out");
        assert_same(&exported, &fs::read_to_string(&out).expect("an export"));
        assert_eq!(import(&next, &out), nothing, "into itself on {backend:?}");
        assert_eq!(
            rebuild::differences(&next.database)
                .await
                .expect("compared"),
            [""; 0]
        );
        fs::rename(next.folder().join("out"), &copy).expect("moved");
        last = keep(db, &copy, backend);
        next.drop_it().await;
    }
    exported
}

/// Takes an export out of a folder that goes away.
fn keep(db: &TestDatabase, folder: &Path, backend: DbBackend) -> String {
    let kept = db.folder().join(format!("from-{backend:?}"));
    fs::create_dir_all(kept.join("files")).expect("a folder");
    for file in fs::read_dir(folder.join("files")).expect("files") {
        let file = file.expect("a file");
        fs::copy(file.path(), kept.join("files").join(file.file_name())).expect("copied");
    }
    fs::copy(folder.join("all.jsonl"), kept.join("all.jsonl")).expect("copied");
    kept.join("all.jsonl").display().to_string()
}

/// Says which line differs; whole exports are too long to look at.
fn assert_same(one: &str, other: &str) {
    for (number, (line, other)) in (1..).zip(one.lines().zip(other.lines())) {
        assert_eq!(line, other, "line {number}");
    }
    assert_eq!(one.len(), other.len());
}

/// The fields that records have, each under the record and the kind that it belongs to.
fn fields_of(records: &[Value]) -> BTreeSet<String> {
    let mut fields = BTreeSet::new();
    for record in records.iter().filter(|record| record["outcome"] != "gone") {
        let name = record["record"].as_str().expect("a record");
        collect(record, name, &mut fields);
    }
    fields
}

fn collect(value: &Value, path: &str, fields: &mut BTreeSet<String>) {
    let path = match value["kind"].as_str() {
        Some(kind) if path == "content/details" => format!("{path}:{kind}"),
        _ => path.to_owned(),
    };
    fields.insert(path.clone());
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                collect(value, &format!("{path}/{name}"), fields);
            }
        }
        Value::Array(list) => {
            for value in list {
                collect(value, &path, fields);
            }
        }
        _ => {}
    }
}

#[test]
fn the_hostile_records_leave_no_field_of_the_schema_out() {
    let schema: Value = serde_json::from_str(&nguonluat::exchange::schema()).expect("JSON");
    let mut known = BTreeSet::new();
    for record in schema["oneOf"].as_array().expect("records") {
        let name = record["properties"]["record"]["const"]
            .as_str()
            .expect("a name");
        describe(&schema, record, name, &mut known);
    }
    let given = fields_of(&hostile::records());
    assert!(known.contains("content/details:report/figures/value") && !NASTY.is_empty());
    assert_eq!(known.difference(&given).collect::<Vec<_>>(), [""; 0]);
    assert_eq!(given.difference(&known).collect::<Vec<_>>(), [""; 0]);
}

/// The fields that a schema knows, as [`collect`] names them.
fn describe(schema: &Value, node: &Value, path: &str, known: &mut BTreeSet<String>) {
    if let Some(name) = node["$ref"].as_str() {
        let target = schema
            .pointer(name.trim_start_matches('#'))
            .expect("a definition");
        return describe(schema, target, path, known);
    }
    let path = match node["properties"]["kind"]["const"].as_str() {
        Some(kind) if path == "content/details" => format!("{path}:{kind}"),
        _ => path.to_owned(),
    };
    for choice in ["oneOf", "anyOf"]
        .into_iter()
        .filter_map(|word| node[word].as_array())
        .flatten()
    {
        describe(schema, choice, &path, known);
    }
    if node.get("oneOf").is_none() {
        known.insert(path.clone());
    }
    for (name, property) in node["properties"].as_object().into_iter().flatten() {
        describe(schema, property, &format!("{path}/{name}"), known);
    }
    if node.get("items").is_some() {
        describe(schema, &node["items"], &path, known);
    }
}
