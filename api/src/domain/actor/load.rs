//! From a credential to who acts, in one statement on the connection that acts.
use std::collections::{BTreeMap, BTreeSet};

use entity::value::AccountRole;
use entity::{account, membership, membership_section, session};
use sea_orm::prelude::*;
use sea_orm::sea_query::{Condition, DynIden, Expr, ExprTrait};
use sea_orm::{FromQueryResult, JoinType, QuerySelect};

use super::{Actor, Caller, Credential, Grant, Restriction};
use crate::domain::clock::Clock;
use crate::domain::{Error, Result};

/// One membership and one of its sections; of an account without memberships, nothing.
#[derive(FromQueryResult)]
struct Row {
    must_change_password: bool,
    must_enrol: bool,
    membership: Option<Uuid>,
    role: Option<AccountRole>,
    agency: Option<Uuid>,
    covers_subtree: Option<bool>,
    all_sections: Option<bool>,
    section: Option<String>,
}

/// Who acts, as the connection sees it now; `None` where no credential came.
///
/// # Errors
/// [`Error::Unauthenticated`] when the session has ended or expired, or the account is not active; otherwise when
/// the database fails.
pub async fn load(
    db: &impl ConnectionTrait,
    caller: &Caller,
    clock: &Clock,
) -> Result<Option<Actor>> {
    let Some(Credential::Session(access)) = caller.credential else {
        return Ok(None);
    };
    let today = clock.today();
    let valid_today = move |table: DynIden| {
        let from = Expr::col((table.clone(), membership::Column::ValidFrom));
        let to = Expr::col((table, membership::Column::ValidTo));
        let goes_on = to.clone().is_null().or(to.gt(today));
        Condition::all().add(from.lte(today)).add(goes_on)
    };
    let to_account: RelationDef = session::Entity::belongs_to(account::Entity)
        .from(session::Column::AccountId)
        .to(account::Column::Id)
        .into();
    let to_memberships: RelationDef = account::Entity::belongs_to(membership::Entity)
        .from(account::Column::Id)
        .to(membership::Column::AccountId)
        .on_condition(move |_, table| valid_today(table))
        .into();
    let to_sections: RelationDef = membership::Entity::belongs_to(membership_section::Entity)
        .from(membership::Column::Id)
        .to(membership_section::Column::MembershipId)
        .into();
    let rows = session::Entity::find_by_id(access.session)
        .select_only()
        .column_as(account::Column::MustChangePassword, "must_change_password")
        .column_as(session::Column::MustEnrol, "must_enrol")
        .column_as(membership::Column::Id, "membership")
        .column_as(membership::Column::Role, "role")
        .column_as(membership::Column::AgencyId, "agency")
        .column_as(membership::Column::CoversSubtree, "covers_subtree")
        .column_as(membership::Column::AllSections, "all_sections")
        .column_as(membership_section::Column::SectionCode, "section")
        .join(JoinType::InnerJoin, to_account)
        .join(JoinType::LeftJoin, to_memberships)
        .join(JoinType::LeftJoin, to_sections)
        .filter(session::Column::AccountId.eq(access.account))
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(clock.now()))
        .filter(account::Column::Active.eq(true))
        .into_model::<Row>()
        .all(db)
        .await?;
    let first = rows.first().ok_or(Error::Unauthenticated)?;
    let restriction = Restriction::of(first.must_change_password, first.must_enrol);
    Ok(Some(Actor {
        account: access.account,
        session: access.session,
        restriction,
        grants: grants(rows),
    }))
}

fn grants(rows: Vec<Row>) -> Vec<Grant> {
    let mut grants = BTreeMap::new();
    for row in rows {
        let (Some(id), Some(role), Some(agency)) = (row.membership, row.role, row.agency) else {
            continue;
        };
        let grant = grants.entry(id).or_insert_with(|| Grant {
            role,
            agency,
            covers_subtree: row.covers_subtree == Some(true),
            sections: (row.all_sections != Some(true)).then(BTreeSet::new),
        });
        if let (Some(sections), Some(section)) = (&mut grant.sections, row.section) {
            sections.insert(section);
        }
    }
    grants.into_values().collect()
}
