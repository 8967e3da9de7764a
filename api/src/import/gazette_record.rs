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
    Entry { place, record: record.map(|content| Record::Content(Box::new(content))) }
}

/// The content that a document becomes.
///
/// # Errors
/// The text does not give the day of issue.
pub fn content(document: GazetteDocument, options: &Options) -> Result<ContentRecord, Refusal> {
    let issued_on = document.issued_on.ok_or_else(|| {
        Refusal::missing("full_text", "the text leaves the day of issue blank; write it under the number, such as \u{201c}ngày 03 tháng 4 năm 2026\u{201d}")
    })?;
    let relations = relations(&document);
    let title = title(&document, &relations);
    let appeared_on = document.gazette_date.unwrap_or(issued_on);
    let source = SourceRecord { name: source_name(&document), url: document.source_url.clone() };
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
        external_ids: vec![ExternalId { system: "gazette".to_owned(), value: document.external_id }],
        ..legal::content(title, start_of(appeared_on), record, options)
    })
}

fn is_consolidated(document: &GazetteDocument) -> bool {
    document.document_type == DocumentType::ConsolidatedText
}

fn relations(document: &GazetteDocument) -> Vec<RelationRecord> {
    if is_consolidated(document) {
        return relations::of_consolidation(&document.structure);
    }
    let mut relations = relations::of_document(&document.title, &document.structure);
    let own = document.number.key();
    relations.retain(|relation| relation.target.number.parse().is_ok_and(|number: crate::text::number::DocumentNumber| number.key() != own));
    relations
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
                signer_title: signer.map(|signer| signer.title.clone()).filter(|title| !title.is_empty()),
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
