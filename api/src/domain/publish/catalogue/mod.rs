//! The small tables in memory: what codes mean, what is above what, and what is there already.
//!
//! Loaded once for a run of writing and kept right as records add to it, so that a record costs no look-up
//! of codes and an unchanged row no statement.
mod load;
mod timeline;
mod tree;

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{
    activity_form, agency, agency_succession, agency_type, area, area_succession, audience,
    communicator, document_type, holiday, issuer, language, relation_type, section, section_duty,
    site, topic,
};
use uuid::Uuid;

pub(in crate::domain) use timeline::{Dated, Timeline, lasts, overlap};
pub(in crate::domain) use tree::{Node, Tree};

use super::entry::Entry;
use super::identity;
use crate::exchange::Record;
use crate::exchange::record::SuccessionRecord;

/// Predecessor, successor and day of a succession.
pub(in crate::domain) type SuccessionKey = (Uuid, Uuid, NaiveDate);

/// The small tables.
pub struct Catalogue {
    pub(in crate::domain) languages: HashMap<String, language::Model>,
    pub(in crate::domain) topics: Tree<topic::Model>,
    pub(in crate::domain) audiences: Tree<audience::Model>,
    pub(in crate::domain) activity_forms: Tree<activity_form::Model>,
    pub(in crate::domain) agency_types: Tree<agency_type::Model>,
    pub(in crate::domain) document_types: HashMap<String, document_type::Model>,
    pub(in crate::domain) relation_types: HashMap<String, relation_type::Model>,
    pub(in crate::domain) holidays: HashMap<NaiveDate, holiday::Model>,
    pub(in crate::domain) sections: Tree<section::Model>,
    /// Rules by section, by first day and identity.
    pub(in crate::domain) duties: HashMap<String, Vec<section_duty::Model>>,
    pub(in crate::domain) areas: Timeline<area::Model>,
    pub(in crate::domain) area_successions: HashMap<SuccessionKey, area_succession::Model>,
    pub(in crate::domain) agencies: Timeline<agency::Model>,
    pub(in crate::domain) agency_successions: HashMap<SuccessionKey, agency_succession::Model>,
    pub(in crate::domain) issuers: HashMap<String, issuer::Model>,
    pub(in crate::domain) communicators: HashMap<Uuid, communicator::Model>,
    /// Topic codes by communicator, in order.
    pub(in crate::domain) communicator_topics: HashMap<Uuid, Vec<String>>,
    pub(in crate::domain) site: Option<site::Model>,
    /// A section, agency, area or term moved under another parent: lists must be made anew.
    pub(super) moved: bool,
}

impl Catalogue {
    /// Whether there is an agency with a code, at any time.
    #[must_use]
    pub fn has_agency(&self, code: &str) -> bool {
        self.agencies.with_code(code).next().is_some()
    }

    /// Whether there is a section with a code.
    #[must_use]
    pub fn has_section(&self, code: &str) -> bool {
        self.sections.get(code).is_some()
    }

    /// Whether there is something with the natural key of a record; never for contents, files and paths.
    pub(super) fn has(&self, record: &Record) -> bool {
        match record {
            Record::Site(_) => self.site.is_some(),
            Record::Language(record) => self.languages.contains_key(&record.code),
            Record::Section(record) => self.sections.get(&record.code).is_some(),
            Record::AgencyType(record) => self.agency_types.get(&record.code).is_some(),
            Record::DocumentType(record) => self.document_types.contains_key(&record.code),
            Record::RelationType(record) => self.relation_types.contains_key(&record.code),
            Record::Topic(record) => self.topics.get(&record.code).is_some(),
            Record::Audience(record) => self.audiences.get(&record.code).is_some(),
            Record::ActivityForm(record) => self.activity_forms.get(&record.code).is_some(),
            Record::Holiday(record) => self.holidays.contains_key(&record.date),
            Record::Area(record) => self
                .areas
                .get(identity::area(&record.code, record.valid_from))
                .is_some(),
            Record::Agency(record) => self
                .agencies
                .get(identity::agency(&record.code, record.valid_from))
                .is_some(),
            Record::AreaSuccession(record) => {
                let ids = succession(&self.areas, record);
                ids.is_some_and(|key| self.area_successions.contains_key(&key))
            }
            Record::AgencySuccession(record) => {
                let ids = succession(&self.agencies, record);
                ids.is_some_and(|key| self.agency_successions.contains_key(&key))
            }
            Record::Issuer(record) => self.issuers.contains_key(&record.code),
            Record::Communicator(record) => self.communicators.contains_key(&record.id),
            Record::File(_) | Record::Content(_) | Record::Path(_) => false,
        }
    }

    /// Keeps an entry that was written.
    pub(super) fn remember(&mut self, entry: Entry) {
        match entry {
            Entry::Language(row) => drop(self.languages.insert(row.code.clone(), row)),
            Entry::Topic(row) => self.moved |= self.topics.put(row),
            Entry::Audience(row) => self.moved |= self.audiences.put(row),
            Entry::ActivityForm(row) => self.moved |= self.activity_forms.put(row),
            Entry::AgencyType(row) => drop(self.agency_types.put(row)),
            Entry::DocumentType(row) => drop(self.document_types.insert(row.code.clone(), row)),
            Entry::RelationType(row) => drop(self.relation_types.insert(row.code.clone(), row)),
            Entry::Holiday(row) => drop(self.holidays.insert(row.date, row)),
            Entry::Section(row, duties) => {
                self.duties.insert(row.code.clone(), duties);
                self.moved |= self.sections.put(row);
            }
            Entry::Area(row) => self.moved |= self.areas.put(row),
            Entry::AreaSuccession(row) => {
                let key = (row.predecessor_id, row.successor_id, row.on_date);
                self.area_successions.insert(key, row);
            }
            Entry::Agency(row) => self.moved |= self.agencies.put(row),
            Entry::AgencySuccession(row) => {
                let key = (row.predecessor_id, row.successor_id, row.on_date);
                self.agency_successions.insert(key, row);
            }
            Entry::Issuer(row) => drop(self.issuers.insert(row.code.clone(), row)),
            Entry::Communicator(row, topics) => {
                self.communicator_topics.insert(row.id, topics);
                self.communicators.insert(row.id, row);
            }
            Entry::Site(row) => self.site = Some(row),
        }
    }
}

/// Who followed whom: the one that was there the day before, and the one that was there on the day.
pub(super) fn succession<M: Dated>(
    rows: &Timeline<M>,
    record: &SuccessionRecord,
) -> Option<SuccessionKey> {
    let eve = record.on.pred_opt().unwrap_or(record.on);
    let predecessor = rows.at(&record.predecessor, eve)?;
    let successor = rows.at(&record.successor, record.on)?;
    Some((predecessor.id(), successor.id(), record.on))
}
