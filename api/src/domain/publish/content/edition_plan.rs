//! What an edition will hold: codes and references resolved from what is known.
use std::collections::HashMap;

use entity::issuer;
use entity::value::Tier;
use uuid::Uuid;

use super::{PreparedContent, Standing};
use crate::domain::clock::local_day;
use crate::domain::legal::{as_name, number_key};
use crate::domain::listing::Listed;
use crate::domain::listing::scope::{SortKeys, date_key, time_key};
use crate::domain::publish::catalogue::Catalogue;
use crate::domain::publish::identity;
use crate::domain::publish::known::{Known, KnownContent, Reference};
use crate::domain::publish::nouns::{self, Noun};
use crate::domain::{Error, Result};
use crate::exchange::Details;
use crate::exchange::content::{ContentRecord, ContentRef, DocumentRef};
use crate::text::collation;

/// An edition with the identities that its codes stand for.
pub(in crate::domain::publish) struct EditionPlan {
    pub id: Uuid,
    pub number: i32,
    pub agency: Uuid,
    pub areas: Vec<Uuid>,
    /// Hosts of a dialogue.
    pub hosts: Vec<Uuid>,
    /// Targets of related items, briefings' documents, events, relations and citations, each in order.
    pub related: Vec<Option<Uuid>>,
    pub about: Vec<Option<Uuid>>,
    pub events: Vec<Option<Uuid>>,
    pub relations: Vec<Option<Uuid>>,
    pub citations: Vec<Option<Uuid>>,
    pub listed: Listed,
}

/// Issuers that the record names and the catalogue does not know yet.
pub(super) fn new_issuers(
    catalogue: &Catalogue,
    prepared: &PreparedContent,
) -> Result<Vec<issuer::Model>> {
    let Details::LegalDocument(document) = &prepared.record.details else {
        return Ok(Vec::new());
    };
    let names: HashMap<&str, &str> = prepared
        .issuer_names
        .iter()
        .map(|(code, name)| (code.as_str(), name.as_str()))
        .collect();
    let mut new: Vec<issuer::Model> = Vec::new();
    for code in document
        .issuers
        .iter()
        .filter_map(|issuer| issuer.code.as_deref())
    {
        if catalogue.issuers.contains_key(code) || new.iter().any(|issuer| issuer.code == code) {
            continue;
        }
        let Some(name) = names.get(code) else {
            return unknown("details.issuers", nouns::ISSUER, code);
        };
        new.push(issuer::Model {
            code: code.to_owned(),
            name: (*name).to_owned(),
            name_key: collation::sort_key(name),
            tier: tier_of(name),
            agency_id: None,
        });
    }
    Ok(new)
}

/// The tier of a body, told by the words of its name.
fn tier_of(name: &str) -> Tier {
    let name = format!(" {} ", name.to_lowercase());
    let says = |words: &[&str]| words.iter().any(|word| name.contains(&format!(" {word} ")));
    if says(&["xã", "phường", "thị trấn", "đặc khu"]) && !says(&["thị xã"]) {
        Tier::Commune
    } else if says(&["huyện", "quận", "thị xã"]) {
        Tier::District
    } else if says(&["tỉnh", "thành phố", "sở"]) {
        Tier::Province
    } else {
        Tier::Central
    }
}

/// Plans the edition of a content, its codes resolved on the day of publication.
pub(super) fn plan(
    catalogue: &Catalogue,
    known: &Known,
    content: Uuid,
    before: Option<&KnownContent>,
    prepared: &PreparedContent,
) -> Result<EditionPlan> {
    let record = &prepared.record;
    let codes = Codes {
        catalogue,
        day: local_day(record.published_at),
    };
    codes.check(record)?;
    files_are_there(known, record)?;
    let agency = codes.agency("agency", &record.agency)?;
    let areas = record
        .areas
        .iter()
        .map(|code| codes.area(code))
        .collect::<Result<Vec<_>>>()?;
    let hosts = match &record.details {
        Details::Dialogue(dialogue) => dialogue
            .hosts
            .iter()
            .map(|code| codes.agency("details.hosts", code))
            .collect::<Result<Vec<_>>>()?,
        _ => Vec::new(),
    };
    let targets = Targets { known, content };
    let next = before.map_or(0, |before| before.last_number) + 1;
    let standing = prepared.standing.unwrap_or_else(|| Standing {
        edition: identity::edition(content, next),
        number: next,
    });
    let mut edition = EditionPlan {
        id: standing.edition,
        number: standing.number,
        agency,
        hosts,
        related: record
            .related
            .iter()
            .map(|related| targets.related(related))
            .collect(),
        about: Vec::new(),
        events: Vec::new(),
        relations: Vec::new(),
        citations: prepared
            .citations
            .iter()
            .map(|cited| match &cited.document_key {
                _ if cited.is_own => Some(content),
                // Which one a name means is seen when all is written.
                Some(key) if as_name(key).is_none() => known.documents.the_only(Reference {
                    key,
                    issuer: None,
                    issued_on: None,
                }),
                _ => None,
            })
            .collect(),
        listed: listed(content, agency, areas.clone(), prepared),
        areas,
    };
    match &record.details {
        Details::Briefing(briefing) => {
            edition.about = briefing
                .about
                .iter()
                .map(|target| targets.document(target))
                .collect();
        }
        Details::LegalDocument(document) => {
            let by = document.events.iter().map(|event| event.by.as_ref());
            edition.events = by
                .map(|by| by.and_then(|target| targets.document(target)))
                .collect();
            let relations = document.relations.iter();
            edition.relations = relations
                .map(|relation| targets.document(&relation.target))
                .collect();
        }
        _ => {}
    }
    let cited = edition.citations.iter().flatten().copied();
    edition.listed.cited = cited.filter(|target| *target != content).collect();
    if !matches!(record.details, Details::LegalDocument(_)) {
        let about = edition.about.iter().chain(&edition.citations).flatten();
        edition.listed.about = about.copied().collect();
        edition.listed.subjects = edition.about.iter().flatten().copied().collect();
    }
    Ok(edition)
}

fn listed(content: Uuid, agency: Uuid, areas: Vec<Uuid>, prepared: &PreparedContent) -> Listed {
    let record = &prepared.record;
    let (document_type, issuers) = match &record.details {
        Details::LegalDocument(document) => (
            Some(document.document_type.clone()),
            document
                .issuers
                .iter()
                .filter_map(|issuer| issuer.code.clone())
                .collect(),
        ),
        _ => (None, Vec::new()),
    };
    let date = prepared
        .own_date
        .unwrap_or_else(|| local_day(record.published_at));
    Listed {
        content,
        kind: record.details.kind(),
        language: record.language.clone(),
        section: record.section.clone(),
        agency,
        areas,
        topics: record.topics.clone(),
        audiences: record.audiences.clone(),
        form: form(&record.details),
        document_type,
        issuers,
        number_key: prepared.number_key.clone(),
        about: Vec::new(),
        subjects: Vec::new(),
        cited: Vec::new(),
        keys: SortKeys {
            published: time_key(record.published_at),
            updated: time_key(record.updated_at),
            date: date_key(date),
            title: prepared.title_key.clone(),
        },
    }
}

/// The form of the kinds that have forms, as stored.
fn form(details: &Details) -> Option<String> {
    use entity::value::{BriefingForm, DialogueForm, MaterialForm};
    use sea_orm::ActiveEnum;
    match details {
        Details::Briefing(briefing) => Some(BriefingForm::from(briefing.form).to_value()),
        Details::Material(material) => Some(MaterialForm::from(material.form).to_value()),
        Details::Dialogue(dialogue) => Some(DialogueForm::from(dialogue.form).to_value()),
        Details::Activity(activity) => Some(activity.form.clone()),
        _ => None,
    }
}

fn files_are_there(known: &Known, record: &ContentRecord) -> Result<()> {
    let cover = record.cover.iter().map(|cover| ("cover.file", &cover.file));
    let attached = record
        .attachments
        .iter()
        .map(|attachment| ("attachments", &attachment.file));
    for (field, file) in cover.chain(attached) {
        if !known.files.contains(file) {
            return unknown(field, nouns::FILE, file);
        }
    }
    Ok(())
}

/// Codes as of a day.
struct Codes<'a> {
    catalogue: &'a Catalogue,
    day: chrono::NaiveDate,
}

impl Codes<'_> {
    fn agency(&self, field: &str, code: &str) -> Result<Uuid> {
        match self.catalogue.agencies.at(code, self.day) {
            Some(agency) => Ok(agency.id),
            None => unknown(field, nouns::AGENCY, code),
        }
    }

    fn area(&self, code: &str) -> Result<Uuid> {
        match self.catalogue.areas.at(code, self.day) {
            Some(area) => Ok(area.id),
            None => unknown("areas", nouns::AREA, code),
        }
    }

    /// Refuses codes that the catalogue does not know.
    fn check(&self, record: &ContentRecord) -> Result<()> {
        let catalogue = self.catalogue;
        known_code("language", nouns::LANGUAGE, &record.language, |code| {
            catalogue.languages.contains_key(code)
        })?;
        known_code("section", nouns::SECTION, &record.section, |code| {
            catalogue.sections.get(code).is_some()
        })?;
        for topic in &record.topics {
            known_code("topics", nouns::TOPIC, topic, |code| {
                catalogue.topics.get(code).is_some()
            })?;
        }
        for audience in &record.audiences {
            known_code("audiences", nouns::AUDIENCE, audience, |code| {
                catalogue.audiences.get(code).is_some()
            })?;
        }
        for language in record
            .attachments
            .iter()
            .filter_map(|attachment| attachment.language.as_deref())
        {
            known_code("attachments", nouns::LANGUAGE, language, |code| {
                catalogue.languages.contains_key(code)
            })?;
        }
        match &record.details {
            Details::LegalDocument(document) => {
                let is_type = |code: &str| catalogue.document_types.contains_key(code);
                known_code(
                    "details.document_type",
                    nouns::DOCUMENT_TYPE,
                    &document.document_type,
                    is_type,
                )?;
                for relation in &document.relations {
                    let is_relation = |code: &str| catalogue.relation_types.contains_key(code);
                    known_code(
                        "details.relations",
                        nouns::RELATION_TYPE,
                        &relation.relation_type,
                        is_relation,
                    )?;
                }
                Ok(())
            }
            Details::Activity(activity) => {
                let is_form = |code: &str| catalogue.activity_forms.get(code).is_some();
                known_code(
                    "details.form",
                    nouns::ACTIVITY_FORM,
                    &activity.form,
                    is_form,
                )?;
                match activity
                    .communicators
                    .iter()
                    .find(|id| !catalogue.communicators.contains_key(id))
                {
                    Some(id) => unknown(
                        "details.communicators",
                        nouns::COMMUNICATOR,
                        &id.to_string(),
                    ),
                    None => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }
}

fn known_code(field: &str, what: Noun, code: &str, is_known: impl Fn(&str) -> bool) -> Result<()> {
    if is_known(code) {
        Ok(())
    } else {
        unknown(field, what, code)
    }
}

fn unknown<T>(field: &str, what: Noun, code: &str) -> Result<T> {
    let message = (
        format!(
            "there is no {} {code:?}; import it first or correct the record",
            what.0
        ),
        format!("không có {} {code:?}; hãy nhập trước hoặc sửa lại", what.1),
    );
    Err(Error::invalid(field, message))
}

/// What references lead to, as far as it is known.
struct Targets<'a> {
    known: &'a Known,
    content: Uuid,
}

impl Targets<'_> {
    fn related(&self, related: &ContentRef) -> Option<Uuid> {
        match related {
            ContentRef::Id(id) => {
                Some(*id).filter(|id| *id == self.content || self.known.contents.contains_key(id))
            }
            ContentRef::Path(path) => self.known.content_at(path),
            ContentRef::Document(document) => self.document(document),
        }
    }

    fn document(&self, target: &DocumentRef) -> Option<Uuid> {
        let key = number_key(&target.number)?;
        let reference = Reference {
            key: &key,
            issuer: target.issuer.as_deref(),
            issued_on: target.issued_on,
        };
        self.known.documents.the_only(reference)
    }
}
