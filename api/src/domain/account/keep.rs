//! What administrators do with accounts: make, change, disable, enable, erase, give codes, end sessions.
use entity::value::{AccountKind, CodePurpose, SessionEnd};
use entity::{account, account_identity, account_secret, membership, session};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::{ActiveEnum, ActiveModelTrait, IntoActiveModel};
use serde_json::json;

use super::administrators::{self, Kept};
use super::code::{self, IssuedCode};
use super::create::{self, NewAccount};
use super::identifier::{email_key, login_key};
use super::identity::{self, Identity};
use super::machine_key;
use super::membership as membership_of;
use super::work::{Asked, Office, Started, Work};
use crate::domain::clock::local_day;
use crate::domain::policy::Action;
use crate::domain::session::end_where;
use crate::domain::{Error, Result};

/// What everybody is called whose name was erased.
const ERASED: &str = "Tài khoản đã xóa";

/// An account, with the version of it that was seen.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// The account.
    pub account: Uuid,
    /// Its lock version.
    pub version: i32,
}

/// What is to be changed of an account: absent keeps, null clears.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Name.
    pub name: Option<String>,
    /// User name.
    pub login: Option<Option<String>>,
    /// E-mail address.
    pub email: Option<Option<String>>,
    /// The language in which it is spoken to.
    pub language: Option<String>,
    /// What providers know it by: all of it.
    pub identities: Option<Vec<Identity>>,
}

/// Makes an account. Gives its id, and a code with which a person sets a password; none when it was made already.
///
/// # Errors
/// [`Refusal::Taken`] and [`Error::Invalid`]; as every act at the desk.
pub async fn create(
    office: Office<'_>,
    new: NewAccount,
    key: Option<&str>,
) -> Result<(Uuid, Option<IssuedCode>)> {
    let asked = Asked {
        action: Action::AccountCreate,
        mutation: "accountCreate",
        key,
        input: json!([
            new.kind.to_value(),
            new.name,
            new.login,
            new.email,
            new.language
        ]),
    };
    let work = match office.start(asked).await? {
        Started::Repeated(id) => return Ok((id, None)),
        Started::Fresh(work) => work,
    };
    if new.kind == AccountKind::Person && new.login.is_none() && new.email.is_none() {
        return Err(nameless());
    }
    let row = create::insert(&work.tx, new, None, work.now).await?;
    let by = Some(work.actor.account);
    let code = match row.kind {
        AccountKind::Person => {
            Some(code::issue(&work.tx, row.id, CodePurpose::Password, by, work.now).await?)
        }
        // It comes with keys.
        AccountKind::Machine => None,
    };
    let detail = json!({ "kind": row.kind.to_value() });
    let id = work
        .done("account", row.id, Some(row.lock_version), detail)
        .await?;
    Ok((id, code))
}

/// Changes what an account is called.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Conflict`]; as [`create`].
pub async fn update(
    office: Office<'_>,
    seen: Seen,
    changes: Changes,
    key: Option<&str>,
) -> Result<Uuid> {
    let Changes {
        name,
        login,
        email,
        language,
        identities,
    } = &changes;
    let known_as = identities.as_ref().map(|all| {
        let pairs = all.iter().map(|it| (&it.issuer, &it.subject));
        pairs.collect::<Vec<_>>()
    });
    let input = json!([
        seen.account,
        seen.version,
        name,
        login,
        email,
        language,
        known_as
    ]);
    let work = match office
        .start(asked(Action::AccountUpdate, "accountUpdate", key, input))
        .await?
    {
        Started::Repeated(id) => return Ok(id),
        Started::Fresh(work) => work,
    };
    let (row, kept) = work.account(seen).await?;
    let mut named = Vec::new();
    let mut next = row.clone().into_active_model();
    if let Some(name) = changes.name {
        next.name = Set(create::name(&name)?);
        named.push("name");
    }
    if let Some(login) = changes.login {
        let key = login.as_deref().map(login_key).transpose()?;
        create::is_free(&work.tx, Some(row.id), key.as_deref(), None).await?;
        next.login_key = Set(key);
        next.login = Set(login.as_deref().map(create::composed));
        named.push("login");
    }
    if let Some(email) = changes.email {
        let key = email.as_deref().map(email_key).transpose()?;
        create::is_free(&work.tx, Some(row.id), None, key.as_deref()).await?;
        next.email_key = Set(key);
        next.email = Set(email.as_deref().map(create::composed));
        named.push("email");
    }
    if let Some(language) = changes.language {
        create::is_spoken(&work.tx, &language).await?;
        next.language_code = Set(language);
        named.push("language");
    }
    if let Some(identities) = changes.identities {
        identity::replace(&work.tx, row.id, identities, work.now).await?;
        named.push("identities");
    }
    let has_no_name = next.login.as_ref().is_none() && next.email.as_ref().is_none();
    let renamed = named.contains(&"login") || named.contains(&"email");
    if row.kind == AccountKind::Person && renamed && has_no_name {
        return Err(nameless());
    }
    work.change((row, kept), next, json!({ "changed": named }))
        .await
}

/// That nobody could sign in to an account.
fn nameless() -> Error {
    let reason = (
        "or email must be there: a person signs in with one of the two",
        "hoặc thư điện tử phải có, vì người dùng đăng nhập bằng một trong hai",
    );
    Error::invalid("login", reason)
}

/// Lets an account do nothing any more: with its next request it is nobody.
///
/// # Errors
/// [`Refusal::LastAdministrator`]; as [`update`].
pub async fn disable(office: Office<'_>, seen: Seen, key: Option<&str>) -> Result<Uuid> {
    let input = json!([seen.account, seen.version]);
    let work = match office
        .start(asked(Action::AccountDisable, "accountDisable", key, input))
        .await?
    {
        Started::Repeated(id) => return Ok(id),
        Started::Fresh(work) => work,
    };
    let (row, kept) = work.account(seen).await?;
    let ended = work.end_sessions(row.id, SessionEnd::Disabled).await?;
    code::end(&work.tx, row.id, None, work.now).await?;
    let mut next = row.clone().into_active_model();
    next.active = Set(false);
    work.change((row, kept), next, json!({ "ended_sessions": ended }))
        .await
}

/// Lets an account come in again.
///
/// # Errors
/// As [`update`].
pub async fn enable(office: Office<'_>, seen: Seen, key: Option<&str>) -> Result<Uuid> {
    let input = json!([seen.account, seen.version]);
    let work = match office
        .start(asked(Action::AccountEnable, "accountEnable", key, input))
        .await?
    {
        Started::Repeated(id) => return Ok(id),
        Started::Fresh(work) => work,
    };
    let (row, kept) = work.account(seen).await?;
    let mut next = row.clone().into_active_model();
    next.active = Set(true);
    work.change((row, kept), next, json!({})).await
}

/// Forgets whom an account belonged to. The account itself stays, since what it did does; its id is never given again.
///
/// # Errors
/// As [`update`].
pub async fn erase(office: Office<'_>, seen: Seen, key: Option<&str>) -> Result<Uuid> {
    let input = json!([seen.account, seen.version]);
    let work = match office
        .start(asked(Action::AccountErase, "accountErase", key, input))
        .await?
    {
        Started::Repeated(id) => return Ok(id),
        Started::Fresh(work) => work,
    };
    let (row, kept) = work.account(seen).await?;
    work.end_sessions(row.id, SessionEnd::Disabled).await?;
    work.forget(row.id).await?;
    let mut next = row.clone().into_active_model();
    next.name = Set(ERASED.to_owned());
    next.login = Set(None);
    next.login_key = Set(None);
    next.email = Set(None);
    next.email_key = Set(None);
    next.active = Set(false);
    next.must_change_password = Set(false);
    next.erased_at = Set(Some(work.now));
    work.change((row, kept), next, json!({})).await
}

/// Issues a one-time code for an account. Gives its id and the code; none when it was issued already.
///
/// # Errors
/// As [`update`].
pub async fn issue_code(
    office: Office<'_>,
    account: Uuid,
    purpose: CodePurpose,
    key: Option<&str>,
) -> Result<(Uuid, Option<IssuedCode>)> {
    let input = json!([account, purpose.to_value()]);
    let work = match office
        .start(asked(Action::CodeIssue, "accountCodeIssue", key, input))
        .await?
    {
        Started::Repeated(id) => return Ok((id, None)),
        Started::Fresh(work) => work,
    };
    let row = work.named(account).await?;
    if row.kind == AccountKind::Machine {
        let reason = (
            "is a machine's account, which comes with keys: use machineKeyCreate",
            "là tài khoản máy, chỉ dùng khóa: hãy dùng machineKeyCreate",
        );
        return Err(Error::invalid("id", reason));
    }
    let by = Some(work.actor.account);
    let code = code::issue(&work.tx, row.id, purpose, by, work.now).await?;
    let detail = json!({ "purpose": purpose.to_value() });
    Ok((
        work.done("account", row.id, None, detail).await?,
        Some(code),
    ))
}

/// Ends a session of any account. Gives the account.
///
/// # Errors
/// [`Error::NotFound`] for a session that is not there or has ended; as every act at the desk.
pub async fn end_session(office: Office<'_>, session: Uuid, key: Option<&str>) -> Result<Uuid> {
    let asked = asked(Action::SessionEnd, "sessionEnd", key, json!([session]));
    let work = match office.start(asked).await? {
        Started::Repeated(id) => return Ok(id),
        Started::Fresh(work) => work,
    };
    let row = session::Entity::find_by_id(session).one(&work.tx).await?;
    let row = row
        .filter(|row| row.ended_at.is_none())
        .ok_or(Error::NotFound)?;
    let which = session::Column::Id.eq(session);
    end_where(&work.tx, which, SessionEnd::Administrator, work.now).await?;
    work.done(
        "account",
        row.account_id,
        None,
        json!({ "session": session }),
    )
    .await
}

fn asked<'a>(
    action: Action,
    mutation: &'static str,
    key: Option<&'a str>,
    input: Json,
) -> Asked<'a> {
    Asked {
        action,
        mutation,
        key,
        input,
    }
}

impl Work<'_> {
    /// An account that has not been erased.
    pub(super) async fn named(&self, id: Uuid) -> Result<account::Model> {
        let found = account::Entity::find_by_id(id).one(&self.tx).await?;
        let found = found.filter(|account| account.erased_at.is_none());
        found.ok_or(Error::NotFound)
    }

    /// The same, in the version that was seen; and for how long accounts are kept before it is changed.
    async fn account(&self, seen: Seen) -> Result<(account::Model, Kept)> {
        let found = self.named(seen.account).await?;
        if found.lock_version == seen.version {
            let kept = administrators::kept(&self.tx, local_day(self.now)).await?;
            return Ok((found, kept));
        }
        let current = Some(found.lock_version);
        Err(Error::Conflict { current })
    }

    async fn change(
        self,
        (row, kept): (account::Model, Kept),
        mut next: account::ActiveModel,
        detail: Json,
    ) -> Result<Uuid> {
        let version = row.lock_version + 1;
        next.lock_version = Set(version);
        next.update(&self.tx).await?;
        administrators::must_stay(&self.tx, local_day(self.now), kept).await?;
        self.done("account", row.id, Some(version), detail).await
    }

    pub(super) async fn end_sessions(&self, account: Uuid, because: SessionEnd) -> Result<u64> {
        let which = session::Column::AccountId.eq(account);
        end_where(&self.tx, which, because, self.now).await
    }

    /// Takes away what an account proved itself with, where it came from, and its roles.
    async fn forget(&self, id: Uuid) -> Result<()> {
        let secret = account_secret::ActiveModel {
            password_hash: Set(None),
            password_changed_at: Set(None),
            totp_confirmed_at: Set(None),
            totp_sealed: Set(None),
            ..Default::default()
        };
        account_secret::Entity::update_many()
            .set(secret)
            .filter(account_secret::Column::AccountId.eq(id))
            .exec(&self.tx)
            .await?;
        let somewhere = session::ActiveModel {
            address: Set(None),
            agent: Set(None),
            ..Default::default()
        };
        session::Entity::update_many()
            .set(somewhere)
            .filter(session::Column::AccountId.eq(id))
            .exec(&self.tx)
            .await?;
        account_identity::Entity::delete_many()
            .filter(account_identity::Column::AccountId.eq(id))
            .exec(&self.tx)
            .await?;
        code::end(&self.tx, id, None, self.now).await?;
        machine_key::revoke_all(&self.tx, id, self.now).await?;
        let today = local_day(self.now);
        membership_of::end_all(&self.tx, membership::Column::AccountId.eq(id), today).await
    }
}
