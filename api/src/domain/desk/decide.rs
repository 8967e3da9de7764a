//! How far a decision reaches: whoever lets a working copy appear needs the right to all that changes with it, beside
//! the right to the item in its section.
use std::collections::BTreeSet;

use entity::content;
use entity::value::ContentKind;
use sea_orm::QuerySelect;
use sea_orm::prelude::*;

use super::acting::Writing;
use super::appear::what_it_says;
use super::item::Item;
use super::reach::Lines;
use crate::domain::policy::{Action, Resource, authorize};
use crate::domain::{Error, Result};

/// Whether the actor may let the working copy of an item appear: in the place of what is published in another section,
/// in the name of another agency, beside what another agency has in other languages, and as a text of law, which says
/// what becomes of other law in the whole province.
///
/// # Errors
/// [`Error::Forbidden`] when not; otherwise when the database fails.
pub(super) async fn may_appear(writing: &Writing, item: &Item, action: Action) -> Result<()> {
    let edition = &item.working()?.edition;
    let own = item.resource();
    let may = |resource: Resource| match authorize(Some(&writing.actor), action, &resource) {
        Err(Error::NotFound) => Err(Error::Forbidden(action)),
        answer => answer,
    };
    if item.content.kind == ContentKind::LegalDocument {
        may(Resource {
            custody: Vec::new(),
            ..own.clone()
        })?;
    }
    let agencies = agencies(writing, item, edition.id).await?;
    let replaced = item.live.as_ref().map(|live| live.section_code.clone());
    let lines = Lines::above(&writing.tx, agencies.iter().copied(), replaced.clone()).await?;
    for agency in agencies {
        may(Resource {
            custody: lines.agency(agency),
            ..own.clone()
        })?;
    }
    if let Some(section) = replaced.filter(|section| *section != edition.section_code) {
        may(Resource {
            section: lines.section(&section),
            ..own
        })?;
    }
    Ok(())
}

/// The other agencies that it concerns: the one that is to answer for it, and those that have the work in other
/// languages.
async fn agencies(writing: &Writing, item: &Item, edition: Uuid) -> Result<BTreeSet<Uuid>> {
    let draft = what_it_says(&writing.tx, edition).await?;
    let of_the_work: Vec<Uuid> = content::Entity::find()
        .select_only()
        .column(content::Column::CustodyAgencyId)
        .filter(content::Column::WorkId.eq(item.content.work_id))
        .into_tuple()
        .all(&writing.tx)
        .await?;
    let mut agencies: BTreeSet<Uuid> = of_the_work.into_iter().chain([draft.agency]).collect();
    agencies.remove(&item.content.custody_agency_id);
    Ok(agencies)
}
