//! Working copies: what an edition is to say, as far as it is written.
//!
//! A [`Draft`] has the fields of an exchange record, but hardly any has to be filled in. It is kept as JSON beside the
//! edition; what is reviewed and published are the rows that [`Draft::complete`] leads to.
mod changes;
mod correction;
mod details;
mod fault;
mod record;
mod tree;

pub use changes::Changes;
pub use correction::{Corrected, Correction, ProvisionChange};
pub use details::*;
pub use fault::{Fault, Faults, Problem};
pub use record::{Names, Whole};

use chrono::NaiveDate;
use entity::value::ContentKind;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Error, Result};
use crate::exchange::content::{
    AttachmentRecord, BodyRecord, ContentRef, ExternalId, SourceRecord,
};

/// The longest working copy, in bytes of its JSON.
const LONGEST: usize = 6 * 1024 * 1024;

/// An edition that is being written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// Title.
    pub title: String,
    /// Summary: plain text.
    pub summary: Option<String>,
    /// Body, in the notation in which it was written.
    pub body: Option<BodyRecord>,
    /// Section code.
    pub section: String,
    /// The agency that answers for it.
    pub agency: Uuid,
    /// Author, as printed under it.
    pub author: Option<String>,
    /// Where it was taken from.
    pub source: Option<SourceRecord>,
    /// Topic codes.
    #[serde(default)]
    pub topics: Vec<String>,
    /// Audience codes.
    #[serde(default)]
    pub audiences: Vec<String>,
    /// Areas.
    #[serde(default)]
    pub areas: Vec<Uuid>,
    /// Cover image.
    pub cover: Option<CoverDraft>,
    /// Attached files, in order.
    #[serde(default)]
    pub attachments: Vec<AttachmentRecord>,
    /// Related items.
    #[serde(default)]
    pub related: Vec<ContentRef>,
    /// Where it is to live; made from section and title when it is absent.
    pub path: Option<String>,
    /// What changed in this edition, for readers.
    pub change_note: Option<String>,
    /// Identifiers in other systems, as imports gave them; nobody edits them.
    #[serde(default)]
    pub external_ids: Vec<ExternalId>,
    /// What the kind adds.
    pub details: DetailsDraft,
}

/// A cover image whose alternative text may still be missing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoverDraft {
    /// SHA-256 of the file.
    pub file: String,
    /// Alternative text (WCAG 1.1.1).
    pub alt: Option<String>,
    /// Caption.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
}

impl Draft {
    /// A working copy with nothing but what every one has.
    #[must_use]
    pub fn new(kind: ContentKind, title: String, section: String, agency: Uuid) -> Self {
        Self {
            title,
            summary: None,
            body: None,
            section,
            agency,
            author: None,
            source: None,
            topics: Vec::new(),
            audiences: Vec::new(),
            areas: Vec::new(),
            cover: None,
            attachments: Vec::new(),
            related: Vec::new(),
            path: None,
            change_note: None,
            external_ids: Vec::new(),
            details: DetailsDraft::new(kind),
        }
    }

    /// Bytes that it takes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.written().len()
    }

    fn written(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// As it is kept.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it has grown too long.
    pub fn kept(&self) -> Result<Kept> {
        let bytes = self.written();
        let size = bytes.len();
        if size > LONGEST {
            let message = (
                format!("takes {size} bytes; at most 6 MB are kept: attach parts of it as files"),
                format!("dài {size} byte; chỉ được tối đa 6 MB: hãy chuyển bớt thành tệp đính kèm"),
            );
            return Err(Error::invalid("changes", message));
        }
        Ok(Kept {
            digest: format!("{:x}", Sha256::digest(&bytes)),
            record: serde_json::to_value(self).unwrap_or_default(),
        })
    }

    /// The files that it names, each once.
    #[must_use]
    pub fn files(&self) -> Vec<String> {
        let cover = self.cover.iter().map(|cover| &cover.file);
        let attached = self.attachments.iter().map(|attachment| &attachment.file);
        let mut files: Vec<String> = cover.chain(attached).cloned().collect();
        files.sort_unstable();
        files.dedup();
        files
    }

    /// The day that its kind sorts by, where it is written already.
    #[must_use]
    pub fn own_date(&self) -> Option<NaiveDate> {
        self.details.own_date()
    }
}

/// A working copy as it is kept.
pub struct Kept {
    /// SHA-256 of all that it says.
    pub digest: String,
    /// The JSON.
    pub record: serde_json::Value,
}

/// Reads a working copy that was kept.
///
/// # Errors
/// When another version of the program wrote what this one does not know.
pub fn read(record: serde_json::Value) -> Result<Draft> {
    serde_json::from_value(record)
        .map_err(|error| sea_orm::DbErr::Json(format!("a working copy: {error}")).into())
}
