//! Relations between legal documents, from both ends.
use async_graphql::{ComplexObject, Context, Enum, SimpleObject};
use entity::{legal_document, legal_relation, relation_type};

use super::DocumentReference;
use crate::domain::legal::IncomingList;
use crate::domain::listing::list::{Key, Keys, Place};
use crate::domain::visibility::LiveContent;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::loader::{ByCode, EditionContent, IncomingCount, IncomingRelations, RowsOf};
use crate::graphql::page::{Connection, PageArgs, Total, cursor, fingerprint};
use crate::graphql::vocabulary::RelationType;

/// From which end relations are read. / Chiều đọc quan hệ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum)]
pub enum RelationDirection {
    /// This document acts on others. / Văn bản này tác động đến văn bản khác.
    #[default]
    Outgoing,
    /// Others act on this document. / Văn bản khác tác động đến văn bản này.
    Incoming,
}

/// A relation between two legal documents (quan hệ văn bản). / Quan hệ giữa hai văn bản.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct LegalRelation {
    /// From which end it is read. / Chiều đọc.
    direction: RelationDirection,
    /// Path of the part of the acting document. / Phần của văn bản tác động.
    acting_provision: Option<String>,
    /// Path of the part that is acted on. / Phần của văn bản bị tác động.
    target_provision: Option<String>,
    /// The other document. / Văn bản ở đầu còn lại.
    other: DocumentReference,
    #[graphql(skip)]
    type_code: String,
}

#[ComplexObject]
impl LegalRelation {
    /// Type of relation. / Loại quan hệ.
    #[graphql(name = "type")]
    async fn relation_type(&self, ctx: &Context<'_>) -> Result<Option<RelationType>> {
        let code = ByCode::<relation_type::Entity>::new(&self.type_code);
        Ok(ctx.reader().load_one(code).await?.map(RelationType::from))
    }
}

/// A page of the relations of a published document.
///
/// # Errors
/// When the arguments cannot be used or the database fails.
pub(super) async fn page(
    ctx: &Context<'_>,
    live: &LiveContent,
    direction: RelationDirection,
    type_code: Option<String>,
    args: &PageArgs,
) -> Result<Connection<LegalRelation>> {
    match direction {
        RelationDirection::Outgoing => outgoing(ctx, live, type_code, args).await,
        RelationDirection::Incoming => incoming(ctx, live, type_code, args).await,
    }
}

async fn outgoing(
    ctx: &Context<'_>,
    live: &LiveContent,
    type_code: Option<String>,
    args: &PageArgs,
) -> Result<Connection<LegalRelation>> {
    let list = fingerprint(&("outgoing", live.edition().id, &type_code));
    let window = args.window(list, Keys::Numbers)?;
    let rows = ctx
        .reader()
        .load_one(RowsOf::<legal_relation::Entity>::of(live))
        .await?
        .unwrap_or_default();
    let wanted =
        |row: &&legal_relation::Model| type_code.as_ref().is_none_or(|code| *code == row.type_code);
    let all: Vec<&legal_relation::Model> = rows.iter().filter(wanted).collect();
    let from = window.after.as_ref().map_or(i32::MIN, position_of);
    let left: Vec<&&legal_relation::Model> = all.iter().filter(|row| row.position > from).collect();
    let limit = window.size();
    let items = left.iter().take(limit).map(|row| {
        let relation = LegalRelation {
            direction: RelationDirection::Outgoing,
            acting_provision: row.provision.clone(),
            target_provision: row.target_provision.clone(),
            type_code: row.type_code.clone(),
            other: DocumentReference::from((**row).clone()),
        };
        (cursor(list, place(row)), relation)
    });
    Ok(Connection::new(
        items.collect(),
        left.len() > limit,
        &window,
        Total::Known(all.len()),
    ))
}

async fn incoming(
    ctx: &Context<'_>,
    live: &LiveContent,
    type_code: Option<String>,
    args: &PageArgs,
) -> Result<Connection<LegalRelation>> {
    let fingerprint = fingerprint(&("incoming", live.id(), &type_code));
    let window = args.window(fingerprint, Keys::Numbers)?;
    let after = window
        .after
        .as_ref()
        .map(|place| (place.id, position_of(place)));
    let list = IncomingList {
        target: live.id(),
        type_code: type_code.clone(),
        limit: window.limit,
        after,
    };
    let rows = ctx
        .reader()
        .load_one(IncomingRelations(list))
        .await?
        .unwrap_or_default();
    let limit = window.size();
    let editions = rows
        .iter()
        .take(limit)
        .map(|row| EditionContent(row.edition_id));
    let contents = ctx.reader().load_many(editions).await?;
    let documents = contents
        .values()
        .map(|content| RowsOf::<legal_document::Entity>::of(content));
    let documents = ctx.reader().load_many(documents).await?;
    let items = rows.iter().take(limit).filter_map(|row| {
        let acting = contents.get(&EditionContent(row.edition_id))?;
        let details = documents.get(&RowsOf::of(acting))?.first()?;
        let number = details.number.clone().unwrap_or_default();
        let title = acting.edition().title.clone();
        let relation = LegalRelation {
            direction: RelationDirection::Incoming,
            acting_provision: row.provision.clone(),
            target_provision: row.target_provision.clone(),
            type_code: row.type_code.clone(),
            other: DocumentReference::to(number, title, details.issued_on, acting.id()),
        };
        Some((cursor(fingerprint, place(row)), relation))
    });
    let items: Vec<(String, LegalRelation)> = items.collect();
    let total = Total::Incoming {
        target: live.id(),
        type_code,
    };
    Ok(Connection::new(items, rows.len() > limit, &window, total))
}

/// The number of relations that point at a document.
///
/// # Errors
/// When the database fails.
pub(in crate::graphql) async fn count_incoming(
    ctx: &Context<'_>,
    target: uuid::Uuid,
    type_code: Option<&str>,
) -> Result<u64> {
    let counts = ctx
        .reader()
        .load_one(IncomingCount(target))
        .await?
        .unwrap_or_default();
    let wanted = counts
        .iter()
        .filter(|(code, _)| type_code.is_none_or(|wanted| wanted == code));
    Ok(wanted
        .map(|(_, total)| u64::try_from(*total).unwrap_or_default())
        .sum())
}

fn place(row: &legal_relation::Model) -> Place {
    Place {
        key: Key::Number(i64::from(row.position)),
        id: row.edition_id,
    }
}

fn position_of(place: &Place) -> i32 {
    match place.key {
        Key::Number(position) => i32::try_from(position).unwrap_or(i32::MAX),
        Key::Text(_) => i32::MAX,
    }
}
