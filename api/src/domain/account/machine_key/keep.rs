//! What administrators do with machine keys: make and revoke.
use chrono::{DateTime, TimeDelta, Utc};
use entity::machine_key;
use entity::value::{AccountKind, Hidden, StringList};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::json;
use url::Url;

use super::KIND;
use crate::domain::account::create::name;
use crate::domain::account::work::{Asked, Office, Started};
use crate::domain::policy::{self, Action};
use crate::domain::{Error, Result, secret};

/// How long a key is good for at most; somebody looks at it then and makes the next.
const LONGEST: TimeDelta = TimeDelta::days(366);
/// Origins of a key at most.
const ORIGINS: usize = 20;
/// Characters of a key that stay readable.
const SHOWN: usize = 8;

/// A key that is to be made.
#[derive(Clone, Debug)]
pub struct NewMachineKey {
    /// The account that acts with it.
    pub account: Uuid,
    /// Name, to know it by.
    pub name: String,
    /// What it may be used for: names of the policy's actions.
    pub actions: Vec<String>,
    /// The origins whose pages may use it.
    pub origins: Vec<String>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// Makes a key for a machine's account. Gives its id, and the key itself, this once; none when it was made already.
///
/// # Errors
/// [`Error::NotFound`] for an account that is not there; [`Error::Invalid`] for one of a person, and for what a key
/// cannot be; as every act at the desk.
pub async fn create(
    office: Office<'_>,
    new: NewMachineKey,
    key: Option<&str>,
) -> Result<(Uuid, Option<String>)> {
    let asked = Asked {
        action: Action::MachineKeyCreate,
        mutation: "machineKeyCreate",
        key,
        input: json!([
            new.account,
            new.name,
            new.actions,
            new.origins,
            new.expires_at
        ]),
    };
    let work = match office.start(asked).await? {
        Started::Repeated(id) => return Ok((id, None)),
        Started::Fresh(work) => work,
    };
    let account = work.named(new.account).await?;
    if account.kind != AccountKind::Machine {
        let reason = (
            "is a person's; keys are for accounts of kind MACHINE",
            "là tài khoản của người; khóa chỉ dành cho tài khoản loại MACHINE",
        );
        return Err(Error::invalid("account", reason));
    }
    if new.expires_at <= work.now || new.expires_at > work.now + LONGEST {
        let days = LONGEST.num_days();
        let reason = (
            format!("must be later than now, and at most {days} days ahead"),
            format!("phải sau thời điểm hiện tại và không quá {days} ngày"),
        );
        return Err(Error::invalid("expiresAt", reason));
    }
    let text = secret::token(KIND)?;
    let row = machine_key::Model {
        id: Uuid::new_v4(),
        account_id: account.id,
        name: name(&new.name)?,
        hash: Hidden(secret::digest(&text)),
        shown: text.chars().take(SHOWN).collect(),
        actions: StringList(actions(new.actions)?),
        origins: StringList(origins(&new.origins)?),
        created_by: Some(work.actor.account),
        created_at: work.now,
        expires_at: new.expires_at,
        revoked_at: None,
        last_used_at: None,
        last_used_from: None,
    };
    let detail =
        json!({ "account": row.account_id, "actions": row.actions.0, "origins": row.origins.0 });
    let id = row.id;
    row.into_active_model().insert(&work.tx).await?;
    let id = work.done("machine_key", id, None, detail).await?;
    Ok((id, Some(text)))
}

/// Takes a key back: the next request with it is refused.
///
/// # Errors
/// [`Error::NotFound`] for one that is not there or was taken back; as every act at the desk.
pub async fn revoke(office: Office<'_>, id: Uuid, key: Option<&str>) -> Result<Uuid> {
    let asked = Asked {
        action: Action::MachineKeyRevoke,
        mutation: "machineKeyRevoke",
        key,
        input: json!([id]),
    };
    let work = match office.start(asked).await? {
        Started::Repeated(id) => return Ok(id),
        Started::Fresh(work) => work,
    };
    let row = machine_key::Entity::find_by_id(id).one(&work.tx).await?;
    let row = row.filter(|row| row.revoked_at.is_none());
    let row = row.ok_or(Error::NotFound)?;
    let detail = json!({ "account": row.account_id });
    let mut revoked = row.into_active_model();
    revoked.revoked_at = Set(Some(work.now));
    revoked.update(&work.tx).await?;
    work.done("machine_key", id, None, detail).await
}

/// Takes back every key of an account.
pub(in crate::domain::account) async fn revoke_all(
    tx: &impl ConnectionTrait,
    account: Uuid,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let revoked = machine_key::ActiveModel {
        revoked_at: Set(Some(now)),
        last_used_from: Set(None),
        ..Default::default()
    };
    machine_key::Entity::update_many()
        .set(revoked)
        .filter(machine_key::Column::AccountId.eq(account))
        .filter(machine_key::Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Actions that a key may be for, each once.
fn actions(mut names: Vec<String>) -> Result<Vec<String>> {
    names.sort_unstable();
    names.dedup();
    let usable = |name: &String| Action::named(name).is_some_and(policy::is_for_machines);
    if let Some(name) = names.iter().find(|name| !usable(name)) {
        let reason = (
            format!("{name:?} is no action that a machine may do; see desk.policy"),
            format!("{name:?} không phải là thao tác dành cho máy; xem desk.policy"),
        );
        return Err(Error::invalid("actions", reason));
    }
    let blind = names.iter().find_map(|name| {
        let mut needed = policy::readings(Action::named(name)?).iter();
        let missing = needed.find(|reading| !names.iter().any(|name| name == reading.name()))?;
        Some((name, missing.name()))
    });
    if let Some((name, missing)) = blind {
        let reason = (
            format!(
                "have {name:?} without {missing:?}, so that nobody would see what it does; add it"
            ),
            format!("có {name:?} mà thiếu {missing:?} nên không thấy được kết quả; hãy thêm vào"),
        );
        return Err(Error::invalid("actions", reason));
    }
    Ok(names)
}

/// Origins as browsers send them, each once.
fn origins(texts: &[String]) -> Result<Vec<String>> {
    let mut origins = texts
        .iter()
        .map(|text| origin(text))
        .collect::<Option<Vec<_>>>()
        .filter(|origins| origins.len() <= ORIGINS)
        .ok_or_else(|| {
            let reason = (
                format!(
                    "may be {ORIGINS}, each the scheme, host and port of a page and nothing else, such as https://portal.example.vn"
                ),
                format!(
                    "chỉ được tối đa {ORIGINS}, mỗi mục chỉ gồm giao thức, tên miền và cổng của trang, như https://portal.example.vn"
                ),
            );
            Error::invalid("origins", reason)
        })?;
    origins.sort_unstable();
    origins.dedup();
    Ok(origins)
}

/// An origin: scheme, host and port of a page, and nothing else.
fn origin(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    // "https://*.example" is read as a name by the standard, and never sent by a browser.
    let is_named = url.host_str().is_some_and(|host| !host.contains('*'));
    let is_page = is_named && matches!(url.scheme(), "http" | "https");
    let origin = url.origin().ascii_serialization();
    // "https://a.example/" is read as well, since that is what an address bar gives.
    (is_page && text.trim_end_matches('/').eq_ignore_ascii_case(&origin)).then_some(origin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_nothing_but_one() {
        let taken = |text| origin(text);
        assert_eq!(
            taken("https://A.example/").as_deref(),
            Some("https://a.example")
        );
        assert_eq!(
            taken("http://localhost:3000").as_deref(),
            Some("http://localhost:3000")
        );
        for wrong in [
            "",
            "*",
            "null",
            "a.example",
            "https://",
            "https://a.example/trang",
            "https://a.example?x",
            "https://hoa@a.example",
            "ftp://a.example",
            "https://a.example:443",
            "file:///etc/passwd",
            "https://*.example",
            "https://*",
        ] {
            assert_eq!(taken(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn actions_are_those_of_machines() {
        let read = |names: &[&str]| actions(names.iter().map(|name| (*name).to_owned()).collect());
        assert_eq!(
            read(&["desk.read", "content.read", "desk.read"]).expect("actions"),
            ["content.read", "desk.read"]
        );
        assert!(
            read(&[]).expect("none").is_empty(),
            "it reads what is public"
        );
        let all = ["content.create", "content.read", "desk.read"];
        assert_eq!(read(&all).expect("actions"), all);
        for blind in [&all[..1], &all[..2], &["content.save", "desk.read"]] {
            assert!(read(blind).is_err(), "{blind:?}");
        }
        for wrong in [
            "",
            "content",
            "content.READ",
            "account.create",
            "session.sign_out",
        ] {
            assert!(read(&[wrong]).is_err(), "{wrong}");
        }
    }
}
