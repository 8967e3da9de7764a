//! A key whose byte order is the order of a Vietnamese dictionary, so that both databases sort
//! names and titles alike (`COLLATE "C"`, `BINARY`) whatever locales they were built with.
//!
//! The key has the levels of the Unicode collation algorithm with the Vietnamese rules: first the
//! letters of the whole text, then its tones, then its capitals. Spaces come before punctuation,
//! punctuation before digits, digits before letters; a run of digits counts as a number.

use unicode_normalization::UnicodeNormalization;

use super::fold::is_latin_mark;
use super::normalize::{modern_tones, normalize};

/// The longest key, in bytes (all ASCII). Longer texts are compared by their beginnings.
pub const MAX_LENGTH: usize = 200;

/// The letters in dictionary order, f, j, w and z in their Latin places.
const LETTERS: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
/// Tones in dictionary order after ngang: huyền, hỏi, ngã, sắc, nặng.
const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];
/// Punctuation and symbols in the order of the Unicode collation algorithm.
const PUNCTUATION: &str = "_-–—,;:!?.…'‘’\"“”«»()[]{}§@*/\\&#%`´^¨°©®+±<=>|~×$€₫";

/// The room for the letters, in bytes; the rest of the key holds tones and capitals.
const LETTERS_ROOM: usize = 130;
const TONES_ROOM: usize = 50;

/// Marks of the key, in their byte order.
const LEVEL_END: char = ' ';
const SPACE: char = '!';
const SYMBOL: char = '"';
const OTHER_SYMBOL: char = '#';
const NUMBER: char = '0';
const FIRST_LETTER: u8 = b'A';
const OTHER_LETTER: char = 'z';
/// Stands for a run of unmarked characters; a longer run sorts before a shorter one.
const NO_GAP: u8 = b'~';
const LONGEST_GAP: usize = 60;

/// The sort key of a name or title. Spelling variants of one text (NFC or NFD, `hòa` or `hoà`,
/// runs of spaces) have the same key.
///
/// ```
/// use nguonluat::text::collation::sort_key;
/// let mut names = ["Đà Nẵng", "Điện Biên", "Cao Bằng", "Dân tộc", "Ân", "Ăn", "An", "Ẩn"];
/// names.sort_by_key(|name| sort_key(name));
/// assert_eq!(names, ["An", "Ăn", "Ân", "Ẩn", "Cao Bằng", "Dân tộc", "Đà Nẵng", "Điện Biên"]);
/// ```
#[must_use]
pub fn sort_key(text: &str) -> String {
    let normal = modern_tones(&normalize(text));
    let mut letters = String::with_capacity(LETTERS_ROOM);
    let mut tones = Marks::default();
    let mut capitals = Marks::default();
    let mut characters = normal.trim().chars().peekable();
    while let Some(character) = characters.next() {
        if letters.len() >= LETTERS_ROOM {
            break;
        }
        if character.is_whitespace() {
            while characters.next_if(|next| next.is_whitespace()).is_some() {}
            letters.push(SPACE);
            continue;
        }
        if character.is_ascii_digit() {
            let mut digits = String::from(character);
            while let Some(digit) = characters.next_if(char::is_ascii_digit) {
                digits.push(digit);
            }
            push_number(&mut letters, &digits);
            continue;
        }
        for part in Part::all(character) {
            part.push_letter(&mut letters);
            tones.push(part.tone);
            capitals.push(part.capital.then_some('1'));
        }
    }
    letters.truncate(LETTERS_ROOM);
    tones.text.truncate(TONES_ROOM);
    capitals
        .text
        .truncate(MAX_LENGTH - LETTERS_ROOM - TONES_ROOM - 2);
    format!(
        "{letters}{LEVEL_END}{}{LEVEL_END}{}",
        tones.text, capitals.text
    )
}

/// What one character gives to each level.
struct Part {
    letter: char,
    tone: Option<char>,
    capital: bool,
}

impl Part {
    /// One part for most characters; several for the few that lower to several.
    fn all(character: char) -> impl Iterator<Item = Self> {
        let capital = character.is_uppercase();
        character.to_lowercase().map(move |lower| {
            let (letter, tone) = without_tone(lower);
            Self {
                letter,
                tone,
                capital,
            }
        })
    }

    fn push_letter(&self, key: &mut String) {
        if let Some(position) = LETTERS.chars().position(|letter| letter == self.letter) {
            key.push(ascii(FIRST_LETTER, position));
        } else if let Some(position) = PUNCTUATION.chars().position(|mark| mark == self.letter) {
            key.push(SYMBOL);
            key.push(ascii(b'0', position));
        } else {
            key.push(if self.letter.is_alphanumeric() {
                OTHER_LETTER
            } else {
                OTHER_SYMBOL
            });
            let code = format!("{:06x}", u32::from(self.letter));
            key.push_str(&code);
        }
    }
}

/// A Vietnamese letter and the weight of its tone: `ậ` is `â` and nặng. Marks of other languages
/// weigh more than tones.
fn without_tone(character: char) -> (char, Option<char>) {
    let mut tone = None;
    let mut letter = String::new();
    for part in character.to_string().nfd() {
        match TONES.iter().position(|&mark| mark == part) {
            Some(position) => tone = Some(ascii(b'1', position)),
            None => letter.push(part),
        }
    }
    let composed: String = letter.nfc().collect();
    let base = composed.chars().next().unwrap_or(character);
    if LETTERS.contains(base) || !letter.chars().any(is_latin_mark) {
        return (base, tone);
    }
    (letter.chars().next().unwrap_or(character), Some('9'))
}

/// The number of digits, then the digits: 9 before 10, whatever zeros lead.
fn push_number(key: &mut String, digits: &str) {
    let significant = digits.trim_start_matches('0');
    let length = significant.len().min(usize::from(b'~' - b'0'));
    key.push(NUMBER);
    key.push(ascii(b'0', length));
    key.push_str(significant);
}

/// The marks of one level with the gaps between them: compared byte by byte they order as the
/// marks do place by place, where an unmarked place comes before any mark.
#[derive(Default)]
struct Marks {
    text: String,
    gap: usize,
}

impl Marks {
    fn push(&mut self, mark: Option<char>) {
        let Some(mark) = mark else {
            self.gap += 1;
            return;
        };
        while self.gap >= LONGEST_GAP {
            self.text.push(descending(LONGEST_GAP));
            self.gap -= LONGEST_GAP;
        }
        self.text.push(descending(self.gap));
        self.text.push(mark);
        self.gap = 0;
    }
}

fn ascii(first: u8, offset: usize) -> char {
    u8::try_from(offset).map_or('~', |offset| char::from(first.saturating_add(offset)))
}

fn descending(gap: usize) -> char {
    u8::try_from(gap).map_or('!', |gap| char::from(NO_GAP.saturating_sub(gap)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_ordered(expected: &[&str]) {
        for pair in expected.windows(2) {
            assert!(
                sort_key(pair[0]) < sort_key(pair[1]),
                "{:?} before {:?}",
                pair[0],
                pair[1]
            );
        }
    }

    #[test]
    fn alphabet() {
        assert_ordered(&[
            "a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "f", "g", "h", "i", "j", "k", "l", "m",
            "n", "o", "ô", "ơ", "p", "q", "r", "s", "t", "u", "ư", "v", "w", "x", "y", "z",
        ]);
    }

    #[test]
    fn tones_and_case() {
        assert_ordered(&[
            "ma", "Ma", "MA", "mà", "Mà", "mả", "mã", "má", "mạ", "mă", "mằ", "mẳ", "mẵ", "mắ",
            "mặ", "mâ",
        ]);
    }

    #[test]
    fn letters_of_the_whole_text_before_its_tones() {
        assert_ordered(&[
            "ma an", "ma án", "má an", "má án", "ma bo", "mà bo", "ma ca",
        ]);
        assert_ordered(&["hoa", "hoà", "hoá", "hoa lan", "hoá lan", "hoan", "hoàn"]);
        assert_ordered(&["an ba", "an bà", "án ba", "ana", "ăn"]);
    }

    #[test]
    fn provinces() {
        assert_ordered(&[
            "An Giang",
            "Bắc Ninh",
            "Cà Mau",
            "Cao Bằng",
            "Cần Thơ",
            "Đà Nẵng",
            "Đắk Lắk",
            "Điện Biên",
            "Đồng Nai",
            "Đồng Tháp",
            "Gia Lai",
            "Hà Nội",
            "Hà Tĩnh",
            "Hải Phòng",
            "Huế",
            "Hưng Yên",
            "Khánh Hòa",
            "Lai Châu",
            "Lạng Sơn",
            "Lào Cai",
            "Lâm Đồng",
            "Nghệ An",
            "Ninh Bình",
            "Phú Thọ",
            "Quảng Ngãi",
            "Quảng Ninh",
            "Quảng Trị",
            "Sơn La",
            "Tây Ninh",
            "Thái Nguyên",
            "Thanh Hóa",
            "Thành phố Hồ Chí Minh",
            "Tuyên Quang",
            "Vĩnh Long",
        ]);
    }

    #[test]
    fn numbers_by_value() {
        assert_ordered(&[
            "Điều 1",
            "Điều 2",
            "Điều 9",
            "Điều 10",
            "Điều 10a",
            "Điều 11",
            "Điều 100",
            "Điều a",
        ]);
        assert_eq!(sort_key("Điều 05"), sort_key("Điều 5"));
        assert_ordered(&["51/2025/NĐ-CP", "51/2026/NĐ-CP", "158/2025/NĐ-CP"]);
    }

    #[test]
    fn spaces_before_punctuation_before_digits_before_letters() {
        assert_ordered(&["a", "a (b)", "a b", "a-b", "a.b", "a/b", "a1", "ab", "a字"]);
    }

    #[test]
    fn variants_of_one_text_share_a_key() {
        for (one, other) in [
            ("Hòa Bình", "Hoà Bình"),
            ("Ủy ban", "U\u{309}y ban"),
            ("Điện  Biên ", "\u{d0}iện\u{a0}Biên"),
        ] {
            assert_eq!(sort_key(one), sort_key(other));
        }
    }

    #[test]
    fn bounded_printable_and_still_in_order() {
        let long = "Nghị định quy định chi tiết một số điều ".repeat(30);
        let key = sort_key(&long);
        assert!(key.len() <= MAX_LENGTH && key.is_ascii() && key.bytes().all(|byte| byte >= b' '));
        assert_ordered(&["Nghị", &long, "Nghị luận"]);
        for text in [
            "",
            " ",
            "\u{301}",
            "ǆ",
            "İ",
            "ß",
            "😀",
            &"9".repeat(500),
            &"Ậ".repeat(500),
        ] {
            assert!(sort_key(text).len() <= MAX_LENGTH, "{text}");
        }
        assert_ordered(&[
            &format!("{}b{}á", "a".repeat(40), "c".repeat(60)),
            &format!("{}b{}c", "á".repeat(40), "c".repeat(60)),
        ]);
    }
}
