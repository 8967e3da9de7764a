//! What happened to the force of documents: the events that their own records tell, and the end that follows
//! from the relations of others, which replaced or repealed them as a whole.
use std::collections::HashMap;

use chrono::NaiveDate;
use entity::value::EffectKind;
use entity::{edition, effect_event, legal_document, legal_relation};
use sea_orm::prelude::*;
use sea_orm::{FromQueryResult, StatementBuilder};

use super::relations::ending_documents;
use crate::domain::Result;
use crate::domain::database::Session;
use crate::domain::edition_rows::of_editions;

/// A live document: its edition has events of its own, others act on its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct InForce {
    /// The edition.
    pub edition: Uuid,
    /// The content.
    pub content: Uuid,
}

/// What happened to the force of each document, in the order of the days.
///
/// # Errors
/// When the database fails.
pub async fn events(
    session: &Session,
    documents: &[InForce],
) -> Result<HashMap<InForce, Vec<effect_event::Model>>> {
    let editions: Vec<Uuid> = documents.iter().map(|document| document.edition).collect();
    let mut own: HashMap<Uuid, Vec<effect_event::Model>> = HashMap::new();
    for event in of_editions::<effect_event::Entity>(session.read().await?, &editions).await? {
        own.entry(event.edition_id).or_default().push(event);
    }
    let mut ends: HashMap<Uuid, Vec<End>> = HashMap::new();
    for end in ends_by_others(session, documents).await? {
        ends.entry(end.target_id).or_default().push(end);
    }
    let mut found = HashMap::new();
    for document in documents {
        let mut events = own.get(&document.edition).cloned().unwrap_or_default();
        for end in ends.get(&document.content).into_iter().flatten() {
            let is_told = |event: &effect_event::Model| {
                event.kind == EffectKind::Expired
                    && event.provision.is_none()
                    && (event.date == end.effective_on || event.target_id == Some(end.content_id))
            };
            if !events.iter().any(is_told) {
                let position = events.last().map_or(0, |last| last.position + 1);
                events.push(end.event(document.edition, position));
            }
        }
        events.sort_by_key(|event| event.date);
        found.insert(*document, events);
    }
    Ok(found)
}

/// The end of a document by another.
#[derive(FromQueryResult)]
struct End {
    target_id: Uuid,
    content_id: Uuid,
    title: String,
    number: Option<String>,
    number_key: Option<String>,
    issued_on: NaiveDate,
    effective_on: NaiveDate,
}

impl End {
    fn event(&self, edition_id: Uuid, position: i32) -> effect_event::Model {
        effect_event::Model {
            edition_id,
            position,
            date: self.effective_on,
            kind: EffectKind::Expired,
            provision: None,
            note: None,
            target_number: Some(self.number.clone().unwrap_or_default()),
            target_number_key: self.number_key.clone(),
            target_title: Some(self.title.clone()),
            target_issuer_code: None,
            target_issued_on: Some(self.issued_on),
            target_id: Some(self.content_id),
        }
    }
}

/// The ends of documents by others, the earliest first.
async fn ends_by_others(session: &Session, documents: &[InForce]) -> Result<Vec<End>> {
    let mut statement = ending_documents();
    statement
        .column((legal_relation::Entity, legal_relation::Column::TargetId))
        .columns([
            (edition::Entity, edition::Column::ContentId),
            (edition::Entity, edition::Column::Title),
        ])
        .columns([
            (legal_document::Entity, legal_document::Column::Number),
            (legal_document::Entity, legal_document::Column::NumberKey),
            (legal_document::Entity, legal_document::Column::IssuedOn),
            (legal_document::Entity, legal_document::Column::EffectiveOn),
        ])
        .and_where(
            legal_relation::Column::TargetId
                .is_in(documents.iter().map(|document| document.content)),
        );
    let reader = session.read().await?;
    let statement = StatementBuilder::build(&statement, &reader.get_database_backend());
    let mut ends = End::find_by_statement(statement).all(reader).await?;
    ends.sort_by_key(|end| (end.effective_on, end.content_id));
    Ok(ends)
}
