//! The desk's lists: items with a working copy, and what was withdrawn, as far as rights reach.
use chrono::{DateTime, NaiveDate, Utc};
use entity::value::{ContentKind, EditionState};
use entity::{assignment, content, edition, edition_author, edition_desk};
use sea_orm::prelude::*;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ActiveEnum, Condition, FromQueryResult, Iterable, JoinType, Order, QueryOrder, QuerySelect,
    Select,
};

use super::decide::{concerns_all, decides_for_readers};
use super::item::WORKING;
use super::reach::{agencies_below, sections_below};
use crate::domain::Result;
use crate::domain::actor::Actor;
use crate::domain::database::Session;
use crate::domain::policy::{Action, Scope, scopes};
use crate::domain::sections;

/// Which items.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Which {
    /// Everything in reach, as the filter narrows it; last saved first.
    InReach(Filter),
    /// What waits for whoever asks: what is assigned to them, what was returned to them, and what others submitted that
    /// they may endorse, where that comes first, or approve; last saved first.
    MyQueue,
    /// What was submitted, needs no endorsement any more and they may approve, what waits longest first.
    Board,
    /// What should have been published before today, the most overdue first.
    Overdue,
    /// What the public read once, reads no more, and nobody revises; what was changed last first.
    Withdrawn,
}

/// Narrows a list of items.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// In one of these states; in any, where there are none.
    pub states: Vec<EditionState>,
    /// In this agency's custody.
    pub agency: Option<Uuid>,
    /// In this section, not those beneath it.
    pub section: Option<String>,
    /// Of this kind.
    pub kind: Option<ContentKind>,
    /// Written by this account.
    pub author: Option<Uuid>,
}

/// Where an item stands in its list.
#[derive(Clone, Copy, Debug, PartialEq, FromQueryResult)]
pub struct Row {
    /// The content.
    pub content_id: Uuid,
    /// The edition.
    pub edition_id: Uuid,
    /// When it was saved last, or changed last where it is withdrawn.
    pub saved_at: DateTime<Utc>,
    /// When it was submitted.
    pub submitted_at: Option<DateTime<Utc>>,
    /// By when it is to be published.
    pub due_on: Option<NaiveDate>,
}

/// After which item a page begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum After {
    /// Of lists by the time of saving, or of submitting.
    At(DateTime<Utc>, Uuid),
    /// Of lists by the day on which things are due.
    Due(NaiveDate, Uuid),
}

/// Up to `limit` items after a place, in order.
///
/// # Errors
/// When the database fails.
pub async fn page(
    session: &Session,
    actor: &Actor,
    (which, today): (&Which, NaiveDate),
    after: Option<After>,
    limit: u64,
) -> Result<Vec<Row>> {
    let db = session.read().await?;
    let mut select = select(db, actor, which, today).await?;
    let (by, newest_first) = match which {
        Which::InReach(_) | Which::MyQueue => (sheet(edition_desk::Column::SavedAt), true),
        Which::Board => (sheet(edition_desk::Column::SubmittedAt), false),
        Which::Overdue => (sheet(edition_desk::Column::DueOn), false),
        Which::Withdrawn => (head(edition::Column::UpdatedAt), true),
    };
    // Each by the id of its own index, so that its order is read and not sorted.
    let (id, changed_at) = match which {
        Which::Withdrawn => (head(edition::Column::Id), head(edition::Column::UpdatedAt)),
        _ => (
            sheet(edition_desk::Column::EditionId),
            sheet(edition_desk::Column::SavedAt),
        ),
    };
    if let Some(after) = after {
        let (key, last) = match after {
            After::At(at, last) => (Expr::val(at), last),
            After::Due(day, last) => (Expr::val(day), last),
        };
        let here = Expr::tuple([by.clone(), id.clone()]);
        let there = Expr::tuple([key, Expr::val(last)]);
        select = select.filter(if newest_first {
            here.lt(there)
        } else {
            here.gt(there)
        });
    }
    let order = if newest_first {
        Order::Desc
    } else {
        Order::Asc
    };
    let rows = select
        .order_by(by, order.clone())
        .order_by(id, order)
        .select_only()
        .column_as(edition::Column::ContentId, "content_id")
        .column_as(edition::Column::Id, "edition_id")
        .expr_as(changed_at, "saved_at")
        .columns([
            edition_desk::Column::SubmittedAt,
            edition_desk::Column::DueOn,
        ])
        .limit(limit)
        .into_model::<Row>()
        .all(db)
        .await?;
    Ok(rows)
}

/// How many items a list has.
///
/// # Errors
/// When the database fails.
pub async fn count(
    session: &Session,
    actor: &Actor,
    (which, today): (&Which, NaiveDate),
) -> Result<u64> {
    let db = session.read().await?;
    let select = select(db, actor, which, today).await?;
    let ids = select.select_only().column(edition::Column::Id);
    Ok(ids.count(db).await?)
}

/// How many items in reach are in which state.
///
/// # Errors
/// When the database fails.
pub async fn counts(
    session: &Session,
    actor: &Actor,
    agency: Option<Uuid>,
) -> Result<Vec<(EditionState, i64)>> {
    let db = session.read().await?;
    let filter = Filter {
        agency,
        ..Filter::default()
    };
    let select = working()
        .filter(within(db, actor, Action::ContentRead).await?)
        .filter(narrowed(&filter));
    let state = (edition::Entity, edition::Column::State);
    let id = (edition::Entity, edition::Column::Id);
    let found: Vec<(EditionState, i64)> = select
        .select_only()
        .column(edition::Column::State)
        .expr_as(Expr::col(id).count(), "items")
        .group_by(Expr::col(state))
        .into_tuple()
        .all(db)
        .await?;
    let of = |state: EditionState| found.iter().find(|(of, _)| *of == state);
    let in_order = WORKING
        .into_iter()
        .map(|state| (state, of(state).map_or(0, |(_, n)| *n)));
    Ok(in_order.collect())
}

async fn select(
    db: &impl ConnectionTrait,
    actor: &Actor,
    which: &Which,
    today: NaiveDate,
) -> Result<Select<edition_desk::Entity>> {
    let submitted = edition::Column::State.eq(EditionState::Submitted);
    let returned = edition::Column::State.eq(EditionState::Returned);
    let me = actor.account;
    Ok(match which {
        Which::InReach(filter) => working()
            .filter(within(db, actor, Action::ContentRead).await?)
            .filter(narrowed(filter)),
        Which::MyQueue => {
            let unendorsed = unendorsed(db, today).await?;
            let to_mend = Condition::all()
                .add(returned)
                .add(within(db, actor, Action::ContentSave).await?)
                .add(wrote(me));
            let to_endorse = Condition::all()
                .add(unendorsed.clone())
                .add(within(db, actor, Action::ContentEndorse).await?);
            let to_approve = Condition::all()
                .add(unendorsed.not())
                .add(within(db, actor, Action::ContentApprove).await?);
            let to_decide = Condition::all()
                .add(submitted)
                .add(Condition::any().add(to_endorse).add(to_approve));
            let to_see_to = Condition::all()
                .add(assigned(me))
                .add(within(db, actor, Action::ContentRead).await?);
            let waiting = Condition::any().add(to_mend).add(to_decide);
            working().filter(waiting.add(to_see_to))
        }
        Which::Board => working()
            .filter(submitted)
            .filter(unendorsed(db, today).await?.not())
            .filter(within(db, actor, Action::ContentApprove).await?),
        Which::Overdue => working()
            .filter(edition_desk::Column::DueOn.lt(today))
            .filter(within(db, actor, Action::ContentRead).await?),
        Which::Withdrawn => editions(JoinType::RightJoin)
            .filter(edition::Column::State.eq(EditionState::Withdrawn))
            .filter(is_last())
            .filter(within(db, actor, Action::ContentRead).await?),
    })
}

fn sheet(column: edition_desk::Column) -> Expr {
    Expr::col((edition_desk::Entity, column))
}

fn head(column: edition::Column) -> Expr {
    Expr::col((edition::Entity, column))
}

/// What is worked on.
fn working() -> Select<edition_desk::Entity> {
    editions(JoinType::InnerJoin).filter(edition::Column::State.is_in(WORKING))
}

/// Editions with their contents and their sheets; a right join has those too that were never written here.
fn editions(join: JoinType) -> Select<edition_desk::Entity> {
    edition_desk::Entity::find()
        .join(
            join,
            edition_desk::Entity::belongs_to(edition::Entity)
                .from(edition_desk::Column::EditionId)
                .to(edition::Column::Id)
                .into(),
        )
        .join(
            JoinType::InnerJoin,
            edition::Entity::belongs_to(content::Entity)
                .from(edition::Column::ContentId)
                .to(content::Column::Id)
                .into(),
        )
}

/// Whether the public reads no other edition of the content, and none is worked on.
fn is_last() -> Expr {
    let later = Alias::new("later");
    let others: SelectStatement = Query::select()
        .expr(Expr::val(1))
        .from_as(edition::Entity, later.clone())
        .and_where(
            Expr::col((later.clone(), edition::Column::ContentId))
                .equals((edition::Entity, edition::Column::ContentId)),
        )
        .and_where(
            Expr::col((later.clone(), edition::Column::Number))
                .gt(Expr::col((edition::Entity, edition::Column::Number))),
        )
        .and_where(
            Expr::col((later, edition::Column::State)).is_in(
                WORKING
                    .into_iter()
                    .chain([EditionState::Live, EditionState::Withdrawn])
                    .map(|state| state.to_value()),
            ),
        )
        .take();
    Expr::exists(others).not()
}

/// What the head of the agency has to endorse before anybody approves it, and did not yet.
async fn unendorsed(db: &impl ConnectionTrait, today: NaiveDate) -> Result<Condition> {
    let asking = sections::that_ask_for_endorsement(db, today).await?;
    Ok(Condition::all()
        .add(edition::Column::SectionCode.is_in(asking))
        .add(edition_desk::Column::EndorsedAt.is_null()))
}

fn narrowed(filter: &Filter) -> Condition {
    let states = filter.states.iter().copied();
    let in_states = (!filter.states.is_empty()).then(|| edition::Column::State.is_in(states));
    let section = filter.section.as_ref();
    Condition::all()
        .add_option(in_states)
        .add_option(
            filter
                .agency
                .map(|id| content::Column::CustodyAgencyId.eq(id)),
        )
        .add_option(section.map(|code| edition::Column::SectionCode.eq(code)))
        .add_option(filter.kind.map(|kind| content::Column::Kind.eq(kind)))
        .add_option(filter.author.map(wrote))
}

/// What the policy lets somebody do this to, as a condition.
async fn within(db: &impl ConnectionTrait, actor: &Actor, action: Action) -> Result<Condition> {
    let mut any = Condition::any().add(Expr::val(1).eq(0));
    for scope in scopes(actor, action) {
        any = any.add(condition(db, actor, action, scope).await?);
    }
    Ok(any)
}

async fn condition(
    db: &impl ConnectionTrait,
    actor: &Actor,
    action: Action,
    scope: Scope<'_>,
) -> Result<Condition> {
    let mut all = Condition::all();
    match scope.agency {
        Some((agency, true)) => {
            let agencies = agencies_below(db, agency).await?;
            all = all.add(content::Column::CustodyAgencyId.is_in(agencies));
        }
        Some((agency, false)) => all = all.add(content::Column::CustodyAgencyId.eq(agency)),
        None => {}
    }
    if let Some(sections) = scope.sections {
        let sections = sections_below(db, sections.iter().cloned().collect()).await?;
        all = all.add(edition::Column::SectionCode.is_in(sections));
    }
    if scope.agency.is_some() && decides_for_readers(action, None) {
        all = all.add(
            content::Column::Kind.is_not_in(ContentKind::iter().filter(|kind| concerns_all(*kind))),
        );
    }
    if scope.own {
        all = all.add(wrote(actor.account));
    }
    if scope.of_others {
        all = all.add(wrote(actor.account).not());
    }
    Ok(all)
}

/// Whether an account is among those who wrote the edition.
fn wrote(account: Uuid) -> Expr {
    let authors: SelectStatement = Query::select()
        .expr(Expr::val(1))
        .from(edition_author::Entity)
        .and_where(edition_author::Column::AccountId.eq(account))
        .and_where(
            Expr::col((edition_author::Entity, edition_author::Column::EditionId))
                .equals((edition::Entity, edition::Column::Id)),
        )
        .take();
    Expr::exists(authors)
}

/// Whether an edition is assigned to an account.
fn assigned(account: Uuid) -> Expr {
    let assignments: SelectStatement = Query::select()
        .expr(Expr::val(1))
        .from(assignment::Entity)
        .and_where(assignment::Column::AssigneeId.eq(account))
        .and_where(assignment::Column::EndedAt.is_null())
        .and_where(
            Expr::col((assignment::Entity, assignment::Column::EditionId))
                .equals((edition_desk::Entity, edition_desk::Column::EditionId)),
        )
        .take();
    Expr::exists(assignments)
}
