//! What the index says of a content: one document for it as a whole, and one for each article of a legal text.
use std::borrow::Cow;
use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use tantivy::TantivyDocument;

use super::facets::Facet;
use super::fields::{Fields, Searched};
use crate::domain::body::plain;
use crate::domain::findable::Findable;
use crate::domain::legal::Timeline;
use crate::exchange::Details;
use crate::exchange::content::{BodyRecord, ContentRecord};
use crate::exchange::details::{ProvisionKind, ProvisionRecord};
use crate::text::normalize::normalize;
use crate::text::number::DocumentNumber;

impl Fields {
    /// The documents of a content.
    pub(super) fn documents(&self, found: &Findable) -> Vec<TantivyDocument> {
        let record = &found.record;
        let number = number(&record.details);
        let title = normalize(&record.title);
        let (around, articles) = match &record.details {
            Details::LegalDocument(document) => parted(&document.provisions),
            _ => Default::default(),
        };
        let parents = parents(&record.details);
        let force = |part: Option<&str>| force(found, &parents, part);
        let mut whole = self.begin(found, &title, &own_text(record, around));
        whole.add_bool(self.whole, true);
        self.add_force(&mut whole, force(None));
        for form in number.map(forms).unwrap_or_default() {
            whole.add_text(self.number, form);
        }
        let context = format!("{title} {}", number.unwrap_or_default());
        let mut documents = vec![whole];
        for article in articles {
            let mut document = self.begin(found, &article.heading, &article.text);
            self.add_force(&mut document, force(Some(&article.path)));
            document.add_text(self.provision, article.path);
            for searched in [self.folded, self.exact] {
                document.add_text(searched.context, &context);
            }
            documents.push(document);
        }
        documents
    }

    fn add_force(
        &self,
        document: &mut TantivyDocument,
        force: Option<(NaiveDate, Option<NaiveDate>)>,
    ) {
        let Some((from, until)) = force else {
            return;
        };
        document.add_i64(self.force.0, day_key(from));
        if let Some(until) = until {
            document.add_i64(self.force.1, day_key(until));
        }
    }

    fn begin(&self, found: &Findable, heading: &str, text: &str) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_text(self.content, found.content.simple().to_string());
        document.add_text(self.edition, found.edition.simple().to_string());
        for scope in &found.scopes {
            document.add_text(self.scope, scope.to_string());
            if let Some(facet) = Facet::of(scope) {
                document.add_text(self.facet(facet), scope.reference());
            }
        }
        document.add_i64(self.published, found.keys.published);
        document.add_i64(self.date, found.keys.date);
        document.add_text(self.heading, heading);
        document.add_text(self.text, text);
        let all = format!("{heading}\n{text}");
        for Searched {
            all: whole,
            heading: title,
            ..
        } in [self.folded, self.exact]
        {
            document.add_text(whole, &all);
            document.add_text(title, heading);
        }
        document
    }
}

/// When a legal text is in force, or a part of it.
fn force(
    found: &Findable,
    parents: &HashMap<&str, &str>,
    part: Option<&str>,
) -> Option<(NaiveDate, Option<NaiveDate>)> {
    let Details::LegalDocument(document) = &found.record.details else {
        return None;
    };
    let timeline = Timeline {
        effective_on: document.effective_on,
        expires_on: document.expires_on,
        events: &found.events,
    };
    timeline.force(part, |holder, path| {
        let above = |path: &str| parents.get(path).copied();
        std::iter::successors(above(path), |path| above(path)).any(|above| above == holder)
    })
}

/// What stands right above each provision.
fn parents(details: &Details) -> HashMap<&str, &str> {
    let Details::LegalDocument(document) = details else {
        return HashMap::new();
    };
    let provisions = document.provisions.iter();
    let below = provisions.filter_map(|it| Some((it.path.as_str(), it.parent.as_deref()?)));
    below.collect()
}

/// What a content says itself; of a legal text, what stands around its articles.
fn own_text(record: &ContentRecord, around: Vec<String>) -> String {
    let mut parts: Vec<Cow<str>> = Vec::new();
    parts.extend(record.summary.as_deref().map(Cow::from));
    parts.extend(number(&record.details).map(Cow::from));
    if let Details::LegalQuestion(question) = &record.details {
        parts.push(Cow::from(&question.question));
    }
    match &record.details {
        Details::LegalDocument(document) if !document.provisions.is_empty() => {
            parts.extend(around.into_iter().map(Cow::from));
        }
        _ => parts.extend(body(record)),
    }
    let attachments = record.attachments.iter();
    parts.extend(attachments.map(|it| Cow::from(it.title.as_str())));
    normalize(&parts.join("\n"))
}

fn body(record: &ContentRecord) -> Option<Cow<'_, str>> {
    Some(match record.body.as_ref()? {
        BodyRecord::Html(html) => Cow::from(plain(html)),
        BodyRecord::Markdown(text) | BodyRecord::Text(text) => Cow::from(text.as_str()),
    })
}

/// The number that a content has as a document.
fn number(details: &Details) -> Option<&str> {
    match details {
        Details::LegalDocument(document) => document.number.as_deref(),
        Details::Guidance(guidance) => guidance.number.as_deref(),
        Details::Plan(plan) => plan.number.as_deref(),
        _ => None,
    }
}

/// The forms in which people ask for a number: whole, and without its symbol where it has a year.
fn forms(number: &str) -> Vec<String> {
    let Ok(number) = DocumentNumber::parse(number) else {
        return Vec::new();
    };
    let key = number.key();
    let short = number.year().map(|year| {
        let serial = number.serial().trim_start_matches('0');
        format!("{serial:0>2}/{year}").to_uppercase()
    });
    std::iter::once(key).chain(short).collect()
}

/// A number as somebody may have typed it, in the form in which the index has it.
pub(super) fn asked_number(typed: &str) -> Option<String> {
    if let Ok(number) = DocumentNumber::parse(typed) {
        return Some(number.key());
    }
    let (serial, year) = typed.split_once('/')?;
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let starts = serial
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_digit());
    let serial = serial.trim_start_matches('0');
    (is_year && starts && serial.chars().all(char::is_alphanumeric))
        .then(|| format!("{serial:0>2}/{year}").to_uppercase())
}

/// A day, as the index has it.
pub(super) fn day_key(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

/// An article with all that is in it.
struct Article {
    path: String,
    heading: String,
    text: String,
}

/// The articles of a legal text, each with all that is in it, and what stands around them.
fn parted(provisions: &[ProvisionRecord]) -> (Vec<String>, Vec<Article>) {
    let (mut around, mut articles): (Vec<String>, Vec<Article>) = Default::default();
    for provision in provisions {
        let open = articles.last_mut();
        match open.filter(|article| is_below(&article.path, &provision.path)) {
            Some(article) => {
                article.text.push('\n');
                article.text.push_str(&line(provision));
            }
            None if provision.kind == ProvisionKind::Article => articles.push(Article {
                path: provision.path.clone(),
                heading: normalize(&title(provision)),
                text: normalize(&provision.text),
            }),
            None => around.push(line(provision)),
        }
    }
    (around, articles)
}

fn is_below(above: &str, path: &str) -> bool {
    path.strip_prefix(above)
        .is_some_and(|rest| rest.starts_with('/'))
}

/// Label and heading, as they are printed.
fn title(provision: &ProvisionRecord) -> String {
    let label = provision.label.clone();
    let label = label.or_else(|| Some(format!("Điều {}.", provision.number.as_deref()?)));
    let parts = [label.as_deref(), provision.heading.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn line(provision: &ProvisionRecord) -> String {
    let parts = [
        provision.label.as_deref(),
        provision.heading.as_deref(),
        Some(provision.text.as_str()),
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    normalize(&parts.join(" "))
}
