//! Vocabularies and sections as records.
use std::collections::{BTreeMap, HashMap};

use entity::{
    activity_form, agency_type, audience, document_type, holiday, language, relation_type, section,
    section_duty, topic,
};

use crate::domain::publish::{Catalogue, Node, Tree};
use crate::exchange::Record;
use crate::exchange::record::{
    DocumentTypeRecord, DutyRecord, HolidayRecord, LanguageRecord, RelationTypeRecord,
    SectionRecord, TermRecord,
};

/// The vocabularies and the sections, each term after the wider one.
pub(super) fn records(catalogue: &Catalogue) -> Vec<Record> {
    let mut records = Vec::new();
    records.extend(in_order(&catalogue.languages).map(language));
    records.extend(in_order(&catalogue.relation_types).map(relation_type));
    records.extend(in_order(&catalogue.document_types).map(document_type));
    records.extend(terms(&catalogue.agency_types).map(Record::AgencyType));
    records.extend(terms(&catalogue.topics).map(Record::Topic));
    records.extend(terms(&catalogue.audiences).map(Record::Audience));
    records.extend(terms(&catalogue.activity_forms).map(Record::ActivityForm));
    records.extend(in_order(&catalogue.holidays).map(holiday));
    let sections = catalogue.sections.in_order().into_iter();
    records.extend(sections.map(|row| section(catalogue, row)));
    records
}

/// Rows in the order of their keys.
pub(super) fn in_order<K: Ord, M>(rows: &HashMap<K, M>) -> impl Iterator<Item = &M> {
    rows.iter().collect::<BTreeMap<_, _>>().into_values()
}

fn terms<M>(terms: &Tree<M>) -> impl Iterator<Item = TermRecord>
where
    M: Node + Clone + Into<TermRecord>,
{
    terms.in_order().into_iter().cloned().map(Into::into)
}

fn language(row: &language::Model) -> Record {
    Record::Language(LanguageRecord {
        code: row.code.clone(),
        name: row.name.clone(),
        name_en: row.name_en.clone(),
        native_name: row.native_name.clone(),
        position: row.position,
    })
}

fn relation_type(row: &relation_type::Model) -> Record {
    Record::RelationType(RelationTypeRecord {
        code: row.code.clone(),
        number: row.number,
        name: row.name.clone(),
        name_en: row.name_en.clone(),
        inverse_name: row.inverse_name.clone(),
        inverse_name_en: row.inverse_name_en.clone(),
    })
}

fn document_type(row: &document_type::Model) -> Record {
    Record::DocumentType(DocumentTypeRecord {
        code: row.code.clone(),
        name: row.name.clone(),
        name_en: row.name_en.clone(),
        abbreviation: row.abbreviation.clone(),
        normative: row.normative,
        tier: row.tier.into(),
        rank: row.rank,
        legal_basis: row.legal_basis.clone(),
        position: row.position,
    })
}

fn holiday(row: &holiday::Model) -> Record {
    Record::Holiday(HolidayRecord {
        date: row.date,
        name: row.name.clone(),
        working: row.working,
        legal_basis: row.legal_basis.clone(),
    })
}

fn section(catalogue: &Catalogue, row: &section::Model) -> Record {
    let duties = catalogue.duties.get(&row.code).into_iter().flatten();
    Record::Section(SectionRecord {
        code: row.code.clone(),
        parent: row.parent_code.clone(),
        name: row.name.clone(),
        name_en: row.name_en.clone(),
        description: row.description.clone(),
        position: row.position,
        duties: duties.map(duty).collect(),
    })
}

fn duty(row: &section_duty::Model) -> DutyRecord {
    DutyRecord {
        kind: row.kind.into(),
        legal_basis: row.legal_basis.clone(),
        working_days: row.working_days,
        required_fields: row.required_fields.0.clone(),
        note: row.note.clone(),
        valid_from: row.valid_from,
        valid_to: row.valid_to,
    }
}

impl From<topic::Model> for TermRecord {
    fn from(row: topic::Model) -> Self {
        Self {
            code: row.code,
            name: row.name,
            name_en: row.name_en,
            parent: row.parent_code,
            legal_basis: row.legal_basis,
            position: row.position,
        }
    }
}

impl From<audience::Model> for TermRecord {
    fn from(row: audience::Model) -> Self {
        Self {
            code: row.code,
            name: row.name,
            name_en: row.name_en,
            parent: row.parent_code,
            legal_basis: row.legal_basis,
            position: row.position,
        }
    }
}

impl From<activity_form::Model> for TermRecord {
    fn from(row: activity_form::Model) -> Self {
        Self {
            code: row.code,
            name: row.name,
            name_en: row.name_en,
            parent: row.parent_code,
            legal_basis: row.legal_basis,
            position: row.position,
        }
    }
}

impl From<agency_type::Model> for TermRecord {
    fn from(row: agency_type::Model) -> Self {
        Self {
            code: row.code,
            name: row.name,
            name_en: row.name_en,
            parent: row.parent_code,
            legal_basis: row.legal_basis,
            position: row.position,
        }
    }
}
