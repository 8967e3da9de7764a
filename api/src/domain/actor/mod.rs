//! Who acts: an account with what its memberships give it today, and the credential that it came with.
mod load;

pub use load::load;

use std::collections::BTreeSet;
use std::net::IpAddr;

use entity::value::{AccountRole, Via};
use uuid::Uuid;

use super::journal::Author;
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
}

/// What somebody shows, in a form that only we can have given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    /// An access token of ours.
    Session(Access),
}

/// An account that is there and active, with a credential that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The account.
    pub account: Uuid,
    /// The session that its access token belongs to.
    pub session: Uuid,
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
            via: Via::Session,
            account: Some(self.account),
            credential: Some(self.session),
            address: caller.address.map(|address| address.to_string()),
            request: caller.request_id.clone(),
        }
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
