//! Look-ups by id and by code.
use chrono::NaiveDate;
use entity::{
    agency, agency_succession, area, area_succession, communicator, communicator_topic, site,
};
use sea_orm::prelude::*;
use sea_orm::{Condition, Order, QueryOrder, QueryTrait};

use crate::domain::Result;
use crate::domain::database::{Session, rows_by_key};

/// A table whose rows have an id.
pub trait Identified: EntityTrait {
    /// The column of the id.
    const ID: Self::Column;
}

impl Identified for agency::Entity {
    const ID: Self::Column = agency::Column::Id;
}

impl Identified for area::Entity {
    const ID: Self::Column = area::Column::Id;
}

impl Identified for communicator::Entity {
    const ID: Self::Column = communicator::Column::Id;
}

/// The rows with these ids.
///
/// # Errors
/// When the database fails.
pub async fn by_ids<E: Identified>(session: &Session, ids: &[Uuid]) -> Result<Vec<E::Model>> {
    let rows = E::find().order_by(E::ID, Order::Asc);
    rows_by_key(session.read().await?, rows.into_query(), E::ID, ids).await
}

/// A table of successions in time.
pub trait Succession: EntityTrait {
    /// The column of what ended.
    const PREDECESSOR: Self::Column;
    /// The column of what followed.
    const SUCCESSOR: Self::Column;
    /// The column of the day.
    const ON: Self::Column;
}

impl Succession for agency_succession::Entity {
    const PREDECESSOR: Self::Column = agency_succession::Column::PredecessorId;
    const SUCCESSOR: Self::Column = agency_succession::Column::SuccessorId;
    const ON: Self::Column = agency_succession::Column::OnDate;
}

impl Succession for area_succession::Entity {
    const PREDECESSOR: Self::Column = area_succession::Column::PredecessorId;
    const SUCCESSOR: Self::Column = area_succession::Column::SuccessorId;
    const ON: Self::Column = area_succession::Column::OnDate;
}

/// What followed these, in the order of time.
///
/// # Errors
/// When the database fails.
pub async fn successors<E: Succession>(session: &Session, ids: &[Uuid]) -> Result<Vec<E::Model>> {
    successions::<E>(session, E::PREDECESSOR, ids).await
}

/// What these followed, in the order of time.
///
/// # Errors
/// When the database fails.
pub async fn predecessors<E: Succession>(session: &Session, ids: &[Uuid]) -> Result<Vec<E::Model>> {
    successions::<E>(session, E::SUCCESSOR, ids).await
}

async fn successions<E: Succession>(
    session: &Session,
    side: E::Column,
    ids: &[Uuid],
) -> Result<Vec<E::Model>> {
    let edges = E::find().order_by(E::ON, Order::Asc);
    rows_by_key(session.read().await?, edges.into_query(), side, ids).await
}

/// The fields of law of these communicators.
///
/// # Errors
/// When the database fails.
pub async fn topics_of_communicators(
    session: &Session,
    people: &[Uuid],
) -> Result<Vec<communicator_topic::Model>> {
    use communicator_topic::Column::{CommunicatorId, TopicCode};
    let rows = communicator_topic::Entity::find()
        .order_by(CommunicatorId, Order::Asc)
        .order_by(TopicCode, Order::Asc);
    rows_by_key(
        session.read().await?,
        rows.into_query(),
        CommunicatorId,
        people,
    )
    .await
}

/// The agency with a code on a day; codes are reused in time.
///
/// # Errors
/// When the database fails.
pub async fn agency_on(
    session: &Session,
    code: &str,
    day: NaiveDate,
) -> Result<Option<agency::Model>> {
    let found = agency::Entity::find()
        .filter(agency::Column::Code.eq(code))
        .filter(valid_on(
            agency::Column::ValidFrom,
            agency::Column::ValidTo,
            day,
        ))
        .one(session.read().await?)
        .await?;
    Ok(found)
}

/// Ids of the agencies that ever had one of these codes.
///
/// # Errors
/// When the database fails.
pub async fn agencies_with_codes(
    session: &Session,
    codes: &[String],
) -> Result<Vec<agency::Model>> {
    let codes = codes.iter().cloned();
    Ok(agency::Entity::find()
        .filter(agency::Column::Code.is_in(codes))
        .all(session.read().await?)
        .await?)
}

/// The areas that ever had one of these codes.
///
/// # Errors
/// When the database fails.
pub async fn areas_with_codes(session: &Session, codes: &[String]) -> Result<Vec<area::Model>> {
    let codes = codes.iter().cloned();
    Ok(area::Entity::find()
        .filter(area::Column::Code.is_in(codes))
        .all(session.read().await?)
        .await?)
}

/// The site, once it is set up.
///
/// # Errors
/// When the database fails.
pub async fn site(session: &Session) -> Result<Option<site::Model>> {
    Ok(site::Entity::find_by_id(1)
        .one(session.read().await?)
        .await?)
}

/// That a row was valid on a day.
pub(super) fn valid_on<C: ColumnTrait>(from: C, to: C, day: NaiveDate) -> Condition {
    Condition::all()
        .add(from.lte(day))
        .add(Condition::any().add(to.is_null()).add(to.gt(day)))
}
