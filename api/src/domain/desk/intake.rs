//! Items that an account imports into its agency's drafts: each as if it were written here, in one go.
use chrono::{DateTime, Utc};
use entity::value::{Change, EditionState};
use entity::{agency, content};
use sea_orm::prelude::*;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, IntoActiveModel};
use serde_json::json;

use super::acting::raise;
use super::copy::{self, Hand};
use super::item::{Item, load};
use super::said::said_by;
use crate::domain::actor::Actor;
use crate::domain::clock::local_day;
use crate::domain::draft::Draft;
use crate::domain::files;
use crate::domain::journal::{Act, Author, Event};
use crate::domain::policy::Action;
use crate::domain::publish::Outcome;
use crate::domain::workflow::{self, Act as Step};
use crate::domain::{Error, Result};

/// Who imports, and as part of which act.
pub(in crate::domain) struct Intake<'a> {
    /// The transaction.
    pub tx: &'a DatabaseTransaction,
    /// The account, with what it may do.
    pub actor: &'a Actor,
    /// As the audit log tells of it.
    pub author: &'a Author,
    /// The run.
    pub act: Uuid,
    /// The moment.
    pub now: DateTime<Utc>,
}

/// An item that is taken in.
pub(in crate::domain) struct Taken {
    /// The content.
    pub content: content::Model,
    /// Whether it is there already.
    pub is_known: bool,
    /// Whether the public reads just this.
    pub is_live: bool,
    /// What it is to say.
    pub draft: Draft,
}

/// What became of it, and what others are to learn of that.
pub(in crate::domain) type Became = (Outcome, Option<(Event, Act)>);

impl Intake<'_> {
    /// Begins an item, or its next edition; writes a working copy anew that this account alone has written. What is said
    /// already changes nothing.
    ///
    /// # Errors
    /// [`Error::Invalid`] where somebody else is at work on it, where it was withdrawn or given up, or where the agency is
    /// not there any more.
    pub(in crate::domain) async fn take(&self, taken: Taken) -> Result<Became> {
        if !taken.is_known {
            return self.begin(taken).await;
        }
        let item = load(self.tx, taken.content.id).await?;
        if item.working.is_some() {
            return self.write_anew(&item, taken.draft).await;
        }
        if taken.is_live {
            return Ok((Outcome::Unchanged, None));
        }
        let Some(live) = &item.live else {
            let message = (
                "was withdrawn or given up here; take it up again at the desk",
                "đã bị gỡ hoặc hủy tại đây; hãy mở lại trên bàn làm việc",
            );
            return Err(Error::invalid("record", message));
        };
        let number = live.number.max(self.last_number(&item).await?) + 1;
        let version = raise(self.tx, &item.content).await?;
        let base = Some(live);
        self.claim_files(&taken.draft).await?;
        let edition =
            copy::begin(&self.hand(), item.content.id, number, base, &taken.draft).await?;
        let told = self.told(&item.content, edition, version, Action::ContentRevise);
        Ok((Outcome::Changed, Some(told)))
    }

    async fn begin(&self, taken: Taken) -> Result<Became> {
        let content = taken.content;
        let today = local_day(self.now);
        let row = agency::Entity::find_by_id(content.custody_agency_id);
        let row = row.one(self.tx).await?.ok_or(Error::NotFound)?;
        if today < row.valid_from || row.valid_to.is_some_and(|end| end <= today) {
            let code = row.code;
            let message = (
                format!("{code:?} is not there today: name the one that follows"),
                format!("hiện không còn cơ quan {code:?}: hãy nêu cơ quan kế thừa"),
            );
            return Err(Error::invalid("agency", message));
        }
        content.clone().into_active_model().insert(self.tx).await?;
        self.claim_files(&taken.draft).await?;
        let edition = copy::begin(&self.hand(), content.id, 1, None, &taken.draft).await?;
        let version = content.lock_version;
        let told = self.told(&content, edition, version, Action::ContentCreate);
        Ok((Outcome::Added, Some(told)))
    }

    async fn write_anew(&self, item: &Item, draft: Draft) -> Result<Became> {
        let working = item.working()?;
        let edition = working.edition.id;
        let said = said_by(self.tx, &[edition]).await?.remove(&edition);
        if said.as_ref() == Some(&draft) {
            return Ok((Outcome::Unchanged, None));
        }
        let authors = item.resource().authors;
        let is_own = authors == [self.actor.account];
        if !is_own || workflow::apply(working.edition.state, Step::Save).is_err() {
            let message = (
                "somebody is at work on it at the desk; what is written there stays",
                "đang có người soạn trên bàn làm việc; nội dung đang soạn được giữ nguyên",
            );
            return Err(Error::invalid("record", message));
        }
        let version = raise(self.tx, &item.content).await?;
        self.claim_files(&draft).await?;
        copy::rewrite(&self.hand(), item, &draft).await?;
        let told = self.told(&item.content, edition, version, Action::ContentSave);
        Ok((Outcome::Changed, Some(told)))
    }

    async fn last_number(&self, item: &Item) -> Result<i32> {
        super::revise::last_number(self.tx, item.content.id).await
    }

    /// What came in with an item and no agency has yet, the item's agency has from now on.
    async fn claim_files(&self, draft: &Draft) -> Result<()> {
        let account = self.actor.account;
        files::claim(self.tx, draft.agency, account, &draft.files(), self.now).await
    }

    fn hand(&self) -> Hand<'_> {
        Hand {
            tx: self.tx,
            actor: self.actor,
            now: self.now,
        }
    }

    fn told(
        &self,
        content: &content::Model,
        edition: Uuid,
        version: i32,
        action: Action,
    ) -> (Event, Act) {
        let event = Event {
            change: Change::Desk,
            action: Some(action.name()),
            content: Some(content.id),
            edition: Some(edition),
            agency: Some(content.custody_agency_id),
            path: None,
            before: Vec::new(),
            after: Vec::new(),
        };
        let act = Act {
            act: self.act,
            subject_id: Some(content.id.to_string()),
            content: Some(content.id),
            edition: Some(edition),
            agency: Some(content.custody_agency_id),
            version: Some(version),
            detail: json!({ "to": workflow::name(EditionState::Draft), "import": true }),
            ..Act::new(self.author.clone(), action.name(), "content")
        };
        (event, act)
    }
}
