//! The next edition of what was published: a working copy beside it.
use entity::edition;
use entity::value::EditionState;
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use serde_json::json;

use super::acting::{Acting, Begin, Done, Target, Trace};
use super::copy;
use super::item::load;
use super::name::in_todays_name;
use super::said::said_by;
use super::withdraw::place;
use crate::domain::draft::Draft;
use crate::domain::policy::{Action, authorize};
use crate::domain::workflow;
use crate::domain::{Error, Refusal, Result};

/// Begins the next edition of a published or withdrawn content, which says at first what the last one said.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`] and [`Error::WrongState`] as the policy says;
/// [`Refusal::DraftExists`] when somebody began one already; [`Error::Conflict`] when somebody else was first.
pub async fn revise(acting: &Acting<'_>, target: Target) -> Result<Done> {
    let writing = match acting.begin("contentRevise", &target).await? {
        Begin::Fresh(writing) => writing,
        Begin::Repeated(done) => return Ok(done),
    };
    let action = Action::ContentRevise;
    let item = load(&writing.tx, target.content).await?;
    authorize(Some(&writing.actor), action, &item.public_resource())?;
    if item.working.is_some() {
        return Err(Error::Refused(Refusal::DraftExists));
    }
    item.expect(target.version)?;
    let last = item.public().ok_or(Error::NotFound)?.clone();
    let said = said_by(&writing.tx, &[last.id]).await?.remove(&last.id);
    let said = said.ok_or(Error::NotFound)?;
    let custody = item.content.custody_agency_id;
    let said = in_todays_name(&writing.tx, said, custody, acting.clock.today()).await?;
    // Where its writer chose the place, it may have moved since.
    let path = match said.path {
        Some(_) => Some(place(&writing.tx, item.content.id).await?.path),
        None => None,
    };
    let draft = Draft {
        change_note: None,
        path,
        ..said
    };
    let number = last_number(&writing.tx, item.content.id).await? + 1;
    let version = writing.raise(&item).await?;
    let base = item.live.as_ref();
    let edition = copy::begin(&writing.hand(), item.content.id, number, base, &draft).await?;
    let from = workflow::name(last.state);
    let to = workflow::name(EditionState::Draft);
    let trace = Trace::of(
        &item.content,
        action,
        edition,
        version,
        json!({ "from": from, "to": to, "number": number, "base": last.number }),
    );
    writing.end(trace).await
}

/// The number of a content's last edition.
pub(super) async fn last_number(db: &impl ConnectionTrait, content: Uuid) -> Result<i32> {
    let last: Option<i32> = edition::Entity::find()
        .select_only()
        .column(edition::Column::Number)
        .filter(edition::Column::ContentId.eq(content))
        .order_by_desc(edition::Column::Number)
        .into_tuple()
        .one(db)
        .await?;
    Ok(last.unwrap_or_default())
}
