//! Review: an author hands an edition over, the head of the agency stands by it, the board sends it back or agrees.
use std::collections::HashMap;
use std::ops::ControlFlow::{Break, Continue};

use entity::value::RemarkKind;
use entity::{confirmation, edition_desk};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel, QueryOrder};
use serde::Serialize;
use serde_json::{Value, json};

use super::acting::{Acting, Done, Target, Writing};
use super::check::check;
use super::decide::{is_decided, may_appear};
use super::item::Item;
use super::lead::Step;
use super::remark::{self, NewRemark};
use crate::domain::clock::local_day;
use crate::domain::database::Session;
use crate::domain::draft::{Fault, Problem};
use crate::domain::policy::Action;
use crate::domain::sections;
use crate::domain::workflow::Act;
use crate::domain::{Error, Refusal, Result};

/// What is confirmed when an edition is handed over for review (the plan of Long An province of 2021, II.3).
pub const CONFIRMATION: &str = "Tôi xác nhận nội dung này không chứa bí mật nhà nước, không xâm phạm đời sống riêng \
    tư, bí mật cá nhân, bí mật gia đình, và không làm lộ danh tính trẻ em. / I confirm that this holds no state \
    secret, nothing of anybody's private life, and no child who could be identified.";

/// What an author says when handing an edition over.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Submission {
    /// What is confirmed.
    pub confirmed: Confirmed,
    /// That it is to take the place of something newer than what it was begun from.
    pub over_newer: bool,
}

/// What is confirmed of an edition.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Confirmed {
    /// That it holds no state secret.
    pub no_state_secret: bool,
    /// That it holds nothing of anybody's private life.
    pub no_private_life: bool,
    /// That no child could be identified.
    pub no_identifiable_child: bool,
}

impl Confirmed {
    fn all(self) -> bool {
        self.no_state_secret && self.no_private_life && self.no_identifiable_child
    }
}

/// Hands the working copy over for review, if nothing is to be mended in it.
///
/// # Errors
/// As every act on an item; [`Refusal::NotConfirmed`], [`Refusal::BaseChanged`]; [`Error::Faults`] with all that is to
/// be mended.
pub async fn submit(acting: &Acting<'_>, target: Target, given: Submission) -> Result<Done> {
    let action = Action::ContentSubmit;
    let (writing, item) = match acting.on("contentSubmit", target, action, &given).await? {
        Continue(begun) => begun,
        Break(done) => return Ok(done),
    };
    if !given.confirmed.all() {
        return Err(Error::Refused(Refusal::NotConfirmed));
    }
    let base = over_newer(&item, given.over_newer)?;
    let faults = check(&writing.tx, &item, writing.now).await?;
    if !faults.is_empty() {
        return Err(Error::Faults(faults));
    }
    confirm(&writing, &item).await?;
    let sheet = edition_desk::ActiveModel {
        base_id: Set(base),
        submitted_by: Set(Some(writing.actor.account)),
        submitted_at: Set(Some(writing.now)),
        endorsed_by: Set(None),
        endorsed_at: Set(None),
        ..Default::default()
    };
    let digest = item.working()?.sheet.record_digest.clone();
    let step = Step {
        detail: json!({ "digest": digest }),
        ..step(action, Act::Submit, sheet)
    };
    writing.take(&item, step).await
}

/// Takes an edition back before it was decided on.
///
/// # Errors
/// As every act on an item.
pub async fn recall(acting: &Acting<'_>, target: Target) -> Result<Done> {
    let action = Action::ContentRecall;
    let (writing, item) = match acting.on("contentRecall", target, action, &()).await? {
        Continue(begun) => begun,
        Break(done) => return Ok(done),
    };
    let sheet = undecided();
    let step = step(action, Act::Recall, sheet);
    writing.take(&item, step).await
}

/// The head of the agency stands by an edition, where a section's rules ask for it.
///
/// # Errors
/// As every act on an item.
pub async fn endorse(acting: &Acting<'_>, target: Target) -> Result<Done> {
    let action = Action::ContentEndorse;
    let (writing, item) = match acting.on("contentEndorse", target, action, &()).await? {
        Continue(begun) => begun,
        Break(done) => return Ok(done),
    };
    let sheet = edition_desk::ActiveModel {
        endorsed_by: Set(Some(writing.actor.account)),
        endorsed_at: Set(Some(writing.now)),
        ..Default::default()
    };
    let step = step(action, Act::Endorse, sheet);
    writing.take(&item, step).await
}

/// Sends an edition back to its authors, with what is to be mended. What was planned for it is given up.
///
/// # Errors
/// As every act on an item; [`Error::Faults`] without remarks; [`Error::Forbidden`] as of [`may_appear`] for what was
/// approved.
pub async fn send_back(
    acting: &Acting<'_>,
    target: Target,
    remarks: Vec<NewRemark>,
) -> Result<Done> {
    let action = Action::ContentReturn;
    let (writing, item) = match acting.on("contentReturn", target, action, &remarks).await? {
        Continue(begun) => begun,
        Break(done) => return Ok(done),
    };
    if remarks.is_empty() {
        let fault = Fault::new("remarks", Problem::Missing);
        return Err(Error::Faults(vec![fault]));
    }
    let edition = &item.working()?.edition;
    if is_decided(edition.state) {
        may_appear(&writing, &item, action).await?;
    }
    let edition = edition.id;
    let count = remarks.len();
    for (index, remark) in remarks.into_iter().enumerate() {
        let added = remark::insert(&writing, edition, RemarkKind::Return, remark).await;
        added.map_err(|error| error.within(&format!("remarks[{index}]")))?;
    }
    super::schedule::give_up(&writing.tx, edition, writing.now).await?;
    let step = Step {
        detail: json!({ "remarks": count }),
        ..step(action, Act::Return, undecided())
    };
    writing.take(&item, step).await
}

/// Agrees with an edition: what is kept now is what will be published.
///
/// # Errors
/// As every act on an item; [`Error::Forbidden`] as of [`may_appear`]; [`Refusal::NotEndorsed`] where a section's rules ask for the head of the agency first.
pub async fn approve(acting: &Acting<'_>, target: Target) -> Result<Done> {
    let action = Action::ContentApprove;
    let (writing, item) = match acting.on("contentApprove", target, action, &()).await? {
        Continue(begun) => begun,
        Break(done) => return Ok(done),
    };
    may_appear(&writing, &item, action).await?;
    let working = item.working()?;
    let is_endorsed = working.sheet.endorsed_at.is_some();
    if !is_endorsed && needs_endorsement(&writing, &working.edition.section_code).await? {
        return Err(Error::Refused(Refusal::NotEndorsed));
    }
    let digest = working.sheet.record_digest.clone();
    let sheet = edition_desk::ActiveModel {
        approved_digest: Set(Some(digest.clone())),
        decided_by: Set(Some(writing.actor.account)),
        decided_at: Set(Some(writing.now)),
        ..Default::default()
    };
    let step = Step {
        detail: json!({ "digest": digest }),
        ..step(action, Act::Approve, sheet)
    };
    writing.take(&item, step).await
}

/// The live edition whose place it is to take.
///
/// # Errors
/// [`Refusal::BaseChanged`] when it was begun from another one, and nobody said that this is meant.
pub(super) fn over_newer(item: &Item, meant: bool) -> Result<Option<Uuid>> {
    if item.base_changed() && !meant {
        return Err(Error::Refused(Refusal::BaseChanged));
    }
    Ok(item.live.as_ref().map(|live| live.id))
}

fn step(action: Action, act: Act, sheet: edition_desk::ActiveModel) -> Step {
    Step {
        action,
        act,
        sheet: Some(sheet),
        detail: Value::Null,
    }
}

/// What an edition has lost that is written on again.
fn undecided() -> edition_desk::ActiveModel {
    edition_desk::ActiveModel {
        submitted_by: Set(None),
        submitted_at: Set(None),
        endorsed_by: Set(None),
        endorsed_at: Set(None),
        approved_digest: Set(None),
        decided_by: Set(None),
        decided_at: Set(None),
        ..Default::default()
    }
}

async fn confirm(writing: &Writing, item: &Item) -> Result<()> {
    let working = item.working()?;
    let row = confirmation::Model {
        id: Uuid::new_v4(),
        edition_id: working.edition.id,
        record_digest: working.sheet.record_digest.clone(),
        account_id: writing.actor.account,
        wording: CONFIRMATION.to_owned(),
        at: writing.now,
    };
    row.into_active_model().insert(&writing.tx).await?;
    Ok(())
}

/// What was confirmed of editions, the last first.
///
/// # Errors
/// When the database fails.
pub async fn confirmations_of(
    session: &Session,
    editions: &[Uuid],
) -> Result<HashMap<Uuid, Vec<confirmation::Model>>> {
    let rows = confirmation::Entity::find()
        .filter(confirmation::Column::EditionId.is_in(editions.iter().copied()))
        .order_by_desc(confirmation::Column::At)
        .order_by_desc(confirmation::Column::Id)
        .all(session.read().await?)
        .await?;
    let mut found: HashMap<Uuid, Vec<confirmation::Model>> = HashMap::new();
    for row in rows {
        found.entry(row.edition_id).or_default().push(row);
    }
    Ok(found)
}

/// Whether the rules of a section ask for the head of the agency.
pub(super) async fn needs_endorsement(writing: &Writing, section: &str) -> Result<bool> {
    let duties = sections::duties(&writing.tx, &[section]).await?;
    let today = local_day(writing.now);
    let mut duties = duties.values();
    Ok(duties.any(|duties| sections::asks_for_endorsement(duties, today)))
}
