//! Assignments: who is to see to an edition, and by when.
use std::collections::HashMap;
use std::ops::ControlFlow::{Break, Continue};

use chrono::{DateTime, NaiveDate, Utc};
use entity::value::AccountKind;
use entity::{account, assignment};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde::Serialize;
use serde_json::json;

use super::acting::{Acting, Done, Target, Writing};
use super::item::Item;
use crate::domain::actor;
use crate::domain::database::Session;
use crate::domain::policy::Action;
use crate::domain::{Error, Result};
use crate::text::normalize::normalize;

/// The longest note, in characters.
const NOTE: usize = 2_000;

/// Who is to see to an edition.
#[derive(Clone, Debug, Serialize)]
pub struct NewAssignment {
    /// Who; nobody any more when absent.
    pub assignee: Option<Uuid>,
    /// By when.
    pub due_on: Option<NaiveDate>,
    /// What is to be done.
    pub note: Option<String>,
}

/// Assigns the edition that is worked on to somebody, in the place of whoever it was assigned to.
///
/// # Errors
/// As every act on an item; [`Error::Invalid`] for somebody who is not there, or may not read the item: it is not said
/// which.
pub async fn assign(acting: &Acting<'_>, target: Target, given: NewAssignment) -> Result<Done> {
    let action = Action::ContentAssign;
    let (writing, item) = match acting.on("contentAssign", target, action, &given).await? {
        Continue(begun) => begun,
        Break(done) => return Ok(done),
    };
    let edition = &item.working()?.edition;
    let assignee = given.assignee;
    end_open(&writing.tx, &[edition.id], writing.now).await?;
    if let Some(assignee) = assignee {
        reads_it(&writing, &item, assignee, acting.clock.today()).await?;
    }
    insert(&writing, edition.id, given).await?;
    writing
        .note(&item, action, edition.id, json!({ "assignee": assignee }))
        .await
}

/// Refuses whoever cannot see to an item, in one word for whoever is not there and whoever may not read it.
async fn reads_it(writing: &Writing, item: &Item, account: Uuid, today: NaiveDate) -> Result<()> {
    let there = account::Entity::find_by_id(account)
        .one(&writing.tx)
        .await?;
    let is_person = there.is_some_and(|there| there.kind == AccountKind::Person);
    let reads = match actor::of_account(&writing.tx, account, today).await {
        Ok(actor) => is_person && item.is_readable_by(&actor),
        Err(Error::Unauthenticated) => false,
        Err(error) => return Err(error),
    };
    if reads {
        return Ok(());
    }
    let message = (
        "is nobody who may read this item; name somebody who may",
        "không phải là người được đọc bài này; hãy chọn người khác",
    );
    Err(Error::invalid("assignee", message))
}

async fn insert(writing: &Writing, edition: Uuid, given: NewAssignment) -> Result<()> {
    let note = given.note.map(|note| normalize(&note).trim().to_owned());
    let note = note.filter(|note| !note.is_empty());
    if note
        .as_ref()
        .is_some_and(|note| note.chars().count() > NOTE)
    {
        let message = (
            format!("is longer than {NOTE} characters"),
            format!("dài quá {NOTE} ký tự"),
        );
        return Err(Error::invalid("note", message));
    }
    let Some(assignee_id) = given.assignee else {
        return Ok(());
    };
    let row = assignment::Model {
        id: Uuid::new_v4(),
        edition_id: edition,
        assignee_id,
        assigned_by: writing.actor.account,
        due_on: given.due_on,
        note,
        at: writing.now,
        ended_at: None,
    };
    row.into_active_model().insert(&writing.tx).await?;
    Ok(())
}

/// Ends what is assigned of editions.
pub(super) async fn end_open(
    db: &impl ConnectionTrait,
    editions: &[Uuid],
    now: DateTime<Utc>,
) -> Result<()> {
    let ended = assignment::ActiveModel {
        ended_at: Set(Some(now)),
        ..Default::default()
    };
    assignment::Entity::update_many()
        .set(ended)
        .filter(assignment::Column::EditionId.is_in(editions.iter().copied()))
        .filter(assignment::Column::EndedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Who is to see to editions now.
///
/// # Errors
/// When the database fails.
pub async fn assignments_of(
    session: &Session,
    editions: &[Uuid],
) -> Result<HashMap<Uuid, assignment::Model>> {
    let rows = assignment::Entity::find()
        .filter(assignment::Column::EditionId.is_in(editions.iter().copied()))
        .filter(assignment::Column::EndedAt.is_null())
        .all(session.read().await?)
        .await?;
    Ok(rows.into_iter().map(|row| (row.edition_id, row)).collect())
}
