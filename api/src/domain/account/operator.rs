//! What whoever runs the machine does with accounts that are there: list them, give a code to who is locked out, lock
//! somebody out.
use std::collections::HashMap;

use entity::value::{AccountKind, AccountRole, CodePurpose, SessionEnd};
use entity::{account, agency, membership, session};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::{
    ActiveEnum, ActiveModelTrait, DatabaseTransaction, IntoActiveModel, JoinType, QueryOrder,
    QuerySelect,
};
use serde_json::{Value, json};

use super::Identifier;
use super::administrators::{self, Kept};
use super::code::{self, IssuedCode};
use crate::domain::clock::Clock;
use crate::domain::database::Database;
use crate::domain::journal::{self, Act, Author};
use crate::domain::policy::Action;
use crate::domain::session::end_where;
use crate::domain::{Error, Result};

/// An account with the roles that it has today, as `role@agency`.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The account.
    pub account: account::Model,
    /// Its roles.
    pub roles: Vec<String>,
}

/// Every account that has not been erased, by name.
///
/// # Errors
/// When the database fails.
pub async fn list_all(database: &Database, clock: &Clock) -> Result<Vec<Listed>> {
    let session = database.session();
    let db = session.read().await?;
    let accounts = account::Entity::find()
        .filter(account::Column::ErasedAt.is_null())
        .order_by_asc(account::Column::Name)
        .order_by_asc(account::Column::Id)
        .all(db)
        .await?;
    let to_agency: RelationDef = membership::Entity::belongs_to(agency::Entity)
        .from(membership::Column::AgencyId)
        .to(agency::Column::Id)
        .into();
    let held = membership::Entity::find()
        .select_only()
        .columns([membership::Column::AccountId, membership::Column::Role])
        .column(agency::Column::Code)
        .join(JoinType::InnerJoin, to_agency)
        .filter(administrators::valid_on(clock.today()))
        .into_tuple::<(Uuid, AccountRole, String)>()
        .all(db)
        .await?;
    let mut roles: HashMap<Uuid, Vec<String>> = HashMap::new();
    for (account, role, agency) in held {
        let role = format!("{}@{agency}", role.to_value());
        roles.entry(account).or_default().push(role);
    }
    let with_roles = |account: account::Model| {
        let mut roles = roles.remove(&account.id).unwrap_or_default();
        roles.sort_unstable();
        Listed { account, roles }
    };
    Ok(accounts.into_iter().map(with_roles).collect())
}

/// Issues a one-time code for whoever is called so.
///
/// # Errors
/// [`Error::NotFound`] where nobody is; [`Error::Invalid`] for a machine, and for an account that may not come in;
/// otherwise when the database fails.
pub async fn give_code(
    database: &Database,
    clock: &Clock,
    called: &str,
    purpose: CodePurpose,
) -> Result<IssuedCode> {
    let now = clock.now();
    let tx = database.begin_writing().await?;
    let account = find(&tx, called).await?;
    if account.kind == AccountKind::Machine || !account.active {
        let reason = (
            "is disabled, or not a person",
            "đã bị khóa, hoặc không phải là của người",
        );
        return Err(Error::invalid("account", reason));
    }
    let code = code::issue(&tx, account.id, purpose, None, now).await?;
    let detail = json!({ "purpose": purpose.to_value() });
    done(tx, clock, Action::CodeIssue, &account, None, detail).await?;
    Ok(code)
}

/// The account that is called so, with the codes of the agencies in which it has roles today.
///
/// # Errors
/// [`Error::NotFound`] where no active account is called so; otherwise when the database fails.
pub async fn called(
    database: &Database,
    clock: &Clock,
    called: &str,
) -> Result<(Uuid, Vec<String>)> {
    let session = database.session();
    let db = session.read().await?;
    let account = find(db, called).await?;
    if !account.active {
        return Err(Error::NotFound);
    }
    let to_agency: RelationDef = membership::Entity::belongs_to(agency::Entity)
        .from(membership::Column::AgencyId)
        .to(agency::Column::Id)
        .into();
    let agencies = membership::Entity::find()
        .select_only()
        .column(agency::Column::Code)
        .distinct()
        .join(JoinType::InnerJoin, to_agency)
        .filter(administrators::valid_on(clock.today()))
        .filter(membership::Column::AccountId.eq(account.id))
        .into_tuple()
        .all(db)
        .await?;
    Ok((account.id, agencies))
}

/// Lets an account do nothing any more. Gives whether somebody is left who keeps accounts.
///
/// # Errors
/// [`Error::NotFound`] where nobody is called so; otherwise when the database fails.
pub async fn lock_out(database: &Database, clock: &Clock, called: &str) -> Result<bool> {
    let now = clock.now();
    let tx = database.begin_writing().await?;
    let account = find(&tx, called).await?;
    let which = session::Column::AccountId.eq(account.id);
    let ended = end_where(&tx, which, SessionEnd::Disabled, now).await?;
    code::end(&tx, account.id, None, now).await?;
    let version = account.lock_version + 1;
    let mut next = account.clone().into_active_model();
    next.active = Set(false);
    next.lock_version = Set(version);
    next.update(&tx).await?;
    let left = administrators::kept(&tx, clock.today()).await? != Kept::NotAtAll;
    let detail = json!({ "ended_sessions": ended });
    done(
        tx,
        clock,
        Action::AccountDisable,
        &account,
        Some(version),
        detail,
    )
    .await?;
    Ok(left)
}

async fn find(tx: &impl ConnectionTrait, called: &str) -> Result<account::Model> {
    let found = account::Entity::find()
        .filter(Identifier::typed(called).is_of())
        .one(tx)
        .await?;
    found.ok_or(Error::NotFound)
}

async fn done(
    tx: DatabaseTransaction,
    clock: &Clock,
    action: Action,
    account: &account::Model,
    version: Option<i32>,
    detail: Value,
) -> Result<()> {
    let act = Act {
        subject_id: Some(account.id.to_string()),
        version,
        detail,
        ..Act::new(Author::command(), action.name(), "account")
    };
    journal::close(&tx, Vec::new(), vec![act], clock.now()).await?;
    tx.commit().await?;
    Ok(())
}
