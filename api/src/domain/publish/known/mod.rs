//! What the database knows of the things that a batch of records names: looked up once for the batch, kept
//! right as its records are written.
mod asked;
mod load;

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use entity::path;
use entity::value::{ContentKind, PathOutcome};
use uuid::Uuid;

pub(super) use load::scopes_of;

use crate::domain::listing::Scope;

/// What is known of the things that a batch names.
#[derive(Default)]
pub(super) struct Known {
    pub(super) contents: HashMap<Uuid, KnownContent>,
    pub(super) paths: HashMap<String, path::Model>,
    pub(super) external_ids: HashMap<(String, String), Uuid>,
    /// Contents by work and language.
    pub(super) works: HashMap<(Uuid, String), Uuid>,
    pub(super) documents: Documents,
    pub(super) files: HashSet<String>,
}

/// A content that is there.
#[derive(Clone, Debug)]
pub(super) struct KnownContent {
    pub(super) kind: ContentKind,
    pub(super) work: Uuid,
    pub(super) language: String,
    pub(super) lock_version: i32,
    pub(super) live: Option<LiveEdition>,
    /// Number of the last edition in any state.
    pub(super) last_number: i32,
    /// Where it lives.
    pub(super) path: Option<String>,
    /// Where notices stand in its place, and what leads elsewhere from there.
    pub(super) notices: Vec<String>,
    /// The scopes that hold it; known for contents that the batch may change.
    pub(super) scopes: BTreeSet<Scope>,
}

/// The live edition of a content that is there.
#[derive(Clone, Debug)]
pub(super) struct LiveEdition {
    pub(super) id: Uuid,
    pub(super) digest: String,
    pub(super) title: String,
    pub(super) published_at: DateTime<Utc>,
    /// The key of a legal document's number.
    pub(super) number_key: Option<String>,
    /// The keys under which it is cited by name.
    pub(super) name_keys: Vec<String>,
}

/// The live legal documents by the keys of their numbers.
#[derive(Default)]
pub(super) struct Documents {
    by_key: HashMap<String, Vec<DocumentIdentity>>,
}

/// What tells a legal document from others of the same number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DocumentIdentity {
    pub(super) content: Uuid,
    pub(super) issued_on: NaiveDate,
    pub(super) issuers: Vec<String>,
}

/// A document that is referred to; what is not said is not asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reference<'a> {
    pub(super) key: &'a str,
    pub(super) issuer: Option<&'a str>,
    pub(super) issued_on: Option<NaiveDate>,
}

impl Documents {
    /// The one document that is meant; nothing when none or several fit.
    pub(super) fn the_only(&self, reference: Reference<'_>) -> Option<Uuid> {
        let mut fitting = self.with_key(reference.key).iter().filter(|document| {
            reference
                .issuer
                .is_none_or(|issuer| document.issuers.iter().any(|code| code == issuer))
                && reference
                    .issued_on
                    .is_none_or(|day| document.issued_on == day)
        });
        match (fitting.next(), fitting.next()) {
            (Some(document), None) => Some(document.content),
            _ => None,
        }
    }

    /// All documents with a number.
    pub(super) fn with_key(&self, key: &str) -> &[DocumentIdentity] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }

    /// Keeps a document that is live now.
    pub(super) fn add(&mut self, key: &str, document: DocumentIdentity) {
        let same = self.by_key.entry(key.to_owned()).or_default();
        same.retain(|kept| kept.content != document.content);
        same.push(document);
    }

    /// Forgets a document that no longer has this number.
    pub(super) fn remove(&mut self, key: &str, content: Uuid) {
        if let Some(same) = self.by_key.get_mut(key) {
            same.retain(|kept| kept.content != content);
        }
    }
}

impl Known {
    /// The content that a path leads to, by itself or by a redirect.
    pub(super) fn content_at(&self, path: &str) -> Option<Uuid> {
        let row = self.paths.get(path)?;
        matches!(row.outcome, PathOutcome::Content | PathOutcome::Redirect)
            .then_some(row.content_id)?
    }
}
