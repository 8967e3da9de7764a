//! In whose name something speaks, and who answers for it once that agency has ended.
use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::{agency, agency_succession};
use sea_orm::QuerySelect;
use sea_orm::prelude::*;

use super::reach::descend;
use crate::domain::Result;
use crate::domain::draft::{DetailsDraft, Draft, Faults, Problem};
use crate::domain::publish::{Catalogue, lasts};

/// The agencies in whose names something speaks, each with its field.
pub(super) fn named(draft: &Draft) -> Vec<(String, Uuid)> {
    let mut named = vec![("agency".to_owned(), draft.agency)];
    if let DetailsDraft::Dialogue(dialogue) = &draft.details {
        let hosts = dialogue.hosts.iter().enumerate();
        named.extend(hosts.map(|(index, host)| (format!("details.hosts[{index}]"), *host)));
    }
    named
}

/// Notes the agencies that have ended: they cannot answer for what appears.
pub(super) fn note_ended(
    draft: &Draft,
    catalogue: &Catalogue,
    day: NaiveDate,
    faults: &mut Faults,
) {
    for (field, agency) in named(draft) {
        let row = catalogue.agencies.get(agency);
        if row.is_some_and(|row| !lasts(row, day)) {
            let message = (
                "has ended by the day of publication: name the agency that follows it",
                "là cơ quan đã kết thúc hoạt động vào ngày đăng; hãy chọn cơ quan kế thừa",
            );
            faults.note(field, Problem::invalid(message));
        }
    }
}

/// What a draft says, in the name of who follows an agency that has ended: of its one successor, else of the agency
/// that has the item.
pub(super) async fn in_todays_name(
    db: &impl ConnectionTrait,
    draft: Draft,
    custody: Uuid,
    today: NaiveDate,
) -> Result<Draft> {
    let answering = answering(db, draft.agency, today).await?;
    let mut following = answering.iter().copied();
    let agency = match (following.next(), following.next()) {
        (Some(one), None) => one,
        _ if answering.contains(&draft.agency) => draft.agency,
        _ => custody,
    };
    Ok(Draft { agency, ..draft })
}

/// Who answers today for what an agency said: itself, or those that followed it; nobody where none did.
pub(super) async fn answering(
    db: &impl ConnectionTrait,
    agency: Uuid,
    today: NaiveDate,
) -> Result<BTreeSet<Uuid>> {
    let is_there = |row: &agency::Model| lasts(row, today);
    let row = agency::Entity::find_by_id(agency).one(db).await?;
    if row.as_ref().is_some_and(is_there) {
        return Ok(BTreeSet::from([agency]));
    }
    let followers = agency_succession::Entity::find()
        .select_only()
        .column(agency_succession::Column::SuccessorId)
        .filter(agency_succession::Column::OnDate.lte(today));
    let before = agency_succession::Column::PredecessorId;
    let followers = descend(db, &followers, before, vec![agency]).await?;
    let rows = agency::Entity::find()
        .filter(agency::Column::Id.is_in(followers))
        .all(db)
        .await?;
    Ok(rows
        .iter()
        .filter(|row| is_there(row))
        .map(|row| row.id)
        .collect())
}
