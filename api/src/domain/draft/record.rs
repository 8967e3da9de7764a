//! Between working copies and exchange records: what an edition said, and what a working copy is going to say.
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{CoverDraft, DetailsDraft, Draft, Fault, Faults, Problem};
use crate::domain::clock::local_day;
use crate::domain::publish::{Catalogue, Dated, Timeline};
use crate::exchange::Details;
use crate::exchange::content::{ContentRecord, ImageRecord};
use crate::exchange::details::ArticleRecord;
use crate::text::normalize::is_blank;

/// What agencies and areas are called on a day.
pub struct Names<'a> {
    /// The directory.
    pub catalogue: &'a Catalogue,
    /// The day.
    pub day: NaiveDate,
}

/// What a record says and a working copy does not.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The content.
    pub content: Uuid,
    /// The work that it belongs to.
    pub work: Uuid,
    /// Its language.
    pub language: String,
    /// When it first appeared, or will.
    pub first_published_at: DateTime<Utc>,
    /// When the edition appears.
    pub published_at: DateTime<Utc>,
}

impl Names<'_> {
    /// The code of an agency that is there on the day.
    pub(super) fn agency(&self, path: &str, id: Uuid, faults: &mut Faults) -> Option<String> {
        code(&self.catalogue.agencies, self.day, path, id, faults)
    }

    pub(super) fn agency_id(&self, code: &str) -> Option<Uuid> {
        let agency = self.catalogue.agencies.at(code, self.day);
        agency.map(|agency| agency.id)
    }

    fn area(&self, id: Uuid, faults: &mut Faults) -> Option<String> {
        code(&self.catalogue.areas, self.day, "areas", id, faults)
    }

    fn area_id(&self, code: &str) -> Option<Uuid> {
        self.catalogue.areas.at(code, self.day).map(|area| area.id)
    }
}

/// The code of a row, which on the day must stand for that row.
fn code<M: Dated>(
    rows: &Timeline<M>,
    day: NaiveDate,
    path: &str,
    id: Uuid,
    faults: &mut Faults,
) -> Option<String> {
    let code = rows.get(id).map(|row| row.code().to_owned());
    let stands_for = code.as_deref().and_then(|code| rows.at(code, day));
    if stands_for.is_none_or(|row| row.id() != id) {
        faults.note(path, Problem::Unknown);
        return None;
    }
    code
}

impl Draft {
    /// What an edition said.
    #[must_use]
    pub fn of(record: ContentRecord, catalogue: &Catalogue) -> Option<Self> {
        let day = local_day(record.published_at);
        let names = Names { catalogue, day };
        let areas = record.areas.iter();
        Some(Self {
            title: record.title,
            summary: record.summary,
            body: record.body,
            section: record.section,
            agency: names.agency_id(&record.agency)?,
            author: record.author,
            source: record.source,
            topics: record.topics,
            audiences: record.audiences,
            areas: areas.filter_map(|code| names.area_id(code)).collect(),
            cover: record.cover.map(|cover| CoverDraft {
                file: cover.file,
                alt: Some(cover.alt),
                caption: cover.caption,
                credit: cover.credit,
            }),
            attachments: record.attachments,
            related: record.related,
            path: record.path,
            change_note: record.change_note,
            external_ids: record.external_ids,
            details: DetailsDraft::of(record.details, &names),
        })
    }

    /// The record that it leads to. What is missing is noted, and something stands in its place, so that all the
    /// rest can be looked at too: with faults, the record is good for nothing else.
    #[must_use]
    pub fn complete(
        &self,
        whole: &Whole,
        catalogue: &Catalogue,
        faults: &mut Faults,
    ) -> ContentRecord {
        let day = local_day(whole.published_at);
        let names = Names { catalogue, day };
        let agency = names.agency("agency", self.agency, faults);
        let areas = self.areas.iter().filter_map(|id| names.area(*id, faults));
        let mut areas: Vec<String> = areas.collect();
        areas.sort();
        let cover = self.cover.as_ref();
        let cover = cover.and_then(|cover| cover.complete(faults));
        let details = self.details.clone().complete(&names, faults);
        ContentRecord {
            id: Some(whole.content),
            work: Some(whole.work).filter(|work| *work != whole.content),
            language: whole.language.clone(),
            path: self.path.clone(),
            redirects: Vec::new(),
            title: self.title.clone(),
            summary: self.summary.clone(),
            body: self.body.clone(),
            section: self.section.clone(),
            agency: agency.unwrap_or_default(),
            author: self.author.clone(),
            source: self.source.clone(),
            topics: self.topics.clone(),
            audiences: self.audiences.clone(),
            areas,
            cover,
            attachments: self.attachments.clone(),
            related: self.related.clone(),
            external_ids: self.external_ids.clone(),
            first_published_at: whole.first_published_at,
            published_at: whole.published_at,
            updated_at: whole.published_at,
            change_note: self.change_note.clone(),
            details: details.unwrap_or_else(|| Details::Article(ArticleRecord::default())),
        }
    }
}

impl CoverDraft {
    fn complete(&self, faults: &mut Faults) -> Option<ImageRecord> {
        let alt = self.alt.clone().filter(|alt| !is_blank(alt));
        if alt.is_none() {
            faults.0.push(Fault {
                legal_basis: Some("WCAG 2.2, 1.1.1".to_owned()),
                ..Fault::new("cover.alt", Problem::Missing)
            });
        }
        Some(ImageRecord {
            file: self.file.clone(),
            alt: alt?,
            caption: self.caption.clone(),
            credit: self.credit.clone(),
        })
    }
}
