//! Memberships when agencies are reorganised: they end, and go on elsewhere where that is wanted.
use chrono::{DateTime, NaiveDate, Utc};
use entity::value::SessionEnd;
use entity::{membership, membership_section, session};
use sea_orm::prelude::*;
use sea_orm::{Condition, QueryOrder};

use super::administrators;
use super::membership::{NewMembership, end_all, insert};
use crate::domain::clock::local_day;
use crate::domain::session::end_where;
use crate::domain::{Error, Refusal, Result};

/// A membership that ends because its agency does.
#[derive(Clone, Debug)]
pub(in crate::domain) struct Following {
    /// The membership.
    pub membership: membership::Model,
    /// The agency where the account has the role from then on.
    pub to: Option<Uuid>,
}

/// The memberships in agencies that go on after the eve of a day, by id.
///
/// # Errors
/// When the database fails.
pub(in crate::domain) async fn members_on(
    db: &impl ConnectionTrait,
    agencies: &[Uuid],
    on: NaiveDate,
) -> Result<Vec<membership::Model>> {
    let goes_on = Condition::any()
        .add(membership::Column::ValidTo.is_null())
        .add(membership::Column::ValidTo.gt(on));
    Ok(membership::Entity::find()
        .filter(membership::Column::AgencyId.is_in(agencies.iter().copied()))
        .filter(goes_on)
        .order_by_asc(membership::Column::Id)
        .all(db)
        .await?)
}

/// Ends memberships on a day and lets them go on where that is wanted, with the same sections and days. Who has the role
/// there already keeps it; who loses one has to sign in again.
///
/// # Errors
/// [`Refusal::LastAdministrator`]; otherwise when the database fails.
pub(in crate::domain) async fn follow(
    tx: &impl ConnectionTrait,
    all: &[Following],
    on: NaiveDate,
    (by, now): (Uuid, DateTime<Utc>),
) -> Result<()> {
    let day = on.max(local_day(now));
    let kept = administrators::kept(tx, day).await?;
    for Following { membership, to } in all {
        let sections = sections_of(tx, membership).await?;
        end_all(tx, membership::Column::Id.eq(membership.id), on).await?;
        let Some(agency) = *to else {
            let which = session::Column::AccountId.eq(membership.account_id);
            end_where(tx, which, SessionEnd::Roles, now).await?;
            continue;
        };
        let new = NewMembership {
            role: membership.role,
            agency,
            covers_subtree: membership.covers_subtree,
            sections,
            from: membership.valid_from.max(on),
            to: membership.valid_to,
        };
        match insert(tx, membership.account_id, new, Some(by), now).await {
            Ok(_) | Err(Error::Refused(Refusal::Taken(_))) => {}
            Err(error) => return Err(error),
        }
    }
    administrators::must_stay(tx, day, kept).await
}

/// The sections that a membership is limited to.
async fn sections_of(
    tx: &impl ConnectionTrait,
    membership: &membership::Model,
) -> Result<Option<Vec<String>>> {
    if membership.all_sections {
        return Ok(None);
    }
    let rows = membership_section::Entity::find()
        .filter(membership_section::Column::MembershipId.eq(membership.id))
        .all(tx)
        .await?;
    Ok(Some(rows.into_iter().map(|row| row.section_code).collect()))
}
