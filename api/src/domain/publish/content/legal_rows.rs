//! The rows of legal documents and of what introduces them.
use entity::{
    briefing_about, effect_event, legal_document, legal_document_field, legal_document_issuer,
    legal_relation, provision,
};
use sea_orm::prelude::Uuid;

use super::edition_plan::EditionPlan;
use crate::domain::legal::{name_key, number_key};
use crate::domain::publish::rows::Rows;
use crate::exchange::content::DocumentRef;
use crate::exchange::details::{
    EffectEventRecord, LegalDocumentRecord, ProvisionRecord, RelationRecord,
};

/// Adds the details of a legal document.
pub(super) fn document(
    rows: &mut Rows,
    title: &str,
    record: &LegalDocumentRecord,
    edition: &EditionPlan,
) {
    let edition_id = edition.id;
    rows.add::<legal_document::Entity>(head(edition_id, title, record));
    let issuers =
        (0..)
            .zip(&record.issuers)
            .map(|(position, issuer)| legal_document_issuer::Model {
                edition_id,
                position,
                issuer_code: issuer.code.clone().unwrap_or_default(),
                signer: issuer.signer.clone(),
                signer_title: issuer.signer_title.clone(),
            });
    rows.extend::<legal_document_issuer::Entity>(issuers);
    let fields = (0..).zip(record.fields.iter().cloned());
    let fields = fields.map(|(position, name)| legal_document_field::Model {
        edition_id,
        position,
        name,
    });
    rows.extend::<legal_document_field::Entity>(fields);
    let provisions = record
        .provisions
        .iter()
        .map(|record| provision(edition_id, record));
    rows.extend::<provision::Entity>(provisions);
    let events = (0..).zip(record.events.iter().zip(&edition.events));
    let events =
        events.map(|(position, (record, target))| event(edition_id, position, record, *target));
    rows.extend::<effect_event::Entity>(events);
    let relations = (0..).zip(record.relations.iter().zip(&edition.relations));
    let relations = relations
        .map(|(position, (record, target))| relation(edition_id, position, record, *target));
    rows.extend::<legal_relation::Entity>(relations);
}

fn head(edition_id: Uuid, title: &str, record: &LegalDocumentRecord) -> legal_document::Model {
    legal_document::Model {
        edition_id,
        number: record.number.clone(),
        number_key: record.number.as_deref().and_then(number_key),
        name_key: name_key(&record.document_type, title),
        type_code: record.document_type.clone(),
        issued_on: record.issued_on,
        effective_on: record.effective_on,
        expires_on: record.expires_on,
        source_status: record.source_status.clone(),
        gazette_number: record.gazette_number.clone(),
        gazette_date: record.gazette_date,
    }
}

fn provision(edition_id: Uuid, record: &ProvisionRecord) -> provision::Model {
    provision::Model {
        edition_id,
        path: record.path.clone(),
        parent_path: record.parent.clone(),
        kind: record.kind.into(),
        number: record.number.clone(),
        label: record.label.clone(),
        heading: record.heading.clone(),
        text: record.text.clone(),
        sort_key: record.sort_key.clone(),
    }
}

fn event(
    edition_id: Uuid,
    position: i32,
    record: &EffectEventRecord,
    target_id: Option<Uuid>,
) -> effect_event::Model {
    let by = record.by.as_ref();
    effect_event::Model {
        edition_id,
        position,
        date: record.date,
        kind: record.kind.into(),
        provision: record.provision.clone(),
        note: record.note.clone(),
        target_number: by.map(|by| by.number.clone()),
        target_number_key: by.and_then(|by| number_key(&by.number)),
        target_title: by.and_then(|by| by.title.clone()),
        target_issuer_code: by.and_then(|by| by.issuer.clone()),
        target_issued_on: by.and_then(|by| by.issued_on),
        target_id,
    }
}

fn relation(
    edition_id: Uuid,
    position: i32,
    record: &RelationRecord,
    target_id: Option<Uuid>,
) -> legal_relation::Model {
    let target = record.target.clone();
    legal_relation::Model {
        edition_id,
        position,
        type_code: record.relation_type.clone(),
        provision: record.provision.clone(),
        target_provision: record.target_provision.clone(),
        target_number_key: number_key(&target.number).unwrap_or_default(),
        target_number: target.number,
        target_title: target.title,
        target_issuer_code: target.issuer,
        target_issued_on: target.issued_on,
        target_id,
    }
}

/// Adds the documents that a briefing is about.
pub(super) fn about(rows: &mut Rows, about: &[DocumentRef], edition: &EditionPlan) {
    let row = |(position, (target, target_id)): (i32, (&DocumentRef, &Option<Uuid>))| {
        briefing_about::Model {
            edition_id: edition.id,
            position,
            target_number: target.number.clone(),
            target_number_key: number_key(&target.number).unwrap_or_default(),
            target_title: target.title.clone(),
            target_issuer_code: target.issuer.clone(),
            target_issued_on: target.issued_on,
            target_id: *target_id,
        }
    };
    rows.extend::<briefing_about::Entity>((0..).zip(about.iter().zip(&edition.about)).map(row));
}
