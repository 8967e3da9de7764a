//! Who acts: an account with what its memberships give it today, and the credential that it came with.
mod load;

pub use load::{load, of_account};

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::sync::Arc;

use entity::value::{AccountRole, Hidden, Via};
use uuid::Uuid;

use super::Refusal;
use super::journal::Author;
use super::oidc::Subject;
use super::policy::Action;
use super::session::Rules;
use super::session::token::Access;

/// Who asks, before it is known whether what they show still holds.
#[derive(Clone, Debug, Default)]
pub struct Caller {
    /// What they show; nothing where the public asks.
    pub credential: Option<Credential>,
    /// From which address.
    pub address: Option<IpAddr>,
    /// The id of the request, which finds it in the log.
    pub request_id: Option<String>,
    /// With which program, as it says.
    pub agent: Option<String>,
    /// The origin of the page that asks, where a browser says so.
    pub origin: Option<String>,
    /// What the province asks for.
    pub rules: Arc<Rules>,
}

impl Caller {
    /// Who an act is written down for where nobody is known.
    #[must_use]
    pub fn author(&self) -> Author {
        Author {
            via: Via::Anonymous,
            account: None,
            credential: None,
            address: self.address.map(|address| address.to_string()),
            request: self.request_id.clone(),
        }
    }
}

/// What an account has to do before it may do anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Restriction {
    /// Change its password.
    PasswordMustChange,
    /// Set up one-time passwords.
    TotpMustEnrol,
}

impl Restriction {
    /// The restriction of an account's session: the first of them.
    #[must_use]
    pub fn of(must_change_password: bool, must_enrol: bool) -> Option<Self> {
        let password = must_change_password.then_some(Self::PasswordMustChange);
        password.or(must_enrol.then_some(Self::TotpMustEnrol))
    }

    /// What it is told that wants more.
    #[must_use]
    pub fn refusal(self) -> Refusal {
        match self {
            Self::PasswordMustChange => Refusal::PasswordMustChange,
            Self::TotpMustEnrol => Refusal::SecondFactorNeeded,
        }
    }
}

/// What somebody shows, in a form that only we can have given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// An access token of ours.
    Session(Access),
    /// A key of a site, an app or an importer: what is kept of it.
    MachineKey(Hidden),
    /// A good token of a provider that the province trusts.
    Subject(Subject),
}

/// An account that is there and active, with a credential that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The account.
    pub account: Uuid,
    /// By what way it came.
    pub via: Via,
    /// The session that its access token belongs to, or its machine key.
    pub credential: Option<Uuid>,
    /// What a machine key may be used for; `None` where nothing narrows what the account may do.
    pub scope: Option<BTreeSet<Action>>,
    /// What it has to do before anything else.
    pub restriction: Option<Restriction>,
    /// Whether it may approve what it wrote itself.
    pub may_approve_own: bool,
    /// What its memberships give it today.
    pub grants: Vec<Grant>,
}

/// What one membership gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: AccountRole,
    /// The agency.
    pub agency: Uuid,
    /// Whether the agencies beneath it are meant too.
    pub covers_subtree: bool,
    /// The sections that it is limited to, with those beneath them; `None` when it is not.
    pub sections: Option<BTreeSet<String>>,
}

impl Actor {
    /// Who an act is written down for.
    #[must_use]
    pub fn author(&self, caller: &Caller) -> Author {
        Author {
            via: self.via,
            account: Some(self.account),
            credential: self.credential,
            ..caller.author()
        }
    }

    /// The session, of who came with one.
    #[must_use]
    pub fn session(&self) -> Option<Uuid> {
        self.credential.filter(|_| self.via == Via::Session)
    }

    /// Whether what it came with may be used for this at all.
    #[must_use]
    pub fn is_for(&self, action: Action) -> bool {
        self.scope
            .as_ref()
            .is_none_or(|scope| scope.contains(&action))
    }
}

impl Grant {
    /// Whether an agency is meant, given with those above it, itself first.
    #[must_use]
    pub fn holds_agency(&self, line: &[Uuid]) -> bool {
        if self.covers_subtree {
            line.contains(&self.agency)
        } else {
            line.first() == Some(&self.agency)
        }
    }

    /// Whether a section is named, given with those above it.
    #[must_use]
    pub fn names_section(&self, line: &[String]) -> bool {
        let named = self.sections.as_ref();
        named.is_some_and(|named| line.iter().any(|code| named.contains(code)))
    }

    /// Whether a section is meant, given with those above it; something without a section is.
    #[must_use]
    pub fn holds_section(&self, line: &[String]) -> bool {
        self.sections.is_none() || line.is_empty() || self.names_section(line)
    }
}
