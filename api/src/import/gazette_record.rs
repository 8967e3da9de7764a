//! A document of the official gazette as an exchange record.

use super::gazette::GazetteDocument;
use super::{Entry, Input, Options, Place, Refusal, legal, provisions, relations, start_of};
use crate::exchange::Record;
use crate::exchange::content::{ContentRecord, ExternalId, SourceRecord};
use crate::exchange::details::{IssuerRef, LegalDocumentRecord, RelationRecord};
use crate::text::number::DocumentType;

/// Reads a document.
#[must_use]
pub fn read(input: &Input<'_>, options: &Options) -> Entry {
    let document = GazetteDocument::parse(input.text);
    let place = match &document {
        Ok(document) => Place::item(document.number.to_string()),
        Err(_) => Place::item(input.name),
    };
    let record = document.and_then(|document| content(document, options));
    Entry {
        place,
        record: record.map(|content| Record::Content(Box::new(content))),
    }
}

/// The content that a document becomes.
///
/// # Errors
/// The text does not give the day of issue.
pub fn content(document: GazetteDocument, options: &Options) -> Result<ContentRecord, Refusal> {
    let issued_on = document.issued_on.ok_or_else(|| {
        Refusal::field("full_text", "the text gives no day of issue; write it below the number, such as \u{201c}ngày 03 tháng 4 năm 2026\u{201d}")
    })?;
    let relations = relations(&document);
    let title = title(&document, &relations);
    let appeared_on = document.gazette_date.unwrap_or(issued_on);
    let source = SourceRecord {
        name: source_name(&document),
        url: document.source_url.clone(),
    };
    let record = LegalDocumentRecord {
        number: Some(document.number.to_string()),
        document_type: document.document_type.code().to_owned(),
        issuers: issuers(&document),
        issued_on,
        effective_on: document.effective_on,
        expires_on: None,
        source_status: None,
        gazette_number: document.gazette_number,
        gazette_date: document.gazette_date,
        fields: Vec::new(),
        provisions: provisions::of_structure(document.structure),
        text: None,
        events: Vec::new(),
        relations,
    };
    Ok(ContentRecord {
        summary: Some(document.title),
        source: Some(source),
        external_ids: vec![ExternalId {
            system: "gazette".to_owned(),
            value: document.external_id,
        }],
        ..legal::content(title, start_of(appeared_on), record, options)
    })
}

fn is_consolidated(document: &GazetteDocument) -> bool {
    document.document_type == DocumentType::ConsolidatedText
}

fn relations(document: &GazetteDocument) -> Vec<RelationRecord> {
    if is_consolidated(document) {
        relations::of_consolidation(&document.structure)
    } else {
        relations::of_document(Some(&document.number), &document.title, &document.structure)
    }
}

/// The title; a consolidated law is listed by the law's name.
fn title(document: &GazetteDocument, relations: &[RelationRecord]) -> String {
    let number = document.number.to_string();
    let word = legal::type_word(document.document_type);
    let consolidated = relations.first().filter(|_| is_consolidated(document));
    match consolidated.and_then(|relation| relation.target.title.as_deref()) {
        Some(law) => legal::title(word, Some(&number), law),
        None => legal::title(word, Some(&number), &document.title),
    }
}

/// The issuers with those who signed: one each for joint documents, all for the only one else.
fn issuers(document: &GazetteDocument) -> Vec<IssuerRef> {
    let count = document.issuers.len().max(document.signers.len());
    let last = document.issuers.last().map_or("", String::as_str);
    (0..count)
        .map(|index| {
            let signer = document.signers.get(index);
            IssuerRef {
                signer: signer.map(|signer| signer.name.clone()),
                signer_title: signer
                    .map(|signer| signer.title.clone())
                    .filter(|title| !title.is_empty()),
                ..legal::issuer(document.issuers.get(index).map_or(last, String::as_str))
            }
        })
        .collect()
}

fn source_name(document: &GazetteDocument) -> String {
    let gazette = "Công báo nước Cộng hòa xã hội chủ nghĩa Việt Nam";
    match &document.continued_in {
        Some(number) => format!("{gazette} (phần tiếp theo in ở số {number})"),
        None => gazette.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::Details;
    use crate::import::tests::{input, options};

    fn json(text: &str) -> String {
        serde_json::json!({
            "so_hieu": "thong-tu-so-5-2025-tt-btc-44341", "slug": "thong-tu-so-5-2025-tt-btc-44341", "loai": "Thông tư",
            "nguon_url": "https://congbao.example/44341", "full_text": text,
        })
        .to_string()
    }

    fn page(date: &str) -> String {
        format!(
            "CÔNG BÁO/Số 459 + 460/Ngày 07-3-2025\n2\n\nBỘ TÀI CHÍNH\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\
             Số: 5/2025/TT-BTC\nHà Nội, {date}\n\nTHÔNG TƯ\nQuy định phí chợ phiên\n\nCăn cứ Luật Giá số 16/2023/QH15;\n\
             Bộ trưởng Bộ Tài chính ban hành Thông tư quy định phí chợ phiên.\n\nĐiều 1. Mức phí\n1. Mỗi ngày một nghìn đồng.\n2. Trẻ em không nộp phí.\n\
             Điều 2. Hiệu lực thi hành\nThông tư này có hiệu lực từ ngày 01 tháng 8 năm 2025 và thay thế Thông tư số 1/2020/TT-BTC.\n\n\
             KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n\nNguyễn Văn A\n"
        )
    }

    #[test]
    fn a_document_keeps_what_its_pages_say() {
        let json = json(&page("ngày 20 tháng 02 năm 2025"));
        let entry = read(&input(&json), &options());
        assert_eq!(entry.place, Place::item("5/2025/TT-BTC"));
        let Ok(Record::Content(content)) = entry.record else {
            panic!("{entry:?}")
        };
        let Details::LegalDocument(document) = &content.details else {
            panic!("{content:?}")
        };
        assert_eq!(
            content.title,
            "Thông tư số 5/2025/TT-BTC quy định phí chợ phiên"
        );
        assert_eq!(content.summary.as_deref(), Some("Quy định phí chợ phiên"));
        assert_eq!(
            content.external_ids,
            [ExternalId {
                system: "gazette".into(),
                value: "44341".into()
            }]
        );
        assert_eq!(
            content.published_at.to_rfc3339(),
            "2025-03-06T17:00:00+00:00"
        );
        assert_eq!(document.document_type, "thong-tu");
        assert_eq!(document.issued_on.to_string(), "2025-02-20");
        assert_eq!(
            document.effective_on.map(|day| day.to_string()).as_deref(),
            Some("2025-08-01")
        );
        assert_eq!(document.issuers[0].name.as_deref(), Some("Bộ Tài chính"));
        assert_eq!(document.issuers[0].signer.as_deref(), Some("Nguyễn Văn A"));
        assert_eq!(document.gazette_number.as_deref(), Some("459 + 460"));
        assert!(
            document
                .provisions
                .iter()
                .any(|provision| provision.path == "dieu-1/khoan-2")
        );
        let relations: Vec<_> = document
            .relations
            .iter()
            .map(|relation| {
                (
                    relation.relation_type.as_str(),
                    relation.target.number.as_str(),
                )
            })
            .collect();
        assert_eq!(
            relations,
            [("can-cu", "16/2023/QH15"), ("thay-the", "1/2020/TT-BTC")]
        );
    }

    #[test]
    fn a_blank_day_is_refused() {
        let json = json(&page("ngày     tháng     năm 2025"));
        let refusal = read(&input(&json), &options())
            .record
            .expect_err("no day")
            .to_string();
        assert!(refusal.contains("gives no day of issue"), "{refusal}");
        assert!(read(&input("{"), &options()).record.is_err());
    }
}
