//! Leading an edition from one state to the next.
use entity::value::EditionState;
use entity::{edition, edition_desk};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use serde_json::{Value, json};

use super::acting::{Done, Trace, Writing};
use super::item::Item;
use crate::domain::journal::Event;
use crate::domain::policy::Action;
use crate::domain::workflow::{self, Act};
use crate::domain::{Error, Result};

/// A step on the way of the edition that is worked on.
pub(super) struct Step {
    /// What is done, in the words of the policy.
    pub action: Action,
    /// The same, in the words of the workflow.
    pub act: Act,
    /// What the desk notes of it.
    pub sheet: Option<edition_desk::ActiveModel>,
    /// What the audit log is to tell beside the states.
    pub detail: Value,
}

impl Writing {
    /// Leads the edition that is worked on to where a step leads, and ends the act.
    ///
    /// # Errors
    /// [`Error::WrongState`] where it leads nowhere; otherwise when the database fails.
    pub(super) async fn take(self, item: &Item, step: Step) -> Result<Done> {
        let edition = &item.working()?.edition;
        let to = workflow::apply(edition.state, step.act).map_err(Error::WrongState)?;
        let version = self.raise(item).await?;
        set_state(&self.tx, edition.id, to).await?;
        if let Some(sheet) = step.sheet {
            note(&self.tx, edition.id, sheet).await?;
        }
        let trace = Trace::of(
            &item.content,
            step.action,
            edition.id,
            version,
            way(edition, to, step.detail),
        );
        self.end(trace).await
    }

    /// Ends an act on what the public reads, of which the public is told as well.
    pub(super) async fn end_public(
        self,
        item: &Item,
        action: Action,
        edition: &edition::Model,
        to: EditionState,
        (version, detail, events): (i32, Value, Vec<Event>),
    ) -> Result<Done> {
        let trace = Trace::of(
            &item.content,
            action,
            edition.id,
            version,
            way(edition, to, detail),
        );
        self.end_telling(trace, events).await
    }
}

/// Sets the state of an edition.
pub(super) async fn set_state(
    db: &impl ConnectionTrait,
    edition: Uuid,
    state: EditionState,
) -> Result<()> {
    let row = edition::ActiveModel {
        state: Set(state),
        ..Default::default()
    };
    edition::Entity::update_many()
        .set(row)
        .filter(edition::Column::Id.eq(edition))
        .exec(db)
        .await?;
    Ok(())
}

/// Notes something of an edition.
async fn note(
    db: &impl ConnectionTrait,
    edition: Uuid,
    sheet: edition_desk::ActiveModel,
) -> Result<()> {
    edition_desk::Entity::update_many()
        .set(sheet)
        .filter(edition_desk::Column::EditionId.eq(edition))
        .exec(db)
        .await?;
    Ok(())
}

/// From where to where, with what else there is to tell.
pub(super) fn way(edition: &edition::Model, to: EditionState, mut detail: Value) -> Value {
    let (from, to) = (workflow::name(edition.state), workflow::name(to));
    if !detail.is_object() {
        detail = json!({});
    }
    detail["from"] = json!(from);
    detail["to"] = json!(to);
    detail["number"] = json!(edition.number);
    detail
}
