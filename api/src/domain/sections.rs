//! Sections: their tree and the duties in force on a day.
use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use entity::value::DutyKind;
use entity::{section, section_duty};
use sea_orm::prelude::*;
use sea_orm::{Order, QueryOrder, QuerySelect};

use super::Result;
use super::database::Session;
use super::publish::Tree;

/// The sections right below these, in order.
///
/// # Errors
/// When the database fails.
pub async fn below(session: &Session, parents: &[&str]) -> Result<Vec<section::Model>> {
    let found = section::Entity::find()
        .filter(section::Column::ParentCode.is_in(parents.iter().copied()))
        .order_by(section::Column::Position, Order::Asc)
        .order_by(section::Column::Code, Order::Asc)
        .all(session.read().await?)
        .await?;
    Ok(found)
}

/// The duties of these sections, oldest first. A section without rules of a kind has those of the nearest
/// section above it that has some.
///
/// # Errors
/// When the database fails.
pub async fn duties(
    db: &impl ConnectionTrait,
    sections: &[&str],
) -> Result<HashMap<String, Vec<section_duty::Model>>> {
    let tree = Tree::new(section::Entity::find().all(db).await?);
    let lines: HashMap<&str, Vec<&str>> = sections
        .iter()
        .map(|code| (*code, tree.with_ancestors(code).collect()))
        .collect();
    let all: BTreeSet<&str> = lines.values().flatten().copied().collect();
    let rows = section_duty::Entity::find()
        .filter(section_duty::Column::SectionCode.is_in(all))
        .order_by(section_duty::Column::ValidFrom, Order::Asc)
        .order_by(section_duty::Column::Id, Order::Asc)
        .all(db)
        .await?;
    let found = lines
        .into_iter()
        .map(|(code, line)| (code.to_owned(), nearest(&line, &rows)));
    Ok(found.collect())
}

/// The duties of the first section in `line` that has some, kind by kind, oldest first.
fn nearest(line: &[&str], rows: &[section_duty::Model]) -> Vec<section_duty::Model> {
    let place = |row: &section_duty::Model| line.iter().position(|code| *code == row.section_code);
    let mut places: Vec<(DutyKind, usize)> = Vec::new();
    for row in rows {
        let Some(place) = place(row) else { continue };
        match places.iter_mut().find(|(kind, _)| *kind == row.kind) {
            Some((_, nearest)) => *nearest = place.min(*nearest),
            None => places.push((row.kind, place)),
        }
    }
    rows.iter()
        .filter(|row| place(row).is_some_and(|place| places.contains(&(row.kind, place))))
        .cloned()
        .collect()
}

/// The sections in which the head of the agency endorses before anybody approves (Decision 14/2019/QĐ-TTg for the
/// bookshelf).
///
/// # Errors
/// When the database fails.
pub async fn that_ask_for_endorsement(
    db: &impl ConnectionTrait,
    today: NaiveDate,
) -> Result<Vec<String>> {
    let codes: Vec<String> = section::Entity::find()
        .select_only()
        .column(section::Column::Code)
        .into_tuple()
        .all(db)
        .await?;
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let mut asking = duties(db, &codes).await?;
    asking.retain(|_, duties| asks_for_endorsement(duties, today));
    Ok(asking.into_keys().collect())
}

/// Whether one of a section's duties is that the head of the agency endorses.
#[must_use]
pub fn asks_for_endorsement(duties: &[section_duty::Model], today: NaiveDate) -> bool {
    let mut in_force = duties.iter().filter(|duty| is_in_force(duty, today));
    in_force.any(|duty| duty.kind == DutyKind::Approval)
}

/// Whether a duty is in force on a day.
#[must_use]
pub fn is_in_force(duty: &section_duty::Model, day: NaiveDate) -> bool {
    duty.valid_from <= day && duty.valid_to.is_none_or(|end| day < end)
}

/// The mandate in force on a day: the newest where several are.
#[must_use]
pub fn mandate_on(duties: &[section_duty::Model], day: NaiveDate) -> Option<&section_duty::Model> {
    duties
        .iter()
        .filter(|duty| duty.kind == DutyKind::Mandate)
        .filter(|duty| is_in_force(duty, day))
        .max_by_key(|duty| duty.valid_from)
}
