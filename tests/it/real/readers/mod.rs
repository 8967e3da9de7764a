//! Every reader over the real data: what it yields, in what shape, and that every refusal has a reason.
//!
//! `NGUONLUAT_REAL_DATA` names the folder; where it is unset the tests say SKIPPED.

mod admin_units;
mod codification;
mod gazette;
mod national_portal;
mod plans;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate};
use nguonluat::exchange::details::LegalDocumentRecord;
use nguonluat::exchange::{ContentRecord, Details, Record};
use nguonluat::import::{self, Entry, Format, Input, Options};

fn folder(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("NGUONLUAT_REAL_DATA");
    if root.is_none() {
        println!("SKIPPED: NGUONLUAT_REAL_DATA is unset");
    }
    root.map(|root| Path::new(&root).join(name))
}

fn options() -> Options {
    Options {
        section: "van-ban-phap-luat-moi".to_owned(),
        agency: "so-tu-phap".to_owned(),
        language: "vi".to_owned(),
        published_at: DateTime::UNIX_EPOCH,
        province: None,
    }
}

/// The files of a folder that end so, in order of their names.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    files
}

/// What a file yields by the format that it is recognised as.
fn read(path: &Path, expected: Format, options: &Options) -> Vec<Entry> {
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .expect("a name");
    let text = std::fs::read_to_string(path).expect("UTF-8");
    let beginning = &text.as_bytes()[..text.len().min(64 * 1024)];
    assert_eq!(Format::detect(beginning), Some(expected), "{name}");
    let companion = std::fs::read_to_string(path.with_extension("txt")).ok();
    let input = Input {
        name,
        text: &text,
        companion: companion.as_deref(),
    };
    let entries: Vec<_> = import::read(expected, &input, options).collect();
    for entry in &entries {
        if let Err(refusal) = &entry.record {
            println!("{name}: {}: {refusal}", entry.place);
            assert!(refusal.to_string().len() > 20, "{name}: {}", entry.place);
        }
    }
    entries
}

fn contents(entries: Vec<Entry>) -> Vec<ContentRecord> {
    entries
        .into_iter()
        .filter_map(|entry| match entry.record.ok()? {
            Record::Content(content) => Some(*content),
            other => panic!("no content: {other:?}"),
        })
        .collect()
}

fn document(content: &ContentRecord) -> &LegalDocumentRecord {
    match &content.details {
        Details::LegalDocument(document) => document,
        other => panic!("no legal document: {other:?}"),
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

/// Paths are unique, parents come first, sort keys rise, and what is related or changed is there.
fn check_provisions(document: &LegalDocumentRecord) {
    let number = document.number.as_deref().unwrap_or_default();
    let mut paths = HashSet::new();
    for provision in &document.provisions {
        let parent = provision.parent.as_deref();
        assert!(
            parent.is_none_or(|parent| paths.contains(parent)),
            "{number} {}",
            provision.path
        );
        assert!(
            paths.insert(provision.path.as_str()),
            "{number} {}",
            provision.path
        );
    }
    assert!(
        document
            .provisions
            .is_sorted_by(|one, other| one.sort_key < other.sort_key),
        "{number}"
    );
    let related = document
        .relations
        .iter()
        .filter_map(|relation| relation.provision.as_deref());
    let changed = document
        .events
        .iter()
        .filter_map(|event| event.provision.as_deref());
    for path in related.chain(changed) {
        assert!(paths.contains(path), "{number} {path}");
    }
}

#[test]
fn the_same_file_gives_the_same_records() {
    let sources = [
        ("congbao", "json", Format::Gazette),
        ("phapluat_gov_vn", "json", Format::NationalPortal),
        ("phapdien", "html", Format::Codification),
        ("plans", "txt", Format::Plan),
        ("admin_units", "json", Format::AdminUnits),
    ];
    for (name, extension, format) in sources {
        let Some(folder) = folder(name) else { return };
        let first = &files(&folder, extension)[0];
        let records = || -> Vec<_> {
            read(first, format, &options())
                .into_iter()
                .map(|entry| entry.record)
                .collect()
        };
        assert_eq!(records(), records(), "{name}");
    }
}
