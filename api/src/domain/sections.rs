//! Sections: their tree and the duties in force on a day.
use chrono::NaiveDate;
use entity::value::DutyKind;
use entity::{section, section_duty};
use sea_orm::prelude::*;
use sea_orm::{Order, QueryOrder};

use super::Result;
use super::database::Session;

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

/// The duties of these sections, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn duties(session: &Session, sections: &[&str]) -> Result<Vec<section_duty::Model>> {
    let found = section_duty::Entity::find()
        .filter(section_duty::Column::SectionCode.is_in(sections.iter().copied()))
        .order_by(section_duty::Column::ValidFrom, Order::Asc)
        .order_by(section_duty::Column::Id, Order::Asc)
        .all(session.read().await?)
        .await?;
    Ok(found)
}

/// The mandate in force on a day: the newest where several are.
#[must_use]
pub fn mandate_on(duties: &[section_duty::Model], day: NaiveDate) -> Option<&section_duty::Model> {
    duties
        .iter()
        .filter(|duty| duty.kind == DutyKind::Mandate)
        .filter(|duty| duty.valid_from <= day && duty.valid_to.is_none_or(|end| day < end))
        .max_by_key(|duty| duty.valid_from)
}
