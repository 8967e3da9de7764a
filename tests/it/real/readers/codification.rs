//! The codification.

use std::collections::HashSet;

use nguonluat::exchange::details::{LegalDocumentRecord, ProvisionKind};
use nguonluat::import::Format;

use super::{check_provisions, contents, day, document, files, folder, options, read};

#[test]
fn codification() {
    let Some(folder) = folder("phapdien") else {
        return;
    };
    println!(
        "{:<44} {:>5} {:>8} {:>10} {:>6} {:>9}",
        "heading", "docs", "articles", "provisions", "events", "relations"
    );
    let mut total = [0; 5];
    let mut keys = HashSet::new();
    for file in files(&folder, "html") {
        let entries = read(&file, Format::Codification, &options());
        assert!(
            entries.iter().all(|entry| entry.record.is_ok()),
            "{}",
            file.display()
        );
        let mut sums = [0; 5];
        let found = contents(entries);
        for content in &found {
            let document = document(content);
            let articles = articles(document).len();
            let counts = [
                1,
                articles,
                document.provisions.len(),
                document.events.len(),
                document.relations.len(),
            ];
            sums.iter_mut()
                .zip(counts)
                .for_each(|(sum, count)| *sum += count);
            assert!(
                keys.insert(content.external_ids[0].value.clone()),
                "{}",
                content.external_ids[0].value
            );
            assert!(
                !document.issuers.is_empty() && articles > 0,
                "{}",
                content.title
            );
            check_provisions(document);
        }
        let source = found[0]
            .source
            .as_ref()
            .map_or("", |source| source.name.as_str());
        let heading = source.rsplit("đề mục ").next().unwrap_or_default();
        println!(
            "{heading:<44} {:>5} {:>8} {:>10} {:>6} {:>9}",
            sums[0], sums[1], sums[2], sums[3], sums[4]
        );
        total
            .iter_mut()
            .zip(sums)
            .for_each(|(sum, count)| *sum += count);
    }
    println!(
        "{:<44} {:>5} {:>8} {:>10} {:>6} {:>9}",
        "total", total[0], total[1], total[2], total[3], total[4]
    );
    let manifest = std::fs::read_to_string(folder.join("MANIFEST.tsv")).expect("the manifest");
    let articles: usize = manifest
        .lines()
        .skip(1)
        .filter_map(|line| line.rsplit('\t').next()?.parse::<usize>().ok())
        .sum();
    assert_eq!((total[0], total[1]), (68, articles));
    assert!(total[3] >= 130 && total[4] >= 900, "{total:?}");
}

fn articles(document: &LegalDocumentRecord) -> Vec<&str> {
    document
        .provisions
        .iter()
        .filter(|provision| provision.kind == ProvisionKind::Article)
        .filter_map(|provision| provision.number.as_deref())
        .collect()
}

#[test]
fn codified_facts() {
    let Some(folder) = folder("phapdien") else {
        return;
    };
    let found: Vec<_> = files(&folder, "html")
        .iter()
        .flat_map(|file| contents(read(file, Format::Codification, &options())))
        .collect();
    let by_number = |number: &str| {
        found
            .iter()
            .find(|content| document(content).number.as_deref() == Some(number))
            .expect(number)
    };
    let law = by_number("14/2012/QH13");
    assert_eq!(law.title, "Luật Phổ biến, giáo dục pháp luật");
    assert_eq!(document(law).issued_on.to_string(), "2012-06-20");
    assert_eq!(document(law).effective_on, day("2013-01-01"));
    // No note names these; the names of what amended them do.
    let unnamed = [
        ("338/2016/TT-BTC", "2016-12-28", "Bộ Tài chính"),
        ("123/2015/NĐ-CP", "2015-11-15", "Chính phủ"),
        ("07/2023/TT-BNG", "2023-12-29", "Bộ Ngoại giao"),
    ];
    for (number, issued_on, issuer) in unnamed {
        let document = document(by_number(number));
        assert_eq!(Some(document.issued_on), day(issued_on), "{number}");
        assert_eq!(document.issuers[0].name.as_deref(), Some(issuer));
    }
    // The codification scatters the articles; inserted ones follow the one that they were set after.
    let decree = articles(document(by_number("34/2016/NĐ-CP")));
    let position = decree
        .iter()
        .position(|number| *number == "29a")
        .expect("29a");
    assert_eq!(
        (decree[0], decree[position - 1], decree[position + 1]),
        ("1", "29", "30")
    );
    // What is left of an amending document is its own.
    let amending = document(by_number("07/2025/NĐ-CP"));
    assert_eq!(articles(amending), ["5"]);
    assert!(amending.relations.iter().any(|relation| {
        relation.relation_type == "sua-doi-bo-sung" && relation.target.number == "123/2015/NĐ-CP"
    }));
}
