//! Moving items: to another agency's desk, and to another section.
use std::ops::ControlFlow::{Break, Continue};

use entity::value::EditionState;
use entity::{content, edition, edition_author, edition_desk};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, IntoActiveModel};
use serde_json::{Value, json};

use super::acting::{Acting, Done, Target, Trace, Writing};
use super::appear::{appear_as, what_it_says};
use super::check::asked_by_section;
use super::decide::may_end;
use super::item::Item;
use super::name::in_todays_name;
use super::review::needs_endorsement;
use super::said::said_by;
use super::write::{exists_today, may_be_in};
use super::{assignment, copy, schedule};
use crate::domain::draft::{Draft, Faults};
use crate::domain::files;
use crate::domain::policy::Action;
use crate::domain::publish::insert_all;
use crate::domain::workflow::{self, Act};
use crate::domain::{Error, Refusal, Result};

/// Gives an item into the custody of another agency, which has its files then too. The agency that answers for what is
/// published stays; what was assigned ends.
///
/// # Errors
/// As every act on an item; [`Error::Faults`] for an agency that is not there today.
pub async fn transfer(acting: &Acting<'_>, target: Target, agency: Uuid) -> Result<Done> {
    let action = Action::ContentTransfer;
    let begun = acting
        .on("contentTransfer", target, action, &agency)
        .await?;
    let (writing, item) = match begun {
        Continue(begun) => begun,
        Break(done) => return Ok(done),
    };
    if agency == item.content.custody_agency_id {
        return writing.end_unchanged(&item).await;
    }
    exists_today(&writing, acting, [agency]).await?;
    let edition = item.edition().ok_or(Error::NotFound)?.id;
    assignment::end_open(&writing.tx, &[edition], writing.now).await?;
    let version = writing.raise(&item).await?;
    let row = content::ActiveModel {
        custody_agency_id: Set(agency),
        ..Default::default()
    };
    content::Entity::update_many()
        .set(row)
        .filter(content::Column::Id.eq(item.content.id))
        .exec(&writing.tx)
        .await?;
    let names = files_of(&writing.tx, &item).await?;
    let from = item.content.custody_agency_id;
    files::share(&writing.tx, &names, (from, agency)).await?;
    let detail = json!({ "from": item.content.custody_agency_id, "to": agency });
    let trace = Trace {
        custody: agency,
        ..Trace::of(&item.content, action, edition, version, detail)
    };
    writing.end(trace).await
}

/// The files that an item names.
async fn files_of(tx: &DatabaseTransaction, item: &Item) -> Result<Vec<String>> {
    let editions = [item.edition(), item.public()].into_iter().flatten();
    let editions: Vec<Uuid> = editions.map(|edition| edition.id).collect();
    let said = said_by(tx, &editions).await?;
    let mut files: Vec<String> = said.values().flat_map(Draft::files).collect();
    files.sort_unstable();
    files.dedup();
    Ok(files)
}

/// Moves what the public reads to another section, at once; it keeps its path. A working copy that is still written
/// moves with it.
///
/// # Errors
/// As every act on an item, in both sections; [`Error::Faults`] and [`Refusal::NotEndorsed`] for what the rules of the
/// other section ask for; [`Error::WrongState`] while a working copy is being reviewed.
pub async fn change_section(acting: &Acting<'_>, target: Target, section: String) -> Result<Done> {
    let action = Action::ContentChangeSection;
    let begun = acting.on_public("contentChangeSection", target, action, &section);
    let (writing, item) = match begun.await? {
        Continue(begun) => begun,
        Break(done) => return Ok(done),
    };
    may_end(&writing, &item, action).await?;
    may_be_in(&writing, action, item.public_resource(), &section).await?;
    if let Some(working) = &item.working {
        workflow::apply(working.edition.state, Act::Save).map_err(Error::WrongState)?;
    }
    let live = item.live.as_ref().ok_or(Error::NotFound)?;
    if live.section_code == section {
        return writing.end_unchanged(&item).await;
    }
    let place = super::withdraw::place(&writing.tx, item.content.id).await?;
    let moved = |draft: Draft| Draft {
        section: section.clone(),
        ..draft
    };
    let said = moved(what_it_says(&writing.tx, live.id).await?);
    let custody = item.content.custody_agency_id;
    let draft = Draft {
        path: Some(place.path),
        ..in_todays_name(&writing.tx, said, custody, acting.clock.today()).await?
    };
    is_fit(&writing, live, &draft).await?;
    let times = (writing.now, writing.now);
    let appeared = appear_as(&writing.tx, &item, draft.clone(), None, times).await?;
    let now_live = super::item::load(&writing.tx, item.content.id).await?.live;
    let now_live = now_live.ok_or(Error::NotFound)?.id;
    carry(&writing.tx, live.id, now_live, draft).await?;
    schedule::hand_on(&writing.tx, live.id, now_live, writing.now).await?;
    follow(&writing, &item, now_live, moved).await?;
    let version = item.content.lock_version + 1;
    let detail = json!({ "section": { "from": live.section_code, "to": section } });
    let told: (i32, Value, _) = (version, detail, appeared.events);
    let to = EditionState::Live;
    writing.end_public(&item, action, live, to, told).await
}

/// Refuses a section whose rules what the public reads does not keep.
async fn is_fit(writing: &Writing, live: &edition::Model, draft: &Draft) -> Result<()> {
    let mut faults = Faults::default();
    asked_by_section(&writing.tx, draft, writing.now, &mut faults).await?;
    if !faults.0.is_empty() {
        return Err(Error::Faults(faults.by_field()));
    }
    let sheet = edition_desk::Entity::find_by_id(live.id)
        .one(&writing.tx)
        .await?;
    let is_endorsed = sheet.is_some_and(|sheet| sheet.endorsed_at.is_some());
    if !is_endorsed && needs_endorsement(writing, &draft.section).await? {
        return Err(Refusal::NotEndorsed.into());
    }
    Ok(())
}

/// Keeps for the edition that the public reads now what was typed and corrected in the one before, and by whom.
async fn carry(tx: &DatabaseTransaction, before: Uuid, now: Uuid, draft: Draft) -> Result<()> {
    let sheet = edition_desk::Entity::find_by_id(before).one(tx).await?;
    let Some(sheet) = sheet else {
        return Ok(());
    };
    let kept = draft.kept()?;
    let sheet = edition_desk::Model {
        edition_id: now,
        base_id: Some(before),
        approved_digest: sheet.approved_digest.map(|_| kept.digest.clone()),
        record: kept.record,
        record_digest: kept.digest,
        planned_path: draft.path,
        due_on: None,
        ..sheet
    };
    sheet.into_active_model().insert(tx).await?;
    let authors = edition_author::Entity::find()
        .filter(edition_author::Column::EditionId.eq(before))
        .all(tx)
        .await?;
    let authors = authors.into_iter().map(|author| edition_author::Model {
        edition_id: now,
        ..author
    });
    insert_all::<edition_author::Entity>(tx, authors.collect()).await?;
    Ok(())
}

/// Lets the working copy follow what the public reads now.
async fn follow(
    writing: &Writing,
    item: &Item,
    now_live: Uuid,
    moved: impl Fn(Draft) -> Draft,
) -> Result<()> {
    let Some(working) = &item.working else {
        return Ok(());
    };
    let draft = moved(what_it_says(&writing.tx, working.edition.id).await?);
    copy::put(&writing.hand(), item, &draft).await?;
    if item.base_changed() {
        return Ok(());
    }
    let sheet = edition_desk::ActiveModel {
        base_id: Set(Some(now_live)),
        ..Default::default()
    };
    edition_desk::Entity::update_many()
        .set(sheet)
        .filter(edition_desk::Column::EditionId.eq(working.edition.id))
        .exec(&writing.tx)
        .await?;
    Ok(())
}
