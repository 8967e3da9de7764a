//! Terms of vocabularies, languages, types and holidays.
use entity::{
    activity_form, agency_type, audience, document_type as document_types, holiday as holidays,
    language as languages, relation_type as relation_types, topic,
};

use super::{Decision, Entry, unknown};
use crate::domain::publish::catalogue::{Catalogue, Node, Tree};
use crate::domain::publish::{clean, nouns};
use crate::domain::{Error, Result};
use crate::exchange::record::{
    DocumentTypeRecord, HolidayRecord, LanguageRecord, RelationTypeRecord, TermRecord,
};

/// A term of one of the vocabularies that are trees.
pub(super) fn decide<M>(
    kept: &Tree<M>,
    mut record: TermRecord,
    entry: impl FnOnce(M) -> Entry,
) -> Result<Decision>
where
    M: Node + PartialEq + From<TermRecord>,
{
    clean::new_code("code", &record.code)?;
    names(&mut record.name, &mut record.name_en)?;
    clean::optional_line("legal_basis", &mut record.legal_basis)?;
    if let Some(parent) = &record.parent {
        below(kept, &record.code, parent)?;
    }
    let row = M::from(record);
    Ok(Decision::of(kept.get(row.code()), row, entry))
}

/// Refuses a parent that is unknown, or that is the term itself or below it.
pub(super) fn below<M: Node>(kept: &Tree<M>, code: &str, parent: &str) -> Result<()> {
    if code == parent || kept.holds(code, parent) {
        let message = (
            format!("{parent:?} is below {code:?}; a term cannot be below itself"),
            format!("{parent:?} thuộc {code:?}; một mục không thể thuộc chính nó"),
        );
        return Err(Error::invalid("parent", message));
    }
    if kept.get(parent).is_none() {
        return unknown("parent", nouns::TERM, parent);
    }
    Ok(())
}

pub(super) fn language(catalogue: &Catalogue, mut record: LanguageRecord) -> Result<Decision> {
    let shaped = record
        .code
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if record.code.len() < 2 || record.code.len() > 35 || !shaped {
        let code = record.code;
        let message = (
            format!("{code:?} is no BCP 47 tag, such as \"vi\" or \"tyz\""),
            format!("{code:?} không phải là mã ngôn ngữ BCP 47, như \"vi\" hoặc \"tyz\""),
        );
        return Err(Error::invalid("code", message));
    }
    names(&mut record.name, &mut record.name_en)?;
    clean::line("native_name", &mut record.native_name)?;
    let row = languages::Model {
        code: record.code,
        name: record.name,
        name_en: record.name_en,
        native_name: record.native_name,
        position: record.position,
    };
    Ok(Decision::of(
        catalogue.languages.get(&row.code),
        row,
        Entry::Language,
    ))
}

pub(super) fn document_type(
    catalogue: &Catalogue,
    mut record: DocumentTypeRecord,
) -> Result<Decision> {
    clean::new_code("code", &record.code)?;
    names(&mut record.name, &mut record.name_en)?;
    clean::optional_line("abbreviation", &mut record.abbreviation)?;
    clean::optional_line("legal_basis", &mut record.legal_basis)?;
    clean::count("rank", Some(record.rank))?;
    let row = document_types::Model {
        code: record.code,
        name: record.name,
        name_en: record.name_en,
        abbreviation: record.abbreviation,
        normative: record.normative,
        tier: record.tier.into(),
        rank: record.rank,
        legal_basis: record.legal_basis,
        position: record.position,
    };
    Ok(Decision::of(
        catalogue.document_types.get(&row.code),
        row,
        Entry::DocumentType,
    ))
}

pub(super) fn relation_type(
    catalogue: &Catalogue,
    mut record: RelationTypeRecord,
) -> Result<Decision> {
    clean::new_code("code", &record.code)?;
    names(&mut record.name, &mut record.name_en)?;
    clean::line("inverse_name", &mut record.inverse_name)?;
    clean::line("inverse_name_en", &mut record.inverse_name_en)?;
    if !(1..=15).contains(&record.number) {
        let message = (
            "is not one of the 15 relations of the national database",
            "không thuộc 15 loại quan hệ của cơ sở dữ liệu quốc gia về pháp luật",
        );
        return Err(Error::invalid("number", message));
    }
    let same_number =
        |kept: &&relation_types::Model| kept.number == record.number && kept.code != record.code;
    if let Some(kept) = catalogue.relation_types.values().find(same_number) {
        let message = (
            format!("{} is that of {:?} already", record.number, kept.code),
            format!("{} đã là số của {:?}", record.number, kept.code),
        );
        return Err(Error::invalid("number", message));
    }
    let row = relation_types::Model {
        code: record.code,
        number: record.number,
        name: record.name,
        name_en: record.name_en,
        inverse_name: record.inverse_name,
        inverse_name_en: record.inverse_name_en,
    };
    Ok(Decision::of(
        catalogue.relation_types.get(&row.code),
        row,
        Entry::RelationType,
    ))
}

pub(super) fn holiday(catalogue: &Catalogue, mut record: HolidayRecord) -> Result<Decision> {
    clean::day("date", record.date)?;
    clean::line("name", &mut record.name)?;
    clean::line("legal_basis", &mut record.legal_basis)?;
    let row = holidays::Model {
        date: record.date,
        name: record.name,
        working: record.working,
        legal_basis: record.legal_basis,
    };
    Ok(Decision::of(
        catalogue.holidays.get(&row.date),
        row,
        Entry::Holiday,
    ))
}

pub(super) fn names(name: &mut String, name_en: &mut String) -> Result<()> {
    clean::line("name", name)?;
    clean::line("name_en", name_en)
}

impl From<TermRecord> for topic::Model {
    fn from(record: TermRecord) -> Self {
        let TermRecord {
            code,
            name,
            name_en,
            parent,
            legal_basis,
            position,
        } = record;
        Self {
            code,
            parent_code: parent,
            name,
            name_en,
            legal_basis,
            position,
        }
    }
}

impl From<TermRecord> for audience::Model {
    fn from(record: TermRecord) -> Self {
        let TermRecord {
            code,
            name,
            name_en,
            parent,
            legal_basis,
            position,
        } = record;
        Self {
            code,
            parent_code: parent,
            name,
            name_en,
            legal_basis,
            position,
        }
    }
}

impl From<TermRecord> for activity_form::Model {
    fn from(record: TermRecord) -> Self {
        let TermRecord {
            code,
            name,
            name_en,
            parent,
            legal_basis,
            position,
        } = record;
        Self {
            code,
            parent_code: parent,
            name,
            name_en,
            legal_basis,
            position,
        }
    }
}

impl From<TermRecord> for agency_type::Model {
    fn from(record: TermRecord) -> Self {
        let TermRecord {
            code,
            name,
            name_en,
            parent,
            legal_basis,
            position,
        } = record;
        Self {
            code,
            parent_code: parent,
            name,
            name_en,
            legal_basis,
            position,
        }
    }
}
