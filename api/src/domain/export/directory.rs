//! The directory as records: areas, agencies, issuers, communicators and the site, after the vocabularies.
use chrono::NaiveDate;
use entity::value::SuccessionKind;
use entity::{area, communicator, issuer, site};

use super::vocabulary::{self, in_order};
use crate::domain::Result;
use crate::domain::publish::{Catalogue, Dated, SuccessionKey, Timeline};
use crate::domain::records::{agency_record, code_of, optional_code_of};
use crate::exchange::Record;
use crate::exchange::record::{
    AgencyRecord, AreaRecord, CommunicatorRecord, IssuerRecord, SiteRecord, SuccessionRecord,
};

/// Everything that is no file, no content and no path, in the order in which it refers to each other.
pub(super) fn records(catalogue: &Catalogue) -> Result<Vec<Record>> {
    let mut records = vocabulary::records(catalogue);
    records.extend(all(catalogue.areas.in_order(), |row| {
        area(catalogue, row).map(Record::Area)
    })?);
    records.extend(area_successions(catalogue)?);
    records.extend(agencies(catalogue)?.into_iter().map(Record::Agency));
    records.extend(agency_successions(catalogue)?);
    records.extend(all(in_order(&catalogue.issuers), |row| {
        issuer(catalogue, row)
    })?);
    records.extend(
        communicators(catalogue)?
            .into_iter()
            .map(Record::Communicator),
    );
    records.extend(all(&catalogue.site, |row| site(catalogue, row))?);
    Ok(records)
}

/// The agencies, each after the one above it.
pub(super) fn agencies(catalogue: &Catalogue) -> Result<Vec<AgencyRecord>> {
    all(catalogue.agencies.in_order(), |row| {
        agency_record(catalogue, row)
    })
}

/// The communicators, by identity.
pub(super) fn communicators(catalogue: &Catalogue) -> Result<Vec<CommunicatorRecord>> {
    all(in_order(&catalogue.communicators), |row| {
        communicator(catalogue, row)
    })
}

fn all<'a, M: 'a, R>(
    rows: impl IntoIterator<Item = &'a M>,
    record: impl Fn(&M) -> Result<R>,
) -> Result<Vec<R>> {
    rows.into_iter().map(record).collect()
}

fn area(catalogue: &Catalogue, row: &area::Model) -> Result<AreaRecord> {
    Ok(AreaRecord {
        code: row.code.clone(),
        name: row.name.clone(),
        tier: row.tier.into(),
        parent: optional_code_of(&catalogue.areas, row.parent_id)?,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
    })
}

fn area_successions(catalogue: &Catalogue) -> Result<Vec<Record>> {
    let rows = catalogue.area_successions.iter();
    let rows = rows
        .map(|(key, row)| succession(&catalogue.areas, *key, row.kind, row.legal_basis.as_ref()));
    Ok(by_day(rows.collect::<Result<_>>()?)
        .map(Record::AreaSuccession)
        .collect())
}

fn agency_successions(catalogue: &Catalogue) -> Result<Vec<Record>> {
    let rows = catalogue.agency_successions.iter();
    let rows = rows.map(|(key, row)| {
        succession(
            &catalogue.agencies,
            *key,
            row.kind,
            row.legal_basis.as_ref(),
        )
    });
    Ok(by_day(rows.collect::<Result<_>>()?)
        .map(Record::AgencySuccession)
        .collect())
}

fn succession<M: Dated>(
    rows: &Timeline<M>,
    (predecessor, successor, on): SuccessionKey,
    kind: SuccessionKind,
    legal_basis: Option<&String>,
) -> Result<SuccessionRecord> {
    Ok(SuccessionRecord {
        predecessor: code_of(rows, predecessor)?,
        successor: code_of(rows, successor)?,
        on,
        kind: kind.into(),
        legal_basis: legal_basis.cloned(),
    })
}

fn by_day(mut records: Vec<SuccessionRecord>) -> impl Iterator<Item = SuccessionRecord> {
    fn key(record: &SuccessionRecord) -> (NaiveDate, &str, &str) {
        (record.on, &record.predecessor, &record.successor)
    }
    records.sort_by(|one, other| key(one).cmp(&key(other)));
    records.into_iter()
}

fn issuer(catalogue: &Catalogue, row: &issuer::Model) -> Result<Record> {
    Ok(Record::Issuer(IssuerRecord {
        code: row.code.clone(),
        name: row.name.clone(),
        tier: row.tier.into(),
        agency: optional_code_of(&catalogue.agencies, row.agency_id)?,
    }))
}

fn communicator(catalogue: &Catalogue, row: &communicator::Model) -> Result<CommunicatorRecord> {
    let topics = catalogue.communicator_topics.get(&row.id);
    Ok(CommunicatorRecord {
        id: row.id,
        role: row.role.into(),
        tier: row.tier.into(),
        name: row.name.clone(),
        position: row.position.clone(),
        agency: code_of(&catalogue.agencies, row.agency_id)?,
        area: optional_code_of(&catalogue.areas, row.area_id)?,
        topics: topics.cloned().unwrap_or_default(),
        decision_number: row.decision_number.clone(),
        recognised_on: row.recognised_on,
        removal_decision_number: row.removal_decision_number.clone(),
        removed_on: row.removed_on,
    })
}

fn site(catalogue: &Catalogue, row: &site::Model) -> Result<Record> {
    Ok(Record::Site(SiteRecord {
        name: row.name.clone(),
        province: row.province.clone(),
        area: code_of(&catalogue.areas, row.area_id)?,
        language: row.language_code.clone(),
        description: row.description.clone(),
        editorial_agency: optional_code_of(&catalogue.agencies, row.editorial_agency_id)?,
        email: row.email.clone(),
        phone: row.phone.clone(),
    }))
}
