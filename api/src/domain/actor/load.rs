//! From a credential to who acts, on the connection that acts; for a session in one statement.
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use entity::value::{AccountRole, Hidden, Via};
use entity::{account, account_identity, machine_key, membership, membership_section, session};
use sea_orm::prelude::*;
use sea_orm::sea_query::{Condition, DynIden, Expr, ExprTrait};
use sea_orm::{FromQueryResult, JoinType, QuerySelect, Select};

use super::{Actor, Caller, Credential, Grant, Restriction};
use crate::domain::clock::Clock;
use crate::domain::oidc::Subject;
use crate::domain::policy::Action;
use crate::domain::session::Rules;
use crate::domain::session::token::Access;
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
/// [`Error::Unauthenticated`] when the session has ended or expired, the key was revoked, has expired or is not for the
/// page that uses it, nobody is linked to the subject, or the account is not active; otherwise when the database fails.
pub async fn load(
    db: &impl ConnectionTrait,
    caller: &Caller,
    clock: &Clock,
) -> Result<Option<Actor>> {
    let loaded = match &caller.credential {
        None => return Ok(None),
        Some(Credential::Session(access)) => of_session(db, *access, clock).await?,
        Some(Credential::MachineKey(hash)) => {
            of_key(db, hash, caller.origin.as_deref(), clock).await?
        }
        Some(Credential::Subject(subject)) => of_subject(db, subject, &caller.rules, clock).await?,
    };
    Ok(Some(Actor {
        may_approve_own: caller.rules.may_approve_own,
        ..loaded
    }))
}

async fn of_session(db: &impl ConnectionTrait, access: Access, clock: &Clock) -> Result<Actor> {
    let to_session: RelationDef = account::Entity::belongs_to(session::Entity)
        .from(account::Column::Id)
        .to(session::Column::AccountId)
        .into();
    let rows = account_of(access.account, clock.today())
        .column_as(session::Column::MustEnrol, "must_enrol")
        .join(JoinType::InnerJoin, to_session)
        .filter(session::Column::Id.eq(access.session))
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(clock.now()))
        .into_model::<Row>()
        .all(db)
        .await?;
    let first = rows.first().ok_or(Error::Unauthenticated)?;
    Ok(Actor {
        account: access.account,
        via: Via::Session,
        credential: Some(access.session),
        scope: None,
        restriction: Restriction::of(first.must_change_password, first.must_enrol),
        may_approve_own: false,
        grants: grants(rows),
    })
}

async fn of_key(
    db: &impl ConnectionTrait,
    hash: &Hidden,
    origin: Option<&str>,
    clock: &Clock,
) -> Result<Actor> {
    let key = machine_key::Entity::find()
        .filter(machine_key::Column::Hash.eq(hash.clone()))
        .one(db)
        .await?;
    let key = key.filter(|key| holds(key, origin, clock.now()));
    let key = key.ok_or(Error::Unauthenticated)?;
    let actions = key.actions.0.iter();
    let scope = actions.filter_map(|name| Action::named(name)).collect();
    Ok(Actor {
        account: key.account_id,
        via: Via::MachineKey,
        credential: Some(key.id),
        scope: Some(scope),
        restriction: None,
        may_approve_own: false,
        grants: grants(rows_of(db, key.account_id, clock.today()).await?),
    })
}

/// An account for whom whoever runs the machine gives a command.
///
/// # Errors
/// [`Error::Unauthenticated`] when it is not active; otherwise when the database fails.
pub async fn of_account(
    db: &impl ConnectionTrait,
    account: Uuid,
    today: NaiveDate,
) -> Result<Actor> {
    Ok(Actor {
        account,
        via: Via::Command,
        credential: None,
        scope: None,
        restriction: None,
        may_approve_own: false,
        grants: grants(rows_of(db, account, today).await?),
    })
}

async fn of_subject(
    db: &impl ConnectionTrait,
    subject: &Subject,
    rules: &Rules,
    clock: &Clock,
) -> Result<Actor> {
    let identity = (subject.issuer.clone(), subject.subject.clone());
    let identity = account_identity::Entity::find_by_id(identity)
        .one(db)
        .await?;
    let account = identity.ok_or(Error::Unauthenticated)?.account_id;
    let grants = grants(rows_of(db, account, clock.today()).await?);
    // Its provider asks for a password, and is to have asked for more.
    let needs_more = grants
        .iter()
        .any(|grant| rules.totp_roles.contains(&grant.role));
    let must_enrol = needs_more && !subject.second_factor;
    Ok(Actor {
        account,
        via: Via::Oidc,
        credential: None,
        scope: None,
        restriction: Restriction::of(false, must_enrol),
        may_approve_own: false,
        grants,
    })
}

/// Whether a key may be used now, and by a page of this origin where it is one that uses it.
fn holds(key: &machine_key::Model, origin: Option<&str>, now: DateTime<Utc>) -> bool {
    let is_allowed = |origin: &str| key.origins.0.iter().any(|allowed| allowed == origin);
    key.revoked_at.is_none() && now < key.expires_at && origin.is_none_or(is_allowed)
}

/// An active account that came without a session.
async fn rows_of(db: &impl ConnectionTrait, account: Uuid, today: NaiveDate) -> Result<Vec<Row>> {
    let rows = account_of(account, today)
        .column_as(Expr::val(false), "must_enrol")
        .into_model::<Row>()
        .all(db)
        .await?;
    if rows.is_empty() {
        return Err(Error::Unauthenticated);
    }
    Ok(rows)
}

/// An active account with its memberships of today and their sections.
fn account_of(account: Uuid, today: NaiveDate) -> Select<account::Entity> {
    let valid_today = move |table: DynIden| {
        let from = Expr::col((table.clone(), membership::Column::ValidFrom));
        let to = Expr::col((table, membership::Column::ValidTo));
        let goes_on = to.clone().is_null().or(to.gt(today));
        Condition::all().add(from.lte(today)).add(goes_on)
    };
    let to_memberships: RelationDef = account::Entity::belongs_to(membership::Entity)
        .from(account::Column::Id)
        .to(membership::Column::AccountId)
        .on_condition(move |_, table| valid_today(table))
        .into();
    let to_sections: RelationDef = membership::Entity::belongs_to(membership_section::Entity)
        .from(membership::Column::Id)
        .to(membership_section::Column::MembershipId)
        .into();
    account::Entity::find_by_id(account)
        .select_only()
        .column_as(account::Column::MustChangePassword, "must_change_password")
        .column_as(membership::Column::Id, "membership")
        .column_as(membership::Column::Role, "role")
        .column_as(membership::Column::AgencyId, "agency")
        .column_as(membership::Column::CoversSubtree, "covers_subtree")
        .column_as(membership::Column::AllSections, "all_sections")
        .column_as(membership_section::Column::SectionCode, "section")
        .join(JoinType::LeftJoin, to_memberships)
        .join(JoinType::LeftJoin, to_sections)
        .filter(account::Column::Active.eq(true))
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
