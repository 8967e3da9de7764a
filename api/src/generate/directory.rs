//! The directory of a load: the demo province's, with a school and a communicator for every hundred contents.
use uuid::Uuid;

use super::Load;
use super::timeline::FIRST_DAY;
use crate::exchange::Record;
use crate::exchange::record::{AgencyRecord, CommunicatorRecord};

/// Contents for which there is a school and a communicator more.
const CONTENTS_PER_AGENCY: u64 = 100;

/// The code of a generated agency.
pub(super) fn school(number: u64) -> String {
    format!("truong-so-{}", number + 1)
}

/// How many agencies are generated.
pub(super) fn schools(load: &Load) -> u64 {
    load.items / CONTENTS_PER_AGENCY
}

/// Everything but contents and paths, ordered by what refers to what.
pub(super) fn of(load: &Load, demo: Vec<Record>) -> Vec<Record> {
    let mut records: Vec<Record> = demo
        .into_iter()
        .filter(|record| match record {
            Record::Content(_) | Record::Path(_) => false,
            Record::File(_) => load.files,
            _ => true,
        })
        .collect();
    for number in 0..schools(load) {
        if let Some(agency) = more_of(&records, number) {
            records.push(Record::Agency(agency));
        }
        if let Some(communicator) = another(&records, load.seed, number) {
            records.push(Record::Communicator(communicator));
        }
    }
    records.sort_by_key(Record::rank);
    records
}

/// Another school, after one of the demo's.
fn more_of(records: &[Record], number: u64) -> Option<AgencyRecord> {
    let school = records.iter().find_map(|record| match record {
        Record::Agency(agency) if agency.agency_type == "truong-tieu-hoc" => Some(agency),
        _ => None,
    })?;
    Some(AgencyRecord {
        code: self::school(number),
        identifier: None,
        name: format!("Trường Tiểu học số {}", number + 1),
        name_en: None,
        short_name: None,
        area: Some("04".to_owned()),
        parent: Some("ubnd-tinh".to_owned()),
        valid_from: FIRST_DAY,
        ..school.clone()
    })
}

/// Another communicator, after one of the demo's.
fn another(records: &[Record], seed: u64, number: u64) -> Option<CommunicatorRecord> {
    let moulds: Vec<&CommunicatorRecord> = records
        .iter()
        .filter_map(|record| match record {
            Record::Communicator(communicator) => Some(communicator),
            _ => None,
        })
        .take(10)
        .collect();
    let index = usize::try_from(number).ok()? % moulds.len().max(1);
    let mould = (*moulds.get(index)?).clone();
    Some(CommunicatorRecord {
        id: Uuid::from_u64_pair(seed, u64::MAX - number),
        decision_number: format!("{}/QĐ-UBND", number + 1),
        ..mould
    })
}
