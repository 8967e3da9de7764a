//! The citations of an edition's texts, with the numbers and names under which the cited documents are found.
use entity::value::CitationPart;

use super::provisions::{Passage, passages};
use crate::domain::body::plain;
use crate::domain::legal::{cited_name, number_key};
use crate::exchange::Details;
use crate::exchange::details::LegalDocumentRecord;
use crate::text::citation::{Citation, Document, find_citations, resolve_relative};
use crate::text::law_name::law_name;
use crate::text::number::DocumentType;

/// A citation of one provision, or of a document as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::domain::publish) struct Cited {
    pub part: CitationPart,
    /// In characters of the text.
    pub starts: i32,
    pub ends: i32,
    pub text: String,
    pub provision: Option<String>,
    pub document: Option<String>,
    pub document_key: Option<String>,
    /// The citing document itself is meant.
    pub is_own: bool,
}

/// The citations of a content's texts, in order; one that names several provisions is several.
pub(super) fn find(details: &Details, html: Option<&str>) -> Vec<Cited> {
    let mut found = Vec::new();
    match details {
        Details::LegalDocument(document) if !document.provisions.is_empty() => {
            of_provisions(document, &mut found);
        }
        _ => of_text(
            CitationPart::Body,
            &plain(html.unwrap_or_default()),
            &mut found,
        ),
    }
    if let Details::LegalQuestion(question) = details {
        of_text(CitationPart::Question, &question.question, &mut found);
    }
    found
}

fn of_text(part: CitationPart, text: &str, found: &mut Vec<Cited>) {
    for citation in find_citations(text) {
        let paths = citation.paths.clone();
        push(part, 0, &citation, paths, found);
    }
}

/// In a legal document, `khoản này` and provisions without a document are its own.
fn of_provisions(document: &LegalDocumentRecord, found: &mut Vec<Cited>) {
    let own_key = document.number.as_deref().and_then(number_key);
    let mut start = 0;
    for Passage { path, text } in passages(&document.provisions) {
        for citation in find_citations(&text) {
            let first = found.len();
            push(
                CitationPart::Body,
                start,
                &citation,
                resolve_relative(&citation, path),
                found,
            );
            if matches!(citation.document, Document::This(_) | Document::Unstated) {
                for cited in &mut found[first..] {
                    cited.is_own = true;
                    cited.document_key.clone_from(&own_key);
                }
            }
        }
        start += text.chars().count() + 1;
    }
}

fn push(
    part: CitationPart,
    start: usize,
    citation: &Citation,
    paths: Vec<String>,
    found: &mut Vec<Cited>,
) {
    let (Ok(starts), Ok(ends)) = (
        i32::try_from(start + citation.chars.start),
        i32::try_from(start + citation.chars.end),
    ) else {
        return;
    };
    let (document, key) = cited_document(citation);
    let cited = |provision| Cited {
        part,
        starts,
        ends,
        text: citation.text.clone(),
        provision,
        document: document.clone(),
        document_key: key.clone(),
        is_own: false,
    };
    if paths.is_empty() {
        found.push(cited(None));
    } else {
        found.extend(paths.into_iter().map(|path| cited(Some(path))));
    }
}

/// The cited document as a reader would name it, and by what it is found.
fn cited_document(citation: &Citation) -> (Option<String>, Option<String>) {
    match &citation.document {
        Document::Number { number, .. } | Document::Attached { number, .. } => (
            Some(number.to_string()),
            Some(number.key()).filter(|_| !number.is_unnumbered()),
        ),
        Document::Name {
            document_type,
            name,
            year,
        } => (
            Some(as_written(&citation.text, name)),
            named(*document_type, name, *year),
        ),
        Document::This(word) | Document::Mentioned(word) => (Some(word.clone()), None),
        Document::Unstated => (None, None),
    }
}

/// The key of a document that is cited by name.
fn named(document_type: DocumentType, name: &str, year: Option<u16>) -> Option<String> {
    let word = match document_type {
        DocumentType::Constitution => "hiến pháp",
        DocumentType::Code => "bộ luật",
        DocumentType::Law => "luật",
        DocumentType::Ordinance => "pháp lệnh",
        _ => return None,
    };
    let name = law_name(&format!("{word} {name}"))?;
    Some(cited_name(&name, year.map(i32::from)))
}

/// The part of a citation that names the document: the name with the type word before it.
fn as_written(citation: &str, name: &str) -> String {
    let Some(position) = citation.rfind(name).filter(|_| !name.is_empty()) else {
        return citation.to_owned();
    };
    let before = citation[..position].trim_end();
    let word_starts = before
        .rmatch_indices(' ')
        .map(|(space, _)| space + 1)
        .chain([0])
        .take(3);
    let longest = word_starts
        .filter(|start| DocumentType::from_word(&before[*start..]).is_some())
        .last();
    citation[longest.unwrap_or(position)..].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::details::ArticleRecord;

    fn article(html: &str) -> Vec<Cited> {
        find(&Details::Article(ArticleRecord::default()), Some(html))
    }

    #[test]
    fn offsets_are_characters_of_the_plain_text() {
        let html = "<p>Đọc <b>Luật</b> đã.</p><p>Theo điểm a, đ khoản 2 Điều 8 Nghị định số 28/2013/NĐ-CP &amp; nữa</p>";
        let found = article(html);
        let text: Vec<char> = plain(html).chars().collect();
        assert_eq!(found.len(), 2);
        for cited in &found {
            let range = usize::try_from(cited.starts).expect("start")
                ..usize::try_from(cited.ends).expect("end");
            assert_eq!(text[range].iter().collect::<String>(), cited.text);
            assert_eq!(cited.document_key.as_deref(), Some("28/2013/ND-CP"));
            assert_eq!(cited.document.as_deref(), Some("28/2013/NĐ-CP"));
        }
        let paths: Vec<_> = found
            .iter()
            .filter_map(|cited| cited.provision.as_deref())
            .collect();
        assert_eq!(paths, ["dieu-8/khoan-2/diem-a", "dieu-8/khoan-2/diem-dd"]);
    }

    #[test]
    fn laws_are_found_by_their_names() {
        let html = "<p>Theo Điều 8 Luật Trẻ em, Điều 123 BLDS 2015, Hiến pháp năm 2013 và Quy chế làm việc.</p>";
        let found = article(html);
        let keys = found
            .iter()
            .filter_map(|cited| cited.document_key.as_deref());
        let keys: Vec<&str> = keys.collect();
        assert_eq!(
            keys,
            [
                "name:luật trẻ em",
                "name:bộ luật dân sự@2015",
                "name:hiến pháp@2013"
            ]
        );
    }

    #[test]
    fn names_stand_with_their_type() {
        assert_eq!(
            as_written("Điều 8 của Bộ luật Dân sự năm 2015", "Dân sự"),
            "Bộ luật Dân sự năm 2015"
        );
        assert_eq!(as_written("Điều 8 Luật Trẻ em", "Trẻ em"), "Luật Trẻ em");
        assert_eq!(as_written("Hiến pháp năm 2013", ""), "Hiến pháp năm 2013");
    }
}
