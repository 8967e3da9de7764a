//! Who issues, who speaks, and whose portal this is.
use entity::{communicator as communicators, issuer as issuers, site as sites};

use super::{Decision, Entry, unknown};
use crate::domain::Result;
use crate::domain::publish::catalogue::Catalogue;
use crate::domain::publish::{clean, nouns};
use crate::exchange::record::{CommunicatorRecord, IssuerRecord, SiteRecord};
use crate::text::collation;

pub(super) fn issuer(catalogue: &Catalogue, mut record: IssuerRecord) -> Result<Decision> {
    clean::new_code("code", &record.code)?;
    clean::line("name", &mut record.name)?;
    let agency_id = match &record.agency {
        Some(code) => match catalogue.agencies.with_code(code).next_back() {
            Some(agency) => Some(agency.id),
            None => return unknown("agency", nouns::AGENCY, code),
        },
        None => None,
    };
    let row = issuers::Model {
        code: record.code,
        name_key: collation::sort_key(&record.name),
        name: record.name,
        tier: record.tier.into(),
        agency_id,
    };
    Ok(Decision::of(
        catalogue.issuers.get(&row.code),
        row,
        Entry::Issuer,
    ))
}

pub(super) fn communicator(
    catalogue: &Catalogue,
    mut record: CommunicatorRecord,
) -> Result<Decision> {
    tidy(&mut record)?;
    let Some(agency) = catalogue.agencies.at(&record.agency, record.recognised_on) else {
        return unknown("agency", nouns::AGENCY, &record.agency);
    };
    let area_id = match &record.area {
        Some(code) => match catalogue.areas.at(code, record.recognised_on) {
            Some(area) => Some(area.id),
            None => return unknown("area", nouns::AREA, code),
        },
        None => None,
    };
    for topic in &record.topics {
        if catalogue.topics.get(topic).is_none() {
            return unknown("topics", nouns::TOPIC, topic);
        }
    }
    let row = communicators::Model {
        id: record.id,
        role: record.role.into(),
        tier: record.tier.into(),
        name_key: collation::sort_key(&record.name),
        name: record.name,
        position: record.position,
        agency_id: agency.id,
        area_id,
        decision_number: record.decision_number,
        recognised_on: record.recognised_on,
        removal_decision_number: record.removal_decision_number,
        removed_on: record.removed_on,
    };
    let same_topics = *catalogue
        .communicator_topics
        .get(&row.id)
        .unwrap_or(&Vec::new())
        == record.topics;
    Ok(match catalogue.communicators.get(&row.id) {
        Some(kept) if *kept == row && same_topics => {
            Decision::Unchanged(Entry::Communicator(row, record.topics))
        }
        Some(_) => Decision::Change(Entry::Communicator(row, record.topics)),
        None => Decision::Add(Entry::Communicator(row, record.topics)),
    })
}

fn tidy(record: &mut CommunicatorRecord) -> Result<()> {
    clean::line("name", &mut record.name)?;
    clean::optional_line("position", &mut record.position)?;
    clean::line("decision_number", &mut record.decision_number)?;
    clean::optional_line(
        "removal_decision_number",
        &mut record.removal_decision_number,
    )?;
    clean::day("recognised_on", record.recognised_on)?;
    clean::optional_day("removed_on", record.removed_on)?;
    clean::in_order(
        "removed_on",
        Some(record.recognised_on),
        record.removed_on,
        ("recognised_on", "ngày được công nhận"),
    )?;
    record.topics.sort();
    record.topics.dedup();
    Ok(())
}

pub(super) fn site(catalogue: &Catalogue, mut record: SiteRecord) -> Result<Decision> {
    clean::line("name", &mut record.name)?;
    clean::line("province", &mut record.province)?;
    clean::optional_paragraphs("description", &mut record.description, clean::PARAGRAPHS)?;
    clean::optional_line("email", &mut record.email)?;
    clean::optional_line("phone", &mut record.phone)?;
    let Some(area) = catalogue.areas.with_code(&record.area).next_back() else {
        return unknown("area", nouns::AREA, &record.area);
    };
    if !catalogue.languages.contains_key(&record.language) {
        return unknown("language", nouns::LANGUAGE, &record.language);
    }
    let editorial_agency_id = match &record.editorial_agency {
        Some(code) => match catalogue.agencies.with_code(code).next_back() {
            Some(agency) => Some(agency.id),
            None => return unknown("editorial_agency", nouns::AGENCY, code),
        },
        None => None,
    };
    let row = sites::Model {
        id: 1,
        name: record.name,
        province: record.province,
        area_id: area.id,
        language_code: record.language,
        description: record.description,
        editorial_agency_id,
        email: record.email,
        phone: record.phone,
    };
    Ok(Decision::of(catalogue.site.as_ref(), row, Entry::Site))
}
