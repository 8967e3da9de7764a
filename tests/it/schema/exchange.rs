//! The exchange format's schema: its text, that it describes what there is, and that the import holds it.
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use nguonluat::exchange::Record;
use serde_json::{Value, json};

use crate::export::{self, hostile};
use crate::support::command::{nguonluat, run};
use crate::support::database::for_both;

#[test]
fn exchange_schema_json_is_what_the_command_writes() {
    let file = api().join("exchange.schema.json");
    let offered = nguonluat::exchange::schema();
    let kept = fs::read_to_string(&file).unwrap_or_default();
    if kept != offered {
        fs::write(&file, &offered).expect("exchange.schema.json is writable");
        panic!(
            "exchange.schema.json did not match; it is written anew: look at the difference and commit it"
        );
    }
}

#[tokio::test]
async fn the_command_writes_the_schema_asked_for() {
    for_both(async |db| {
        let (status, out, err) = run(nguonluat(db, &["schema", "--exchange"]));
        assert_eq!((status, err.as_str()), (Some(0), ""));
        assert!(out == nguonluat::exchange::schema());
        let (_, out, _) = run(nguonluat(db, &["schema"]));
        assert!(out == nguonluat::graphql::sdl());
    })
    .await;
}

#[test]
fn seeds_and_demo_are_as_the_schema_says() {
    let schema = validator();
    let mut read = 0;
    for folder in ["seeds", "demo"] {
        for line in lines_of(&api().join(folder)) {
            is_valid(&schema, &line);
            read += 1;
        }
    }
    assert_eq!(read, 922);
    for record in hostile::records() {
        is_valid(&schema, &record.to_string());
    }
}

#[tokio::test]
async fn an_export_is_as_the_schema_says() {
    for_both(async |db| {
        hostile::lay_file(db.folder());
        export::import(
            db,
            &export::write(db.folder(), "hostile.jsonl", &hostile::records()),
        );
        let schema = validator();
        for line in export::lines(&db.database).await {
            is_valid(&schema, &line);
        }
    })
    .await;
}

/// Every value of every hostile record is spoilt in many ways; what the schema then refuses, no import takes.
/// Lists are not among them: serde takes one in the place of an object, its fields in their order.
#[test]
fn what_the_schema_refuses_the_import_refuses() {
    let schema = validator();
    let (mut refused, mut taken) = (0, Vec::new());
    for record in hostile::records().iter().map(without_long_text) {
        for spoilt in spoilt(&record) {
            if schema.is_valid(&spoilt) {
                continue;
            }
            refused += 1;
            let line = spoilt.to_string();
            if serde_json::from_str::<Record>(&line).is_ok() {
                let error = schema.iter_errors(&spoilt).next().expect("an error");
                taken.push(format!("{}: {error}", error.instance_path()));
            }
        }
    }
    assert!(refused > 3_000, "only {refused} are refused");
    assert!(
        taken.is_empty(),
        "{} such as {}",
        taken.len(),
        taken.concat()
    );
}

/// Each is refused by both, whatever the walk above does.
#[test]
fn unknown_fields_and_wrong_words_are_refused() {
    let schema = validator();
    let topic = json!({"record": "topic", "code": "a", "name": "a", "name_en": "a", "position": 1});
    let article = json!({"record": "content", "title": "a", "section": "a", "agency": "a", "first_published_at": "2025-01-01T00:00:00Z",
        "published_at": "2025-01-01T00:00:00Z", "updated_at": "2025-01-01T00:00:00Z", "details": {"kind": "article"}});
    for record in [&topic, &article] {
        assert!(schema.is_valid(record) && is_taken(record), "{record}");
    }
    for (record, pointer, value) in [
        (&topic, "", json!([])),
        (&topic, "/record", json!("topik")),
        (&topic, "/colour", json!(1)),
        (&topic, "/position", json!("1")),
        (&topic, "/name", Value::Null),
        (&article, "/state", json!("live")),
        (&article, "/details/kind", json!("essay")),
        (&article, "/details/kind", json!(9)),
        (&article, "/details/colour", json!("red")),
        (&article, "/body", json!({"pdf": "a"})),
        (&article, "/body", json!({"html": "a", "text": "b"})),
        (
            &article,
            "/attachments",
            json!([{"file": "a", "title": "a", "role": "cover"}]),
        ),
        (&article, "/related", json!([{"number": "1/2025/NĐ-CP"}])),
    ] {
        let spoilt = with_value(record, pointer, value);
        assert!(!schema.is_valid(&spoilt) && !is_taken(&spoilt), "{spoilt}");
    }
}

fn api() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../api")
}

fn validator() -> Validator {
    let schema = fs::read_to_string(api().join("exchange.schema.json")).expect("a schema");
    let schema = serde_json::from_str(&schema).expect("JSON");
    jsonschema::draft202012::meta::validate(&schema).expect("a schema of its draft");
    jsonschema::draft202012::new(&schema).expect("a schema")
}

/// The lines of the exchange files in a folder.
fn lines_of(folder: &Path) -> Vec<String> {
    let mut lines = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a file").path();
        if path
            .extension()
            .is_some_and(|extension| extension == "jsonl")
        {
            let text = fs::read_to_string(&path).expect("a file");
            lines.extend(text.lines().map(str::to_owned));
        }
    }
    lines
}

fn is_valid(schema: &Validator, line: &str) {
    let value = serde_json::from_str(line).expect("JSON");
    let wrong: Vec<String> = schema
        .iter_errors(&value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}\n{line}");
}

fn is_taken(record: &Value) -> bool {
    serde_json::from_str::<Record>(&record.to_string()).is_ok()
}

/// Long texts are as good as short ones here.
fn without_long_text(record: &Value) -> Value {
    match record.pointer("/body/text") {
        Some(_) => with_value(record, "/body", json!({"text": "a"})),
        None => record.clone(),
    }
}

/// The record with one value put in, or left out, in every place.
fn spoilt(record: &Value) -> Vec<Value> {
    let others = [
        json!("không có"),
        json!(7),
        json!(1.5),
        json!(true),
        Value::Null,
        json!({}),
        json!({"a": 1}),
    ];
    let mut spoilt = Vec::new();
    for pointer in pointers(record, String::new()) {
        for other in &others {
            spoilt.push(with_value(record, &pointer, other.clone()));
        }
        let mut less = record.clone();
        if let Some((parent, name)) = pointer.rsplit_once('/')
            && let Some(Value::Object(object)) = less.pointer_mut(parent)
        {
            object.remove(name);
            spoilt.push(less);
        }
        if record.pointer(&pointer).is_some_and(Value::is_object) {
            spoilt.push(with_value(
                record,
                &format!("{pointer}/colour"),
                json!("red"),
            ));
        }
    }
    spoilt
}

fn pointers(value: &Value, pointer: String) -> Vec<String> {
    let below: Vec<String> = match value {
        Value::Object(object) => object
            .iter()
            .flat_map(|(name, value)| pointers(value, format!("{pointer}/{name}")))
            .collect(),
        Value::Array(list) => (0..)
            .zip(list)
            .flat_map(|(index, value): (usize, &Value)| {
                pointers(value, format!("{pointer}/{index}"))
            })
            .collect(),
        _ => Vec::new(),
    };
    std::iter::once(pointer).chain(below).collect()
}

/// The record with a value at a pointer, which may be new.
fn with_value(record: &Value, pointer: &str, value: Value) -> Value {
    let mut changed = record.clone();
    if let Some(place) = changed.pointer_mut(pointer) {
        *place = value;
    } else if let Some((parent, name)) = pointer.rsplit_once('/')
        && let Some(Value::Object(object)) = changed.pointer_mut(parent)
    {
        object.insert(name.to_owned(), value);
    }
    changed
}
