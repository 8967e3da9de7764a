//! Cleaning legal documents: their numbers, issuers, structure, events and relations.
use std::collections::HashSet;

use super::provisions;
use crate::domain::draft::Faults;
use crate::domain::legal::number_key;
use crate::domain::publish::clean;
use crate::domain::{Error, Result};
use crate::exchange::content::DocumentRef;
use crate::exchange::details::{
    EffectEventRecord, EffectKind, IssuerRef, LegalDocumentRecord, ProvisionRecord, RelationRecord,
};
use crate::text::slug::slug;

/// Cleans a legal document; its structure is parsed from its text where the record has none.
pub(super) fn tidy(document: &mut LegalDocumentRecord, faults: &mut Faults) {
    faults.take(clean::optional_line("number", &mut document.number));
    faults.take(clean::day("issued_on", document.issued_on));
    faults.take(clean::optional_day("effective_on", document.effective_on));
    faults.take(clean::optional_day("expires_on", document.expires_on));
    let status = &mut document.source_status;
    faults.take(clean::optional_line("source_status", status));
    let gazette = &mut document.gazette_number;
    faults.take(clean::optional_line("gazette_number", gazette));
    faults.take(clean::optional_day("gazette_date", document.gazette_date));
    tidy_issuers(&mut document.issuers, faults);
    faults.take(tidy_fields(&mut document.fields));
    faults.take(provisions::tidy(document));
    for (index, event) in document.events.iter_mut().enumerate() {
        let event = tidy_event(event)
            .and_then(|()| refuse_unknown_part(event.provision.as_deref(), &document.provisions));
        faults.take(event.map_err(|error| error.within(&format!("events[{index}]"))));
    }
    for (index, relation) in document.relations.iter_mut().enumerate() {
        let within = |error: Error| error.within(&format!("relations[{index}]"));
        faults.take(tidy_relation(relation).map_err(within));
    }
    if document.expires_on.is_none() {
        document.expires_on = first_end(&document.events);
    }
    faults.take(clean::in_order(
        "expires_on",
        document.effective_on,
        document.expires_on,
        ("effective_on", "ngày có hiệu lực"),
    ));
}

/// The day on which the document as a whole lost its force, as far as its events tell.
fn first_end(events: &[EffectEventRecord]) -> Option<chrono::NaiveDate> {
    let ends = events
        .iter()
        .filter(|event| event.kind == EffectKind::Expired && event.provision.is_none());
    ends.map(|event| event.date).min()
}

/// Issuers go by code; a name stands until the catalogue knows the code.
fn tidy_issuers(issuers: &mut [IssuerRef], faults: &mut Faults) {
    if issuers.is_empty() {
        let message = (
            "is empty; name the body that issued the document",
            "còn trống; hãy nêu cơ quan ban hành văn bản",
        );
        faults.take(Err(Error::invalid("issuers", message)));
    }
    for (index, issuer) in issuers.iter_mut().enumerate() {
        let within = |error: Error| error.within(&format!("issuers[{index}]"));
        faults.take(tidy_issuer(issuer).map_err(within));
    }
}

fn tidy_issuer(issuer: &mut IssuerRef) -> Result<()> {
    clean::optional_line("name", &mut issuer.name)?;
    clean::optional_line("signer", &mut issuer.signer)?;
    clean::optional_line("signer_title", &mut issuer.signer_title)?;
    if issuer.code.is_none() {
        issuer.code = issuer.name.as_deref().map(slug);
    }
    let Some(code) = &issuer.code else {
        let message = (
            "is missing, and so is a name to make it from",
            "còn thiếu mã, và cũng chưa có tên để tạo mã",
        );
        return Err(Error::invalid("code", message));
    };
    clean::new_code("code", code)
}

fn tidy_fields(fields: &mut Vec<String>) -> Result<()> {
    for field in fields.iter_mut() {
        clean::line("fields", field)?;
    }
    let mut seen = HashSet::new();
    fields.retain(|field| seen.insert(field.clone()));
    Ok(())
}

fn tidy_event(event: &mut EffectEventRecord) -> Result<()> {
    clean::day("date", event.date)?;
    clean::optional_token("provision", event.provision.as_ref())?;
    clean::optional_line("note", &mut event.note)?;
    event.by.as_mut().map_or(Ok(()), |by| {
        tidy_reference(by).map_err(|error| error.within("by"))
    })
}

/// Refuses an event on a part that the text does not have. Where only the data of a document is known, there is
/// no text to look at.
fn refuse_unknown_part(path: Option<&str>, provisions: &[ProvisionRecord]) -> Result<()> {
    let is_there =
        |path: &str| provisions.is_empty() || provisions.iter().any(|there| there.path == path);
    match path {
        Some(path) if !is_there(path) => {
            let message = (
                format!("{path:?} is no path of a provision of this document"),
                format!("{path:?} không phải là đường dẫn của điều, khoản nào trong văn bản này"),
            );
            Err(Error::invalid("provision", message))
        }
        _ => Ok(()),
    }
}

fn tidy_relation(relation: &mut RelationRecord) -> Result<()> {
    clean::optional_token("provision", relation.provision.as_ref())?;
    clean::optional_token("target_provision", relation.target_provision.as_ref())?;
    tidy_reference(&mut relation.target).map_err(|error| error.within("target"))
}

/// Cleans references to legal documents.
pub(super) fn tidy_references(references: &mut [DocumentRef], field: &str, faults: &mut Faults) {
    for (index, reference) in references.iter_mut().enumerate() {
        let within = |error: Error| error.within(&format!("{field}[{index}]"));
        faults.take(tidy_reference(reference).map_err(within));
    }
}

/// Cleans a reference to a legal document.
pub(super) fn tidy_reference(reference: &mut DocumentRef) -> Result<()> {
    clean::line("number", &mut reference.number)?;
    clean::optional_line("title", &mut reference.title)?;
    clean::optional_token("issuer", reference.issuer.as_ref())?;
    clean::optional_day("issued_on", reference.issued_on)?;
    if number_key(&reference.number).is_none() {
        let number = &reference.number;
        let message = (
            format!("{number:?} names no document; give its number, or leave the reference out"),
            format!(
                "{number:?} không phải là số hiệu văn bản; hãy ghi số, ký hiệu hoặc bỏ dẫn chiếu này"
            ),
        );
        return Err(Error::invalid("number", message));
    }
    Ok(())
}
