//! Accounts in the name of whoever runs the machine: how the first one comes about.
use entity::value::{AccountKind, AccountRole, Hidden};
use sea_orm::ActiveEnum;
use sea_orm::prelude::*;
use serde_json::json;

use super::create::{self, NewAccount};
use super::identifier::Identifier;
use super::membership::{self, NewMembership};
use super::password::{self, Password};
use crate::domain::Result;
use crate::domain::clock::Clock;
use crate::domain::database::Database;
use crate::domain::directory;
use crate::domain::journal::{self, Act, Author};
use crate::domain::policy::Action;

/// A person with one role.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// Name, as others at the desk see it.
    pub name: String,
    /// User name.
    pub login: String,
    /// E-mail address.
    pub email: Option<String>,
    /// The role.
    pub role: AccountRole,
    /// Code of the agency.
    pub agency: String,
    /// Codes of the sections that the role is limited to; with none it is not.
    pub sections: Vec<String>,
}

/// Makes an account that may come in with this password. Gives its id.
///
/// # Errors
/// [`Refusal::PasswordWeak`]; [`Refusal::Taken`] and [`Error::Invalid`] for what it cannot be called, an agency that
/// does not exist today, and sections that do not fit; otherwise when the database fails.
pub async fn create_person(
    database: &Database,
    clock: &Clock,
    person: NewPerson,
    password: &str,
) -> Result<Uuid> {
    let ready = Ready::of(database, clock, person, password).await?;
    let tx = database.begin_writing().await?;
    let id = ready.insert(&tx, clock).await?;
    tx.commit().await?;
    Ok(id)
}

/// A person who may be written down: the password is hashed, the agency is there.
pub(super) struct Ready {
    person: NewPerson,
    password: Hidden,
    agency: Uuid,
}

impl Ready {
    pub(super) async fn of(
        database: &Database,
        clock: &Clock,
        person: NewPerson,
        password: &str,
    ) -> Result<Self> {
        let called = [&person.login].into_iter().chain(&person.email);
        let called: Vec<Identifier> = called.map(|text| Identifier::typed(text)).collect();
        let password = Password::chosen(password, &called.iter().collect::<Vec<_>>())?;
        let password = password::hash(&password)?;
        let today = clock.today();
        let agency = directory::agency_on(&database.session(), &person.agency, today).await?;
        let agency = agency.ok_or_else(membership::no_agency)?.id;
        Ok(Self {
            person,
            password,
            agency,
        })
    }

    pub(super) async fn insert(self, tx: &impl ConnectionTrait, clock: &Clock) -> Result<Uuid> {
        let Self {
            person,
            password,
            agency,
        } = self;
        let (now, today) = (clock.now(), clock.today());
        let new = NewAccount {
            kind: AccountKind::Person,
            name: person.name,
            login: Some(person.login),
            email: person.email,
            language: "vi".to_owned(),
        };
        let role = NewMembership {
            role: person.role,
            agency,
            covers_subtree: false,
            sections: (!person.sections.is_empty()).then_some(person.sections),
            from: today,
            to: None,
        };
        let account = create::insert(tx, new, Some(password), now).await?;
        let membership = membership::insert(tx, account.id, role, None, now).await?;
        let act = Act {
            subject_id: Some(account.id.to_string()),
            agency: Some(agency),
            version: Some(account.lock_version),
            detail: json!({ "role": person.role.to_value(), "membership": membership }),
            ..Act::new(Author::command(), Action::AccountCreate.name(), "account")
        };
        journal::close(tx, Vec::new(), vec![act], now).await?;
        Ok(account.id)
    }
}
