//! Making a content's record ready: cleaned, its defaults filled in, sanitised, its derived values computed.
//! Needs no database, so that it can run beside the writing.
use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::citations::{self, Cited};
use super::{details, legal, provisions};
use crate::domain::body;
use crate::domain::draft::Faults;
use crate::domain::publish::{clean, identity};
use crate::domain::{Error, Result};
use crate::exchange::content::{BodyRecord, ContentRecord, ContentRef};
use crate::exchange::{Details, LONGEST_LINE};
use crate::text::collation;

/// The longest content in its own form, in bytes: a line of an exchange file with room for its paths.
const LONGEST_RECORD: usize = LONGEST_LINE - 1024 * 1024;

/// A content ready to be published.
pub(in crate::domain::publish) struct PreparedContent {
    /// The record in its own form: importing it again changes nothing.
    pub record: ContentRecord,
    /// The identity, unless the database knows the content by another.
    pub id: Uuid,
    /// SHA-256 of all that the edition says.
    pub digest: String,
    pub title_key: String,
    pub own_date: Option<NaiveDate>,
    /// The key of a legal document's number.
    pub number_key: Option<String>,
    /// The sanitised body.
    pub html: Option<String>,
    pub citations: Vec<Cited>,
    /// Names of issuers by code, where the record gives them.
    pub issuer_names: Vec<(String, String)>,
    /// The edition that is to become this; a new one when absent.
    pub standing: Option<Standing>,
}

/// An edition that was written at the desk.
#[derive(Clone, Copy, Debug)]
pub(in crate::domain) struct Standing {
    pub edition: Uuid,
    pub number: i32,
}

impl PreparedContent {
    /// About as many bytes as it takes in memory.
    pub(in crate::domain::publish) fn weight(&self) -> usize {
        let provisions = match &self.record.details {
            Details::LegalDocument(document) => document.provisions.len() * 300,
            _ => 0,
        };
        2_000
            + 2 * self.html.as_ref().map_or(0, String::len)
            + provisions
            + self.citations.len() * 250
    }
}

/// Cleans, checks and completes a record.
///
/// # Errors
/// [`Error::Invalid`] when it cannot be taken.
pub(in crate::domain::publish) fn prepare(mut record: ContentRecord) -> Result<PreparedContent> {
    let mut faults = Faults::default();
    tidy(&mut record, &mut faults);
    faults.first()?;
    let id = identity::content(&record);
    record
        .external_ids
        .sort_by(|one, other| (&one.system, &one.value).cmp(&(&other.system, &other.value)));
    record.external_ids.dedup();
    let issuer_names = take_issuer_names(&mut record.details);
    let html = html(&mut record)?;
    Ok(PreparedContent {
        id,
        digest: digest(&mut record)?,
        title_key: collation::sort_key(&record.title),
        own_date: details::own_date(&record.details),
        number_key: number_key(&record.details),
        citations: citations::find(&record.details, html.as_deref()),
        html,
        issuer_names,
        standing: None,
        record,
    })
}

/// Cleans and checks a record; gives its body as it would be published, and notes everything that keeps it from being
/// taken.
pub(in crate::domain) fn examine(
    record: &mut ContentRecord,
    faults: &mut Faults,
) -> Option<String> {
    tidy(record, faults);
    let html = html(record).and_then(|html| digest(record).map(|_| html));
    html.unwrap_or_else(|error| {
        faults.take(Err(error));
        None
    })
}

fn tidy(record: &mut ContentRecord, faults: &mut Faults) {
    faults.take(clean::line("title", &mut record.title));
    faults.take(clean::optional_paragraphs(
        "summary",
        &mut record.summary,
        clean::PARAGRAPHS,
    ));
    faults.take(clean::optional_line("author", &mut record.author));
    faults.take(clean::optional_paragraphs(
        "change_note",
        &mut record.change_note,
        clean::PARAGRAPHS,
    ));
    if let Some(source) = &mut record.source {
        faults.take(clean::line("source.name", &mut source.name));
        faults.take(clean::optional_web_address("source.url", &mut source.url));
    }
    tidy_codes(record, faults);
    faults.take(tidy_times(record));
    faults.take(tidy_paths(record));
    tidy_files(record, faults);
    for (index, reference) in record.related.iter_mut().enumerate() {
        let within = |error: Error| error.within(&format!("related[{index}]"));
        faults.take(tidy_related(reference).map_err(within));
    }
    for (index, known) in record.external_ids.iter().enumerate() {
        let within = |error: Error| error.within(&format!("external_ids[{index}]"));
        faults.take(clean::token("system", &known.system).map_err(within));
        faults.take(clean::token("value", &known.value).map_err(within));
    }
    let mut of_kind = Faults::default();
    details::tidy(&mut record.details, &mut of_kind);
    faults.take_in("details", of_kind);
}

/// Refuses what is not to be public yet: there are no embargoes.
///
/// # Errors
/// [`Error::Invalid`] when one of its times is still to come.
pub(in crate::domain::publish) fn refuse_future(
    record: &ContentRecord,
    now: DateTime<Utc>,
) -> Result<()> {
    for (field, time) in [
        ("first_published_at", record.first_published_at),
        ("published_at", record.published_at),
        ("updated_at", record.updated_at),
    ] {
        clean::refuse_future(field, time, now)?;
    }
    Ok(())
}

/// Codes that stand in sets have one order, that of their bytes.
fn tidy_codes(record: &mut ContentRecord, faults: &mut Faults) {
    faults.take(clean::token("language", &record.language));
    faults.take(clean::token("section", &record.section));
    faults.take(clean::token("agency", &record.agency));
    for (field, codes) in [
        ("topics", &mut record.topics),
        ("audiences", &mut record.audiences),
        ("areas", &mut record.areas),
    ] {
        let tokens = codes.iter().map(|code| clean::token(field, code));
        faults.take(tokens.collect());
        codes.sort();
        codes.dedup();
    }
}

fn tidy_times(record: &mut ContentRecord) -> Result<()> {
    clean::moment("first_published_at", &mut record.first_published_at)?;
    clean::moment("published_at", &mut record.published_at)?;
    clean::moment("updated_at", &mut record.updated_at)?;
    let (first, published) = (Some(record.first_published_at), Some(record.published_at));
    clean::in_order(
        "published_at",
        first,
        published,
        ("first_published_at", "thời điểm đăng lần đầu"),
    )?;
    clean::in_order(
        "updated_at",
        published,
        Some(record.updated_at),
        ("published_at", "thời điểm đăng"),
    )
}

fn tidy_paths(record: &mut ContentRecord) -> Result<()> {
    if let Some(path) = &mut record.path {
        clean::path("path", path)?;
    }
    record
        .redirects
        .iter_mut()
        .try_for_each(|path| clean::path("redirects", path))?;
    record.redirects.sort();
    record.redirects.dedup();
    if record
        .redirects
        .iter()
        .any(|path| Some(path) == record.path.as_ref())
    {
        let message = (
            "hold the path of the item itself; leave it out",
            "có đường dẫn của chính bài này; hãy bỏ đi",
        );
        return Err(Error::invalid("redirects", message));
    }
    Ok(())
}

fn tidy_files(record: &mut ContentRecord, faults: &mut Faults) {
    if let Some(cover) = &mut record.cover {
        faults.take(clean::sha256("cover.file", &mut cover.file));
        faults.take(clean::line("cover.alt", &mut cover.alt));
        faults.take(clean::optional_line("cover.caption", &mut cover.caption));
        faults.take(clean::optional_line("cover.credit", &mut cover.credit));
    }
    for (index, attachment) in record.attachments.iter_mut().enumerate() {
        let within = |error: Error| error.within(&format!("attachments[{index}]"));
        faults.take(clean::sha256("file", &mut attachment.file).map_err(within));
        faults.take(clean::line("title", &mut attachment.title).map_err(within));
        let language = attachment.language.as_ref();
        faults.take(clean::optional_token("language", language).map_err(within));
        attachment
            .language
            .take_if(|language| *language == record.language);
    }
}

fn tidy_related(reference: &mut ContentRef) -> Result<()> {
    match reference {
        ContentRef::Id(_) => Ok(()),
        ContentRef::Path(path) => clean::path("path", path),
        ContentRef::Document(document) => legal::tidy_reference(document),
    }
}

/// Issuers go by code in the record; their names are needed only where the code is new.
fn take_issuer_names(details: &mut Details) -> Vec<(String, String)> {
    let Details::LegalDocument(document) = details else {
        return Vec::new();
    };
    let mut seen = HashSet::new();
    let mut names = Vec::new();
    for issuer in &mut document.issuers {
        if let (Some(code), Some(name)) = (issuer.code.clone(), issuer.name.take())
            && seen.insert(code.clone())
        {
            names.push((code, name));
        }
    }
    names
}

/// The sanitised body, which the record then has too, unless its provisions make it.
fn html(record: &mut ContentRecord) -> Result<Option<String>> {
    if let Details::LegalDocument(document) = &record.details
        && !document.provisions.is_empty()
    {
        if record.body.is_some() {
            let message = (
                "is made of the provisions of a legal document; leave the body or the text out",
                "được tạo từ các điều, khoản của văn bản; hãy bỏ phần nội dung hoặc phần văn bản",
            );
            return Err(Error::invalid("body", message));
        }
        return Ok(Some(provisions::html(&document.provisions)));
    }
    let html = match &mut record.body {
        None => None,
        Some(BodyRecord::Text(text)) => {
            clean::long_text("body.text", text)?;
            Some(body::paragraphs(text))
        }
        Some(given @ (BodyRecord::Html(_) | BodyRecord::Markdown(_))) => {
            let (BodyRecord::Html(markup)
            | BodyRecord::Markdown(markup)
            | BodyRecord::Text(markup)) = &*given;
            clean::markup("body", markup)?;
            let html =
                body::html(given).map_err(|excess| Error::invalid("body", excess.reason()))?;
            refuse_loss(markup, &html)?;
            Some(html)
        }
    };
    let html = html.filter(|html| !html.trim().is_empty());
    if let Some(html) = &html {
        clean::markup("body", html)?;
    }
    record.body = html.clone().map(BodyRecord::Html);
    Ok(html)
}

/// Refuses a body that says something and of which nothing may be kept.
fn refuse_loss(given: &str, kept: &str) -> Result<()> {
    if body::says_something(kept) || !body::says_something(given) {
        return Ok(());
    }
    let message = (
        "nothing of it can be kept: frames, video, sound, forms and scripts are taken out; attach \
        the file, or link to where it is",
        "không giữ lại được phần nào: khung nhúng, video, âm thanh, biểu mẫu và mã lệnh đều bị loại bỏ; \
        hãy đính kèm tệp hoặc dẫn liên kết",
    );
    Err(Error::invalid("body", message))
}

/// The hash of what the edition says. Identity, path and redirects are compared on their own: a record that
/// leaves them out says the same as one that gives them.
///
/// # Errors
/// [`Error::Invalid`] when the record has grown so long that no exchange file could hold it.
fn digest(record: &mut ContentRecord) -> Result<String> {
    let id = record.id.take();
    let path = record.path.take();
    let redirects = std::mem::take(&mut record.redirects);
    let work = record.work.take();
    let json = serde_json::to_vec(record).unwrap_or_default();
    record.id = id;
    record.path = path;
    record.redirects = redirects;
    record.work = work;
    if json.len() > LONGEST_RECORD {
        let size = json.len();
        let message = (
            format!(
                "takes {size} bytes in the exchange format; at most 15 MB are kept: attach parts of it as files"
            ),
            format!(
                "chiếm {size} byte khi trao đổi; chỉ được tối đa 15 MB: hãy chuyển bớt thành tệp đính kèm"
            ),
        );
        return Err(Error::invalid("record", message));
    }
    Ok(format!("{:x}", Sha256::digest(json)))
}

fn number_key(details: &Details) -> Option<String> {
    match details {
        Details::LegalDocument(document) => document
            .number
            .as_deref()
            .and_then(crate::domain::legal::number_key),
        _ => None,
    }
}
