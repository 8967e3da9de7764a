//! What all kinds share.
use std::collections::HashMap;

use entity::{
    attachment, edition_area, edition_audience, edition_body, edition_cover, edition_related,
    edition_topic,
};
use sea_orm::ConnectionTrait;
use sea_orm::prelude::Uuid;

use super::details::{self, DetailsOf};
use super::rows::{Rows, missing};
use super::{Told, code_of};
use crate::domain::Result;
use crate::domain::legal::external_ids;
use crate::domain::paths::redirects_to;
use crate::domain::publish::Catalogue;
use crate::exchange::Details;
use crate::exchange::content::{
    AttachmentRecord, BodyRecord, ContentRecord, ContentRef, DocumentRef, ExternalId, ImageRecord,
    SourceRecord,
};

/// The records of editions, in order.
///
/// # Errors
/// When the database fails.
pub(in crate::domain) async fn records(
    db: &impl ConnectionTrait,
    catalogue: &Catalogue,
    batch: &[Told],
) -> Result<Vec<ContentRecord>> {
    let mut shared = Shared::read(db, batch).await?;
    let mut details = details::read(db, catalogue, batch).await?;
    batch
        .iter()
        .map(|told| shared.record(catalogue, told, &mut details))
        .collect()
}

/// What hangs from editions of every kind.
struct Shared {
    bodies: Rows<edition_body::Entity>,
    covers: Rows<edition_cover::Entity>,
    topics: Rows<edition_topic::Entity>,
    audiences: Rows<edition_audience::Entity>,
    areas: Rows<edition_area::Entity>,
    attachments: Rows<attachment::Entity>,
    related: Rows<edition_related::Entity>,
    /// By content.
    redirects: HashMap<Uuid, Vec<String>>,
    /// By content.
    external_ids: HashMap<Uuid, Vec<ExternalId>>,
}

impl Shared {
    async fn read(db: &impl ConnectionTrait, batch: &[Told]) -> Result<Self> {
        let all: Vec<&Told> = batch.iter().collect();
        Ok(Self {
            bodies: Rows::read(db, &all).await?,
            covers: Rows::read(db, &all).await?,
            topics: Rows::read(db, &all).await?,
            audiences: Rows::read(db, &all).await?,
            areas: Rows::read(db, &all).await?,
            attachments: Rows::read(db, &all).await?,
            related: Rows::read(db, &all).await?,
            redirects: redirects(db, &all).await?,
            external_ids: known_elsewhere(db, &all).await?,
        })
    }

    fn record(
        &mut self,
        catalogue: &Catalogue,
        told: &Told,
        details: &mut DetailsOf,
    ) -> Result<ContentRecord> {
        let (id, edition) = (told.id(), told.edition.clone());
        let details = details
            .remove(&edition.id)
            .ok_or_else(|| missing("the details", id))?;
        let audiences = self.audiences.of(told).into_iter();
        let attachments = self.attachments.of(told).into_iter();
        let topics = self.topics.of(told).into_iter();
        Ok(ContentRecord {
            id: Some(id),
            work: Some(told.work).filter(|work| *work != id),
            language: told.language.clone(),
            path: told.path.clone(),
            redirects: self.redirects.get(&id).cloned().unwrap_or_default(),
            title: edition.title,
            summary: edition.summary,
            body: self.body(told, &details),
            section: edition.section_code,
            agency: code_of(&catalogue.agencies, edition.agency_id)?,
            author: edition.author,
            source: edition.source_name.map(|name| SourceRecord {
                name,
                url: edition.source_url,
            }),
            topics: topics.map(|row| row.topic_code).collect(),
            audiences: audiences.map(|row| row.audience_code).collect(),
            areas: self.areas(catalogue, told)?,
            cover: self.covers.optional(told).map(cover),
            attachments: attachments.map(attachment).collect(),
            related: self
                .related
                .of(told)
                .into_iter()
                .filter_map(related)
                .collect(),
            external_ids: self.external_ids.get(&id).cloned().unwrap_or_default(),
            first_published_at: told.first_published_at(),
            published_at: told.published_at(),
            updated_at: edition.updated_at,
            change_note: edition.change_note,
            details,
        })
    }

    /// The body, unless provisions make it.
    fn body(&mut self, told: &Told, details: &Details) -> Option<BodyRecord> {
        let html = self.bodies.optional(told)?.html;
        match details {
            Details::LegalDocument(document) if !document.provisions.is_empty() => None,
            _ => Some(BodyRecord::Html(html)),
        }
    }

    fn areas(&mut self, catalogue: &Catalogue, told: &Told) -> Result<Vec<String>> {
        let rows = self.areas.of(told).into_iter();
        let codes = rows.map(|row| code_of(&catalogue.areas, row.area_id));
        let mut codes = codes.collect::<Result<Vec<_>>>()?;
        codes.sort();
        Ok(codes)
    }
}

async fn redirects(
    db: &impl ConnectionTrait,
    batch: &[&Told],
) -> Result<HashMap<Uuid, Vec<String>>> {
    let contents: Vec<Uuid> = batch.iter().map(|told| told.id()).collect();
    let mut redirects: HashMap<Uuid, Vec<String>> = HashMap::new();
    for row in redirects_to(db, &contents).await? {
        if let Some(content) = row.content_id {
            redirects.entry(content).or_default().push(row.path);
        }
    }
    Ok(redirects)
}

async fn known_elsewhere(
    db: &impl ConnectionTrait,
    batch: &[&Told],
) -> Result<HashMap<Uuid, Vec<ExternalId>>> {
    let contents: Vec<Uuid> = batch.iter().map(|told| told.id()).collect();
    let mut known: HashMap<Uuid, Vec<ExternalId>> = HashMap::new();
    for row in external_ids(db, &contents).await? {
        known.entry(row.content_id).or_default().push(ExternalId {
            system: row.system,
            value: row.value,
        });
    }
    Ok(known)
}

fn cover(row: edition_cover::Model) -> ImageRecord {
    ImageRecord {
        file: row.file_sha256,
        alt: row.alt,
        caption: row.caption,
        credit: row.credit,
    }
}

fn attachment(row: attachment::Model) -> AttachmentRecord {
    AttachmentRecord {
        file: row.file_sha256,
        title: row.title,
        role: row.role.into(),
        language: row.language_code,
    }
}

/// A related item as its editor named it.
fn related(row: edition_related::Model) -> Option<ContentRef> {
    let (by, name) = row.target_key.split_once(':')?;
    match by {
        "id" => name.parse().ok().map(ContentRef::Id),
        "path" => Some(ContentRef::Path(name.to_owned())),
        _ => Some(ContentRef::Document(DocumentRef {
            number: row.target_number?,
            title: row.target_title,
            issuer: row.target_issuer_code,
            issued_on: row.target_issued_on,
        })),
    }
}
