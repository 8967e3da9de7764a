//! References to the law in running text: what they cite and where they stand.
//!
//! A citation runs from the small to the large (`điểm a khoản 2 Điều 5 Luật Phổ biến, giáo dục
//! pháp luật số 14/2012/QH13`), may list and range (`các Điều 6, 7 và Điều 8`), may refer to its
//! own text (`khoản này`, `Luật này`) and may leave the document to the context. Documents named
//! without any provision are citations too.

mod chain;
mod context;
mod document;
mod evaluation;
mod label;
mod law_name;
mod law_names;
mod lexer;
mod path;
mod resolve;
mod roman;
mod segment;

use std::ops::Range;

use super::normalize::Normalized;
use chain::chain_at;
use document::{document_after, document_alone};
use law_name::LawNames;
use lexer::Tokens;

pub use document::Document;
pub use evaluation::{Figures, GoldCitation, GoldText, evaluate};
pub use path::Level;
pub use resolve::resolve_relative;

/// A reference and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Byte range in the text given.
    pub bytes: Range<usize>,
    /// The same range in characters (Unicode scalar values).
    pub chars: Range<usize>,
    /// The words cited, exactly as they stand in the text given.
    pub text: String,
    /// The provisions cited, in the order of naming, ranges spelled out: `dieu-5/khoan-2/diem-a`,
    /// `diem-dd` for điểm đ, `dieu-nay/khoan-1` for khoản 1 Điều này. Empty when the document as a
    /// whole is cited.
    pub paths: Vec<String>,
    /// The document the provisions belong to.
    pub document: Document,
}

/// Every citation in the text, by beginning; one inside a remark of another follows it. Takes time
/// linear in the length of the text, which may be in any normal form.
///
/// ```
/// use nguonluat::text::citation::{Document, find_citations};
/// let found = find_citations("Theo điểm a, đ khoản 2 Điều 8 Nghị định số 28/2013/N\u{d0}-CP thì");
/// assert_eq!(found[0].text, "điểm a, đ khoản 2 Điều 8 Nghị định số 28/2013/N\u{d0}-CP");
/// assert_eq!(found[0].paths, ["dieu-8/khoan-2/diem-a", "dieu-8/khoan-2/diem-dd"]);
/// assert!(matches!(&found[0].document, Document::Number { number, .. } if number.year() == Some(2013)));
/// ```
#[must_use]
pub fn find_citations(text: &str) -> Vec<Citation> {
    let normalized = Normalized::new(text);
    let tokens = Tokens::new(normalized.text());
    let names = LawNames::learn(&tokens);
    let mut found = Vec::new();
    find_within(&tokens, &names, 0..tokens.len(), &mut found);
    let ranges = found
        .iter()
        .map(|raw| normalized.original(tokens.bytes(raw.tokens.clone())))
        .collect::<Vec<_>>();
    let chars = char_ranges(text, &ranges);
    found
        .into_iter()
        .zip(ranges)
        .zip(chars)
        .map(|((raw, bytes), chars)| Citation {
            text: text[bytes.clone()].to_owned(),
            bytes,
            chars,
            paths: raw.paths,
            document: raw.document,
        })
        .collect()
}

struct RawCitation {
    tokens: Range<usize>,
    paths: Vec<String>,
    document: Document,
}

fn find_within(
    tokens: &Tokens,
    names: &LawNames,
    range: Range<usize>,
    found: &mut Vec<RawCitation>,
) {
    let mut index = range.start;
    while index < range.end {
        index = match citation_at(tokens, names, index, found) {
            Some(end) => end,
            None => index + 1,
        };
    }
}

/// Finds the citation that begins at `index`, with those in its remarks, and where to go on.
fn citation_at(
    tokens: &Tokens,
    names: &LawNames,
    index: usize,
    found: &mut Vec<RawCitation>,
) -> Option<usize> {
    let Some(chain) = chain_at(tokens, index) else {
        let (document, end) = document_alone(tokens, names, index)?;
        found.push(RawCitation {
            tokens: index..end,
            paths: Vec::new(),
            document,
        });
        return Some(end);
    };
    let mut end = chain.tokens.end;
    let mut document = Document::Unstated;
    if !chain.last().is_this
        && let Some((named, after)) = document_after(tokens, names, end)
    {
        document = named;
        end = after;
    }
    if !context::is_reference(tokens, &chain, &document) {
        return Some(chain.tokens.end);
    }
    found.push(RawCitation {
        tokens: index..end,
        paths: chain.paths(),
        document,
    });
    for remark in chain.remarks {
        find_within(tokens, names, remark, found);
    }
    Some(end)
}

/// The character ranges of byte ranges, in one walk over the text.
fn char_ranges(text: &str, ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut bounds: Vec<usize> = ranges
        .iter()
        .flat_map(|range| [range.start, range.end])
        .collect();
    bounds.sort_unstable();
    bounds.dedup();
    let mut counts = Vec::with_capacity(bounds.len());
    let mut position = 0;
    let mut count = 0;
    for &bound in &bounds {
        count += text[position..bound].chars().count();
        position = bound;
        counts.push(count);
    }
    let at = |bound: usize| {
        bounds
            .binary_search(&bound)
            .map_or(0, |index| counts[index])
    };
    ranges
        .iter()
        .map(|range| at(range.start)..at(range.end))
        .collect()
}

#[cfg(test)]
mod tests;
