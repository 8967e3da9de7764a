//! One spelling for Vietnamese text: canonical composition, one Đ, plain spaces, no invisible
//! characters. [`normalize`] is what is stored; [`Normalized`] keeps the way back to the text as it
//! was given; [`modern_tones`] is for comparing only.

use std::ops::Range;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The text in NFC, with Đ for the Icelandic Ð that old keyboards typed, plain spaces for
/// no-break and other odd ones, and without zero-width and control characters.
///
/// Line breaks and tabs stay. The result is its own normal form.
///
/// ```
/// use nguonluat::text::normalize::normalize;
/// assert_eq!(normalize("NGH\u{1eca} \u{d0}I\u{323}NH\u{a0}s\u{f4}\u{301} 5\u{200b}1"), "NGHỊ ĐỊNH số 51");
/// assert_eq!(normalize("Đ\u{ad}ường\r\nbộ"), "Đường\r\nbộ");
/// ```
#[must_use]
pub fn normalize(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    for_each_normal_char(text, |character, _| normal.push(character));
    normal
}

/// Whether the text shows a reader nothing: only white space and what [`normalize`] takes away.
///
/// ```
/// use nguonluat::text::normalize::is_blank;
/// assert!(is_blank("") && is_blank(" \u{200b}\u{2800}\n\u{34f}\u{3164}"));
/// assert!(!is_blank("\u{200b}a"));
/// ```
#[must_use]
pub fn is_blank(text: &str) -> bool {
    normalize(text).trim().is_empty()
}

/// Normalised text that remembers where each of its characters stood in the original.
///
/// ```
/// use nguonluat::text::normalize::Normalized;
/// let original = "theo \u{d0}iê\u{300}u 5";
/// let normalized = Normalized::new(original);
/// let found = normalized.text().find("Điều").unwrap();
/// let range = normalized.original(found..found + "Điều".len());
/// assert_eq!(&original[range], "\u{d0}iê\u{300}u");
/// ```
#[derive(Debug, Clone)]
pub struct Normalized {
    text: String,
    /// For each byte of `text`, the original range of the character it belongs to.
    origins: Vec<(usize, usize)>,
}

impl Normalized {
    /// Normalises as [`normalize`] does.
    #[must_use]
    pub fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut origins = Vec::with_capacity(original.len());
        for_each_normal_char(original, |character, origin| {
            text.push(character);
            origins.resize(text.len(), (origin.start, origin.end));
        });
        Self { text, origins }
    }

    /// The normalised text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte range in the original of a byte range of [`Self::text`]. An empty or outlying
    /// range gives an empty one.
    #[must_use]
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        match self.origins.get(range) {
            Some([only]) => only.0..only.1,
            Some([first, .., last]) => first.0..last.1,
            Some([]) | None => 0..0,
        }
    }
}

/// Moves the tone of `oa`, `oe` and `uy` to its modern place, so that the two spellings in use
/// compare as one (`hòa` and `hoà`, `Ủy ban` and `Uỷ ban`). Only for comparing: what is stored
/// keeps its author's spelling. Expects NFC.
///
/// ```
/// use nguonluat::text::normalize::modern_tones;
/// assert_eq!(modern_tones("Ủy ban hòa giải, HÒA BÌNH, thủy lợi"), "Uỷ ban hoà giải, HOÀ BÌNH, thuỷ lợi");
/// assert_eq!(modern_tones("hoàn mùa quý của"), "hoàn mùa quý của");
/// ```
#[must_use]
pub fn modern_tones(text: &str) -> String {
    let mut modern = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let moved = characters
            .peek()
            .and_then(|&next| tone_moved(character, next));
        match moved {
            Some((first, second)) => {
                modern.push(first);
                modern.push(second);
                characters.next();
            }
            None => modern.push(character),
        }
    }
    modern
}

/// `òa` → `oà`: the pair with the tone on its second vowel, if the first carries one it should not.
fn tone_moved(first: char, second: char) -> Option<(char, char)> {
    const TONED: [(char, &str); 4] = [
        ('o', "òỏõóọ"),
        ('O', "ÒỎÕÓỌ"),
        ('u', "ùủũúụ"),
        ('U', "ÙỦŨÚỤ"),
    ];
    let (plain, tone) = TONED.iter().find_map(|(plain, toned)| {
        let tone = toned.chars().position(|candidate| candidate == first)?;
        Some((*plain, tone))
    })?;
    let toned_second = match (plain.to_ascii_lowercase(), second) {
        ('o', 'a') => "àảãáạ",
        ('o', 'A') => "ÀẢÃÁẠ",
        ('o', 'e') => "èẻẽéẹ",
        ('o', 'E') => "ÈẺẼÉẸ",
        ('u', 'y') => "ỳỷỹýỵ",
        ('u', 'Y') => "ỲỶỸÝỴ",
        _ => return None,
    };
    Some((plain, toned_second.chars().nth(tone)?))
}

/// Calls `emit` with each character of the normal form and the byte range it came from.
fn for_each_normal_char(text: &str, mut emit: impl FnMut(char, Range<usize>)) {
    let mut previous = None;
    let mut cluster = String::new();
    let mut start = 0;
    let mut end = 0;
    let mut flush = |cluster: &mut String, origin: Range<usize>| {
        let mut append = |character: char| {
            let character = vietnamese_d(plain_space(character), previous);
            previous = Some(character);
            emit(character, origin.clone());
        };
        let mut characters = cluster.chars();
        match (characters.next(), characters.next()) {
            (Some(only), None) if is_composed(only) => append(only),
            _ => cluster.nfc().for_each(append),
        }
        cluster.clear();
    };
    let mut before = None;
    for (position, character) in text.char_indices() {
        if is_invisible(character, before) {
            continue;
        }
        before = Some(plain_space(character));
        if begins_cluster(character) {
            flush(&mut cluster, start..end);
            start = position;
        }
        cluster.push(character);
        end = position + character.len_utf8();
    }
    flush(&mut cluster, start..end);
}

/// Whether the character is one that Vietnamese is written with and its own normal form: nearly all are.
fn is_composed(character: char) -> bool {
    matches!(character, '\0'..='\u{7f}' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// Whether nothing before the character can compose with it.
fn begins_cluster(character: char) -> bool {
    is_composed(character)
        || (canonical_combining_class(character) == 0
            && is_nfc_quick(std::iter::once(character)) != IsNormalized::Maybe)
}

/// Zero-width and control characters carry nothing, except the joiner and tags inside an emoji, and selectors behind
/// what they select a form of.
fn is_invisible(character: char, before: Option<char>) -> bool {
    match character {
        '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' => false,
        '\u{200d}' | '\u{e0020}'..='\u{e007f}' => before.is_none_or(|before| before < '\u{2190}'),
        '\u{180b}'..='\u{180d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => {
            before.is_none_or(char::is_whitespace)
        }
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180e}'
        | '\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}' => true,
        _ => character.is_control(),
    }
}

fn plain_space(character: char) -> char {
    match character {
        '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => '\n',
        '\u{a0}'
        | '\u{85}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200a}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{2800}'
        | '\u{3000}' => ' ',
        _ => character,
    }
}

/// Vietnamese đ only ever begins a syllable, Icelandic ð never does; capitals stand anywhere
/// because abbreviations do (`HÐND`).
fn vietnamese_d(character: char, previous: Option<char>) -> char {
    match character {
        '\u{d0}' | '\u{189}' => 'Đ',
        '\u{f0}' | '\u{256}' if !previous.is_some_and(char::is_alphabetic) => 'đ',
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decomposed_text_is_composed() {
        assert_eq!(normalize("Nghi\u{323} \u{111}i\u{323}nh"), "Nghị định");
        assert_eq!(normalize("đươ\u{300}ng u\u{31b}\u{301}"), "đường ứ");
        assert_eq!(normalize("\u{1100}\u{1161}"), "가");
    }

    #[test]
    fn eth_becomes_d_in_vietnamese_words_only() {
        assert_eq!(normalize("HÐND ðất Ðiều"), "HĐND đất Điều");
        assert_eq!(normalize("maður"), "maður");
    }

    #[test]
    fn spaces_are_plain_and_invisible_characters_gone() {
        assert_eq!(normalize("a\u{a0}b\u{3000}c\u{c}d\u{feff}"), "a b c\nd");
        assert_eq!(
            normalize("a\u{0}b\u{200b}\u{301}"),
            "ab\u{301}".nfc().collect::<String>()
        );
        assert_eq!(normalize("👨\u{200d}👩"), "👨\u{200d}👩");
        assert_eq!(normalize("a\u{200d}b"), "ab");
        assert_eq!(normalize("a\u{34f}\u{e0061}b"), "ab");
        assert_eq!(
            normalize("❤\u{fe0f} \u{fe0f}1\u{fe0f}\u{20e3}"),
            "❤\u{fe0f} 1\u{fe0f}\u{20e3}"
        );
    }

    #[test]
    fn nothing_to_be_seen_is_blank() {
        for nothing in [
            "",
            " ",
            "\u{200b}",
            "\u{2060}",
            "\u{ad}",
            "\u{3164}",
            "\u{2800}",
            "\u{34f}",
            "\u{fe0f}",
            "\n\u{feff}\u{fe0f}",
        ] {
            assert!(is_blank(nothing), "{nothing:?}");
        }
        for something in ["a", "\u{200b}.", "👨\u{200d}👩"] {
            assert!(!is_blank(something), "{something:?}");
        }
    }

    #[test]
    fn normal_form_is_stable_and_agrees_with_its_map() {
        for text in [
            "",
            "\u{301}\u{323}a",
            "Thu\u{309}y \u{d0}iện\u{200b}\u{a0}",
            "a\u{301}\u{ad}\u{323}é\r\n",
            "a\u{34f}\u{301} \u{fe0f}\u{2800}\u{fe0f}\u{200b}\u{fe0f}\u{e0061}",
        ] {
            let once = normalize(text);
            assert_eq!(normalize(&once), once);
            let mapped = Normalized::new(text);
            assert_eq!(mapped.text(), once);
            for (position, character) in once.char_indices() {
                let range = mapped.original(position..position + character.len_utf8());
                assert!(
                    text.get(range.clone())
                        .is_some_and(|slice| !slice.is_empty()),
                    "{range:?}"
                );
            }
        }
        assert_eq!(Normalized::new("abc").original(2..9), 0..0);
    }

    #[test]
    fn tones_keep_their_place_elsewhere() {
        assert_eq!(modern_tones("khỏe xòe tùy ngòai"), "khoẻ xoè tuỳ ngoài");
        assert_eq!(modern_tones("lúa búa tuyến thuyền"), "lúa búa tuyến thuyền");
    }
}
