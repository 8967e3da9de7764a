//! Legal documents and what introduces them, as records.
use entity::{
    briefing, briefing_about, effect_event, legal_document, legal_document_field,
    legal_document_issuer, legal_relation, provision,
};
use sea_orm::ConnectionTrait;

use super::Told;
use super::rows::Rows;
use crate::domain::Result;
use crate::exchange::Details;
use crate::exchange::content::DocumentRef;
use crate::exchange::details::{
    BriefingRecord, EffectEventRecord, IssuerRef, LegalDocumentRecord, ProvisionRecord,
    RelationRecord,
};

pub(super) async fn documents(
    db: &impl ConnectionTrait,
    contents: &[&Told],
) -> Result<Vec<Details>> {
    let mut rows = Rows::<legal_document::Entity>::read(db, contents).await?;
    let mut issuers = Rows::<legal_document_issuer::Entity>::read(db, contents).await?;
    let mut fields = Rows::<legal_document_field::Entity>::read(db, contents).await?;
    let mut provisions = Rows::<provision::Entity>::read(db, contents).await?;
    let mut events = Rows::<effect_event::Entity>::read(db, contents).await?;
    let mut relations = Rows::<legal_relation::Entity>::read(db, contents).await?;
    let record = |told: &&Told| {
        let row = rows.one(told)?;
        let fields = fields.of(told).into_iter();
        Ok(Details::LegalDocument(Box::new(LegalDocumentRecord {
            number: row.number,
            document_type: row.type_code,
            issuers: issuers.of(told).into_iter().map(issuer).collect(),
            issued_on: row.issued_on,
            effective_on: row.effective_on,
            expires_on: row.expires_on,
            source_status: row.source_status,
            gazette_number: row.gazette_number,
            gazette_date: row.gazette_date,
            fields: fields.map(|field| field.name).collect(),
            provisions: provisions.of(told).into_iter().map(provision).collect(),
            text: None,
            events: events.of(told).into_iter().map(event).collect(),
            relations: relations.of(told).into_iter().map(relation).collect(),
        })))
    };
    contents.iter().map(record).collect()
}

pub(super) async fn briefings(
    db: &impl ConnectionTrait,
    contents: &[&Told],
) -> Result<Vec<Details>> {
    let mut rows = Rows::<briefing::Entity>::read(db, contents).await?;
    let mut about = Rows::<briefing_about::Entity>::read(db, contents).await?;
    let target = |row: briefing_about::Model| DocumentRef {
        number: row.target_number,
        title: row.target_title,
        issuer: row.target_issuer_code,
        issued_on: row.target_issued_on,
    };
    let record = |told: &&Told| {
        let row = rows.one(told)?;
        Ok(Details::Briefing(BriefingRecord {
            form: row.form.into(),
            about: about.of(told).into_iter().map(target).collect(),
        }))
    };
    contents.iter().map(record).collect()
}

fn issuer(row: legal_document_issuer::Model) -> IssuerRef {
    IssuerRef {
        code: Some(row.issuer_code),
        name: None,
        signer: row.signer,
        signer_title: row.signer_title,
    }
}

fn provision(row: provision::Model) -> ProvisionRecord {
    ProvisionRecord {
        path: row.path,
        parent: row.parent_path,
        kind: row.kind.into(),
        number: row.number,
        label: row.label,
        heading: row.heading,
        text: row.text,
        sort_key: row.sort_key,
    }
}

fn event(row: effect_event::Model) -> EffectEventRecord {
    let by = row.target_number.map(|number| DocumentRef {
        number,
        title: row.target_title,
        issuer: row.target_issuer_code,
        issued_on: row.target_issued_on,
    });
    EffectEventRecord {
        date: row.date,
        kind: row.kind.into(),
        provision: row.provision,
        by,
        note: row.note,
    }
}

fn relation(row: legal_relation::Model) -> RelationRecord {
    RelationRecord {
        relation_type: row.type_code,
        target: DocumentRef {
            number: row.target_number,
            title: row.target_title,
            issuer: row.target_issuer_code,
            issued_on: row.target_issued_on,
        },
        provision: row.provision,
        target_provision: row.target_provision,
    }
}
