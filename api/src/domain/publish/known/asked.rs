//! What the records of a batch name.
use std::collections::{HashMap, HashSet};

use sea_orm::prelude::Uuid;

use crate::domain::legal::{as_name, number_key};
use crate::domain::publish::content::{PreparedContent, generated_path};
use crate::domain::publish::prepare::{Prepared, Step};
use crate::exchange::Details;
use crate::exchange::content::ContentRef;

/// What the records of a batch name.
#[derive(Default)]
pub(super) struct Asked {
    pub(super) paths: HashSet<String>,
    pub(super) external_ids: HashMap<String, HashSet<String>>,
    pub(super) contents: HashSet<Uuid>,
    pub(super) works: HashSet<Uuid>,
    pub(super) number_keys: HashSet<String>,
    pub(super) files: HashSet<String>,
}

impl Asked {
    pub(super) fn by(batch: &[Prepared]) -> Self {
        let mut asked = Self::default();
        for Prepared(step) in batch {
            match step {
                Step::Content(prepared) => asked.content(prepared),
                Step::Path(record) => {
                    asked.paths.insert(record.path.clone());
                    asked.paths.extend(record.target.clone());
                }
                Step::File(record, _) => drop(asked.files.insert(record.sha256.clone())),
                Step::Entry(_) => {}
            }
        }
        asked
    }

    fn content(&mut self, prepared: &PreparedContent) {
        let record = &prepared.record;
        self.contents.insert(prepared.id);
        self.works.extend(record.work);
        self.paths.extend(record.path.clone());
        self.paths.extend(record.redirects.iter().cloned());
        if record.path.is_none() {
            self.paths.insert(generated_path(prepared, prepared.id));
        }
        for known in &record.external_ids {
            self.external_ids
                .entry(known.system.clone())
                .or_default()
                .insert(known.value.clone());
        }
        for related in &record.related {
            match related {
                ContentRef::Id(id) => drop(self.contents.insert(*id)),
                ContentRef::Path(path) => drop(self.paths.insert(path.clone())),
                ContentRef::Document(document) => {
                    self.number_keys.extend(number_key(&document.number));
                }
            }
        }
        self.files
            .extend(record.cover.iter().map(|cover| cover.file.clone()));
        self.files.extend(
            record
                .attachments
                .iter()
                .map(|attachment| attachment.file.clone()),
        );
        self.number_keys.extend(prepared.number_key.clone());
        self.number_keys.extend(
            prepared
                .citations
                .iter()
                .filter_map(|cited| cited.document_key.clone())
                .filter(|key| as_name(key).is_none()),
        );
        match &record.details {
            Details::LegalDocument(document) => {
                let relations = document.relations.iter().map(|relation| &relation.target);
                let events = document.events.iter().filter_map(|event| event.by.as_ref());
                self.number_keys.extend(
                    relations
                        .chain(events)
                        .filter_map(|target| number_key(&target.number)),
                );
            }
            Details::Briefing(briefing) => {
                self.number_keys.extend(
                    briefing
                        .about
                        .iter()
                        .filter_map(|target| number_key(&target.number)),
                );
            }
            _ => {}
        }
    }
}
