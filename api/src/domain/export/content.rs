//! Published contents as records: what all kinds share.
use std::collections::HashMap;

use entity::{
    attachment, edition_area, edition_audience, edition_body, edition_cover, edition_related,
    edition_topic,
};
use sea_orm::prelude::Uuid;

use super::details::{self, DetailsOf};
use super::directory::code_of;
use super::rows::{Rows, missing};
use crate::domain::Result;
use crate::domain::database::Session;
use crate::domain::legal::external_ids;
use crate::domain::paths::redirects_to;
use crate::domain::publish::Catalogue;
use crate::domain::visibility::LiveContent;
use crate::exchange::content::{
    AttachmentRecord, BodyRecord, ContentRecord, ContentRef, DocumentRef, ExternalId, ImageRecord,
    SourceRecord,
};
use crate::exchange::{Details, Record};

/// The records of a batch of contents, in order.
pub(super) async fn records(
    session: &Session,
    catalogue: &Catalogue,
    batch: &[LiveContent],
) -> Result<Vec<Record>> {
    let mut shared = Shared::read(session, batch).await?;
    let mut details = details::read(session, catalogue, batch).await?;
    batch
        .iter()
        .map(|live| {
            let record = shared.record(catalogue, live, &mut details)?;
            Ok(Record::Content(Box::new(record)))
        })
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
    async fn read(session: &Session, batch: &[LiveContent]) -> Result<Self> {
        let all: Vec<&LiveContent> = batch.iter().collect();
        Ok(Self {
            bodies: Rows::read(session, &all).await?,
            covers: Rows::read(session, &all).await?,
            topics: Rows::read(session, &all).await?,
            audiences: Rows::read(session, &all).await?,
            areas: Rows::read(session, &all).await?,
            attachments: Rows::read(session, &all).await?,
            related: Rows::read(session, &all).await?,
            redirects: redirects(session, &all).await?,
            external_ids: known_elsewhere(session, &all).await?,
        })
    }

    fn record(
        &mut self,
        catalogue: &Catalogue,
        live: &LiveContent,
        details: &mut DetailsOf,
    ) -> Result<ContentRecord> {
        let (id, edition) = (live.id(), live.edition().clone());
        let details = details
            .remove(&id)
            .ok_or_else(|| missing("the details", id))?;
        let audiences = self.audiences.of(live).into_iter();
        let attachments = self.attachments.of(live).into_iter();
        let topics = self.topics.of(live).into_iter();
        Ok(ContentRecord {
            id: Some(id),
            work: Some(live.work()).filter(|work| *work != id),
            language: live.language().to_owned(),
            path: Some(live.path().to_owned()),
            redirects: self.redirects.remove(&id).unwrap_or_default(),
            title: edition.title,
            summary: edition.summary,
            body: self.body(live, &details),
            section: edition.section_code,
            agency: code_of(&catalogue.agencies, edition.agency_id)?,
            author: edition.author,
            source: edition.source_name.map(|name| SourceRecord {
                name,
                url: edition.source_url,
            }),
            topics: topics.map(|row| row.topic_code).collect(),
            audiences: audiences.map(|row| row.audience_code).collect(),
            areas: self.areas(catalogue, live)?,
            cover: self.covers.optional(live).map(cover),
            attachments: attachments.map(attachment).collect(),
            related: self
                .related
                .of(live)
                .into_iter()
                .filter_map(related)
                .collect(),
            external_ids: self.external_ids.remove(&id).unwrap_or_default(),
            first_published_at: live.first_published_at(),
            published_at: live.published_at(),
            updated_at: edition.updated_at,
            change_note: edition.change_note,
            details,
        })
    }

    /// The body, unless provisions make it.
    fn body(&mut self, live: &LiveContent, details: &Details) -> Option<BodyRecord> {
        let html = self.bodies.optional(live)?.html;
        match details {
            Details::LegalDocument(document) if !document.provisions.is_empty() => None,
            _ => Some(BodyRecord::Html(html)),
        }
    }

    fn areas(&mut self, catalogue: &Catalogue, live: &LiveContent) -> Result<Vec<String>> {
        let rows = self.areas.of(live).into_iter();
        let codes = rows.map(|row| code_of(&catalogue.areas, row.area_id));
        let mut codes = codes.collect::<Result<Vec<_>>>()?;
        codes.sort();
        Ok(codes)
    }
}

async fn redirects(
    session: &Session,
    batch: &[&LiveContent],
) -> Result<HashMap<Uuid, Vec<String>>> {
    let contents: Vec<Uuid> = batch.iter().map(|live| live.id()).collect();
    let mut redirects: HashMap<Uuid, Vec<String>> = HashMap::new();
    for row in redirects_to(session, &contents).await? {
        if let Some(content) = row.content_id {
            redirects.entry(content).or_default().push(row.path);
        }
    }
    Ok(redirects)
}

async fn known_elsewhere(
    session: &Session,
    batch: &[&LiveContent],
) -> Result<HashMap<Uuid, Vec<ExternalId>>> {
    let contents: Vec<Uuid> = batch.iter().map(|live| live.id()).collect();
    let mut known: HashMap<Uuid, Vec<ExternalId>> = HashMap::new();
    for row in external_ids(session, &contents).await? {
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
