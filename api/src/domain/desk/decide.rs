//! How far a decision reaches: whoever lets a working copy appear needs the right to all that changes with it, beside
//! the right to the item in its section.
use std::collections::BTreeSet;

use entity::value::{ContentKind, EditionState};
use entity::{content, edition};
use sea_orm::prelude::*;
use sea_orm::{JoinType, QuerySelect};

use super::acting::Writing;
use super::appear::what_it_says;
use super::item::Item;
use super::name::{answering, named};
use super::reach::Lines;
use crate::domain::clock::local_day;
use crate::domain::draft::Draft;
use crate::domain::policy::{Action, Resource, authorize};
use crate::domain::{Error, Result};

/// Whether items of a kind concern the whole province wherever they stand: a text of law says what becomes of other law.
#[must_use]
pub(in crate::domain) fn concerns_all(kind: ContentKind) -> bool {
    kind == ContentKind::LegalDocument
}

/// Whether an act on an edition in a state decides what the public reads.
pub(super) fn decides_for_readers(action: Action, state: Option<EditionState>) -> bool {
    if action == Action::ContentReturn {
        return state.is_some_and(is_decided);
    }
    matches!(
        action,
        Action::ContentApprove
            | Action::ContentPublish
            | Action::ContentSchedule
            | Action::ContentUnschedule
            | Action::ContentWithdraw
            | Action::ContentRedirect
            | Action::ContentGone
            | Action::ContentChangeSection
    )
}

/// Whether somebody has decided that a working copy may appear: to take that back is to decide.
pub(super) fn is_decided(state: EditionState) -> bool {
    matches!(state, EditionState::Approved | EditionState::Scheduled)
}

/// Whether the actor may let the working copy of an item appear: in the place of what is published in another section or
/// in another name, in the name of another agency, beside what another agency has published in other languages, and as
/// what concerns the whole province. Gives what it says.
///
/// # Errors
/// [`Error::Forbidden`] when not; otherwise when the database fails.
pub(super) async fn may_appear(writing: &Writing, item: &Item, action: Action) -> Result<Draft> {
    let edition = &item.working()?.edition;
    let draft = what_it_says(&writing.tx, edition.id).await?;
    let mut agencies = beside(writing, item).await?;
    agencies.extend(named(&draft).into_iter().map(|(_, agency)| agency));
    agencies.extend(item.live.as_ref().map(|live| live.agency_id));
    let concerned = Concerned {
        own: item.resource(),
        agencies,
        section: item.live.as_ref().map(|live| live.section_code.clone()),
    };
    concerned.allow(writing, item, action).await?;
    Ok(draft)
}

/// Whether the actor may take away or move what the public reads, or read last: also in the name of another agency, and
/// what concerns the whole province.
///
/// # Errors
/// As [`may_appear`].
pub(super) async fn may_end(writing: &Writing, item: &Item, action: Action) -> Result<()> {
    let public = item.public().ok_or(Error::NotFound)?;
    let concerned = Concerned {
        own: item.public_resource(),
        agencies: BTreeSet::from([public.agency_id]),
        section: None,
    };
    concerned.allow(writing, item, action).await
}

/// Whom a decision concerns.
struct Concerned {
    /// The item itself.
    own: Resource,
    /// Agencies.
    agencies: BTreeSet<Uuid>,
    /// The section of what gives way.
    section: Option<String>,
}

impl Concerned {
    async fn allow(self, writing: &Writing, item: &Item, action: Action) -> Result<()> {
        let may = |resource: Resource| match authorize(Some(&writing.actor), action, &resource) {
            Err(Error::NotFound) => Err(Error::Forbidden(action)),
            answer => answer,
        };
        if concerns_all(item.content.kind) {
            may(Resource {
                custody: Vec::new(),
                ..self.own.clone()
            })?;
        }
        let custody = item.content.custody_agency_id;
        let mut concerned = BTreeSet::new();
        for agency in self.agencies {
            let answering = answering(&writing.tx, agency, local_day(writing.now)).await?;
            if answering.is_empty() {
                concerned.insert(agency);
            } else if !answering.contains(&custody) {
                concerned.extend(answering);
            }
        }
        let section = self
            .section
            .filter(|code| self.own.section.first() != Some(code));
        let lines = Lines::above(&writing.tx, concerned.iter().copied(), section.clone());
        let lines = lines.await?;
        for agency in concerned {
            may(Resource {
                custody: lines.agency(agency),
                ..self.own.clone()
            })?;
        }
        if let Some(section) = section {
            may(Resource {
                section: lines.section(&section),
                ..self.own
            })?;
        }
        Ok(())
    }
}

/// The agencies that have published the work in other languages.
async fn beside(writing: &Writing, item: &Item) -> Result<BTreeSet<Uuid>> {
    let agencies: Vec<Uuid> = content::Entity::find()
        .select_only()
        .column(content::Column::CustodyAgencyId)
        .join(
            JoinType::InnerJoin,
            content::Entity::belongs_to(edition::Entity)
                .from(content::Column::Id)
                .to(edition::Column::ContentId)
                .into(),
        )
        .filter(content::Column::WorkId.eq(item.content.work_id))
        .filter(edition::Column::State.eq(EditionState::Live))
        .into_tuple()
        .all(&writing.tx)
        .await?;
    Ok(agencies.into_iter().collect())
}
