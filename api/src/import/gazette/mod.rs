//! The official gazette (Công báo): one JSON a document, with the text of its pages.
//!
//! The JSON says little that can be relied on (`so_hieu` is mostly a piece of the address), so that
//! everything is read from the text: number, day and place, type and title from its head, the signers
//! from its end, the day it takes effect from its last articles. Consolidated texts (văn bản hợp
//! nhất) carry the number, day and body of their consolidation in the block that authenticates them.

mod effect;
mod head;
mod issuer;
mod signature;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::Deserialize;

use super::Refusal;
use crate::text::normalize::normalize;
use crate::text::number::{DocumentNumber, DocumentType};
use crate::text::structure::{Kind, Structure, clean_gazette, parse, running_head};

use head::Head;

/// A person who signed, with the title under which they did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    /// Such as `Thứ trưởng`.
    pub title: String,
    /// The name, without military rank or degree.
    pub name: String,
}

/// A document as the gazette printed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GazetteDocument {
    /// The number, from the text, else from the address.
    pub number: DocumentNumber,
    /// The type; that of a consolidated text is its own, not that of what it consolidates.
    pub document_type: DocumentType,
    /// The issuing bodies in the order of the number; joint documents have several.
    pub issuers: Vec<String>,
    /// The day of issue, or for laws of their passing; none where the text has a blank.
    pub issued_on: Option<NaiveDate>,
    /// Where it was issued, such as `Hà Nội`.
    pub place: Option<String>,
    /// What it is about (trích yếu), without the type.
    pub title: String,
    /// Who signed, in order.
    pub signers: Vec<Signer>,
    /// The gazette's number, such as `459 + 460`.
    pub gazette_number: Option<String>,
    /// The day of that gazette.
    pub gazette_date: Option<NaiveDate>,
    /// The gazette that prints the rest, where the text breaks off.
    pub continued_in: Option<String>,
    /// The address of the gazette's page.
    pub source_url: Option<String>,
    /// The source's number for the document: the figures that end its address.
    pub external_id: String,
    /// The day it takes effect, where its text says so. Consolidated texts have none of their own.
    pub effective_on: Option<NaiveDate>,
    /// The text, one paragraph a line.
    pub text: String,
    /// Its structure; ranges are of [`Self::text`].
    pub structure: Structure,
}

/// The fields of the JSON that are used.
#[derive(Deserialize)]
struct Source {
    so_hieu: Option<String>,
    slug: Option<String>,
    loai: Option<String>,
    mo_ta: Option<String>,
    topic_name: Option<String>,
    nguon_url: Option<String>,
    full_text: Option<String>,
}

impl GazetteDocument {
    /// Reads a document from its JSON.
    ///
    /// # Errors
    /// Not JSON, no text, or no number, type or issuer to be told: the [`Refusal`] names the field
    /// and how to mend it.
    pub fn parse(json: &str) -> Result<Self, Refusal> {
        let source: Source = serde_json::from_str(json.trim_start_matches('\u{feff}'))
            .map_err(|error| Refusal::malformed("a JSON object of the gazette", error))?;
        let pages = required(
            source.full_text.as_deref(),
            "full_text",
            "put the document's whole text there",
        )?;
        let text = clean_gazette(pages);
        let structure = parse(&text);
        let head = Head::read(&structure);
        let number = head.number.clone().map_or_else(|| number(&source), Ok)?;
        let document_type = document_type(&source, &head, &number)?;
        let consolidated = document_type == DocumentType::ConsolidatedText;
        let issuers = issuer::issuers(&number, &head.office, &text);
        if issuers.is_empty() {
            return Err(Refusal::missing(
                "full_text",
                "write the issuing body above the number",
            ));
        }
        let issued_on = head
            .issued_on
            .or_else(|| head::issued_with(&structure, &number));
        let (gazette_number, gazette_date) = gazette(pages);
        Ok(Self {
            issuers,
            issued_on,
            place: head.place,
            title: title(&source, &head.title, &text, &number),
            signers: signature::signers(&structure),
            gazette_number,
            gazette_date,
            continued_in: head::continued_in(pages),
            source_url: source.nguon_url.clone().filter(|url| !url.is_empty()),
            external_id: external_id(&source)?,
            effective_on: if consolidated {
                None
            } else {
                effect::effective_on(&structure, issued_on)
            },
            number,
            document_type,
            text,
            structure,
        })
    }
}

fn required<'a>(
    value: Option<&'a str>,
    field: &str,
    mend: &'static str,
) -> Result<&'a str, Refusal> {
    value
        .filter(|value| !value.trim().is_empty())
        .ok_or_else(|| Refusal::missing(field, mend))
}

/// The number that the JSON gives where the text has none: `so_hieu`, else the address.
fn number(source: &Source) -> Result<DocumentNumber, Refusal> {
    let written = source.so_hieu.as_deref().and_then(|written| {
        let (_, number) = written.rsplit_once("số ")?;
        DocumentNumber::parse(number).ok()
    });
    let slugs = [source.slug.as_deref(), source.so_hieu.as_deref()];
    written
        .or_else(|| slugs.into_iter().flatten().find_map(|slug| DocumentNumber::from_slug(slug).ok()))
        .ok_or_else(|| {
            Refusal::missing("so_hieu", "the text has no \u{201c}Số: …\u{201d} either; write the number, such as 51/2025/NĐ-CP")
        })
}

fn document_type(
    source: &Source,
    head: &Head,
    number: &DocumentNumber,
) -> Result<DocumentType, Refusal> {
    if number.type_abbreviation() == Some("VBHN") {
        return Ok(DocumentType::ConsolidatedText);
    }
    let word = head.type_word.as_deref().or(source.loai.as_deref());
    DocumentType::infer(word, Some(number)).ok_or_else(|| match &source.loai {
        Some(word) => Refusal::field(
            "loai",
            format!("\u{201c}{word}\u{201d} is not a type of document known here"),
        ),
        None => Refusal::missing("loai", "write the type, such as \u{201c}Nghị định\u{201d}"),
    })
}

/// The title from the text, else what the JSON says of the document, else nothing but its number:
/// texts that are scanned pictures have none.
fn title(source: &Source, title: &str, text: &str, number: &DocumentNumber) -> String {
    let title = issuer::proper_case(title, text);
    if !title.is_empty() {
        return title;
    }
    let is_topic = source.mo_ta == source.topic_name;
    let described = source.mo_ta.as_deref().filter(|_| !is_topic);
    let described = described.map(normalize).unwrap_or_default();
    described_in(&described, number)
        .filter(|described| !described.is_empty() && !described.contains("&#"))
        .map_or_else(|| number.to_string(), ToOwned::to_owned)
}

/// The description itself, or of a whole gazette's contents («Trong số Công báo này gồm …; …») the
/// entry that names the number.
fn described_in<'a>(described: &'a str, number: &DocumentNumber) -> Option<&'a str> {
    let Some((_, contents)) = described.split_once("Công báo này gồm") else {
        return Some(described.trim());
    };
    let number = number.to_string();
    contents
        .split(';')
        .map(|entry| {
            entry.trim_matches(|character: char| {
                character.is_whitespace() || ":.-".contains(character)
            })
        })
        .find(|entry| entry.contains(&number))
}

/// The figures that end the address part: `…-tt-bldtbxh-44341` is 44341.
fn external_id(source: &Source) -> Result<String, Refusal> {
    let slug = source
        .slug
        .as_deref()
        .or(source.so_hieu.as_deref())
        .unwrap_or_default();
    let id = slug.rsplit('-').next().unwrap_or_default();
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refusal::field(
            "slug",
            format!("\u{201c}{slug}\u{201d} does not end in the gazette's number for the document"),
        ));
    }
    Ok(id.to_owned())
}

fn gazette(pages: &str) -> (Option<String>, Option<NaiveDate>) {
    let pages = normalize(pages);
    let Some((number, (year, month, day))) = pages.lines().find_map(running_head) else {
        return (None, None);
    };
    let number = number.split_whitespace().collect::<Vec<_>>().join(" ");
    (Some(number), NaiveDate::from_ymd_opt(year, month, day))
}

/// The lines of the nodes of a kind.
fn lines_of(structure: &Structure, kind: Kind) -> impl Iterator<Item = &str> {
    structure
        .nodes
        .iter()
        .filter(move |node| node.kind == kind && node.parent.is_none())
        .flat_map(|node| node.text.lines())
}
