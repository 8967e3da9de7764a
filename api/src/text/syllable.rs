//! Syllables: what Vietnamese is written in, and what is searched for. A word has one or two of them, so that two
//! neighbours say more than each alone.
use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::fold::fold;
use super::normalize::modern_tones;

/// Longer runs of letters are no syllables: they are data that somebody pasted.
const LONGEST: usize = 100;

/// A run of letters and digits, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Syllable {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// In small letters, with its tone in its modern place.
    pub exact: String,
    /// Without diacritics.
    pub folded: String,
}

/// The syllables of a text that is normalised, in order.
///
/// ```
/// use nguonluat::text::syllable::syllables;
/// let found = syllables("Nghị định 28/2013/NĐ-CP: hòa giải");
/// let folded: Vec<&str> = found.iter().map(|it| it.folded.as_str()).collect();
/// assert_eq!(folded, ["nghi", "dinh", "28", "2013", "nd", "cp", "hoa", "giai"]);
/// assert_eq!(found[6].exact, "hoà");
/// ```
#[must_use]
pub fn syllables(text: &str) -> Vec<Syllable> {
    let mut found = Vec::new();
    let mut start = None;
    for (position, character) in text.char_indices().chain([(text.len(), ' ')]) {
        let belongs = character.is_alphanumeric() || is_combining_mark(character);
        match (start, belongs) {
            (None, true) => start = Some(position),
            (Some(from), false) => {
                found.extend(syllable(text, from..position));
                start = None;
            }
            _ => {}
        }
    }
    found
}

fn syllable(text: &str, range: Range<usize>) -> Option<Syllable> {
    let written = &text[range.clone()];
    let folded = fold(written);
    (range.len() <= LONGEST && !folded.is_empty()).then(|| Syllable {
        range,
        exact: modern_tones(&written.to_lowercase()),
        folded,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        let found = syllables(text).into_iter();
        found.map(|syllable| syllable.folded).collect()
    }

    #[test]
    fn letters_and_digits_make_syllables() {
        assert_eq!(folded("Đất đai, điều 5a."), ["dat", "dai", "dieu", "5a"]);
        assert_eq!(folded("  "), [""; 0]);
        assert_eq!(folded("ខ្មែរ ລາວ").len(), 2);
    }

    #[test]
    fn what_is_no_word_is_left_out() {
        assert_eq!(folded(&format!("a {} b", "x".repeat(101))), ["a", "b"]);
        assert_eq!(folded("\u{301} a"), ["a"]);
    }

    #[test]
    fn a_syllable_knows_where_it_stands() {
        let text = "Luật Đất đai";
        let ranges = syllables(text).into_iter().map(|it| it.range);
        let parts: Vec<&str> = ranges.map(|range| &text[range]).collect();
        assert_eq!(parts, ["Luật", "Đất", "đai"]);
    }
}
