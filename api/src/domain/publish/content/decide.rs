//! What publishing a content asks of the database, decided from what is known; nothing is written here.
use std::sync::Arc;

use chrono::{DateTime, SecondsFormat, Utc};
use entity::value::PathOutcome;
use entity::{issuer, path};
use uuid::Uuid;

use super::PreparedContent;
use super::edition_plan::{EditionPlan, new_issuers, plan};
use crate::domain::publish::catalogue::Catalogue;
use crate::domain::publish::known::{Known, KnownContent};
use crate::domain::{Error, Result};
use crate::exchange::Details;
use crate::exchange::content::ContentRecord;
use crate::text::slug::slug;

/// What is to be written for a content.
pub(in crate::domain::publish) struct Plan {
    pub content: Uuid,
    /// What was there.
    pub before: Option<KnownContent>,
    /// The work that joins its languages.
    pub work: Uuid,
    /// The edition to publish; none when only paths or the work change.
    pub edition: Option<EditionPlan>,
    /// Where it lives.
    pub path: String,
    /// Rows of paths to write, in order; true for those that are new.
    pub paths: Vec<(path::Model, bool)>,
    /// Issuers that the record names for the first time.
    pub issuers: Vec<issuer::Model>,
    pub prepared: Arc<PreparedContent>,
}

/// What is to be done with a content.
pub(in crate::domain::publish) enum Decision {
    /// Nothing: it says that already, or something newer is known.
    Unchanged(Uuid),
    /// This is to be written.
    Write(Box<Plan>),
}

/// Decides what to write for a record.
///
/// # Errors
/// [`Error::Invalid`] when the record cannot be taken.
pub(in crate::domain::publish) fn decide(
    catalogue: &Catalogue,
    known: &Known,
    prepared: Arc<PreparedContent>,
) -> Result<Decision> {
    let content = identify(known, &prepared)?;
    let before = known.contents.get(&content);
    let record = &prepared.record;
    if let Some(before) = before {
        keeps_its_nature(before, record)?;
    }
    let work = work(known, content, record)?;
    let path = path_of(known, content, before, &prepared);
    if stays_withdrawn(known, content, before, &path, record.published_at)? {
        return Ok(Decision::Unchanged(content));
    }
    let paths = paths(known, content, before, &path, record)?;
    let is_new = prepared.standing.is_none();
    let same_edition = before.filter(|_| is_new).is_some_and(|before| {
        before
            .live
            .as_ref()
            .is_some_and(|live| live.digest == prepared.digest)
            && before.path.as_ref() == Some(&path)
    });
    if same_edition && paths.is_empty() && before.is_some_and(|before| before.work == work) {
        return Ok(Decision::Unchanged(content));
    }
    let issuers = new_issuers(catalogue, &prepared)?;
    let edition = if same_edition {
        None
    } else {
        Some(plan(catalogue, known, content, before, &prepared)?)
    };
    let before = before.cloned();
    Ok(Decision::Write(Box::new(Plan {
        content,
        before,
        work,
        edition,
        path,
        paths,
        issuers,
        prepared,
    })))
}

/// The content that a record is about: by its identity, else by what other systems call it, else by path.
pub(in crate::domain::publish) fn identify(
    known: &Known,
    prepared: &PreparedContent,
) -> Result<Uuid> {
    let record = &prepared.record;
    let mut named: Option<Uuid> = record.id;
    for external in &record.external_ids {
        let key = (external.system.clone(), external.value.clone());
        match (named, known.external_ids.get(&key)) {
            (Some(id), Some(other)) if id != *other => {
                let message = (
                    format!("{}:{} belongs to another content ({other})", key.0, key.1),
                    format!("{}:{} thuộc về bài khác ({other})", key.0, key.1),
                );
                return Err(Error::invalid("external_ids", message));
            }
            (None, Some(found)) => named = Some(*found),
            _ => {}
        }
    }
    let by_path = || {
        let path = record
            .path
            .as_deref()
            .filter(|_| record.external_ids.is_empty())?;
        known.content_at(path)
    };
    Ok(named.or_else(by_path).unwrap_or(prepared.id))
}

/// Kind and language never change: other kinds have other fields, other languages other readers.
fn keeps_its_nature(before: &KnownContent, record: &ContentRecord) -> Result<()> {
    if before.kind != record.details.kind() {
        let message = (
            "is not that of the content published before; a content keeps its kind",
            "khác với bài đã đăng; một bài không đổi loại",
        );
        return Err(Error::invalid("details.kind", message));
    }
    if before.language != record.language {
        let language = &before.language;
        let message = (
            format!(
                "is not {language:?}, that of the content published before; publish a translation \
                as a content of its own with the same work"
            ),
            format!(
                "khác với {language:?} của bài đã đăng; hãy đăng bản dịch thành bài riêng của cùng tác phẩm"
            ),
        );
        return Err(Error::invalid("language", message));
    }
    Ok(())
}

fn work(known: &Known, content: Uuid, record: &ContentRecord) -> Result<Uuid> {
    let work = record.work.unwrap_or(content);
    match known.works.get(&(work, record.language.clone())) {
        Some(other) if *other != content => {
            let language = &record.language;
            let message = (
                format!("{work} has an item in {language:?} already: {other}"),
                format!("{work} đã có bài bằng ngôn ngữ {language:?}: {other}"),
            );
            Err(Error::invalid("work", message))
        }
        _ => Ok(work),
    }
}

/// Where the content lives: where the record says, else where it is, else at an address made for it.
fn path_of(
    known: &Known,
    content: Uuid,
    before: Option<&KnownContent>,
    prepared: &PreparedContent,
) -> String {
    if let Some(path) = prepared
        .record
        .path
        .clone()
        .or_else(|| before.and_then(|before| before.path.clone()))
    {
        return path;
    }
    let path = generated_path(prepared, content);
    match known.paths.get(&path) {
        Some(taken) if taken.content_id != Some(content) => {
            let (stem, _) = path.rsplit_once('-').unwrap_or((path.as_str(), ""));
            format!("{stem}-{}", content.simple())
        }
        _ => path,
    }
}

/// An address from the section and the title, or a legal document's number, and the beginning of the
/// identity, which makes it the content's own.
pub(in crate::domain::publish) fn generated_path(
    prepared: &PreparedContent,
    content: Uuid,
) -> String {
    let record = &prepared.record;
    let (folder, name) = match &record.details {
        Details::LegalDocument(document) => (
            "van-ban",
            document
                .number
                .as_deref()
                .map_or_else(|| slug(&record.title), slug),
        ),
        _ => (record.section.as_str(), slug(&record.title)),
    };
    let id = content.simple().to_string();
    let dash = if name.is_empty() { "" } else { "-" };
    format!("/{folder}/{name}{dash}{}", &id[..8])
}

/// A withdrawal stands until something is published after it. A notice that came without its content stands for
/// whatever was there: what is not known to be that content is refused, lest it be lost without a word.
fn stays_withdrawn(
    known: &Known,
    content: Uuid,
    before: Option<&KnownContent>,
    path: &str,
    published_at: DateTime<Utc>,
) -> Result<bool> {
    let notice = known
        .paths
        .get(path)
        .filter(|row| is_end(row) && row.at >= published_at);
    let Some(notice) = notice else {
        return Ok(false);
    };
    if notice.content_id.is_none() {
        let at = notice.at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let message = (
            format!(
                "what stood at {path:?} was taken away at {at}, after this was published; \
                publish it at another path, or anew at a later time"
            ),
            format!(
                "nội dung tại {path:?} đã bị gỡ lúc {at}, sau khi bài này được đăng; \
                hãy chọn đường dẫn khác hoặc đăng lại muộn hơn"
            ),
        );
        return Err(Error::invalid("path", message));
    }
    let is_live = before.is_some_and(|before| before.live.is_some());
    Ok(notice.content_id == Some(content) && !is_live)
}

fn is_end(row: &path::Model) -> bool {
    matches!(row.outcome, PathOutcome::Withdrawn | PathOutcome::Gone)
}

/// The rows of paths to write: the old path as a redirect, the path itself, earlier paths.
fn paths(
    known: &Known,
    content: Uuid,
    before: Option<&KnownContent>,
    path: &str,
    record: &ContentRecord,
) -> Result<Vec<(path::Model, bool)>> {
    let row = |path: &str, outcome| path::Model {
        path: path.to_owned(),
        outcome,
        content_id: Some(content),
        target: None,
        title: None,
        reason: None,
        at: record.published_at,
    };
    let mut rows = Vec::new();
    let old = before
        .and_then(|before| before.path.as_deref())
        .filter(|old| *old != path);
    rows.extend(old.map(|old| (row(old, PathOutcome::Redirect), false)));
    let notices = before.map_or_else(Default::default, |before| before.notices.as_slice());
    let elsewhere = notices.iter().filter(|notice| *notice != path);
    rows.extend(elsewhere.map(|notice| (row(notice, PathOutcome::Redirect), false)));
    match known.paths.get(path) {
        None => rows.push((row(path, PathOutcome::Content), true)),
        Some(kept) if kept.content_id.is_some_and(|other| other != content) => {
            let message = (
                format!("{path:?} is that of another content"),
                format!("{path:?} là đường dẫn của bài khác"),
            );
            return Err(Error::invalid("path", message));
        }
        Some(kept) if kept.content_id.is_none() && kept.outcome == PathOutcome::Redirect => {
            let message = (
                format!("{path:?} leads elsewhere already"),
                format!("{path:?} đã dẫn đến nơi khác"),
            );
            return Err(Error::invalid("path", message));
        }
        Some(kept) if kept.outcome == PathOutcome::Content => {}
        Some(_) => rows.push((row(path, PathOutcome::Content), false)),
    }
    for redirect in &record.redirects {
        match known.paths.get(redirect) {
            None => rows.push((row(redirect, PathOutcome::Redirect), true)),
            Some(kept)
                if kept.content_id == Some(content) && kept.outcome == PathOutcome::Redirect => {}
            Some(_) if old == Some(redirect.as_str()) || notices.contains(redirect) => {}
            Some(_) => {
                let message = (
                    format!("{redirect:?} is in use already; a path leads to one place only"),
                    format!("{redirect:?} đã được sử dụng; một đường dẫn chỉ dẫn đến một nơi"),
                );
                return Err(Error::invalid("redirects", message));
            }
        }
    }
    Ok(rows)
}
