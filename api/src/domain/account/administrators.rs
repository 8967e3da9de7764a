//! Those who keep accounts: somebody always has to be left who does.
use chrono::NaiveDate;
use entity::value::AccountKind;
use entity::{account, account_identity, account_secret, membership};
use sea_orm::prelude::*;
use sea_orm::sea_query::Query;
use sea_orm::{Condition, JoinType, QuerySelect};

use crate::domain::policy::{self, Action};
use crate::domain::{Refusal, Result};

/// For how long somebody is there on a day who may come in and give others their roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kept {
    /// Nobody is.
    NotAtAll,
    /// Until their roles end.
    ForATime,
    /// Somebody whose role has no end.
    ForGood,
}

/// For how long accounts are kept by those who may come in on a day: who is active and can prove who they are.
pub(super) async fn kept(tx: &impl ConnectionTrait, on: NaiveDate) -> Result<Kept> {
    let to_account: RelationDef = membership::Entity::belongs_to(account::Entity)
        .from(membership::Column::AccountId)
        .to(account::Column::Id)
        .into();
    let ends: Vec<Option<NaiveDate>> = membership::Entity::find()
        .select_only()
        .column(membership::Column::ValidTo)
        .distinct()
        .join(JoinType::InnerJoin, to_account)
        .filter(membership::Column::Role.is_in(policy::roles_for(Action::MembershipGrant)))
        .filter(valid_on(on))
        .filter(account::Column::Active.eq(true))
        .filter(account::Column::Kind.eq(AccountKind::Person))
        .filter(comes_in())
        .into_tuple()
        .all(tx)
        .await?;
    Ok(if ends.contains(&None) {
        Kept::ForGood
    } else if ends.is_empty() {
        Kept::NotAtAll
    } else {
        Kept::ForATime
    })
}

/// That accounts are kept for as long as before: after what was done, in the transaction that does it.
///
/// # Errors
/// [`Refusal::LastAdministrator`] where nobody is left, or nobody for good; otherwise when the database fails.
pub(super) async fn must_stay(
    tx: &impl ConnectionTrait,
    on: NaiveDate,
    before: Kept,
) -> Result<()> {
    let now = kept(tx, on).await?;
    (now >= before)
        .then_some(())
        .ok_or(Refusal::LastAdministrator.into())
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

/// Accounts with a password, or known to a provider.
fn comes_in() -> Condition {
    let with_password = Query::select()
        .column(account_secret::Column::AccountId)
        .from(account_secret::Entity)
        .and_where(account_secret::Column::PasswordHash.is_not_null())
        .to_owned();
    let known = Query::select()
        .column(account_identity::Column::AccountId)
        .from(account_identity::Entity)
        .to_owned();
    Condition::any()
        .add(account::Column::Id.in_subquery(with_password))
        .add(account::Column::Id.in_subquery(known))
}
