//! What a plan is made from.
use std::collections::HashMap;

use chrono::NaiveDate;
use entity::value::ReorganisationState;
use entity::{file_custody, membership, path, reorganisation};
use sea_orm::QueryOrder;
use sea_orm::prelude::*;

use super::given::{Given, PathMove};
use crate::domain::Result;
use crate::domain::account::members_on;
use crate::domain::desk::{Held, held_by, paths_at};
use crate::domain::files;
use crate::domain::publish::Catalogue;

/// What a plan is made from.
pub(super) struct Loaded {
    /// The directory.
    pub catalogue: Catalogue,
    /// What the agencies have.
    pub items: Vec<Held>,
    /// The files that they have.
    pub files: Vec<file_custody::Model>,
    /// Who works for them.
    pub members: Vec<membership::Model>,
    /// Paths to which something is to move, as far as they were ever used.
    pub taken: HashMap<String, path::Model>,
    /// What else is planned.
    pub planned: Vec<Planned>,
}

/// Something else that is planned.
pub(super) struct Planned {
    /// Its day.
    pub on: NaiveDate,
    /// The agencies to which it happens.
    pub agencies: Vec<Uuid>,
    /// Those and all others that it names.
    pub touched: Vec<Uuid>,
}

/// Loads it; `itself` is what was planned and is looked at again.
pub(super) async fn load(
    db: &impl ConnectionTrait,
    given: &Given,
    itself: Option<Uuid>,
) -> Result<Loaded> {
    let items = held_by(db, &given.agencies).await?;
    let targets: Vec<String> = items
        .iter()
        .filter_map(|item| moved(&given.paths, item.path.as_ref()?))
        .collect();
    Ok(Loaded {
        catalogue: Catalogue::load(db).await?,
        members: members_on(db, &given.agencies, given.on).await?,
        taken: paths_at(db, &targets).await?,
        planned: planned(db, itself).await?,
        files: files::held_by(db, &given.agencies).await?,
        items,
    })
}

/// Where something is to live by the first move that concerns it.
pub(super) fn moved(moves: &[PathMove], path: &str) -> Option<String> {
    moves.iter().find_map(|one| one.moved(path))
}

async fn planned(db: &impl ConnectionTrait, itself: Option<Uuid>) -> Result<Vec<Planned>> {
    let rows = reorganisation::Entity::find()
        .filter(reorganisation::Column::State.eq(ReorganisationState::Planned))
        .order_by_asc(reorganisation::Column::OnDate)
        .all(db)
        .await?;
    let others = rows.into_iter().filter(|row| Some(row.id) != itself);
    others
        .map(|row| {
            let given = Given::read(row.plan)?;
            Ok(Planned {
                on: row.on_date,
                touched: given.touched(),
                agencies: given.agencies,
            })
        })
        .collect()
}
