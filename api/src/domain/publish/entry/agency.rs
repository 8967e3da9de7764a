//! Agencies and their successions.
use entity::{agency, agency_succession};

use super::area::{parent_of, same_code_same_time, successors, taken};
use super::{Decision, Entry, unknown};
use crate::domain::publish::catalogue::{Catalogue, Dated};
use crate::domain::publish::{clean, identity, nouns};
use crate::domain::{Error, Result};
use crate::exchange::record::{AgencyRecord, SuccessionRecord};
use crate::text::collation;

/// Longest identifier under Decision 20/2020/QĐ-TTg.
const IDENTIFIER: usize = 35;

pub(super) fn decide(catalogue: &Catalogue, mut record: AgencyRecord) -> Result<Decision> {
    tidy(&mut record)?;
    let id = identity::agency(&record.code, record.valid_from);
    let period = (record.valid_from, record.valid_to);
    if catalogue.agency_types.get(&record.agency_type).is_none() {
        return unknown("type", nouns::AGENCY_TYPE, &record.agency_type);
    }
    let parent_id = match &record.parent {
        Some(code) => Some(parent_of(&catalogue.agencies, id, code, period)?),
        None => None,
    };
    let area_id = match &record.area {
        Some(code) => match catalogue.areas.during(code, period) {
            Some(area) => Some(area.id),
            None => return unknown("area", nouns::AREA, code),
        },
        None => None,
    };
    let row = agency::Model {
        id,
        code: record.code,
        identifier: record.identifier,
        type_code: record.agency_type,
        name_key: collation::sort_key(&record.name),
        name: record.name,
        name_en: record.name_en,
        short_name: record.short_name,
        parent_id,
        area_id,
        address: record.address,
        phone: record.phone,
        email: record.email,
        website: record.website,
        valid_from: record.valid_from,
        valid_to: record.valid_to,
    };
    if let Some(kept) = same_code_same_time(&catalogue.agencies, &row) {
        return Err(taken(&row.code, &kept.name, kept.period()));
    }
    Ok(Decision::of(catalogue.agencies.get(id), row, Entry::Agency))
}

fn tidy(record: &mut AgencyRecord) -> Result<()> {
    clean::new_code("code", &record.code)?;
    clean::optional_line("identifier", &mut record.identifier)?;
    if record
        .identifier
        .as_ref()
        .is_some_and(|identifier| identifier.chars().count() > IDENTIFIER)
    {
        let message = (
            format!("is longer than {IDENTIFIER} characters"),
            format!("dài quá {IDENTIFIER} ký tự"),
        );
        return Err(Error::invalid("identifier", message));
    }
    clean::line("name", &mut record.name)?;
    clean::optional_line("name_en", &mut record.name_en)?;
    clean::optional_line("short_name", &mut record.short_name)?;
    clean::optional_line("address", &mut record.address)?;
    clean::optional_line("phone", &mut record.phone)?;
    clean::optional_line("email", &mut record.email)?;
    clean::optional_web_address("website", &mut record.website)?;
    clean::period("valid_to", record.valid_from, record.valid_to)
}

pub(super) fn succession(catalogue: &Catalogue, record: SuccessionRecord) -> Result<Decision> {
    let (key, record) = successors(&catalogue.agencies, record)?;
    let row = agency_succession::Model {
        predecessor_id: key.0,
        successor_id: key.1,
        on_date: record.on,
        kind: record.kind.into(),
        legal_basis: record.legal_basis,
    };
    let kept = catalogue.agency_successions.get(&key);
    Ok(Decision::of(kept, row, Entry::AgencySuccession))
}
