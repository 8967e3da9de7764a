//! An account that imports: what it may bring in, looked at in the transaction of each batch, and where that goes.
use std::collections::HashMap;

use entity::value::EditionState;
use entity::{content, edition};
use sea_orm::prelude::*;
use sea_orm::{DatabaseTransaction, QuerySelect, TransactionTrait};

use super::Outcome;
use super::catalogue::Catalogue;
use super::content::{PreparedContent, identify};
use super::known::Known;
use super::prepare::Step;
use crate::domain::actor::{self, Actor};
use crate::domain::clock::{Clock, local_day};
use crate::domain::desk::{Intake, Taken, concerns_all};
use crate::domain::draft::Draft;
use crate::domain::journal::{Act, Event};
use crate::domain::policy::{self, Action, Resource, authorize};
use crate::domain::{Error, Result};

/// Where an account's import goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportInto {
    /// Into drafts, which are handed over and approved like others.
    Drafts,
    /// Straight to the public: what was approved where it comes from.
    Published,
}

/// An account that imports.
#[derive(Clone, Copy, Debug)]
pub(super) struct Importer {
    pub(super) account: Uuid,
    pub(super) into: ImportInto,
}

/// What the account may do, as one transaction sees it.
pub(super) struct Entrance {
    actor: Actor,
    into: ImportInto,
    /// Who has the contents that are there, and the sections in which the public reads them.
    kept: HashMap<Uuid, (Uuid, Vec<String>)>,
}

impl Importer {
    /// Looks at what the account may do now.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when it may not come in any more.
    pub(super) async fn enter(
        self,
        tx: &DatabaseTransaction,
        known: &Known,
        clock: &Clock,
    ) -> Result<Entrance> {
        let actor = actor::of_account(tx, self.account, clock.today()).await?;
        let ids = || known.contents.keys().copied();
        let rows: Vec<(Uuid, Uuid)> = content::Entity::find()
            .select_only()
            .columns([content::Column::Id, content::Column::CustodyAgencyId])
            .filter(content::Column::Id.is_in(ids()))
            .into_tuple()
            .all(tx)
            .await?;
        let mut kept: HashMap<Uuid, (Uuid, Vec<String>)> = rows
            .into_iter()
            .map(|(id, agency)| (id, (agency, Vec::new())))
            .collect();
        let sections: Vec<(Uuid, String)> = edition::Entity::find()
            .select_only()
            .columns([edition::Column::ContentId, edition::Column::SectionCode])
            .filter(edition::Column::ContentId.is_in(ids()))
            .filter(edition::Column::State.eq(EditionState::Live))
            .into_tuple()
            .all(tx)
            .await?;
        for (id, section) in sections {
            if let Some((_, sections)) = kept.get_mut(&id) {
                sections.push(section);
            }
        }
        Ok(Entrance {
            actor,
            into: self.into,
            kept,
        })
    }
}

impl Entrance {
    /// Whether what is brought in goes into drafts.
    pub(super) fn is_for_drafts(&self) -> bool {
        self.into == ImportInto::Drafts
    }

    /// Whether the account may bring this in.
    ///
    /// # Errors
    /// [`Error::Invalid`], with the reason for the report.
    pub(super) fn admit(&self, catalogue: &Catalogue, known: &Known, step: &Step) -> Result<()> {
        match step {
            Step::Content(prepared) => self.admit_content(catalogue, known, prepared),
            Step::File(..) => {
                let may = !policy::scopes(&self.actor, Action::FileUpload).is_empty();
                let message = (
                    "this account may not bring in files",
                    "tài khoản này không được nhập tệp",
                );
                may.then_some(())
                    .ok_or_else(|| Error::invalid("record", message))
            }
            Step::Entry(_) | Step::Path(_) => {
                let message = (
                    "an account brings in items and files; the directory and paths are imported by whoever \
                    runs the machine, without --as",
                    "tài khoản chỉ nhập bài và tệp; danh mục và đường dẫn do người vận hành máy nhập, không dùng --as",
                );
                Err(Error::invalid("record", message))
            }
        }
    }

    fn admit_content(
        &self,
        catalogue: &Catalogue,
        known: &Known,
        prepared: &PreparedContent,
    ) -> Result<()> {
        let record = &prepared.record;
        let day = local_day(record.published_at);
        let there = catalogue.agencies.at(&record.agency, day);
        let named = there.map(|row| row.id);
        let kept = self.kept.get(&identify(known, prepared)?);
        let holder = kept.map(|(agency, _)| *agency);
        let mut sections = vec![record.section.as_str()];
        sections.extend(kept.iter().flat_map(|(_, live)| live).map(String::as_str));
        let is_for_all = self.into == ImportInto::Published && concerns_all(record.details.kind());
        for agency in [named, holder].into_iter().flatten() {
            let custody: Vec<Uuid> = catalogue.agencies.with_ancestors(agency).collect();
            for section in &sections {
                self.may(catalogue, agency, section, custody.clone())?;
                if is_for_all {
                    self.may(catalogue, agency, section, Vec::new())?;
                }
            }
        }
        // An agency that nobody knows answers as one out of reach.
        let known = named.map(|_| ()).ok_or(Error::NotFound);
        known.or_else(|error| refused(error, &record.agency, &record.section, self.into))
    }

    fn may(
        &self,
        catalogue: &Catalogue,
        agency: Uuid,
        section: &str,
        custody: Vec<Uuid>,
    ) -> Result<()> {
        let action = match self.into {
            ImportInto::Drafts => Action::ImportDraft,
            ImportInto::Published => Action::ImportPublish,
        };
        let resource = Resource {
            custody,
            section: catalogue
                .sections
                .with_ancestors(section)
                .map(str::to_owned)
                .collect(),
            ..Resource::default()
        };
        let code = catalogue.agencies.get(agency).map(|row| row.code.as_str());
        let may = match authorize(Some(&self.actor), action, &resource) {
            // The agency is in reach: it was asked for alone before.
            Err(Error::NotFound) if resource.custody.is_empty() => Err(Error::Forbidden(action)),
            may => may,
        };
        may.or_else(|error| refused(error, code.unwrap_or_default(), section, self.into))
    }

    /// Takes a content into drafts.
    pub(super) async fn take(
        &self,
        tx: &DatabaseTransaction,
        (catalogue, known): (&Catalogue, &Known),
        prepared: &PreparedContent,
        (run, now): (&Act, chrono::DateTime<chrono::Utc>),
    ) -> Result<(Outcome, Option<(Event, Act)>)> {
        let id = identify(known, prepared)?;
        let record = prepared.record.clone();
        let before = known.contents.get(&id);
        let work = record.work.unwrap_or(id);
        let other = known.works.get(&(work, record.language.clone()));
        if before.is_none() && other.is_some_and(|other| *other != id) {
            let message = (
                "has an item in this language already",
                "đã có bài bằng ngôn ngữ này",
            );
            return Err(Error::invalid("work", message));
        }
        let is_live = before
            .and_then(|before| before.live.as_ref())
            .is_some_and(|live| live.digest == prepared.digest);
        let (kind, language) = (record.details.kind(), record.language.clone());
        if before.is_some_and(|before| before.kind != kind || before.language != language) {
            let message = (
                "is not that of the item that is here; an item keeps its kind and language",
                "khác với bài đang có; một bài không đổi loại và ngôn ngữ",
            );
            return Err(Error::invalid("details.kind", message));
        }
        let draft = Draft::of(record, catalogue);
        let missing = ("is not there", "không tồn tại");
        let draft = draft.ok_or_else(|| Error::invalid("agency", missing))?;
        let content = content::Model {
            id,
            kind,
            work_id: work,
            language_code: language,
            custody_agency_id: draft.agency,
            lock_version: 1,
            created_at: now,
        };
        let savepoint = tx.begin().await?;
        let intake = Intake {
            tx: &savepoint,
            actor: &self.actor,
            author: &run.author,
            act: run.act,
            now,
        };
        let taken = Taken {
            content,
            is_known: before.is_some(),
            is_live,
            draft,
        };
        match intake.take(taken).await {
            Ok(became) => {
                savepoint.commit().await?;
                Ok(became)
            }
            Err(error) => {
                savepoint.rollback().await?;
                Err(error)
            }
        }
    }
}

/// Why something was refused, in the words of the report; what is out of reach is told as what is not there.
fn refused(error: Error, agency: &str, section: &str, into: ImportInto) -> Result<()> {
    let doing = match into {
        ImportInto::Drafts => ("write", "soạn bài"),
        ImportInto::Published => ("publish", "đăng bài"),
    };
    Err(match error {
        Error::NotFound => {
            let message = (
                format!("{agency:?} is not there, or not within reach of this account"),
                format!("không có {agency:?}, hoặc ngoài phạm vi của tài khoản này"),
            );
            Error::invalid("agency", message)
        }
        Error::Forbidden(_) => {
            let message = (
                format!(
                    "this account may not {} in {section:?} for {agency:?}",
                    doing.0
                ),
                format!(
                    "tài khoản này không được {} trong {section:?} cho {agency:?}",
                    doing.1
                ),
            );
            Error::invalid("section", message)
        }
        other => other,
    })
}
