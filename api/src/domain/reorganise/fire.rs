//! What was planned happens when its day begins: exactly once, whichever of several servers comes first.
use chrono::{DateTime, Utc};
use entity::reorganisation;
use entity::value::{ReorganisationState, Via};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::{DatabaseTransaction, QueryOrder, QuerySelect};
use serde_json::json;

use super::apply::{Decided, act, apply};
use super::given::Given;
use super::load::load;
use super::plan::Plan;
use super::report::Report;
use crate::domain::clock::{Clock, beginning_of};
use crate::domain::database::{Database, is_outage};
use crate::domain::journal::{self, Author};
use crate::domain::{Error, Result};

/// Does all that is due, the earliest first; gives how many were done.
///
/// # Errors
/// When the database fails; what cannot be done is noted, and is not tried again.
pub async fn fire_due(database: &Database, clock: &Clock) -> Result<usize> {
    let mut done = 0;
    while let Some((id, at)) = first_planned(database).await? {
        if clock.now() < at {
            break;
        }
        done += usize::from(fire(database, clock, id).await?);
    }
    Ok(done)
}

/// When the next one is to happen, if any is planned.
///
/// # Errors
/// When the database fails.
pub async fn next_due(database: &Database) -> Result<Option<DateTime<Utc>>> {
    Ok(first_planned(database).await?.map(|(_, at)| at))
}

async fn first_planned(database: &Database) -> Result<Option<(Uuid, DateTime<Utc>)>> {
    let session = database.session();
    let first: Option<(Uuid, Date)> = reorganisation::Entity::find()
        .select_only()
        .columns([reorganisation::Column::Id, reorganisation::Column::OnDate])
        .filter(reorganisation::Column::State.eq(ReorganisationState::Planned))
        .order_by_asc(reorganisation::Column::OnDate)
        .order_by_asc(reorganisation::Column::Id)
        .limit(1)
        .into_tuple()
        .one(session.read().await?)
        .await?;
    Ok(first.map(|(id, on)| (id, beginning_of(on))))
}

/// Does it, if nobody did; true when this one did.
async fn fire(database: &Database, clock: &Clock, id: Uuid) -> Result<bool> {
    let now = clock.now();
    let tx = database.begin_writing().await?;
    let Some(row) = still_planned(&tx, id).await? else {
        return Ok(false);
    };
    let failure = match carry_out(&tx, row, now).await {
        Ok(()) => {
            tx.commit().await?;
            return Ok(true);
        }
        Err(error) if would_pass(&error) => return Err(error),
        Err(error) => error,
    };
    tx.rollback().await?;
    note_failure(database, id, &failure, now).await?;
    Ok(false)
}

/// Whether trying again later may end otherwise.
fn would_pass(error: &Error) -> bool {
    match error {
        Error::Unavailable(_) | Error::Busy | Error::Cancelled => true,
        Error::Database(error) => is_outage(error),
        _ => false,
    }
}

async fn still_planned(
    tx: &DatabaseTransaction,
    id: Uuid,
) -> Result<Option<reorganisation::Model>> {
    let row = reorganisation::Entity::find_by_id(id).one(tx).await?;
    Ok(row.filter(|row| row.state == ReorganisationState::Planned))
}

/// Plans it anew with what is there now, and does it where the agencies are as whoever decided saw them.
async fn carry_out(
    tx: &DatabaseTransaction,
    row: reorganisation::Model,
    now: DateTime<Utc>,
) -> Result<()> {
    let decided = decided(&row);
    let given = Given::read(row.plan)?;
    let loaded = load(tx, &given, Some(row.id)).await?;
    let (plan, catalogue) = Plan::of(&given, loaded)?;
    let report = Report::of(&given, &plan, &catalogue);
    if report.structure != Report::read(row.report)?.structure {
        let message = (
            "what would happen to the agencies is not what was agreed to",
            "thay đổi đối với các cơ quan không còn như đã thống nhất; hãy xem báo cáo mới",
        );
        return Err(Error::invalid("agencies", message));
    }
    let done = reorganisation::ActiveModel {
        state: Set(ReorganisationState::Applied),
        applied_at: Set(Some(now)),
        report: Set(report.kept()),
        report_digest: Set(report.digest.clone()),
        ..Default::default()
    };
    set(tx, row.id, done).await?;
    apply(tx, &given, (plan, &report), decided, now).await
}

async fn note_failure(
    database: &Database,
    id: Uuid,
    error: &Error,
    now: DateTime<Utc>,
) -> Result<()> {
    let tx = database.begin_writing().await?;
    let Some(row) = still_planned(&tx, id).await? else {
        return Ok(());
    };
    let failure = explained(error);
    tracing::error!(reorganisation = %id, %failure, "what was planned for agencies could not be done; decide it anew");
    let failed = reorganisation::ActiveModel {
        state: Set(ReorganisationState::Failed),
        failure: Set(Some(failure)),
        ..Default::default()
    };
    set(&tx, id, failed).await?;
    let acts = vec![act(&decided(&row), json!({ "failed": true }))];
    journal::close(&tx, Vec::new(), acts, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Why it could not be done, with the first of the faults.
fn explained(error: &Error) -> String {
    let first = match error {
        Error::Faults(faults) => faults.first(),
        _ => None,
    };
    first.map_or_else(
        || error.to_string(),
        |fault| {
            format!(
                "{error}: {}: {}",
                fault.path,
                fault.problem.clone().reason()
            )
        },
    )
}

/// The schedule, for whoever decided.
fn decided(row: &reorganisation::Model) -> Decided {
    Decided {
        id: row.id,
        author: Author {
            via: Via::Schedule,
            account: Some(row.decided_by),
            credential: None,
            address: None,
            request: None,
        },
        account: row.decided_by,
    }
}

async fn set(tx: &DatabaseTransaction, id: Uuid, row: reorganisation::ActiveModel) -> Result<()> {
    reorganisation::Entity::update_many()
        .set(row)
        .filter(reorganisation::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}
