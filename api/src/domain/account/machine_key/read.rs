//! Machine keys as others read them: by id, and in lists by name.
use entity::machine_key;
use sea_orm::prelude::*;
use sea_orm::{Condition, Select};

use crate::domain::Result;
use crate::domain::database::Session;
use crate::domain::directory::{Directory, DirectoryPage, Identified, list};
use crate::domain::listing::list::{Key, Place, Window};
use crate::domain::listing::query::Total;

/// Which keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MachineKeyFilter {
    /// Of this account.
    pub account: Option<Uuid>,
    /// That were taken back, or were not.
    pub revoked: Option<bool>,
}

impl Identified for machine_key::Entity {
    const ID: Self::Column = machine_key::Column::Id;
}

impl Directory for machine_key::Entity {
    const NAME: Self::Column = machine_key::Column::Name;

    fn place(row: &Self::Model) -> Place {
        Place {
            key: Key::Text(row.name.clone()),
            id: row.id,
        }
    }
}

/// The keys with these ids.
///
/// # Errors
/// When the database fails.
pub async fn by_ids(session: &Session, ids: &[Uuid]) -> Result<Vec<machine_key::Model>> {
    Ok(machine_key::Entity::find()
        .filter(machine_key::Column::Id.is_in(ids.iter().copied()))
        .all(session.read().await?)
        .await?)
}

/// A page of keys.
///
/// # Errors
/// When the database fails.
pub async fn page(
    session: &Session,
    filter: &MachineKeyFilter,
    window: &Window,
) -> Result<DirectoryPage<machine_key::Model>> {
    list::page(session, keys(filter), window).await
}

/// The number of keys.
///
/// # Errors
/// When the database fails.
pub async fn count(session: &Session, filter: &MachineKeyFilter) -> Result<Total> {
    list::count(session, keys(filter)).await
}

fn keys(filter: &MachineKeyFilter) -> Select<machine_key::Entity> {
    let of_account = filter
        .account
        .map(|account| machine_key::Column::AccountId.eq(account));
    let revoked = filter.revoked.map(|revoked| {
        if revoked {
            machine_key::Column::RevokedAt.is_not_null()
        } else {
            machine_key::Column::RevokedAt.is_null()
        }
    });
    machine_key::Entity::find().filter(Condition::all().add_option(of_account).add_option(revoked))
}
