//! The gazette, and the relations that documents of both text sources state.

use std::collections::BTreeMap;
use std::path::Path;

use nguonluat::exchange::ContentRecord;
use nguonluat::import::Format;

use super::{check_provisions, contents, document, files, folder, options, read};

#[test]
fn gazette() {
    let Some(folder) = folder("congbao") else {
        return;
    };
    let files = files(&folder, "json");
    let entries: Vec<_> = files
        .iter()
        .flat_map(|file| read(file, Format::Gazette, &options()))
        .collect();
    let refused: Vec<_> = entries
        .iter()
        .filter(|entry| entry.record.is_err())
        .map(|entry| entry.place.to_string())
        .collect();
    // Their pages give no day of issue: the end is in another issue, or the day is blank.
    assert_eq!(refused, ["14/VBHN-VPQH", "372/QĐ-BTC"]);
    let found = contents(entries);
    let mut relations = BTreeMap::new();
    for relation in found
        .iter()
        .flat_map(|content| &document(content).relations)
    {
        *relations
            .entry(relation.relation_type.as_str())
            .or_insert(0) += 1;
    }
    println!(
        "{} of {} documents; relations {relations:?}",
        found.len(),
        files.len()
    );
    assert_eq!((found.len(), files.len()), (100, 102));
    for content in &found {
        assert!(
            !document(content).provisions.is_empty() && !document(content).issuers.is_empty(),
            "{}",
            content.title
        );
        check_provisions(document(content));
    }
}

/// Relations of documents of the gazette and the national portal, written down by reading them.
const RELATIONS: [(&str, &str, &str, Option<&str>); 16] = [
    ("02/2026/TT-BTC", "can-cu", "79/2025/NĐ-CP", None),
    ("02/2026/TT-BTC", "bai-bo", "72/2011/TTLT-BTC-BGTVT", None),
    ("15/2024/TT-BLĐTBXH", "bai-bo", "08/2013/TT-BLĐTBXH", None),
    (
        "13/2024/TT-BLĐTBXH",
        "bai-bo",
        "26/2018/TT-BLĐTBXH",
        Some("dieu-5/khoan-5"),
    ),
    ("136/2026/NĐ-CP", "sua-doi-bo-sung", "100/2024/NĐ-CP", None),
    (
        "51/2025/NĐ-CP",
        "sua-doi-bo-sung",
        "10/2022/NĐ-CP",
        Some("dieu-8/khoan-5/diem-c"),
    ),
    (
        "06/2021/TT-BLĐTBXH",
        "bai-bo",
        "59/2015/TT-BLĐTBXH",
        Some("dieu-18/khoan-2"),
    ),
    (
        "06/2023/TT-BLĐTBXH",
        "bai-bo",
        "37/2021/TT-BLĐTBXH",
        Some("dieu-5/khoan-2"),
    ),
    (
        "11/2021/TT-BLĐTBXH",
        "thay-the",
        "37/2015/TTLT-BLĐTBXH-BNV",
        None,
    ),
    ("157/2025/TT-BTC", "thay-the", "18/2020/TT-BTC", None),
    (
        "157/2025/TT-BTC",
        "bai-bo",
        "41/2025/TT-BTC",
        Some("dieu-2"),
    ),
    ("1373/QĐ-BKHĐT", "dinh-chinh", "10/2022/TT-BKHĐT", None),
    (
        "716/VBHN-BLĐTBXH",
        "hop-nhat",
        "21/2016/TTLT-BLĐTBXH-BCA-BNG",
        None,
    ),
    ("26/2012/QH13", "sua-doi-bo-sung", "04/2007/QH12", None),
    ("56/2024/QH15", "sua-doi-bo-sung", "15/2012/QH13", None),
    ("36/2024/QH15", "thay-the", "23/2008/QH12", None),
];

/// Documents that others name in a name or a remark, on which nothing is done.
const NO_RELATIONS: [(&str, &str); 5] = [
    ("157/2025/TT-BTC", "324/2016/TT-BTC"),
    ("157/2025/TT-BTC", "123/2014/TT-BTC"),
    ("136/2026/NĐ-CP", "261/2025/NĐ-CP"),
    ("18/2021/TT-BNNPTNT", "25/2006/NQ-CP"),
    ("56/2024/QH15", "64/2020/QH14"),
];

#[test]
fn stated_relations() {
    let (Some(gazette), Some(portal)) = (folder("congbao"), folder("phapluat_gov_vn")) else {
        return;
    };
    let entries = |folder: &Path, format| -> Vec<ContentRecord> {
        files(folder, "json")
            .iter()
            .flat_map(|file| contents(read(file, format, &options())))
            .collect()
    };
    let found = [
        entries(&gazette, Format::Gazette),
        entries(&portal, Format::NationalPortal),
    ]
    .concat();
    let relations = |number: &str| {
        let content = found
            .iter()
            .find(|content| document(content).number.as_deref() == Some(number))
            .expect(number);
        &document(content).relations
    };
    for (number, relation_type, target, provision) in RELATIONS {
        let is_stated = relations(number).iter().any(|relation| {
            relation.relation_type == relation_type
                && relation.target.number == target
                && (provision.is_none() || relation.target_provision.as_deref() == provision)
        });
        assert!(is_stated, "{number} {relation_type} {target} {provision:?}");
    }
    for (number, target) in NO_RELATIONS {
        let known = relations(number).iter().find(|relation| {
            relation.target.number == target && relation.relation_type != "can-cu"
        });
        assert_eq!(known, None, "{number}");
    }
}
