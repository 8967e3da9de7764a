//! A generated content: a mould of its kind at another time, by another agency, with other words.
use std::iter::repeat_n;

use chrono::{DateTime, Duration, Utc};
use entity::value::ContentKind;
use fastrand::Rng;
use uuid::Uuid;

use super::Load;
use super::details::{self, Change};
use super::directory;
use super::mould::Moulds;
use super::text;
use super::timeline;
use crate::exchange::content::{ContentRef, DocumentRef, ExternalId};
use crate::exchange::{ContentRecord, Record};

/// Of how many works in a hundred each kind is.
const SHARES: [(ContentKind, usize); 11] = [
    (ContentKind::Article, 28),
    (ContentKind::LegalQuestion, 18),
    (ContentKind::Material, 14),
    (ContentKind::Activity, 12),
    (ContentKind::LegalDocument, 10),
    (ContentKind::Briefing, 6),
    (ContentKind::Guidance, 4),
    (ContentKind::Plan, 3),
    (ContentKind::Report, 2),
    (ContentKind::Dialogue, 2),
    (ContentKind::Course, 1),
];

/// Of every so many contents, two are one work in two languages.
const CONTENTS_PER_TRANSLATION: u64 = 4;

/// Scatters neighbouring seeds.
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// Writes the contents of a load.
pub(super) struct Writer {
    load: Load,
    moulds: Moulds,
    /// The kinds of works, over and over again.
    kinds: Vec<ContentKind>,
}

/// What is settled of a content by its place alone.
struct Plan<'a> {
    /// Contents with the same number are one work.
    work: u64,
    is_translation: bool,
    kind: ContentKind,
    moment: DateTime<Utc>,
    mould: &'a ContentRecord,
    random: Rng,
}

impl Writer {
    pub(super) fn new(load: &Load, demo: &[Record]) -> Self {
        let mut kinds: Vec<ContentKind> = SHARES
            .into_iter()
            .filter(|(kind, _)| load.kinds.is_empty() || load.kinds.contains(kind))
            .flat_map(|(kind, share)| repeat_n(kind, share))
            .collect();
        Rng::with_seed(load.seed).shuffle(&mut kinds);
        Self {
            moulds: Moulds::new(demo),
            kinds,
            load: load.clone(),
        }
    }

    /// The content at a place; none when the demo province has nothing to cast it from.
    pub(super) fn content(&self, index: u64) -> Option<ContentRecord> {
        let Plan {
            work,
            is_translation,
            kind,
            moment,
            mould,
            mut random,
            ..
        } = self.plan(index)?;
        random.seed(random.get_seed() ^ u64::from(is_translation));
        let place = self.moulds.place(moment, &mut random)?;
        let document = self.earlier_document(index, &mut random);
        let is_document = kind == ContentKind::LegalDocument;
        let number = index + 1;
        Some(ContentRecord {
            id: Some(self.id(index)),
            work: (!is_document).then(|| Uuid::from_u64_pair(!self.load.seed, work)),
            language: if is_translation { "en" } else { "vi" }.to_owned(),
            path: None,
            redirects: Vec::new(),
            title: text::title(&mould.title, moment, number),
            body: (!is_document)
                .then(|| text::body(&self.moulds.paragraphs, document.as_ref(), &mut random)),
            agency: self.agency(place.agency, &mut random),
            areas: place.areas,
            cover: self.of_files(|| self.moulds.cover(&mut random)),
            attachments: self
                .of_files(|| self.moulds.attachment(&mut random))
                .into_iter()
                .collect(),
            related: self.related(index, &mut random),
            external_ids: vec![ExternalId {
                system: "load".to_owned(),
                value: format!("{}-{number}", self.load.seed),
            }],
            first_published_at: moment,
            published_at: moment,
            updated_at: moment + Duration::days(random.i64(0..20)),
            details: details::varied(
                &mould.details,
                &Change {
                    number,
                    later: moment - mould.first_published_at,
                    document,
                },
                &mut random,
            ),
            ..mould.clone()
        })
    }

    fn plan(&self, index: u64) -> Option<Plan<'_>> {
        let place = index % CONTENTS_PER_TRANSLATION;
        let work = work_of(index);
        let kind = *self
            .kinds
            .get(usize::try_from(work).ok()? % self.kinds.len())?;
        let mut random = Rng::with_seed(self.load.seed.wrapping_mul(MIX) ^ work);
        let moment = timeline::moment(work, work_of(self.load.items), &mut random);
        Some(Plan {
            work,
            is_translation: place == 1 && kind != ContentKind::LegalDocument,
            kind,
            moment,
            mould: self.moulds.of(kind, moment, &mut random)?,
            random,
        })
    }

    fn id(&self, index: u64) -> Uuid {
        Uuid::from_u64_pair(self.load.seed, index)
    }

    /// Every other content is written by a school, where there are any.
    fn agency(&self, usual: String, random: &mut Rng) -> String {
        match directory::schools(&self.load) {
            0 => usual,
            schools if random.bool() => directory::school(random.u64(..schools)),
            _ => usual,
        }
    }

    fn of_files<T>(&self, choose: impl FnOnce() -> Option<T>) -> Option<T> {
        self.load.files.then(choose).flatten()
    }

    fn related(&self, index: u64, random: &mut Rng) -> Vec<ContentRef> {
        (index > 0)
            .then(|| ContentRef::Id(self.id(random.u64(..index))))
            .into_iter()
            .collect()
    }

    /// A legal document that was generated not long before, found by trying.
    fn earlier_document(&self, index: u64, random: &mut Rng) -> Option<DocumentRef> {
        const TRIES: usize = 64;
        const RECENT: u64 = 300;
        if index == 0 {
            return None;
        }
        (0..TRIES).find_map(|_| {
            let earlier = random.u64(index.saturating_sub(RECENT)..index);
            let Plan { moment, mould, .. } = self.plan(earlier)?;
            details::reference(
                &mould.details,
                earlier + 1,
                moment - mould.first_published_at,
            )
        })
    }
}

/// The number of the work that the content at a place belongs to.
fn work_of(index: u64) -> u64 {
    let is_later = !index.is_multiple_of(CONTENTS_PER_TRANSLATION);
    index - index / CONTENTS_PER_TRANSLATION - u64::from(is_later)
}
