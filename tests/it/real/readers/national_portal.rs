//! The national law portal.

use std::collections::HashSet;

use nguonluat::import::Format;

use super::{contents, document, files, folder, options, read};

#[test]
fn national_portal() {
    let Some(folder) = folder("phapluat_gov_vn") else {
        return;
    };
    let files = files(&folder, "json");
    let found: Vec<_> = files
        .iter()
        .flat_map(|file| contents(read(file, Format::NationalPortal, &options())))
        .collect();
    println!(
        "{:<14} {:<10} {:<12} {:<11} {:>8}  title",
        "number", "type", "issued", "in force", "letters"
    );
    for content in &found {
        let document = document(content);
        let text = document.text.as_deref().unwrap_or_default();
        println!(
            "{:<14} {:<10} {:<12} {:<11} {:>8}  {}",
            document.number.as_deref().unwrap_or("-"),
            document.document_type,
            document.issued_on,
            document
                .effective_on
                .map_or_else(String::new, |day| day.to_string()),
            text.chars().count(),
            content.title
        );
        assert!(
            text.contains("Điều 1. ")
                && !text.contains('\u{a0}')
                && !text.contains("Nguồn dữ liệu")
        );
        assert!(
            document.source_status.is_some()
                && document.gazette_number.is_some()
                && !document.fields.is_empty()
        );
        assert!(
            document
                .issuers
                .iter()
                .all(|issuer| issuer.signer.is_some())
        );
    }
    assert_eq!((found.len(), files.len()), (8, 8));
    let titles: HashSet<_> = found.iter().map(|content| content.title.as_str()).collect();
    assert!(titles.contains("Luật Trật tự, an toàn giao thông đường bộ"));
    assert!(titles.contains(
        "Nghị định số 119/2024/NĐ-CP quy định về thanh toán điện tử giao thông đường bộ"
    ));
}
