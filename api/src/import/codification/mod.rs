//! The official codification (Bộ pháp điển): pages that gather articles of many documents under one
//! heading. What is read is the documents again, each put together from its codified articles: the
//! codification keeps the text in force, with what changed it and what refers to it.
//!
//! A page holds only the articles that belong under its heading, so a document that several headings
//! share comes in parts, one from each page, each under its own key. Chapters are left out: the
//! codification inserts and renumbers them, so that they are not the documents' own.

mod heading;
mod note;
mod reference;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use self::heading::{Article, Heading};
use self::note::{Named, Note};
use self::reference::{Directory, Target};
use super::{Entry, Input, Options, Place, Refusal, legal, provisions, start_of};
use crate::exchange::Record;
use crate::exchange::content::{ContentRecord, DocumentRef, ExternalId, SourceRecord};
use crate::exchange::details::{
    EffectEventRecord, EffectKind, LegalDocumentRecord, ProvisionRecord, RelationRecord,
};

/// Reads the documents of a heading, in the order in which the page first names them.
#[must_use]
pub fn read(input: &Input<'_>, options: &Options) -> Vec<Entry> {
    let heading = match Heading::parse(input.text) {
        Ok(heading) => heading,
        Err(refusal) => {
            return vec![Entry {
                place: Place::default(),
                record: Err(refusal),
            }];
        }
    };
    let (documents, mut entries) = gathered(&heading);
    let keys = keys(&documents);
    let directory = directory(&documents);
    let reader = Reader {
        heading: &heading,
        documents: &documents,
        options,
        directory,
    };
    entries.extend(
        documents
            .iter()
            .zip(keys)
            .map(|(document, key)| reader.entry(document, key)),
    );
    entries
}

/// A document with its codified articles.
struct Document<'a> {
    type_word: String,
    number: String,
    named: Option<Named>,
    articles: Vec<(&'a Article, Note)>,
}

/// The documents of a heading, and a refusal for every article whose document cannot be told.
fn gathered(heading: &Heading) -> (Vec<Document<'_>>, Vec<Entry>) {
    let mut documents: Vec<Document<'_>> = Vec::new();
    let mut positions: HashMap<String, usize> = HashMap::new();
    let mut entries = Vec::new();
    for article in &heading.articles {
        let Some(note) = Note::parse(&article.note) else {
            entries.push(Entry {
                place: Place::item(&article.key),
                record: Err(unknown_source(article)),
            });
            continue;
        };
        let position = *positions.entry(note.number.clone()).or_insert_with(|| {
            documents.push(Document {
                type_word: note.type_word.clone(),
                number: note.number.clone(),
                named: None,
                articles: Vec::new(),
            });
            documents.len() - 1
        });
        let document = &mut documents[position];
        if let Some(refusal) = document.repeated(&note.article) {
            entries.push(Entry {
                place: Place::item(&article.key),
                record: Err(refusal),
            });
            continue;
        }
        document.named = document.named.take().or_else(|| note.document.clone());
        document.articles.push((article, note));
    }
    name_the_unnamed(&mut documents);
    (documents, entries)
}

fn unknown_source(article: &Article) -> Refusal {
    let problem = if article.note.is_empty() {
        "the article has no source note, so its document is unknown".to_owned()
    } else {
        format!(
            "\u{201c}{}\u{201d} does not name an article, a document's number and the day in force",
            article.note
        )
    };
    Refusal::field("pGhiChu", problem)
}

/// Where the first article of a document was changed, no note names it in full; the name of the
/// document that changed it does.
fn name_the_unnamed(documents: &mut [Document<'_>]) {
    let mentioned: HashMap<String, Named> = documents
        .iter()
        .filter_map(|document| note::mentioned(&document.named.as_ref()?.name))
        .collect();
    for document in documents
        .iter_mut()
        .filter(|document| document.named.is_none())
    {
        document.named = mentioned.get(&document.number).cloned();
    }
}

/// The key of each document. An amending document's leftover articles stand among those of the one it
/// amends, so the key goes to the document with most articles that are numbered as the key says; any
/// other goes by the key of its first article.
fn keys<'a>(documents: &[Document<'a>]) -> Vec<&'a str> {
    let owned = |document: &Document<'a>| -> Option<(&'a str, usize)> {
        let own = |(article, note): &&(&'a Article, Note)| article.ordinal() == note.article;
        let (first, _) = document.articles.iter().find(own)?;
        Some((
            first.document_key(),
            document.articles.iter().filter(own).count(),
        ))
    };
    let mut owners: HashMap<&str, usize> = HashMap::new();
    for (key, count) in documents.iter().filter_map(owned) {
        let most = owners.entry(key).or_default();
        *most = count.max(*most);
    }
    documents
        .iter()
        .map(|document| match owned(document) {
            Some((key, count)) if owners.get(key) == Some(&count) => {
                owners.remove(key);
                key
            }
            _ => document
                .articles
                .first()
                .map_or("", |(article, _)| article.key.as_str()),
        })
        .collect()
}

fn directory(documents: &[Document<'_>]) -> Directory {
    let mut directory = Directory::default();
    for document in documents {
        let reference = document.reference();
        for (article, note) in &document.articles {
            let target = Target {
                document: reference.clone(),
                article: Some(note.article.clone()),
            };
            directory.add_article(&article.key, article.item_id.as_deref(), target);
        }
    }
    for link in documents
        .iter()
        .flat_map(|document| &document.articles)
        .flat_map(|(article, _)| &article.references)
    {
        directory.add_link(link);
    }
    directory
}

impl Document<'_> {
    /// The refusal of a second article of the same number.
    fn repeated(&self, number: &str) -> Option<Refusal> {
        let (first, _) = self
            .articles
            .iter()
            .find(|(_, note)| note.article == number)?;
        Some(Refusal::Repeated {
            what: format!("Điều {number} of {}", self.number),
            first: first.key.clone(),
            mend: "correct the source note of one of them",
        })
    }

    fn reference(&self) -> DocumentRef {
        DocumentRef {
            number: self.number.clone(),
            title: Some(self.title()),
            issuer: None,
            issued_on: self.named.as_ref().map(|named| named.issued_on),
        }
    }

    fn title(&self) -> String {
        let name = self.named.as_ref().map_or("", |named| named.name.as_str());
        legal::title(&self.type_word, Some(&self.number), name)
    }

    /// The articles in the order of their numbers: the codification sets them where they belong under
    /// its heading.
    fn provisions(&self) -> Vec<ProvisionRecord> {
        let mut provisions: Vec<_> = self
            .articles
            .iter()
            .flat_map(|(article, note)| {
                provisions::of_article(&note.article, &article.heading, &article.paragraphs)
            })
            .collect();
        provisions.sort_by(|one, other| one.sort_key.cmp(&other.sort_key));
        provisions
    }

    fn events(&self) -> Vec<EffectEventRecord> {
        let mut events: Vec<_> = self
            .articles
            .iter()
            .flat_map(|(_, note)| note.changes.iter().map(move |change| (note, change)))
            .map(|(note, change)| EffectEventRecord {
                date: change.effective_on,
                // Articles that lost their force altogether leave the codification.
                kind: EffectKind::Amended,
                provision: Some(path(&note.article)),
                by: Some(DocumentRef {
                    number: change.number.clone(),
                    title: None,
                    issuer: None,
                    issued_on: None,
                }),
                note: Some(change.what.clone()),
            })
            .collect();
        events.sort_by_key(|event| event.date);
        events
    }
}

/// What the documents of a page are made with.
struct Reader<'a> {
    heading: &'a Heading,
    documents: &'a [Document<'a>],
    options: &'a Options,
    directory: Directory,
}

impl Reader<'_> {
    fn entry(&self, document: &Document<'_>, key: &str) -> Entry {
        let place = Place::item(format!("{key} ({})", document.number));
        Entry {
            place,
            record: self
                .content(document, key)
                .map(|content| Record::Content(Box::new(content))),
        }
    }

    fn content(&self, document: &Document<'_>, key: &str) -> Result<ContentRecord, Refusal> {
        let named = document.named.as_ref().ok_or_else(|| {
            Refusal::missing("pGhiChu", "no source note on this page gives the document's day of issue and issuer; add them to its first note")
        })?;
        let first = document.articles.first().map(|(_, note)| note);
        let record = LegalDocumentRecord {
            number: Some(document.number.clone()),
            document_type: legal::document_type(
                "pGhiChu",
                &document.type_word,
                Some(&document.number),
            )?
            .to_owned(),
            issuers: legal::issuers(&named.issuers),
            issued_on: named.issued_on,
            effective_on: first.map(|note| note.effective_on),
            expires_on: None,
            source_status: None,
            gazette_number: None,
            gazette_date: None,
            fields: vec![self.heading.name.clone()],
            provisions: document.provisions(),
            text: None,
            events: document.events(),
            relations: self
                .references(document)
                .into_iter()
                .chain(self.changes(document))
                .collect(),
        };
        let vbpl = document
            .articles
            .iter()
            .find_map(|(article, _)| article.item_id.clone());
        let mut external_ids = vec![ExternalId {
            system: "codification".to_owned(),
            value: key.to_owned(),
        }];
        external_ids.extend(vbpl.map(|value| ExternalId {
            system: "vbpl".to_owned(),
            value,
        }));
        let source = format!(
            "Bộ pháp điển điện tử, đề mục {} {}",
            self.heading.code, self.heading.name
        );
        Ok(ContentRecord {
            source: Some(SourceRecord {
                name: source,
                url: None,
            }),
            external_ids,
            ..legal::content(
                document.title(),
                start_of(named.issued_on),
                record,
                self.options,
            )
        })
    }

    /// What the articles refer to in other documents, once each.
    fn references(&self, document: &Document<'_>) -> Vec<RelationRecord> {
        let mut relations: Vec<RelationRecord> = Vec::new();
        for (article, note) in &document.articles {
            for target in article
                .references
                .iter()
                .filter_map(|link| self.directory.resolve(link))
            {
                let relation = RelationRecord {
                    relation_type: "dan-chieu".to_owned(),
                    provision: Some(path(&note.article)),
                    target_provision: target.article.as_deref().map(path),
                    target: target.document,
                };
                if relation.target.number != document.number && !relations.contains(&relation) {
                    relations.push(relation);
                }
            }
        }
        relations
    }

    /// What the document changed in others of this page.
    fn changes(&self, document: &Document<'_>) -> Vec<RelationRecord> {
        let mut relations = Vec::new();
        for changed in self.documents {
            for (_, note) in &changed.articles {
                for change in note
                    .changes
                    .iter()
                    .filter(|change| change.number == document.number)
                {
                    relations.push(RelationRecord {
                        relation_type: change.relation_type().to_owned(),
                        provision: None,
                        target: changed.reference(),
                        target_provision: Some(path(&note.article)),
                    });
                }
            }
        }
        relations
    }
}

/// The path of an article in its document.
fn path(article: &str) -> String {
    format!("dieu-{}", article.to_lowercase().replace('đ', "dd"))
}
