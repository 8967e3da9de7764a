//! Lists of accounts, by name.
use chrono::NaiveDate;
use entity::value::AccountRole;
use entity::{account, membership};
use sea_orm::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{Condition, Select};

use super::Identifier;
use crate::domain::Result;
use crate::domain::database::Session;
use crate::domain::directory::{Directory, DirectoryPage, Identified, list};
use crate::domain::listing::list::{Key, Place, Window};
use crate::domain::listing::query::Total;

/// Which accounts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountFilter {
    /// Called so when they sign in.
    pub called: Option<String>,
    /// That may come in, or may not.
    pub active: Option<bool>,
    /// With this role today.
    pub role: Option<AccountRole>,
    /// With a role in this agency today.
    pub agency: Option<Uuid>,
}

impl Identified for account::Entity {
    const ID: Self::Column = account::Column::Id;
}

impl Directory for account::Entity {
    const NAME: Self::Column = account::Column::Name;

    fn place(row: &Self::Model) -> Place {
        Place {
            key: Key::Text(row.name.clone()),
            id: row.id,
        }
    }
}

/// A page of accounts.
///
/// # Errors
/// When the database fails.
pub async fn page_accounts(
    session: &Session,
    filter: &AccountFilter,
    today: NaiveDate,
    window: &Window,
) -> Result<DirectoryPage<account::Model>> {
    list::page(session, accounts(filter, today), window).await
}

/// The number of accounts.
///
/// # Errors
/// When the database fails.
pub async fn count_accounts(
    session: &Session,
    filter: &AccountFilter,
    today: NaiveDate,
) -> Result<Total> {
    list::count(session, accounts(filter, today)).await
}

fn accounts(filter: &AccountFilter, today: NaiveDate) -> Select<account::Entity> {
    let called = filter.called.as_deref().map(Identifier::typed);
    let has_role = filter.role.is_some() || filter.agency.is_some();
    account::Entity::find().filter(
        Condition::all()
            .add_option(called.map(|called| called.is_of()))
            .add_option(
                filter
                    .active
                    .map(|active| account::Column::Active.eq(active)),
            )
            .add_option(has_role.then(|| Expr::exists(memberships(filter, today)))),
    )
}

fn memberships(filter: &AccountFilter, today: NaiveDate) -> SelectStatement {
    let goes_on = Condition::any()
        .add(membership::Column::ValidTo.is_null())
        .add(membership::Column::ValidTo.gt(today));
    let of_account = Expr::col((membership::Entity, membership::Column::AccountId))
        .equals((account::Entity, account::Column::Id));
    let asked = Condition::all()
        .add(of_account)
        .add(membership::Column::ValidFrom.lte(today))
        .add(goes_on)
        .add_option(filter.role.map(|role| membership::Column::Role.eq(role)))
        .add_option(filter.agency.map(|id| membership::Column::AgencyId.eq(id)));
    Query::select()
        .expr(Expr::val(1))
        .from(membership::Entity)
        .cond_where(asked)
        .take()
}
