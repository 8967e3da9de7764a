//! A content as the desk sees it, and the rules of reading it.
mod load;

pub(super) use load::load;
pub(in crate::domain) use load::load_all;
pub use load::{authors_of, count_editions, editions, items_of, sheets_of};

use chrono::{DateTime, NaiveDate, Utc};
use entity::value::ContentKind;
use entity::value::EditionState::{
    self, Approved, Draft as Drafted, Returned, Scheduled, Submitted,
};
use entity::{content, edition};
use sea_orm::FromQueryResult;
use sea_orm::prelude::*;

use super::decide::{concerns_all, decides_for_readers};
use crate::domain::actor::Actor;
use crate::domain::policy::{Action, Resource, authorize, rules};
use crate::domain::{Error, Result};

/// States of an edition that is worked on.
pub(super) const WORKING: [EditionState; 5] = [Drafted, Submitted, Returned, Approved, Scheduled];

/// Whether an edition in this state is worked on.
#[must_use]
pub fn is_worked_on(state: EditionState) -> bool {
    WORKING.contains(&state)
}

/// A content with the editions that matter at the desk.
#[derive(Clone, Debug)]
pub struct Item {
    /// What never versions.
    pub content: content::Model,
    /// The edition that is worked on.
    pub working: Option<Working>,
    /// What the public reads.
    pub live: Option<edition::Model>,
    /// What the public read last, where it reads nothing; what was given up, where it never read anything.
    ended: Option<edition::Model>,
    /// The agency in whose custody it is, and those above it today.
    custody: Vec<Uuid>,
    /// The section of the edition that it is about, and those above it.
    section: Vec<String>,
    /// Who wrote that edition.
    authors: Vec<Uuid>,
    /// The section of what the public reads, or read last, and those above it.
    public_section: Vec<String>,
    /// Who wrote that.
    public_authors: Vec<Uuid>,
}

/// An edition that is worked on.
#[derive(Clone, Debug)]
pub struct Working {
    /// The edition.
    pub edition: edition::Model,
    /// What the desk knows of it.
    pub sheet: Sheet,
}

/// What the desk knows of an edition, without its text.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Sheet {
    /// The edition.
    pub edition_id: Uuid,
    /// The live edition that it was begun from.
    pub base_id: Option<Uuid>,
    /// SHA-256 of the working copy.
    pub record_digest: String,
    /// Who began it; absent for the command line.
    pub created_by: Option<Uuid>,
    /// When it was saved last.
    pub saved_at: DateTime<Utc>,
    /// Who saved it last.
    pub saved_by: Option<Uuid>,
    /// The day by which it is to be published.
    pub due_on: Option<NaiveDate>,
    /// Who handed it over for review.
    pub submitted_by: Option<Uuid>,
    /// When it was handed over.
    pub submitted_at: Option<DateTime<Utc>>,
    /// The head of the agency who stands by it.
    pub endorsed_by: Option<Uuid>,
    /// When that was said.
    pub endorsed_at: Option<DateTime<Utc>>,
    /// Who approved it.
    pub decided_by: Option<Uuid>,
    /// When it was approved.
    pub decided_at: Option<DateTime<Utc>>,
}

impl Item {
    /// The edition that acts on the content are about: the one that is worked on, else what the public reads, else the
    /// last.
    #[must_use]
    pub fn edition(&self) -> Option<&edition::Model> {
        let working = self.working.as_ref().map(|working| &working.edition);
        working.or(self.live.as_ref()).or(self.ended.as_ref())
    }

    /// What the public reads, or read last; the edition that is worked on, where it never read anything.
    pub(super) fn public(&self) -> Option<&edition::Model> {
        self.live
            .as_ref()
            .or(self.ended.as_ref())
            .or_else(|| self.edition())
    }

    /// What the policy is asked with about what the public reads, or read last.
    pub(super) fn public_resource(&self) -> Resource {
        Resource {
            custody: self.custody.clone(),
            section: self.public_section.clone(),
            state: self.public().map(|edition| edition.state),
            authors: self.public_authors.clone(),
        }
    }

    /// What the policy is asked with.
    #[must_use]
    pub fn resource(&self) -> Resource {
        Resource {
            custody: self.custody.clone(),
            section: self.section.clone(),
            state: self.edition().map(|edition| edition.state),
            authors: self.authors.clone(),
        }
    }

    /// What the policy is asked with about giving the working copy up: whoever merely saved it has not begun it.
    pub(super) fn begun_resource(&self) -> Resource {
        let Some(working) = &self.working else {
            return self.resource();
        };
        Resource {
            authors: Vec::from_iter(working.sheet.created_by),
            ..self.resource()
        }
    }

    /// What the policy is asked with about an act, as far as it can be told without looking further.
    fn resource_of(&self, action: Action) -> Resource {
        if action == Action::ContentDiscard {
            return self.begun_resource();
        }
        let resource = self.resource();
        if concerns_all(self.content.kind) && decides_for_readers(action, resource.state) {
            return Resource {
                custody: Vec::new(),
                ..resource
            };
        }
        resource
    }

    /// Whether the public reads something newer than what the working copy was begun from.
    #[must_use]
    pub fn base_changed(&self) -> bool {
        let live = self.live.as_ref().map(|live| live.id);
        self.working
            .as_ref()
            .is_some_and(|working| working.sheet.base_id != live)
    }

    /// Whether the day by which it is to be published has passed.
    #[must_use]
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        let due = self
            .working
            .as_ref()
            .and_then(|working| working.sheet.due_on);
        due.is_some_and(|due| due < today)
    }

    /// Whether somebody may read it at the desk.
    #[must_use]
    pub fn is_readable_by(&self, actor: &Actor) -> bool {
        authorize(Some(actor), Action::ContentRead, &self.resource()).is_ok()
    }

    /// What somebody may do with it now, by the names of the policy.
    #[must_use]
    pub fn actions(&self, actor: &Actor) -> Vec<&'static str> {
        let may = |action| authorize(Some(actor), action, &self.resource_of(action)).is_ok();
        rules()
            .iter()
            .filter(|rule| rule.seen_by == Some(Action::ContentRead) && !rule.states.is_empty())
            .filter(|rule| may(rule.action))
            .filter(|rule| self.has_what_is_acted_on(rule.action))
            .map(|rule| rule.action.name())
            .collect()
    }

    /// Whether there is something that an act would be done to, as far as it can be told without looking further.
    fn has_what_is_acted_on(&self, action: Action) -> bool {
        let sheet = self.working.as_ref().map(|working| &working.sheet);
        match action {
            Action::ProvisionCorrect => self.content.kind == ContentKind::LegalDocument,
            Action::ContentEndorse => sheet.is_some_and(|sheet| sheet.endorsed_by.is_none()),
            _ => true,
        }
    }

    /// The edition that is worked on.
    ///
    /// # Errors
    /// [`Error::NotFound`] when none is.
    pub(super) fn working(&self) -> Result<&Working> {
        self.working.as_ref().ok_or(Error::NotFound)
    }

    /// Refuses an act that was decided on another version.
    pub(super) fn expect(&self, version: i32) -> Result<()> {
        let current = self.content.lock_version;
        if current == version {
            Ok(())
        } else {
            Err(Error::Conflict {
                current: Some(current),
            })
        }
    }
}
