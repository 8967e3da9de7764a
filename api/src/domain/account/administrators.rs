//! Those who keep accounts: somebody always has to be left who does.
use chrono::NaiveDate;
use entity::value::AccountKind;
use entity::{account, membership};
use sea_orm::prelude::*;
use sea_orm::{Condition, JoinType, QuerySelect};

use crate::domain::policy::{self, Action};
use crate::domain::{Refusal, Result};

/// Whether a person is left on a day who may come in and give others their roles.
pub(super) async fn remain(tx: &impl ConnectionTrait, on: NaiveDate) -> Result<bool> {
    let to_account: RelationDef = membership::Entity::belongs_to(account::Entity)
        .from(membership::Column::AccountId)
        .to(account::Column::Id)
        .into();
    let left = membership::Entity::find()
        .join(JoinType::InnerJoin, to_account)
        .filter(membership::Column::Role.is_in(policy::roles_for(Action::MembershipGrant)))
        .filter(valid_on(on))
        .filter(account::Column::Active.eq(true))
        .filter(account::Column::Kind.eq(AccountKind::Person))
        .one(tx)
        .await?;
    Ok(left.is_some())
}

/// The same, demanded: after what was done, in the transaction that does it.
///
/// # Errors
/// [`Refusal::LastAdministrator`] where nobody is left; otherwise when the database fails.
pub(super) async fn must_remain(tx: &impl ConnectionTrait, on: NaiveDate) -> Result<()> {
    let left = remain(tx, on).await?;
    left.then_some(()).ok_or(Refusal::LastAdministrator.into())
}

/// Memberships that hold on a day.
pub(super) fn valid_on(day: NaiveDate) -> Condition {
    let goes_on = Condition::any()
        .add(membership::Column::ValidTo.is_null())
        .add(membership::Column::ValidTo.gt(day));
    Condition::all()
        .add(membership::Column::ValidFrom.lte(day))
        .add(goes_on)
}
