//! Doing it: everything that the plan says, within one transaction.
use chrono::{DateTime, Utc};
use sea_orm::DatabaseTransaction;
use sea_orm::prelude::Uuid;
use serde_json::json;

use super::given::Given;
use super::plan::Plan;
use super::report::Report;
use crate::domain::Result;
use crate::domain::account::follow;
use crate::domain::desk::hand_over;
use crate::domain::files;
use crate::domain::journal::{self, Act, Author};
use crate::domain::policy::Action;
use crate::domain::publish::{DirectoryRow, rewrite};

/// Who decided what is done now.
pub(super) struct Decided {
    /// The reorganisation.
    pub id: Uuid,
    /// Who does it.
    pub author: Author,
    /// Whose decision it was.
    pub account: Uuid,
}

/// Writes the plan, what others are to learn of it, and the audit log: one act.
pub(super) async fn apply(
    tx: &DatabaseTransaction,
    given: &Given,
    (plan, report): (Plan, &Report),
    decided: Decided,
    now: DateTime<Utc>,
) -> Result<()> {
    let ended = plan.ended.into_iter().map(DirectoryRow::Agency);
    let begun = plan.begun.into_iter().map(DirectoryRow::NewAgency);
    let moved = plan.moved.into_iter().map(|(row, _)| row);
    let successions = plan.successions.into_iter().map(DirectoryRow::Succession);
    let rows = ended
        .chain(begun)
        .chain(moved.map(DirectoryRow::Agency))
        .chain(successions)
        .chain(plan.directory);
    let mut events = rewrite(tx, rows.collect(), now).await?;
    follow(tx, &plan.members, given.on, (decided.account, now)).await?;
    let main = act(&decided, report.counts());
    let by = (&decided.author, main.act);
    let (told, written) = hand_over(tx, &plan.items, by, now).await?;
    events.extend(told);
    files::hand_over(tx, &plan.files).await?;
    let mut acts = vec![main];
    acts.extend(written);
    for one in &plan.members {
        let account = one.membership.account_id;
        let detail = json!({ "membership": one.membership.id, "on": given.on, "to": one.to });
        acts.push(Act {
            act: acts[0].act,
            subject_id: Some(account.to_string()),
            detail,
            ..Act::new(
                decided.author.clone(),
                Action::MembershipEnd.name(),
                "account",
            )
        });
    }
    journal::close(tx, events, acts, now).await?;
    Ok(())
}

/// The act itself, as the audit log tells of it.
pub(super) fn act(decided: &Decided, detail: sea_orm::prelude::Json) -> Act {
    Act {
        subject_id: Some(decided.id.to_string()),
        detail,
        ..Act::new(
            decided.author.clone(),
            Action::AgencyReorganise.name(),
            "reorganisation",
        )
    }
}
