//! Administrative units and their successions.
use entity::area;
use entity::area_succession;

use super::{Decision, Entry, unknown};
use crate::domain::publish::catalogue::{
    Catalogue, Dated, SuccessionKey, Timeline, overlap, succession as succession_key,
};
use crate::domain::publish::{clean, identity, nouns};
use crate::domain::{Error, Result};
use crate::exchange::record::{AreaRecord, SuccessionRecord, Tier};
use crate::text::collation;
use crate::text::fold::fold;
use crate::text::normalize::modern_tones;

pub(super) fn decide(catalogue: &Catalogue, mut record: AreaRecord) -> Result<Decision> {
    clean::token("code", &record.code)?;
    clean::line("name", &mut record.name)?;
    clean::period("valid_to", record.valid_from, record.valid_to)?;
    if record.tier == Tier::Central {
        let message = (
            "an area is a province, a district or a commune",
            "đơn vị hành chính là cấp tỉnh, cấp huyện hoặc cấp xã",
        );
        return Err(Error::invalid("tier", message));
    }
    let id = identity::area(&record.code, record.valid_from);
    let period = (record.valid_from, record.valid_to);
    let parent = match &record.parent {
        Some(code) => Some(parent_of(&catalogue.areas, id, code, period)?),
        None => None,
    };
    let row = area::Model {
        id,
        code: record.code,
        name_key: collation::sort_key(&record.name),
        name: record.name,
        tier: record.tier.into(),
        parent_id: parent,
        valid_from: record.valid_from,
        valid_to: record.valid_to,
    };
    if let Some(kept) = same_code_same_time(&catalogue.areas, &row) {
        // Sources tell for which day they stand, not since when a unit is there: who knows more is right.
        if covers(kept, &row) && is_same_name(&kept.name, &row.name) {
            return Ok(Decision::Unchanged(Entry::Area(row)));
        }
        return Err(taken(&row.code, &kept.name, kept.period()));
    }
    Ok(Decision::of(catalogue.areas.get(id), row, Entry::Area))
}

/// The row above, which must be there and must not be below.
pub(super) fn parent_of<M: Dated>(
    kept: &Timeline<M>,
    id: uuid::Uuid,
    code: &str,
    period: (chrono::NaiveDate, Option<chrono::NaiveDate>),
) -> Result<uuid::Uuid> {
    let Some(parent) = kept.during(code, period) else {
        return unknown("parent", nouns::UNIT, code);
    };
    if kept
        .with_ancestors(parent.id())
        .any(|ancestor| ancestor == id)
    {
        let message = (
            format!("{code:?} is this unit or below it"),
            format!("{code:?} là chính đơn vị này hoặc đơn vị trực thuộc"),
        );
        return Err(Error::invalid("parent", message));
    }
    Ok(parent.id())
}

/// Another row that has the code of this one at the same time.
pub(super) fn same_code_same_time<'a, M: Dated>(kept: &'a Timeline<M>, row: &M) -> Option<&'a M> {
    kept.with_code(row.code())
        .find(|other| other.id() != row.id() && overlap(other.period(), row.period()))
}

pub(super) fn taken(
    code: &str,
    name: &str,
    (from, to): (chrono::NaiveDate, Option<chrono::NaiveDate>),
) -> Error {
    let until = to.map_or_else(
        || ("and still is".to_owned(), "đến nay".to_owned()),
        |to| (format!("until {to}"), format!("đến {to}")),
    );
    let message = (
        format!(
            "{code:?} was that of {name:?} from {from} {}; correct the code, or import the end of that one first",
            until.0
        ),
        format!(
            "{code:?} là mã của {name:?} từ {from} {}; hãy sửa mã, hoặc nhập ngày kết thúc của đơn vị đó trước",
            until.1
        ),
    );
    Error::invalid("code", message)
}

fn covers(kept: &area::Model, row: &area::Model) -> bool {
    let ends_later = match (kept.valid_to, row.valid_to) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(kept), Some(given)) => kept >= given,
    };
    kept.valid_from <= row.valid_from && ends_later
}

fn is_same_name(one: &str, other: &str) -> bool {
    fold(&modern_tones(one)) == fold(&modern_tones(other))
}

pub(super) fn succession(catalogue: &Catalogue, record: SuccessionRecord) -> Result<Decision> {
    let (key, record) = successors(&catalogue.areas, record)?;
    let row = area_succession::Model {
        predecessor_id: key.0,
        successor_id: key.1,
        on_date: record.on,
        kind: record.kind.into(),
        legal_basis: record.legal_basis,
    };
    let kept = catalogue.area_successions.get(&key);
    Ok(Decision::of(kept, row, Entry::AreaSuccession))
}

/// Who followed whom, and the record cleaned.
pub(super) fn successors<M: Dated>(
    kept: &Timeline<M>,
    mut record: SuccessionRecord,
) -> Result<(SuccessionKey, SuccessionRecord)> {
    clean::day("on", record.on)?;
    clean::optional_line("legal_basis", &mut record.legal_basis)?;
    for (field, code) in [
        ("predecessor", &record.predecessor),
        ("successor", &record.successor),
    ] {
        if kept.with_code(code).next().is_none() {
            return unknown(field, nouns::UNIT, code);
        }
    }
    match succession_key(kept, &record) {
        Some(key) if key.0 != key.1 => Ok((key, record)),
        _ => {
            let SuccessionRecord { successor, on, .. } = &record;
            let message = (
                format!(
                    "{successor:?} was the same before and after {on}; check the code and the day"
                ),
                format!(
                    "{successor:?} trước và sau ngày {on} không thay đổi; hãy kiểm tra mã và ngày"
                ),
            );
            Err(Error::invalid("successor", message))
        }
    }
}
