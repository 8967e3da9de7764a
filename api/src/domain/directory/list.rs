//! Lists of the directory, by name in Vietnamese order.
use chrono::NaiveDate;
use entity::value::{CommunicatorRole, Tier};
use entity::{agency, area, communicator, communicator_topic};
use sea_orm::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{Condition, Order, QueryOrder, QuerySelect, QueryTrait, Select};

use super::read::{Identified, valid_on};
use crate::domain::Result;
use crate::domain::database::Session;
use crate::domain::listing::list::{Key, Place, Window};
use crate::domain::listing::query::{COUNT_LIMIT, Total};

/// A table that is listed by name.
pub trait Directory: Identified {
    /// The column of the name's sort key.
    const NAME: Self::Column;
    /// The place of a row in the list.
    fn place(row: &Self::Model) -> Place;
}

impl Directory for agency::Entity {
    const NAME: Self::Column = agency::Column::NameKey;

    fn place(row: &Self::Model) -> Place {
        Place {
            key: Key::Text(row.name_key.clone()),
            id: row.id,
        }
    }
}

impl Directory for area::Entity {
    const NAME: Self::Column = area::Column::NameKey;

    fn place(row: &Self::Model) -> Place {
        Place {
            key: Key::Text(row.name_key.clone()),
            id: row.id,
        }
    }
}

impl Directory for communicator::Entity {
    const NAME: Self::Column = communicator::Column::NameKey;

    fn place(row: &Self::Model) -> Place {
        Place {
            key: Key::Text(row.name_key.clone()),
            id: row.id,
        }
    }
}

/// A page of the directory.
#[derive(Clone, Debug)]
pub struct DirectoryPage<M> {
    /// The rows in order.
    pub rows: Vec<M>,
    /// Whether the list goes on in the direction of reading.
    pub more: bool,
}

/// Which rows, by the time in which they existed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum When {
    /// Those that exist today.
    #[default]
    Today,
    /// Those that existed on this day.
    On(NaiveDate),
    /// Those that ended, too.
    Ever,
}

impl When {
    fn day(self, today: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Today => Some(today),
            Self::On(day) => Some(day),
            Self::Ever => None,
        }
    }
}

/// Which agencies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct AgencyFilter {
    /// Of this type.
    pub agency_type: Option<String>,
    /// Right below this agency.
    pub parent: Option<Uuid>,
    /// Serving this area.
    pub area: Option<Uuid>,
    /// That existed then.
    pub when: When,
}

/// Which areas.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct AreaFilter {
    /// Of this tier.
    pub tier: Option<Tier>,
    /// Right below this area.
    pub parent: Option<Uuid>,
    /// That existed then.
    pub when: When,
}

/// Which communicators.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CommunicatorFilter {
    /// Rapporteurs or propagandists.
    pub role: Option<CommunicatorRole>,
    /// Recognised at this tier.
    pub tier: Option<Tier>,
    /// Working at this agency.
    pub agency: Option<Uuid>,
    /// Working in this area.
    pub area: Option<Uuid>,
    /// With this field of law.
    pub topic: Option<String>,
    /// Recognised, and not yet removed, then.
    pub when: When,
}

/// A page of agencies.
///
/// # Errors
/// When the database fails.
pub async fn page_agencies(
    session: &Session,
    filter: &AgencyFilter,
    today: NaiveDate,
    window: &Window,
) -> Result<DirectoryPage<agency::Model>> {
    page(session, agencies(filter, today), window).await
}

/// The number of agencies.
///
/// # Errors
/// When the database fails.
pub async fn count_agencies(
    session: &Session,
    filter: &AgencyFilter,
    today: NaiveDate,
) -> Result<Total> {
    count(session, agencies(filter, today)).await
}

/// A page of areas.
///
/// # Errors
/// When the database fails.
pub async fn page_areas(
    session: &Session,
    filter: &AreaFilter,
    today: NaiveDate,
    window: &Window,
) -> Result<DirectoryPage<area::Model>> {
    page(session, areas(filter, today), window).await
}

/// The number of areas.
///
/// # Errors
/// When the database fails.
pub async fn count_areas(
    session: &Session,
    filter: &AreaFilter,
    today: NaiveDate,
) -> Result<Total> {
    count(session, areas(filter, today)).await
}

/// A page of communicators.
///
/// # Errors
/// When the database fails.
pub async fn page_communicators(
    session: &Session,
    filter: &CommunicatorFilter,
    today: NaiveDate,
    window: &Window,
) -> Result<DirectoryPage<communicator::Model>> {
    page(session, communicators(filter, today), window).await
}

/// The number of communicators.
///
/// # Errors
/// When the database fails.
pub async fn count_communicators(
    session: &Session,
    filter: &CommunicatorFilter,
    today: NaiveDate,
) -> Result<Total> {
    count(session, communicators(filter, today)).await
}

fn agencies(filter: &AgencyFilter, today: NaiveDate) -> Select<agency::Entity> {
    let on = filter
        .when
        .day(today)
        .map(|day| valid_on(agency::Column::ValidFrom, agency::Column::ValidTo, day));
    agency::Entity::find().filter(
        Condition::all()
            .add_option(
                filter
                    .agency_type
                    .as_ref()
                    .map(|code| agency::Column::TypeCode.eq(code)),
            )
            .add_option(filter.parent.map(|id| agency::Column::ParentId.eq(id)))
            .add_option(filter.area.map(|id| agency::Column::AreaId.eq(id)))
            .add_option(on),
    )
}

fn areas(filter: &AreaFilter, today: NaiveDate) -> Select<area::Entity> {
    let on = filter
        .when
        .day(today)
        .map(|day| valid_on(area::Column::ValidFrom, area::Column::ValidTo, day));
    area::Entity::find().filter(
        Condition::all()
            .add_option(filter.tier.map(|tier| area::Column::Tier.eq(tier)))
            .add_option(filter.parent.map(|id| area::Column::ParentId.eq(id)))
            .add_option(on),
    )
}

fn communicators(filter: &CommunicatorFilter, today: NaiveDate) -> Select<communicator::Entity> {
    let on = filter.when.day(today).map(|day| {
        valid_on(
            communicator::Column::RecognisedOn,
            communicator::Column::RemovedOn,
            day,
        )
    });
    communicator::Entity::find().filter(
        Condition::all()
            .add_option(filter.role.map(|role| communicator::Column::Role.eq(role)))
            .add_option(filter.tier.map(|tier| communicator::Column::Tier.eq(tier)))
            .add_option(
                filter
                    .agency
                    .map(|id| communicator::Column::AgencyId.eq(id)),
            )
            .add_option(filter.area.map(|id| communicator::Column::AreaId.eq(id)))
            .add_option(
                filter
                    .topic
                    .as_ref()
                    .map(|topic| Expr::exists(has_topic(topic))),
            )
            .add_option(on),
    )
}

/// Asked of one communicator after the other: the offset keeps `PostgreSQL` from joining the tables as wholes.
fn has_topic(topic: &str) -> sea_orm::sea_query::SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(communicator_topic::Entity)
        .and_where(communicator_topic::Column::TopicCode.eq(topic))
        .and_where(
            Expr::col((
                communicator_topic::Entity,
                communicator_topic::Column::CommunicatorId,
            ))
            .equals((communicator::Entity, communicator::Column::Id)),
        )
        .limit(1)
        .offset(0)
        .take()
}

/// A page of rows, by name.
pub(in crate::domain) async fn page<E: Directory>(
    session: &Session,
    mut select: Select<E>,
    window: &Window,
) -> Result<DirectoryPage<E::Model>> {
    if let Some(after) = &window.after {
        select = select.filter(beyond::<E>(after).0);
    }
    if let Some(before) = &window.before {
        select = select.filter(beyond::<E>(before).1);
    }
    let order = if window.backward {
        Order::Desc
    } else {
        Order::Asc
    };
    let mut rows = select
        .order_by(E::NAME, order.clone())
        .order_by(E::ID, order)
        .limit(window.limit + 1)
        .offset(window.offset)
        .all(session.read().await?)
        .await?;
    let more = window.cut(&mut rows);
    if window.backward {
        rows.reverse();
    }
    Ok(DirectoryPage { rows, more })
}

/// The number of rows; the database stops counting beyond the limit.
pub(in crate::domain) async fn count<E: Directory>(
    session: &Session,
    select: Select<E>,
) -> Result<Total> {
    let some = select
        .select_only()
        .column(E::ID)
        .limit(COUNT_LIMIT + 1)
        .into_query();
    let statement = Query::select()
        .expr_as(Expr::cust("COUNT(*)"), "total")
        .from_subquery(some, "counted")
        .take();
    let row = session.read().await?.query_one(&statement).await?;
    let found: i64 = row.map_or(Ok(0), |row| row.try_get("", "total"))?;
    Ok(Total::of(u64::try_from(found).unwrap_or_default()))
}

/// Conditions for the rows after and before a place.
fn beyond<E: Directory>(place: &Place) -> (Expr, Expr) {
    let key = match &place.key {
        Key::Text(text) => text.clone(),
        Key::Number(number) => number.to_string(),
    };
    let here = Expr::tuple([
        Expr::col((E::default(), E::NAME)),
        Expr::col((E::default(), E::ID)),
    ]);
    let there = Expr::tuple([Expr::val(key), Expr::val(place.id)]);
    (here.clone().gt(there.clone()), here.lt(there))
}
