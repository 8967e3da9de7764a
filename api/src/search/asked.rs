//! What somebody asks for: words, phrases in quotes, what is not to be in it, numbers of documents.
use super::document::asked_number;
use crate::domain::{Error, Result};
use crate::text::normalize::normalize;
use crate::text::syllable::{Syllable, syllables};

/// Characters of a text that is searched for.
const LONGEST: usize = 500;
/// What begins and ends a phrase.
const QUOTES: [char; 7] = ['"', '“', '”', '„', '«', '»', '‟'];

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The text, normalised.
    pub text: String,
    /// Its words, those of phrases among them; each piece is what stands together.
    pub(super) pieces: Vec<Vec<Syllable>>,
    /// What has to be there as it stands.
    pub(super) phrases: Vec<Vec<Syllable>>,
    /// What must not be there.
    pub(super) without: Vec<Vec<Syllable>>,
    /// Numbers of documents, as the index has them.
    pub(super) numbers: Vec<String>,
}

impl Asked {
    /// Reads a text: `"…"` is a phrase, `-word` and `-"…"` are left out, `28/2013` is a number.
    ///
    /// # Errors
    /// [`Error::Invalid`] for `text` that says nothing or is too long.
    pub fn parse(text: &str) -> Result<Self> {
        is_short_enough(text)?;
        let text = normalize(text).trim().to_owned();
        let mut asked = Self::default();
        for part in parts(&text) {
            asked.take(&part);
        }
        asked.text = text;
        if asked.pieces.is_empty() {
            let message = (
                "says nothing to look for: give at least one word or number",
                "chưa có gì để tìm: hãy nhập ít nhất một từ hoặc số ký hiệu",
            );
            return Err(Error::invalid("text", message));
        }
        Ok(asked)
    }

    fn take(&mut self, part: &Part<'_>) {
        let found = syllables(part.text);
        if found.is_empty() {
            return;
        }
        if part.is_left_out {
            self.without.push(found);
            return;
        }
        if part.is_phrase {
            self.phrases.push(found.clone());
        } else {
            let typed = part.text.split_whitespace();
            self.numbers.extend(typed.filter_map(number));
        }
        self.pieces.push(found);
    }

    /// The same with other syllables in the place of some.
    pub(super) fn corrected(&self, better: impl Fn(&Syllable) -> Option<String>) -> Self {
        let mut text = String::with_capacity(self.text.len());
        let mut end = 0;
        for syllable in syllables(&self.text) {
            if let Some(better) = better(&syllable) {
                text.push_str(&self.text[end..syllable.range.start]);
                text.push_str(&better);
                end = syllable.range.end;
            }
        }
        text.push_str(&self.text[end..]);
        Self::parse(&text).unwrap_or_else(|_| self.clone())
    }
}

/// Refuses a text that nobody types.
///
/// # Errors
/// [`Error::Invalid`] for `text`.
pub(super) fn is_short_enough(text: &str) -> Result<()> {
    let length = text.chars().count();
    if length <= LONGEST {
        return Ok(());
    }
    let message = (
        format!("has {length} characters; at most {LONGEST} are searched for"),
        format!("dài {length} ký tự; chỉ tìm được tối đa {LONGEST} ký tự"),
    );
    Err(Error::invalid("text", message))
}

/// A number of a document; a word with a digit is not one yet.
fn number(typed: &str) -> Option<String> {
    let typed = typed.trim_matches(|c: char| !c.is_alphanumeric());
    let begins = typed.starts_with(|c: char| c.is_ascii_digit());
    let is_one = begins && typed.contains(['/', '-', '_']);
    is_one.then(|| asked_number(typed)).flatten()
}

/// A part of what is typed.
struct Part<'a> {
    text: &'a str,
    is_phrase: bool,
    is_left_out: bool,
}

/// Phrases, words that are left out, and what stands between them.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, is_left_out, phrase, after)) = quoted(rest) {
        words(before, &mut parts);
        parts.push(Part {
            text: phrase,
            is_phrase: true,
            is_left_out,
        });
        rest = after;
    }
    words(rest, &mut parts);
    parts
}

/// The first phrase: what stands before it, whether it is left out, the phrase, and what follows.
fn quoted(text: &str) -> Option<(&str, bool, &str, &str)> {
    let (before, rest) = text.split_once(QUOTES)?;
    let (phrase, after) = rest.split_once(QUOTES)?;
    let kept = before.strip_suffix('-').filter(|it| ends(it));
    Some((kept.unwrap_or(before), kept.is_some(), phrase, after))
}

fn ends(before: &str) -> bool {
    before.is_empty() || before.ends_with(char::is_whitespace)
}

/// Words, of which those with a minus before them are left out.
fn words<'a>(text: &'a str, parts: &mut Vec<Part<'a>>) {
    let part = |text, is_left_out| Part {
        text,
        is_phrase: false,
        is_left_out,
    };
    let mut from = 0;
    for word in text.split_whitespace() {
        let Some(left_out) = word.strip_prefix('-') else {
            continue;
        };
        let at = word.as_ptr().addr() - text.as_ptr().addr();
        parts.push(part(&text[from..at], false));
        parts.push(part(left_out, true));
        from = at + word.len();
    }
    parts.push(part(&text[from..], false));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pieces: &[Vec<Syllable>]) -> Vec<String> {
        let piece = |piece: &Vec<Syllable>| {
            let words: Vec<&str> = piece.iter().map(|it| it.folded.as_str()).collect();
            words.join(" ")
        };
        pieces.iter().map(piece).collect()
    }

    #[test]
    fn phrases_words_and_what_is_left_out_are_told_apart() {
        let asked = Asked::parse("hòa giải \"cơ sở\" -đất -“khiếu nại” ở xã").expect("a text");
        assert_eq!(shown(&asked.pieces), ["hoa giai", "co so", "o xa"]);
        assert_eq!(shown(&asked.phrases), ["co so"]);
        assert_eq!(shown(&asked.without), ["dat", "khieu nai"]);
    }

    #[test]
    fn a_hyphen_within_a_word_leaves_nothing_out() {
        let asked = Asked::parse("covid-19 phòng-chống \"mở").expect("a text");
        assert_eq!(shown(&asked.pieces), ["covid 19 phong chong mo"]);
        assert!(asked.without.is_empty() && asked.phrases.is_empty());
    }

    #[test]
    fn numbers_are_known_in_the_spellings_in_use() {
        for (typed, number) in [
            ("28/2013", "28/2013"),
            ("nd 28/2013/nd-cp", "28/2013/ND-CP"),
            ("Nghị định số 28/2013/NĐ-CP.", "28/2013/ND-CP"),
            ("471/qd-ttg", "471/QD-TTG"),
            ("8/2013", "08/2013"),
        ] {
            assert_eq!(
                Asked::parse(typed).expect("a text").numbers,
                [number],
                "{typed}"
            );
        }
        for typed in ["1/2", "điều 5", "2013", "covid-19"] {
            assert_eq!(
                Asked::parse(typed).expect("a text").numbers,
                [""; 0],
                "{typed}"
            );
        }
    }

    #[test]
    fn what_says_nothing_is_refused() {
        for text in ["", " \u{200b} ", "?!", "-đất", "\"\""] {
            assert!(Asked::parse(text).is_err(), "{text:?}");
        }
        assert!(Asked::parse(&"a ".repeat(251)).is_err());
    }

    #[test]
    fn syllables_are_replaced_where_they_stand() {
        let asked = Asked::parse("luạat \"đất đai\" -rừng").expect("a text");
        let better = |it: &Syllable| (it.folded == "luaat").then(|| "luật".to_owned());
        assert_eq!(asked.corrected(better).text, "luật \"đất đai\" -rừng");
    }
}
