//! What generated contents are cast from: the demo province's contents, era by era.
use std::collections::BTreeSet;

use chrono::DateTime;
use chrono::Utc;
use entity::value::ContentKind;
use fastrand::Rng;

use super::timeline::{ERAS, Era};
use crate::exchange::Record;
use crate::exchange::content::{AttachmentRecord, BodyRecord, ContentRecord, ImageRecord};

/// The moulds of all contents.
pub(super) struct Moulds {
    contents: Vec<ContentRecord>,
    eras: Vec<Places>,
    covers: Vec<ImageRecord>,
    attachments: Vec<AttachmentRecord>,
    /// Paragraphs of bodies.
    pub paragraphs: Vec<String>,
}

/// Who wrote in an era, about where.
struct Places {
    era: Era,
    agencies: Vec<String>,
    areas: Vec<Vec<String>>,
}

/// Who writes a content, about where.
pub(super) struct Place {
    pub agency: String,
    pub areas: Vec<String>,
}

impl Moulds {
    pub(super) fn new(demo: &[Record]) -> Self {
        let contents: Vec<ContentRecord> = demo
            .iter()
            .filter_map(|record| match record {
                Record::Content(content) if content.language == "vi" => Some((**content).clone()),
                _ => None,
            })
            .collect();
        let covers = contents
            .iter()
            .filter_map(|one| one.cover.clone())
            .collect();
        let attachments = contents
            .iter()
            .flat_map(|one| one.attachments.clone())
            .collect();
        Self {
            eras: ERAS.into_iter().map(|era| places(era, &contents)).collect(),
            paragraphs: contents.iter().flat_map(paragraphs).collect(),
            covers,
            attachments,
            contents,
        }
    }

    /// A mould of a kind, from the same era where there is one.
    pub(super) fn of(
        &self,
        kind: ContentKind,
        moment: DateTime<Utc>,
        random: &mut Rng,
    ) -> Option<&ContentRecord> {
        let of_kind = || {
            self.contents
                .iter()
                .filter(|one| one.details.kind() == kind)
        };
        let era = ERAS.into_iter().find(|era| era.holds(moment))?;
        let of_era: Vec<&ContentRecord> = of_kind()
            .filter(|one| era.holds(one.first_published_at))
            .collect();
        let from = if of_era.is_empty() {
            of_kind().collect()
        } else {
            of_era
        };
        random.choice(from)
    }

    pub(super) fn place(&self, moment: DateTime<Utc>, random: &mut Rng) -> Option<Place> {
        let places = self.eras.iter().find(|places| places.era.holds(moment))?;
        Some(Place {
            agency: random.choice(&places.agencies)?.clone(),
            areas: random.choice(&places.areas)?.clone(),
        })
    }

    pub(super) fn cover(&self, random: &mut Rng) -> Option<ImageRecord> {
        random.choice(&self.covers).cloned()
    }

    pub(super) fn attachment(&self, random: &mut Rng) -> Option<AttachmentRecord> {
        random.choice(&self.attachments).cloned()
    }
}

fn places(era: Era, contents: &[ContentRecord]) -> Places {
    let in_era = || {
        contents
            .iter()
            .filter(|one| era.holds(one.first_published_at))
    };
    let agencies: BTreeSet<String> = in_era().map(|one| one.agency.clone()).collect();
    let areas: BTreeSet<Vec<String>> = in_era()
        .map(|one| one.areas.clone())
        .filter(|areas| !areas.is_empty())
        .collect();
    Places {
        era,
        agencies: agencies.into_iter().collect(),
        areas: areas.into_iter().collect(),
    }
}

/// The paragraphs of a body that stand by themselves.
fn paragraphs(content: &ContentRecord) -> Vec<String> {
    let Some(BodyRecord::Markdown(body)) = &content.body else {
        return Vec::new();
    };
    body.split("\n\n")
        .filter(|paragraph| !paragraph.starts_with(['#', '|', '*', '>']))
        .map(str::to_owned)
        .collect()
}
