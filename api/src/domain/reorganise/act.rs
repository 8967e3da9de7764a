//! Deciding: shown first, then done or planned, or given up.
use chrono::{DateTime, Utc};
use entity::reorganisation;
use entity::value::ReorganisationState;
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, IntoActiveModel};
use serde_json::json;

use super::apply::{Decided, act, apply};
use super::given::Given;
use super::load::load;
use super::plan::Plan;
use super::report::Report;
use crate::domain::account::Office;
use crate::domain::actor::{self, Actor};
use crate::domain::clock::local_day;
use crate::domain::draft::{Fault, Problem};
use crate::domain::journal::idempotency::{self, Begun, Fresh};
use crate::domain::journal::{self, Act};
use crate::domain::policy::{Action, Resource, authorize};
use crate::domain::{Error, Refusal, Result};

/// What somebody asks for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The change.
    pub given: Given,
    /// Whether it is only to be shown what it comes to.
    pub dry_run: bool,
    /// The digest of the report that was shown; needed to do it.
    pub digest: Option<String>,
}

/// What it came to.
#[derive(Clone, Debug)]
pub struct Came {
    /// What it comes to.
    pub report: Report,
    /// What is kept of it, when it was done or planned.
    pub reorganisation: Option<Uuid>,
    /// That something else would happen than what was shown, so that nothing was done.
    pub changed: bool,
}

/// A transaction in which an administrator decides.
struct Deciding {
    tx: DatabaseTransaction,
    actor: Actor,
    fresh: Fresh,
    now: DateTime<Utc>,
}

/// Shows what a change of agencies comes to; does it, or plans it for its day, when that is what was shown before.
///
/// # Errors
/// [`Error::Unauthenticated`] and [`Error::Forbidden`] as the policy says; [`Error::Faults`] for what cannot be done,
/// all of it; [`Refusal::KeyReused`]; otherwise when the database fails.
pub async fn reorganise(office: Office<'_>, asked: Asked, key: Option<&str>) -> Result<Came> {
    if asked.dry_run {
        return show(office, &asked.given).await;
    }
    let Asked { given, digest, .. } = asked;
    let action = Action::AgencyReorganise;
    let input = json!([given, digest]);
    let deciding = match begin(office, action, "agencyReorganise", key, &input).await? {
        Ok(deciding) => deciding,
        Err(repeated) => return kept(office, repeated).await,
    };
    let Some(digest) = digest else {
        let fault = Fault::new("report_digest", Problem::Missing);
        return Err(Error::Faults(vec![fault]));
    };
    let loaded = load(&deciding.tx, &given, None).await?;
    let (plan, catalogue) = Plan::of(&given, loaded)?;
    let report = Report::of(&given, &plan, &catalogue);
    if report.digest != digest {
        return Ok(Came {
            report,
            reorganisation: None,
            changed: true,
        });
    }
    let id = deciding.done(office, &given, plan, &report).await?;
    Ok(Came {
        report,
        reorganisation: Some(id),
        changed: false,
    })
}

/// Gives up what is planned.
///
/// # Errors
/// As [`reorganise`]; [`Error::NotFound`] for what is not planned, or no longer.
pub async fn cancel(office: Office<'_>, id: Uuid, key: Option<&str>) -> Result<Uuid> {
    let action = Action::ReorganisationCancel;
    let deciding = match begin(office, action, "reorganisationCancel", key, &json!(id)).await? {
        Ok(deciding) => deciding,
        Err(repeated) => return Ok(repeated),
    };
    let Deciding {
        tx,
        actor,
        fresh,
        now,
    } = deciding;
    let cancelled = reorganisation::ActiveModel {
        state: Set(ReorganisationState::Cancelled),
        ..Default::default()
    };
    let done = reorganisation::Entity::update_many()
        .set(cancelled)
        .filter(reorganisation::Column::Id.eq(id))
        .filter(reorganisation::Column::State.eq(ReorganisationState::Planned))
        .exec(&tx)
        .await?;
    if done.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    fresh.keep(&tx, json!({ "id": id }), now).await?;
    let act = Act {
        subject_id: Some(id.to_string()),
        ..Act::new(
            actor.author(office.caller),
            Action::ReorganisationCancel.name(),
            "reorganisation",
        )
    };
    journal::close(&tx, Vec::new(), vec![act], now).await?;
    tx.commit().await?;
    Ok(id)
}

/// What it comes to, read without keeping anybody from writing.
async fn show(office: Office<'_>, given: &Given) -> Result<Came> {
    let session = office.database.session();
    let db = session.read().await?;
    let actor = actor::load(db, office.caller, office.clock).await?;
    let action = Action::AgencyReorganise;
    authorize(actor.as_ref(), action, &Resource::default())?;
    let loaded = load(db, given, None).await?;
    let (plan, catalogue) = Plan::of(given, loaded)?;
    Ok(Came {
        report: Report::of(given, &plan, &catalogue),
        reorganisation: None,
        changed: false,
    })
}

/// What was done with the same key before.
async fn kept(office: Office<'_>, id: Uuid) -> Result<Came> {
    let session = office.database.session();
    let row = reorganisation::Entity::find_by_id(id)
        .one(session.read().await?)
        .await?;
    let row = row.ok_or(Error::NotFound)?;
    Ok(Came {
        report: Report::read(row.report)?,
        reorganisation: Some(id),
        changed: false,
    })
}

/// Begins to decide; gives what was decided with the same key before.
async fn begin(
    office: Office<'_>,
    action: Action,
    mutation: &'static str,
    key: Option<&str>,
    input: &Json,
) -> Result<Result<Deciding, Uuid>> {
    let tx = office.database.begin_writing().await?;
    let actor = actor::load(&tx, office.caller, office.clock).await?;
    authorize(actor.as_ref(), action, &Resource::default())?;
    let actor = actor.ok_or(Error::Unauthenticated)?;
    match idempotency::begin(&tx, actor.account, key, mutation, input).await? {
        Begun::Reused => Err(Refusal::KeyReused.into()),
        Begun::Repeated(outcome) => {
            let id = outcome["id"].as_str().and_then(|id| id.parse().ok());
            id.map(Err).ok_or(Error::NotFound)
        }
        Begun::Fresh(fresh) => Ok(Ok(Deciding {
            tx,
            actor,
            fresh,
            now: office.clock.now(),
        })),
    }
}

impl Deciding {
    /// Does it, or plans it where its day is to come.
    async fn done(
        self,
        office: Office<'_>,
        given: &Given,
        plan: Plan,
        report: &Report,
    ) -> Result<Uuid> {
        let is_to_come = local_day(self.now) < given.on;
        let (state, applied_at) = if is_to_come {
            (ReorganisationState::Planned, None)
        } else {
            (ReorganisationState::Applied, Some(self.now))
        };
        let row = reorganisation::Model {
            id: Uuid::new_v4(),
            kind: given.stored_kind(),
            on_date: given.on,
            plan: json!(given),
            report: report.kept(),
            report_digest: report.digest.clone(),
            state,
            decided_by: self.actor.account,
            decided_at: self.now,
            applied_at,
            failure: None,
        };
        let id = row.id;
        row.into_active_model().insert(&self.tx).await?;
        self.fresh
            .keep(&self.tx, json!({ "id": id }), self.now)
            .await?;
        let decided = Decided {
            id,
            author: self.actor.author(office.caller),
            account: self.actor.account,
        };
        if is_to_come {
            let detail = json!({ "planned": given.on, "counts": report.counts() });
            let acts = vec![act(&decided, detail)];
            journal::close(&self.tx, Vec::new(), acts, self.now).await?;
        } else {
            apply(&self.tx, given, (plan, report), decided, self.now).await?;
        }
        self.tx.commit().await?;
        Ok(id)
    }
}
