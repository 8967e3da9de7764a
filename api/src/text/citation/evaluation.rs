//! How well found citations agree with a table made by reading.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Citation, Document, find_citations};
use crate::text::fold::fold;
use crate::text::number::DocumentNumber;

/// A text that a reader has marked: one line of the table.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GoldText {
    /// The text's id in its source.
    pub id: u32,
    /// Every citation in it.
    pub citations: Vec<GoldCitation>,
}

/// A citation as a reader marked it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GoldCitation {
    /// Where it begins, in characters.
    pub start: usize,
    /// Where it ends, in characters.
    pub end: usize,
    /// The provisions it cites.
    pub paths: Vec<String>,
    /// The document's number, name or `… này`; empty when not stated.
    pub document: String,
}

/// Counts over all texts. A match has the same beginning, end and paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// Citations the reader marked.
    pub expected: usize,
    /// Citations found.
    pub found: usize,
    /// Found citations that match one marked.
    pub matching: usize,
    /// Matching citations whose document is the one marked too.
    pub same_document: usize,
    /// Found citations that share characters and a path with one marked.
    pub overlapping: usize,
    /// What was missed and what was found instead, for reading.
    pub differences: Vec<String>,
}

/// Finds the citations of each marked text and compares them with the marks.
#[must_use]
pub fn evaluate(gold: &[GoldText], texts: &BTreeMap<u32, String>) -> Figures {
    let mut figures = Figures::default();
    for marked in gold {
        let text = texts.get(&marked.id).map_or("", String::as_str);
        figures.add(marked, &find_citations(text));
    }
    figures
}

impl Figures {
    /// The share of found citations that match.
    #[must_use]
    pub fn precision(&self) -> f64 {
        share(self.matching, self.found)
    }

    /// The share of marked citations that were found.
    #[must_use]
    pub fn recall(&self) -> f64 {
        share(self.matching, self.expected)
    }

    fn add(&mut self, marked: &GoldText, found: &[Citation]) {
        let GoldText {
            id,
            citations: gold,
        } = marked;
        self.expected += gold.len();
        self.found += found.len();
        for citation in found {
            self.overlapping += usize::from(gold.iter().any(|gold| overlaps(gold, citation)));
            match gold.iter().find(|gold| matches(gold, citation)) {
                Some(gold) => {
                    self.matching += 1;
                    self.same_document += usize::from(names(&gold.document, &citation.document));
                }
                None => self.differences.push(format!(
                    "{id}: found {:?} {:?}",
                    citation.text, citation.paths
                )),
            }
        }
        for gold in gold
            .iter()
            .filter(|gold| !found.iter().any(|citation| matches(gold, citation)))
        {
            self.differences.push(format!(
                "{id}: missed {}..{} {:?}",
                gold.start, gold.end, gold.paths
            ));
        }
    }
}

fn matches(gold: &GoldCitation, found: &Citation) -> bool {
    found.chars == (gold.start..gold.end) && found.paths == gold.paths
}

fn overlaps(gold: &GoldCitation, found: &Citation) -> bool {
    let shares_path = gold.paths.iter().any(|path| found.paths.contains(path));
    found.chars.start < gold.end
        && gold.start < found.chars.end
        && (shares_path || (gold.paths.is_empty() && found.paths.is_empty()))
}

fn names(gold: &str, document: &Document) -> bool {
    match document {
        Document::Number { number, .. } => {
            DocumentNumber::parse(gold).is_ok_and(|gold| gold.key() == number.key())
        }
        Document::Name { name, .. } => fold(gold).contains(&fold(name)),
        Document::This(word) => fold(gold) == fold(&format!("{word} này")),
        Document::Unstated => gold.is_empty(),
        Document::Attached { .. } | Document::Mentioned(_) => false,
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of citations are far below 2^52"
)]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_end_is_no_match() {
        let mark = |end| GoldCitation {
            start: 5,
            end,
            paths: vec!["dieu-5".into()],
            document: String::new(),
        };
        let texts = BTreeMap::from([(1, "Theo Điều 5. Điều này quy định về phí.".to_owned())]);
        let figures = evaluate(
            &[GoldText {
                id: 1,
                citations: vec![mark(11), mark(9)],
            }],
            &texts,
        );
        assert_eq!(
            (
                figures.expected,
                figures.found,
                figures.matching,
                figures.same_document
            ),
            (2, 2, 1, 1)
        );
        assert_eq!(figures.differences.len(), 2);
        let figures = evaluate(
            &[GoldText {
                id: 1,
                citations: Vec::new(),
            }],
            &BTreeMap::new(),
        );
        assert!(figures.precision() >= 1.0 && figures.recall() >= 1.0);
    }
}
