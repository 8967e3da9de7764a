//! Entries: everything that is no content, no file and no path. Cleaned, checked against the catalogue,
//! compared with what is kept, written.
mod agency;
mod area;
mod people;
mod section;
mod term;
mod write;

use entity::{
    activity_form, agency as agency_table, agency_succession, agency_type, area as area_table,
    area_succession, audience, communicator, document_type, holiday, issuer, language,
    relation_type, section as section_table, section_duty, site, topic,
};

use super::catalogue::Catalogue;
use super::nouns::Noun;
use crate::domain::{Error, Result};
use crate::exchange::Record;

/// The row, or rows, of an entry.
#[derive(Clone)]
pub(super) enum Entry {
    Language(language::Model),
    Topic(topic::Model),
    Audience(audience::Model),
    ActivityForm(activity_form::Model),
    AgencyType(agency_type::Model),
    DocumentType(document_type::Model),
    RelationType(relation_type::Model),
    Holiday(holiday::Model),
    /// With its rules, by first day and identity.
    Section(section_table::Model, Vec<section_duty::Model>),
    Area(area_table::Model),
    AreaSuccession(area_succession::Model),
    Agency(agency_table::Model),
    AgencySuccession(agency_succession::Model),
    Issuer(issuer::Model),
    /// With topic codes, in order.
    Communicator(communicator::Model, Vec<String>),
    Site(site::Model),
}

/// What is to be done with an entry.
pub(super) enum Decision {
    /// Nothing: it is kept like this.
    Unchanged(Entry),
    /// To be written for the first time.
    Add(Entry),
    /// To be written over what is kept.
    Change(Entry),
}

impl Decision {
    fn of<M: PartialEq>(kept: Option<&M>, row: M, entry: impl FnOnce(M) -> Entry) -> Self {
        match kept {
            Some(kept) if *kept == row => Self::Unchanged(entry(row)),
            Some(_) => Self::Change(entry(row)),
            None => Self::Add(entry(row)),
        }
    }
}

/// Decides what is to be done with a record that is no content, file or path.
///
/// # Errors
/// [`Error::Invalid`] when it cannot be taken.
pub(super) fn decide(catalogue: &Catalogue, record: Record) -> Result<Decision> {
    match record {
        Record::Site(record) => people::site(catalogue, record),
        Record::Language(record) => term::language(catalogue, record),
        Record::Section(record) => section::decide(catalogue, record),
        Record::AgencyType(record) => {
            term::decide(&catalogue.agency_types, record, Entry::AgencyType)
        }
        Record::DocumentType(record) => term::document_type(catalogue, record),
        Record::RelationType(record) => term::relation_type(catalogue, record),
        Record::Topic(record) => term::decide(&catalogue.topics, record, Entry::Topic),
        Record::Audience(record) => term::decide(&catalogue.audiences, record, Entry::Audience),
        Record::ActivityForm(record) => {
            term::decide(&catalogue.activity_forms, record, Entry::ActivityForm)
        }
        Record::Holiday(record) => term::holiday(catalogue, record),
        Record::Area(record) => area::decide(catalogue, record),
        Record::AreaSuccession(record) => area::succession(catalogue, record),
        Record::Agency(record) => agency::decide(catalogue, record),
        Record::AgencySuccession(record) => agency::succession(catalogue, record),
        Record::Issuer(record) => people::issuer(catalogue, record),
        Record::Communicator(record) => people::communicator(catalogue, record),
        Record::File(_) | Record::Content(_) | Record::Path(_) => {
            let message = (
                "is not an entry of the directory",
                "không phải là mục của danh mục",
            );
            Err(Error::invalid("record", message))
        }
    }
}

impl Entry {
    /// The scope that the entry is, for the outbox: its kind and its code or identity.
    pub(super) fn scope(&self) -> String {
        match self {
            Self::Language(row) => format!("language:{}", row.code),
            Self::Topic(row) => format!("topic:{}", row.code),
            Self::Audience(row) => format!("audience:{}", row.code),
            Self::ActivityForm(row) => format!("activity_form:{}", row.code),
            Self::AgencyType(row) => format!("agency_type:{}", row.code),
            Self::DocumentType(row) => format!("document_type:{}", row.code),
            Self::RelationType(row) => format!("relation_type:{}", row.code),
            Self::Holiday(row) => format!("holiday:{}", row.date),
            Self::Section(row, _) => format!("section:{}", row.code),
            Self::Area(row) => format!("area:{}", row.id),
            Self::AreaSuccession(row) => format!("area:{}", row.successor_id),
            Self::Agency(row) => format!("agency:{}", row.id),
            Self::AgencySuccession(row) => format!("agency:{}", row.successor_id),
            Self::Issuer(row) => format!("issuer:{}", row.code),
            Self::Communicator(row, _) => format!("communicator:{}", row.id),
            Self::Site(_) => "site:".to_owned(),
        }
    }
}

impl Entry {
    /// The natural key, under which a file has it once.
    pub(super) fn key(&self) -> String {
        match self {
            Self::AreaSuccession(row) => {
                format!(
                    "area_succession:{}:{}:{}",
                    row.predecessor_id, row.successor_id, row.on_date
                )
            }
            Self::AgencySuccession(row) => {
                format!(
                    "agency_succession:{}:{}:{}",
                    row.predecessor_id, row.successor_id, row.on_date
                )
            }
            other => other.scope(),
        }
    }
}

/// Refuses a code that no record gave.
fn unknown<T>(field: &str, what: Noun, code: &str) -> Result<T> {
    let message = (
        format!(
            "there is no {} {code:?}; import it first or correct the code",
            what.0
        ),
        format!(
            "không có {} {code:?}; hãy nhập trước hoặc sửa lại mã",
            what.1
        ),
    );
    Err(Error::invalid(field, message))
}
