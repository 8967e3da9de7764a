//! Scopes: what a list can be a list of. A live content has a row in `listing` for each of its scopes.
use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use entity::value::ContentKind;
use sea_orm::{ActiveEnum, Iterable};
use uuid::Uuid;

/// The kinds of scope.
const KINDS: [&str; 15] = [
    "all",
    "kind",
    "section",
    "agency",
    "area",
    "topic",
    "audience",
    "language",
    "document_type",
    "issuer",
    "number",
    "about",
    "subject",
    "citing",
    "form",
];

/// A scope: its kind and what it refers to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope {
    kind: &'static str,
    reference: String,
}

impl Scope {
    /// Everything published.
    #[must_use]
    pub fn all() -> Self {
        Self::new("all", "")
    }

    /// The contents of one kind.
    #[must_use]
    pub fn kind_of(kind: ContentKind) -> Self {
        Self::new("kind", kind.to_value())
    }

    /// The kind whose list has this reference.
    #[must_use]
    pub fn kind_referred_to(reference: &str) -> Option<ContentKind> {
        ContentKind::iter().find(|kind| kind.to_value() == reference)
    }

    /// The contents of a section and of the sections below it.
    #[must_use]
    pub fn section(code: &str) -> Self {
        Self::new("section", code)
    }

    /// The contents of an agency and of the agencies below it.
    #[must_use]
    pub fn agency(id: Uuid) -> Self {
        Self::new("agency", id.to_string())
    }

    /// The contents about an area and the areas within it.
    #[must_use]
    pub fn area(id: Uuid) -> Self {
        Self::new("area", id.to_string())
    }

    /// The contents of a topic and of its narrower topics.
    #[must_use]
    pub fn topic(code: &str) -> Self {
        Self::new("topic", code)
    }

    /// The contents for an audience and its narrower audiences.
    #[must_use]
    pub fn audience(code: &str) -> Self {
        Self::new("audience", code)
    }

    /// The contents in a language.
    #[must_use]
    pub fn language(code: &str) -> Self {
        Self::new("language", code)
    }

    /// The legal documents of a type.
    #[must_use]
    pub fn document_type(code: &str) -> Self {
        Self::new("document_type", code)
    }

    /// The legal documents of an issuer.
    #[must_use]
    pub fn issuer(code: &str) -> Self {
        Self::new("issuer", code)
    }

    /// The legal documents with a number, given in its normal form for comparison.
    #[must_use]
    pub fn number(key: &str) -> Self {
        Self::new("number", key)
    }

    /// The contents about a legal document: briefings whose subject it is, and whatever cites it.
    #[must_use]
    pub fn about(document: Uuid) -> Self {
        Self::new("about", document.to_string())
    }

    /// The briefings whose subject is a legal document.
    #[must_use]
    pub fn subject(document: Uuid) -> Self {
        Self::new("subject", document.to_string())
    }

    /// The contents whose texts cite a legal document, other documents among them.
    #[must_use]
    pub fn citing(document: Uuid) -> Self {
        Self::new("citing", document.to_string())
    }

    /// The contents whose form is this one: a form of briefing, activity, material or dialogue.
    #[must_use]
    pub fn form(kind: ContentKind, form: &str) -> Self {
        Self::new("form", format!("{}:{form}", kind.to_value()))
    }

    /// The scope of a stored row; nothing for a kind that this version does not know.
    #[must_use]
    pub fn stored(kind: &str, reference: String) -> Option<Self> {
        let kind = KINDS.into_iter().find(|known| *known == kind)?;
        Some(Self { kind, reference })
    }

    fn new(kind: &'static str, reference: impl Into<String>) -> Self {
        Self {
            kind,
            reference: reference.into(),
        }
    }

    /// The kind of scope, as stored.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// What the scope refers to, as stored.
    #[must_use]
    pub fn reference(&self) -> &str {
        &self.reference
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.kind, self.reference)
    }
}

/// The keys by which a content is sorted in lists; all compare bytewise or as integers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortKeys {
    /// Publication of the live edition, microseconds since 1970.
    pub published: i64,
    /// Last change, microseconds since 1970.
    pub updated: i64,
    /// The item's own date (issue, beginning, opening …), days since 1970; the publication day where the
    /// kind has none.
    pub date: i64,
    /// Vietnamese dictionary order of the title.
    pub title: String,
}

/// A time as a sort key: microseconds since 1970.
#[must_use]
pub fn time_key(time: DateTime<Utc>) -> i64 {
    time.timestamp_micros()
}

/// A day as a sort key: days since 1970.
#[must_use]
pub fn date_key(date: NaiveDate) -> i64 {
    date.signed_duration_since(NaiveDate::default()).num_days()
}
