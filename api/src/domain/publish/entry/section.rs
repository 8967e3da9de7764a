//! Sections with the rules under which they are kept.
use entity::value::StringList;
use entity::{section, section_duty};

use super::{Decision, Entry, term};
use crate::domain::publish::catalogue::Catalogue;
use crate::domain::publish::{clean, identity};
use crate::domain::{Error, Reason, Result};
use crate::exchange::record::{DutyKind, DutyRecord, SectionRecord};

pub(super) fn decide(catalogue: &Catalogue, mut record: SectionRecord) -> Result<Decision> {
    clean::new_code("code", &record.code)?;
    term::names(&mut record.name, &mut record.name_en)?;
    clean::optional_paragraphs("description", &mut record.description, clean::PARAGRAPHS)?;
    if let Some(parent) = &record.parent {
        term::below(&catalogue.sections, &record.code, parent)?;
    }
    let mut duties = Vec::new();
    for (index, duty) in record.duties.into_iter().enumerate() {
        duties.push(
            rule(&record.code, duty).map_err(|error| error.within(&format!("duties[{index}]")))?,
        );
    }
    duties.sort_by_key(|duty| (duty.valid_from, duty.id));
    duties.dedup_by_key(|duty| duty.id);
    let row = section::Model {
        code: record.code,
        parent_code: record.parent,
        name: record.name,
        name_en: record.name_en,
        description: record.description,
        position: record.position,
    };
    let same_duties = *catalogue.duties.get(&row.code).unwrap_or(&Vec::new()) == duties;
    Ok(match catalogue.sections.get(&row.code) {
        Some(kept) if *kept == row && same_duties => {
            Decision::Unchanged(Entry::Section(row, duties))
        }
        Some(_) => Decision::Change(Entry::Section(row, duties)),
        None => Decision::Add(Entry::Section(row, duties)),
    })
}

fn rule(section: &str, mut record: DutyRecord) -> Result<section_duty::Model> {
    clean::line("legal_basis", &mut record.legal_basis)?;
    clean::optional_paragraphs("note", &mut record.note, clean::PARAGRAPHS)?;
    clean::period("valid_to", record.valid_from, record.valid_to)?;
    for field in &record.required_fields {
        clean::new_code("required_fields", field)?;
    }
    match (record.kind, record.working_days) {
        (DutyKind::Deadline, None) => {
            let message = (
                "a deadline needs a number of working days",
                "thời hạn phải có số ngày làm việc",
            );
            return Err(Error::invalid("working_days", message));
        }
        (_, Some(days)) if days < 1 => {
            return Err(Error::invalid("working_days", Reason::not_positive()));
        }
        _ => {}
    }
    let all = serde_json::to_string(&record).unwrap_or_default();
    Ok(section_duty::Model {
        id: identity::duty(section, &all),
        section_code: section.to_owned(),
        kind: record.kind.into(),
        legal_basis: record.legal_basis,
        working_days: record.working_days,
        required_fields: StringList(record.required_fields),
        note: record.note,
        valid_from: record.valid_from,
        valid_to: record.valid_to,
    })
}
