//! Accounts as providers know them: who is given one when they first come, and which belongs to whom.
use chrono::{DateTime, Utc};
use entity::value::{AccountKind, SessionEnd, SessionMethod};
use entity::{account_identity, session};
use sea_orm::ExprTrait;
use sea_orm::prelude::*;
use sea_orm::{ActiveEnum, ActiveModelTrait, IntoActiveModel, QueryOrder};
use serde_json::json;

use super::create::{self, NewAccount};
use super::identifier::email_key;
use super::membership::{self, NewMembership};
use crate::domain::actor::{Caller, Credential};
use crate::domain::database::Session;
use crate::domain::directory;
use crate::domain::journal::{self, Act, Author};
use crate::domain::oidc::{Newcomer, Subject};
use crate::domain::policy::Action;
use crate::domain::session::{Authority, end_where};
use crate::domain::{Error, Refusal, Result};
use entity::value::Via;

/// Identities of an account at most.
const MOST: usize = 10;
/// Characters of an issuer at most.
const ISSUER: usize = 500;
/// Characters of a subject at most.
const SUBJECT: usize = 255;

/// An account at a provider.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// What it knows the account by.
    pub subject: String,
}

/// Gives whoever comes for the first time an account, where a rule of the provider says so.
///
/// # Errors
/// [`Error::Unauthenticated`] where none does, or the rule cannot be kept today; otherwise when the database fails.
pub async fn provision(authority: &Authority, caller: &Caller) -> Result<()> {
    let Some(Credential::Subject(subject)) = &caller.credential else {
        return Err(Error::Unauthenticated);
    };
    let Some(newcomer) = &subject.newcomer else {
        return Err(Error::Unauthenticated);
    };
    let today = authority.clock.today();
    let session = authority.database.session();
    let agency = directory::agency_on(&session, &newcomer.agency, today).await?;
    drop(session);
    let Some(agency) = agency else {
        tracing::warn!(
            agency = newcomer.agency,
            "the rule of a provider names an agency that is not there"
        );
        return Err(Error::Unauthenticated);
    };
    match make(authority, caller, subject, newcomer, agency.id).await {
        Err(refusal @ (Error::Refused(_) | Error::Invalid { .. })) => {
            tracing::warn!(%refusal, "the rule of a provider cannot be kept");
            Err(Error::Unauthenticated)
        }
        made => made,
    }
}

async fn make(
    authority: &Authority,
    caller: &Caller,
    subject: &Subject,
    newcomer: &Newcomer,
    agency: Uuid,
) -> Result<()> {
    let tx = authority.database.begin_writing().await?;
    let (now, today) = (authority.clock.now(), authority.clock.today());
    let identity = Identity {
        issuer: subject.issuer.clone(),
        subject: subject.subject.clone(),
    };
    if find(&tx, &identity).await?.is_some() {
        // Another request was first; or the account may not come in.
        return Ok(());
    }
    let new = NewAccount {
        kind: AccountKind::Person,
        name: create::name(&newcomer.name).unwrap_or_else(|_| identity.subject.clone()),
        login: None,
        email: free(&tx, newcomer.email.as_deref()).await?,
        language: "vi".to_owned(),
    };
    let role = NewMembership {
        role: newcomer.role,
        agency,
        covers_subtree: false,
        sections: (!newcomer.sections.is_empty()).then(|| newcomer.sections.clone()),
        from: today,
        to: None,
    };
    let account = create::insert(&tx, new, None, now).await?;
    let membership = membership::insert(&tx, account.id, role, None, now).await?;
    link(&tx, account.id, identity, now).await?;
    let author = Author {
        via: Via::Oidc,
        account: Some(account.id),
        ..caller.author()
    };
    let act = Act {
        subject_id: Some(account.id.to_string()),
        agency: Some(agency),
        version: Some(account.lock_version),
        detail: json!({ "role": newcomer.role.to_value(), "membership": membership, "issuer": subject.issuer }),
        ..Act::new(author, Action::AccountCreate.name(), "account")
    };
    journal::close(&tx, Vec::new(), vec![act], now).await?;
    tx.commit().await?;
    Ok(())
}

/// An address that nobody else has: whoever has it is not found by it.
async fn free(tx: &impl ConnectionTrait, email: Option<&str>) -> Result<Option<String>> {
    let Some(email) = email else { return Ok(None) };
    let Ok(key) = email_key(email) else {
        return Ok(None);
    };
    match create::is_free(tx, None, None, Some(&key)).await {
        Ok(()) => Ok(Some(email.to_owned())),
        Err(Error::Refused(_) | Error::Invalid { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Lets an account be known by these identities and no others. Where one is taken away, the sessions that began at a
/// provider end.
pub(super) async fn replace(
    tx: &impl ConnectionTrait,
    account: Uuid,
    mut wanted: Vec<Identity>,
    now: DateTime<Utc>,
) -> Result<()> {
    wanted.sort_unstable();
    wanted.dedup();
    let usable = |identity: &Identity| {
        (1..=ISSUER).contains(&identity.issuer.chars().count())
            && (1..=SUBJECT).contains(&identity.subject.chars().count())
    };
    if wanted.len() > MOST || !wanted.iter().all(usable) {
        let reason = (
            format!(
                "may be {MOST}, each with an issuer of 1 to {ISSUER} and a subject of 1 to {SUBJECT} characters"
            ),
            format!(
                "chỉ được tối đa {MOST}, mỗi mục có issuer dài 1 đến {ISSUER} và subject dài 1 đến {SUBJECT} ký tự"
            ),
        );
        return Err(Error::invalid("identities", reason));
    }
    let held = account_identity::Entity::find()
        .filter(account_identity::Column::AccountId.eq(account))
        .all(tx)
        .await?;
    let mut taken_away = false;
    for row in held {
        let kept = wanted
            .iter()
            .position(|it| it.issuer == row.issuer && it.subject == row.subject);
        if let Some(place) = kept {
            wanted.remove(place);
        } else {
            row.into_active_model().delete(tx).await?;
            taken_away = true;
        }
    }
    for identity in wanted {
        if find(tx, &identity).await?.is_some() {
            return Err(Refusal::Taken("identities").into());
        }
        link(tx, account, identity, now).await?;
    }
    if taken_away {
        let at_provider = session::Column::Method.eq(SessionMethod::Oidc);
        let which = session::Column::AccountId.eq(account).and(at_provider);
        end_where(tx, which, SessionEnd::Administrator, now).await?;
    }
    Ok(())
}

/// The identities of these accounts.
///
/// # Errors
/// When the database fails.
pub async fn identities_of(
    session: &Session,
    accounts: &[Uuid],
) -> Result<Vec<account_identity::Model>> {
    Ok(account_identity::Entity::find()
        .filter(account_identity::Column::AccountId.is_in(accounts.iter().copied()))
        .order_by_asc(account_identity::Column::Issuer)
        .order_by_asc(account_identity::Column::Subject)
        .all(session.read().await?)
        .await?)
}

async fn find(
    tx: &impl ConnectionTrait,
    identity: &Identity,
) -> Result<Option<account_identity::Model>> {
    let key = (identity.issuer.clone(), identity.subject.clone());
    Ok(account_identity::Entity::find_by_id(key).one(tx).await?)
}

async fn link(
    tx: &impl ConnectionTrait,
    account: Uuid,
    identity: Identity,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = account_identity::Model {
        issuer: identity.issuer,
        subject: identity.subject,
        account_id: account,
        linked_at: now,
    };
    row.into_active_model().insert(tx).await?;
    Ok(())
}
