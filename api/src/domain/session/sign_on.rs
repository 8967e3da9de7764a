//! Signing in at a provider that the province trusts, such as its own sign-on.
use super::authority::{Admission, Authority};
use super::sign_in::{Opening, begin};
use super::token::Issuer;
use crate::domain::account::{self, Guess};
use crate::domain::actor::{self, Actor, Caller, Credential, Restriction};
use crate::domain::oidc::{Attempted, Returned, Subject};
use crate::domain::policy::{self, Action, Resource};
use crate::domain::{Error, Refusal, Result};
use entity::value::SessionMethod;
use sea_orm::ConnectionTrait;

/// Begins: somebody is to be sent to the provider, and comes back to this page.
///
/// # Errors
/// As [`Providers::begin`](crate::domain::oidc::Providers::begin).
pub async fn sign_on_start(
    authority: &Authority,
    issuer: &str,
    redirect_uri: &str,
) -> Result<Attempted> {
    policy::authorize(None, Action::SessionSignIn, &Resource::default())?;
    let (secret, now) = (&authority.secret, authority.clock.now());
    let providers = authority.providers();
    providers.begin(secret, issuer, redirect_uri, now).await
}

/// Lets somebody in who is back from the provider; who comes for the first time is given an account, where a rule of the
/// provider says so.
///
/// # Errors
/// As [`Providers::complete`](crate::domain::oidc::Providers::complete); [`Refusal::NoAccount`] where nobody here is meant
/// or the account is not active; [`Error::TooSoon`] after too many that came to nothing; otherwise when the database fails.
pub async fn sign_on_complete(
    authority: &Authority,
    issuer: &Issuer,
    caller: &Caller,
    returned: &Returned,
) -> Result<Admission> {
    policy::authorize(None, Action::SessionSignIn, &Resource::default())?;
    let guess = Guess::from(&authority.secret, caller.address)?;
    guess
        .count(&authority.database, authority.clock.now())
        .await?;
    let (secret, now) = (&authority.secret, authority.clock.now());
    let subject = authority.providers().complete(secret, returned, now).await;
    let subject = subject?;
    let second_factor = subject.second_factor;
    let known = known(authority, caller, subject).await?;

    let tx = authority.database.begin_writing().await?;
    let actor = load(&tx, authority, &known).await?;
    let actor = actor.ok_or(Refusal::NoAccount)?;
    let opening = Opening {
        account: actor.account,
        method: SessionMethod::Oidc,
        second_factor,
        must_change_password: false,
        must_enrol: actor.restriction == Some(Restriction::TotpMustEnrol),
    };
    let admitted = begin(&tx, &opening, caller, now).await?;
    guess.give_back(&tx).await?;
    tx.commit().await?;
    authority.admit(admitted, issuer).await
}

/// The caller as the provider knows them, with an account where a rule gives them one.
async fn known(authority: &Authority, caller: &Caller, subject: Subject) -> Result<Caller> {
    let caller = Caller {
        credential: Some(Credential::Subject(subject)),
        ..caller.clone()
    };
    let session = authority.database.session();
    let is_known = load(session.read().await?, authority, &caller)
        .await?
        .is_some();
    drop(session);
    if !is_known {
        match account::provision(authority, &caller).await {
            Err(Error::Unauthenticated) => return Err(Refusal::NoAccount.into()),
            made => made?,
        }
    }
    Ok(caller)
}

/// Who acts; `None` where nobody here is meant.
async fn load(
    db: &impl ConnectionTrait,
    authority: &Authority,
    caller: &Caller,
) -> Result<Option<Actor>> {
    match actor::load(db, caller, &authority.clock).await {
        Err(Error::Unauthenticated) => Ok(None),
        loaded => loaded,
    }
}
