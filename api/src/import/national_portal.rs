//! The national law portal (phapluat.gov.vn): one JSON of metadata a document, its full text in a
//! `.txt` beside it.

use chrono::{NaiveDate, NaiveDateTime};
use serde::Deserialize;

use super::{
    Entry, Input, Options, Place, Refusal, in_vietnam, legal, paragraphs, relations, start_of,
};
use crate::exchange::Record;
use crate::exchange::content::{ContentRecord, ExternalId, SourceRecord};
use crate::exchange::details::{IssuerRef, LegalDocumentRecord};
use crate::text::normalize::normalize;
use crate::text::structure;

/// What the portal says of a document; it says more than is taken.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Metadata {
    #[serde(rename = "docGUId")]
    id: Option<String>,
    doc_name: Option<String>,
    doc_identity: Option<String>,
    issue_date: Option<NaiveDateTime>,
    effect_date: Option<NaiveDateTime>,
    expire_date: Option<NaiveDateTime>,
    gazette_number: Option<String>,
    gazette_date: Option<NaiveDateTime>,
    upd_date_time: Option<NaiveDateTime>,
    doc_type: Option<DocType>,
    effect_status: Option<EffectStatus>,
    fields: Option<Vec<Field>>,
    organs: Option<Vec<Organ>>,
    signers: Option<Vec<Signer>>,
}

#[derive(Deserialize)]
struct DocType {
    #[serde(rename = "docTypeName")]
    name: String,
}

#[derive(Deserialize)]
struct EffectStatus {
    #[serde(rename = "effectStatusName")]
    name: String,
}

#[derive(Deserialize)]
struct Field {
    #[serde(rename = "fieldName")]
    name: String,
}

#[derive(Deserialize)]
struct Organ {
    #[serde(rename = "organName")]
    name: String,
}

#[derive(Deserialize)]
struct Signer {
    #[serde(rename = "signerName")]
    name: String,
}

/// Reads a document. Without a companion it has no text, only what is said of it.
#[must_use]
pub fn read(input: &Input<'_>, options: &Options) -> Entry {
    let metadata = parse(input.text);
    let place = match metadata
        .as_ref()
        .ok()
        .and_then(|metadata| metadata.doc_identity.as_deref())
    {
        Some(number) => Place::item(clean(number)),
        None => Place::item(input.name),
    };
    let record = metadata.and_then(|metadata| content(metadata, input.companion, options));
    Entry {
        place,
        record: record.map(|content| Record::Content(Box::new(content))),
    }
}

fn parse(text: &str) -> Result<Metadata, Refusal> {
    let mut source = serde_json::Deserializer::from_str(text.trim_start_matches('\u{feff}'));
    serde_path_to_error::deserialize(&mut source).map_err(|error| {
        match error.path().to_string().as_str() {
            "." => Refusal::malformed("a JSON object of the national portal", error.inner()),
            path => Refusal::field(path, error.inner().to_string()),
        }
    })
}

fn content(
    source: Metadata,
    text: Option<&str>,
    options: &Options,
) -> Result<ContentRecord, Refusal> {
    let id = required(
        source.id.as_deref(),
        "docGUId",
        "it tells the document from every other",
    )?;
    let name = required(
        source.doc_name.as_deref(),
        "docName",
        "write the document's full name",
    )?;
    let type_word = source.doc_type.map(|kind| clean(&kind.name));
    let type_word = required(
        type_word.as_deref(),
        "docType.docTypeName",
        "write the type, such as \u{201c}Luật\u{201d}",
    )?;
    let issued_on = day(source.issue_date).ok_or_else(|| {
        Refusal::missing(
            "issueDate",
            "write the day of issue, such as 2024-06-27T00:00:00",
        )
    })?;
    let number = source
        .doc_identity
        .as_deref()
        .map(clean)
        .filter(|number| !number.is_empty());
    let organs: Vec<String> = source
        .organs
        .iter()
        .flatten()
        .map(|organ| clean(&organ.name))
        .collect();
    let issuers = issuers(&organs, &source.signers.unwrap_or_default())?;
    let subject = subject(&name, &type_word, number.as_deref(), &organs);
    let text = text
        .map(full_text)
        .transpose()?
        .filter(|text| !text.is_empty());
    let own = number.as_deref().and_then(|number| number.parse().ok());
    let relations = text.as_deref().map_or_else(Vec::new, |text| {
        relations::of_document(own.as_ref(), subject, &structure::parse(text))
    });
    let appeared_at = source
        .upd_date_time
        .map_or_else(|| start_of(issued_on), in_vietnam);
    let document = LegalDocumentRecord {
        document_type: legal::document_type("docType.docTypeName", &type_word, number.as_deref())?
            .to_owned(),
        issuers,
        issued_on,
        effective_on: day(source.effect_date),
        expires_on: day(source.expire_date),
        source_status: source.effect_status.map(|status| clean(&status.name)),
        gazette_number: source
            .gazette_number
            .as_deref()
            .map(clean)
            .filter(|number| !number.is_empty()),
        gazette_date: day(source.gazette_date),
        fields: source
            .fields
            .iter()
            .flatten()
            .map(|field| clean(&field.name))
            .collect(),
        provisions: Vec::new(),
        text,
        events: Vec::new(),
        relations,
        number: number.clone(),
    };
    Ok(ContentRecord {
        source: Some(SourceRecord {
            name: "Cổng Pháp luật quốc gia".to_owned(),
            url: None,
        }),
        external_ids: vec![ExternalId {
            system: "national-portal".to_owned(),
            value: id,
        }],
        ..legal::content(
            legal::title(&type_word, number.as_deref(), subject),
            appeared_at,
            document,
            options,
        )
    })
}

/// The issuers in their order, each with the signer at the same place; further signers signed for the
/// last one.
fn issuers(organs: &[String], signers: &[Signer]) -> Result<Vec<IssuerRef>, Refusal> {
    let Some(last) = organs.last() else {
        return Err(Refusal::missing(
            "organs",
            "write the body that issued the document",
        ));
    };
    let count = organs.len().max(signers.len());
    let issuers = (0..count).map(|index| IssuerRef {
        signer: signers
            .get(index)
            .map(|signer| clean(&signer.name))
            .filter(|name| !name.is_empty()),
        ..legal::issuer(organs.get(index).unwrap_or(last))
    });
    Ok(issuers.collect())
}

/// What a document is about: the portal's name without type, number and issuer, which it sets before
/// (`Nghị định 1/2024/NĐ-CP của Chính phủ …`) or, for laws, after (`Luật … của Quốc hội, số …`).
fn subject<'a>(name: &'a str, type_word: &str, number: Option<&str>, organs: &[String]) -> &'a str {
    let mut subject = name.strip_prefix(type_word).unwrap_or(name).trim_start();
    if let Some(number) = number {
        subject = subject.strip_prefix(number).unwrap_or(subject).trim_start();
        subject = subject.strip_suffix(number).map_or(subject, |rest| {
            rest.trim_end().trim_end_matches("số").trim_end()
        });
        subject = subject.trim_end_matches(',');
    }
    let issuers = format!("của {}", organs.join(", "));
    subject = subject
        .strip_prefix(&issuers)
        .unwrap_or(subject)
        .trim_start();
    subject.strip_suffix(&issuers).unwrap_or(subject).trim_end()
}

/// The text without rules, e-mail stamps and the remark that names where the portal took it from.
fn full_text(text: &str) -> Result<String, Refusal> {
    let mut lines = paragraphs::of_markup(text)?;
    lines.retain(|line| !is_debris(line));
    Ok(lines.join("\n"))
}

fn is_debris(line: &str) -> bool {
    let is_rule = line.chars().all(|character| "_-–—*= ".contains(character));
    let is_stamp = line.starts_with("E-pas") && line.len() < 40;
    is_rule || is_stamp || line.starts_with("(*) Nguồn dữ liệu")
}

fn required(value: Option<&str>, field: &str, mend: &'static str) -> Result<String, Refusal> {
    value
        .map(clean)
        .filter(|value| !value.is_empty())
        .ok_or_else(|| Refusal::missing(field, mend))
}

fn clean(text: &str) -> String {
    paragraphs::squeezed(&normalize(text))
}

fn day(moment: Option<NaiveDateTime>) -> Option<NaiveDate> {
    moment.map(|moment| moment.date())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::Details;
    use crate::import::tests::{input, options};

    const LAW: &str = r#"{
        "docGUId": "a-1", "docName": "Luật Chợ phiên của Quốc hội, số 9/2024/QH15", "docIdentity": "9/2024/QH15 ",
        "issueDate": "2024-06-27T00:00:00", "effectDate": "2025-01-01T00:00:00", "expireDate": null,
        "gazetteNumber": "983&984-08/2024", "gazetteDate": "2024-08-25T00:00:00", "updDateTime": "2024-07-16T21:55:05.2",
        "docType": {"docTypeId": 10, "docTypeName": "Luật"}, "effectStatus": {"effectStatusName": "Còn Hiệu lực"},
        "fields": [{"fieldName": "Thương mại"}], "organs": [{"organName": "Quốc hội"}],
        "signers": [{"signerName": "Nguyễn Văn A"}], "docFiles": []}"#;

    fn read_one(
        text: &str,
        companion: Option<&str>,
    ) -> Result<(ContentRecord, LegalDocumentRecord), String> {
        match read(
            &Input {
                companion,
                ..input(text)
            },
            &options(),
        )
        .record
        {
            Ok(Record::Content(content)) => match content.details.clone() {
                Details::LegalDocument(document) => Ok((*content, *document)),
                other => panic!("{other:?}"),
            },
            Ok(other) => panic!("{other:?}"),
            Err(refusal) => Err(refusal.to_string()),
        }
    }

    #[test]
    fn metadata_and_text_make_a_document() {
        let text = "\u{a0}\nQUỐC HỘI \n_____ \nĐiều 1. Chợ\t phiên\n\n---\nE-pas: 60179\n(*) Nguồn dữ liệu được lấy từ X.";
        let (content, document) = read_one(LAW, Some(text)).expect("a law");
        assert_eq!(content.title, "Luật Chợ phiên");
        assert_eq!(
            content.published_at.to_rfc3339(),
            "2024-07-16T14:55:05.200+00:00"
        );
        assert_eq!(content.external_ids[0].value, "a-1");
        assert_eq!(document.number.as_deref(), Some("9/2024/QH15"));
        assert_eq!(document.document_type, "luat");
        assert_eq!(document.issued_on.to_string(), "2024-06-27");
        assert_eq!(
            document.effective_on.map(|day| day.to_string()).as_deref(),
            Some("2025-01-01")
        );
        assert_eq!(document.source_status.as_deref(), Some("Còn Hiệu lực"));
        assert_eq!(document.fields, ["Thương mại"]);
        assert_eq!(document.issuers[0].signer.as_deref(), Some("Nguyễn Văn A"));
        assert_eq!(
            document.text.as_deref(),
            Some("QUỐC HỘI\nĐiều 1. Chợ phiên")
        );
    }

    #[test]
    fn a_name_with_number_and_issuer_in_front() {
        let decree = LAW
            .replace(
                "Luật Chợ phiên của Quốc hội, số 9/2024/QH15",
                "Nghị định 9/2024/NĐ-CP của Chính phủ quy định về chợ",
            )
            .replace("9/2024/QH15", "9/2024/NĐ-CP")
            .replace("\"Luật\"", "\"Nghị định\"")
            .replace("\"Quốc hội\"", "\"Chính phủ\"");
        assert_eq!(
            read_one(&decree, None).expect("a decree").0.title,
            "Nghị định số 9/2024/NĐ-CP quy định về chợ"
        );
    }

    #[test]
    fn signers_go_with_their_issuers() {
        let joint = LAW
            .replace(
                r#"[{"organName": "Quốc hội"}]"#,
                r#"[{"organName": "Bộ A"}, {"organName": "Bộ B"}]"#,
            )
            .replace(
                r#"[{"signerName": "Nguyễn Văn A"}]"#,
                r#"[{"signerName": "A"}, {"signerName": "B"}, {"signerName": "C"}]"#,
            );
        let (_, document) = read_one(&joint, None).expect("a document");
        let pairs: Vec<_> = document
            .issuers
            .iter()
            .map(|issuer| {
                (
                    issuer.name.as_deref().unwrap_or(""),
                    issuer.signer.as_deref().unwrap_or(""),
                )
            })
            .collect();
        assert_eq!(pairs, [("Bộ A", "A"), ("Bộ B", "B"), ("Bộ B", "C")]);
        assert_eq!(document.text, None);
    }

    #[test]
    fn refusals_name_the_field() {
        let cases = [
            ("12", "this is not a JSON object of the national portal"),
            ("{}", "`docGUId` is missing"),
            (
                &LAW.replace("2024-06-27T00:00:00", "27/06/2024"),
                "`issueDate`: ",
            ),
            (
                &LAW.replace("\"2024-06-27T00:00:00\"", "null"),
                "`issueDate` is missing",
            ),
            (
                &LAW.replace(r#"[{"organName": "Quốc hội"}]"#, "null"),
                "`organs` is missing",
            ),
            (
                &LAW.replace("\"Luật\"", "\"Bài hát\""),
                "`docType.docTypeName`: ",
            ),
        ];
        for (text, expected) in cases {
            let refusal = read_one(text, None).expect_err(expected);
            assert!(refusal.starts_with(expected), "{refusal}");
        }
    }
}
