//! Published questions: whether the law that an answer gives has moved since.
use std::collections::HashMap;

use chrono::NaiveDate;
use entity::value::{EditionState, EffectKind};
use entity::{citation, edition, effect_event, legal_document, legal_relation};
use sea_orm::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{FromQueryResult, StatementBuilder};

use super::Result;
use super::database::Session;
use super::legal::ending_documents;

/// What every published answer says of itself.
pub const DISCLAIMER: &str = "Câu trả lời chỉ có giá trị tham khảo tại thời điểm nêu trong nội dung, không phải là \
     văn bản áp dụng pháp luật. / The answer is for reference as of the stated day; it is not a legal act.";

/// An event of a cited document, beside the provision that is cited.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct CitedEvent {
    edition_id: Uuid,
    cited: Option<String>,
    touched: Option<String>,
    kind: EffectKind,
    date: NaiveDate,
}

/// Whether something that is cited changed after the day whose law an answer gives, until today.
#[must_use]
pub fn outdated(law_as_of: NaiveDate, events: &[CitedEvent], today: NaiveDate) -> bool {
    events
        .iter()
        .filter(|event| !matches!(event.kind, EffectKind::InForce | EffectKind::Corrected))
        .filter(|event| law_as_of < event.date && event.date <= today)
        .any(|event| match (&event.cited, &event.touched) {
            (None, _) | (_, None) => true,
            (Some(cited), Some(touched)) => one_holds_the_other(cited, touched),
        })
}

fn one_holds_the_other(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    long.strip_prefix(short)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What happened to the documents that the live `editions` cite: their own events, and their end by others.
///
/// # Errors
/// When the database fails.
pub async fn events_on_cited(
    session: &Session,
    editions: &[Uuid],
) -> Result<HashMap<Uuid, Vec<CitedEvent>>> {
    let reader = session.read().await?;
    let mut found: HashMap<Uuid, Vec<CitedEvent>> = HashMap::new();
    for statement in [own_events(editions), ends_by_others(editions)] {
        let statement = StatementBuilder::build(&statement, &reader.get_database_backend());
        for event in CitedEvent::find_by_statement(statement).all(reader).await? {
            found.entry(event.edition_id).or_default().push(event);
        }
    }
    Ok(found)
}

fn own_events(editions: &[Uuid]) -> SelectStatement {
    Query::select()
        .column((citation::Entity, citation::Column::EditionId))
        .expr_as(
            Expr::col((citation::Entity, citation::Column::Provision)),
            "cited",
        )
        .expr_as(
            Expr::col((effect_event::Entity, effect_event::Column::Provision)),
            "touched",
        )
        .column((effect_event::Entity, effect_event::Column::Kind))
        .column((effect_event::Entity, effect_event::Column::Date))
        .from(citation::Entity)
        .inner_join(
            edition::Entity,
            Expr::col((edition::Entity, edition::Column::ContentId))
                .equals((citation::Entity, citation::Column::TargetId)),
        )
        .inner_join(
            effect_event::Entity,
            Expr::col((effect_event::Entity, effect_event::Column::EditionId))
                .equals((edition::Entity, edition::Column::Id)),
        )
        .and_where(edition::Column::State.eq(EditionState::Live))
        .and_where(citation::Column::EditionId.is_in(editions.iter().copied()))
        .take()
}

/// Each as an event on the whole document.
fn ends_by_others(editions: &[Uuid]) -> SelectStatement {
    ending_documents()
        .inner_join(
            citation::Entity,
            Expr::col((citation::Entity, citation::Column::TargetId))
                .equals((legal_relation::Entity, legal_relation::Column::TargetId)),
        )
        .column((citation::Entity, citation::Column::EditionId))
        .expr_as(
            Expr::col((citation::Entity, citation::Column::Provision)),
            "cited",
        )
        .expr_as(
            Expr::col((
                legal_relation::Entity,
                legal_relation::Column::TargetProvision,
            )),
            "touched",
        )
        .expr_as(Expr::val(EffectKind::Expired), "kind")
        .expr_as(
            Expr::col((legal_document::Entity, legal_document::Column::EffectiveOn)),
            "date",
        )
        .and_where(
            Expr::col((citation::Entity, citation::Column::EditionId))
                .is_in(editions.iter().copied()),
        )
        .take()
}
