//! Accounts as others read them: by id, with their memberships.
use std::collections::HashMap;

use entity::{account, membership, membership_section};
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use crate::domain::Result;
use crate::domain::database::{Database, Session};

/// A membership with the sections that it is limited to; `None` when it is not.
pub type MembershipWithSections = (membership::Model, Option<Vec<String>>);

/// Whether anybody could sign in: without an account, nobody can.
///
/// # Errors
/// When the database fails.
pub async fn exist(database: &Database) -> Result<bool> {
    let session = database.session();
    let first = account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .limit(1)
        .into_tuple::<Uuid>()
        .one(session.read().await?)
        .await?;
    Ok(first.is_some())
}

/// The accounts with these ids.
///
/// # Errors
/// When the database fails.
pub async fn by_ids(session: &Session, ids: &[Uuid]) -> Result<Vec<account::Model>> {
    Ok(account::Entity::find()
        .filter(account::Column::Id.is_in(ids.iter().copied()))
        .all(session.read().await?)
        .await?)
}

/// The memberships of these accounts, those of the past too, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn memberships_of(
    session: &Session,
    accounts: &[Uuid],
) -> Result<Vec<MembershipWithSections>> {
    let db = session.read().await?;
    let of_accounts = membership::Column::AccountId.is_in(accounts.iter().copied());
    let memberships = membership::Entity::find()
        .filter(of_accounts)
        .order_by_asc(membership::Column::ValidFrom)
        .order_by_asc(membership::Column::Id)
        .all(db)
        .await?;
    let limited = memberships.iter().filter(|row| !row.all_sections);
    let limited: Vec<Uuid> = limited.map(|row| row.id).collect();
    let mut sections: HashMap<Uuid, Vec<String>> = HashMap::new();
    if !limited.is_empty() {
        let named: Vec<(Uuid, String)> = membership_section::Entity::find()
            .select_only()
            .columns([
                membership_section::Column::MembershipId,
                membership_section::Column::SectionCode,
            ])
            .filter(membership_section::Column::MembershipId.is_in(limited))
            .order_by_asc(membership_section::Column::SectionCode)
            .into_tuple()
            .all(db)
            .await?;
        for (membership, section) in named {
            sections.entry(membership).or_default().push(section);
        }
    }
    let with_sections = |row: membership::Model| {
        let named = sections.remove(&row.id).unwrap_or_default();
        let named = (!row.all_sections).then_some(named);
        (row, named)
    };
    Ok(memberships.into_iter().map(with_sections).collect())
}
