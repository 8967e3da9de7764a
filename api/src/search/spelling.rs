//! Slips of the keyboard: a syllable that is nowhere in the index gives way to one that is, with a letter more, less, other
//! or exchanged, which best fits between its neighbours. Missing diacritics are no slips: they are searched without.
use std::collections::BTreeSet;

use tantivy::{Searcher, TantivyError, Term};

use super::asked::Asked;
use super::fields::Fields;
use crate::text::syllable::Syllable;

/// Letters of syllables without diacritics.
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";
/// Letters that a syllable has at least, so that it can be told what was meant.
const SHORTEST: usize = 3;
/// Syllables that are looked at; the rest of a long text is taken as it is.
const MOST: usize = 5;

/// The text with its slips mended; nothing where there are none.
pub(super) fn mended(
    asked: &Asked,
    fields: &Fields,
    searcher: &Searcher,
) -> Result<Option<Asked>, TantivyError> {
    let index = Known { fields, searcher };
    let mut better: Vec<(String, String)> = Vec::new();
    for piece in &asked.pieces {
        for (place, syllable) in piece.iter().enumerate() {
            if better.len() == MOST || !is_slip(syllable) || index.has(&syllable.folded)? {
                continue;
            }
            let before = place.checked_sub(1).and_then(|it| piece.get(it));
            let after = piece.get(place + 1);
            if let Some(meant) = index.meant(&syllable.folded, before, after)? {
                better.push((syllable.folded.clone(), meant));
            }
        }
    }
    let meant = |syllable: &Syllable| {
        let found = better.iter().find(|(slip, _)| *slip == syllable.folded);
        found.map(|(_, meant)| meant.clone())
    };
    Ok((!better.is_empty()).then(|| asked.corrected(meant)))
}

/// Whether a syllable could be a slip: letters of Vietnamese, and enough of them.
fn is_slip(syllable: &Syllable) -> bool {
    let letters = syllable.folded.len();
    letters >= SHORTEST && syllable.folded.bytes().all(|it| it.is_ascii_lowercase())
}

/// What the index has.
struct Known<'a> {
    fields: &'a Fields,
    searcher: &'a Searcher,
}

impl Known<'_> {
    fn has(&self, text: &str) -> Result<bool, TantivyError> {
        Ok(self.documents(text)? > 0)
    }

    /// How many documents have a syllable, or a pair.
    fn documents(&self, text: &str) -> Result<u64, TantivyError> {
        let term = Term::from_field_text(self.fields.folded.all, text);
        self.searcher.doc_freq(&term)
    }

    /// What was meant: the candidate that stands beside the same neighbours most often, else the most frequent one.
    fn meant(
        &self,
        slip: &str,
        before: Option<&Syllable>,
        after: Option<&Syllable>,
    ) -> Result<Option<String>, TantivyError> {
        let mut best: Option<((u64, u64), String)> = None;
        for candidate in candidates(slip) {
            let alone = self.documents(&candidate)?;
            if alone == 0 {
                continue;
            }
            let mut beside = 0;
            if let Some(before) = before {
                beside += self.documents(&format!("{} {candidate}", before.folded))?;
            }
            if let Some(after) = after {
                beside += self.documents(&format!("{candidate} {}", after.folded))?;
            }
            let rank = (beside, alone);
            if best.as_ref().is_none_or(|(so_far, _)| rank > *so_far) {
                best = Some((rank, candidate));
            }
        }
        Ok(best.map(|(_, candidate)| candidate))
    }
}

/// All that is one slip away: two syllables that were run together, too.
fn candidates(slip: &str) -> BTreeSet<String> {
    let mut candidates = BTreeSet::new();
    for at in 0..=slip.len() {
        let (before, after) = slip.split_at(at);
        if !before.is_empty() && !after.is_empty() {
            candidates.insert(format!("{before} {after}"));
        }
        let mut rest = after.chars();
        if let Some(first) = rest.next() {
            let without = rest.as_str();
            candidates.insert(format!("{before}{without}"));
            if let Some(second) = rest.next() {
                candidates.insert(format!("{before}{second}{first}{}", rest.as_str()));
            }
            candidates.extend(
                LETTERS
                    .chars()
                    .map(|letter| format!("{before}{letter}{without}")),
            );
        }
        candidates.extend(
            LETTERS
                .chars()
                .map(|letter| format!("{before}{letter}{after}")),
        );
    }
    candidates.remove(slip);
    candidates
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_a_letter_more_less_other_or_exchanged() {
        let found = candidates("nhna");
        for meant in ["nhan", "nha", "nhnga", "nhia", "nh na"] {
            assert!(found.contains(meant), "{meant}");
        }
        assert!(!found.contains("nhna") && !found.contains("nhanh"));
    }
}
