//! Where the name of a law ends in running text.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::law_names::LAW_NAMES;
use super::lexer::{Kind, Tokens};
use super::segment::segment_at;
use crate::text::normalize::modern_tones;

/// Names as words, by their first word, longest first.
type ByFirstWord = HashMap<String, Vec<Vec<String>>>;

static KNOWN: LazyLock<ByFirstWord> = LazyLock::new(|| {
    let mut by_first = ByFirstWord::new();
    for name in LAW_NAMES {
        let words = name
            .split([' ', ','])
            .filter(|word| !word.is_empty())
            .map(spelling);
        insert(&mut by_first, words.collect());
    }
    by_first
});

/// Words that no name runs over, even one that a year closes.
const ENDS: [&str; 43] = [
    "có", "được", "thì", "là", "phải", "đã", "không", "bị", "nêu", "này", "nói", "hiện", "sửa",
    "từ", "đến", "ngày", "để", "khi", "nếu", "nhằm", "như", "về", "cũng", "sẽ", "do", "mà",
    "nhưng", "các", "những", "một", "đối", "cho", "bằng", "mới", "cũ", "trên", "dưới", "đang",
    "cần", "thay", "bãi", "số", "năm",
];
/// The same of words that mean it only together.
const END_PHRASES: [&str; 12] = [
    "quy định",
    "pháp luật",
    "căn cứ",
    "luật",
    "bộ luật",
    "nghị định",
    "nghị quyết",
    "thông tư",
    "quyết định",
    "ban hành",
    "bao gồm",
    "hướng dẫn",
];
/// Words that belong to a name only where a year or number closes it.
const JOINTS: [&str; 7] = ["và", "của", "theo", "tại", "trong", "ở", "với"];
const MAX_WORDS: usize = 18;
/// How many words may stand between `sửa đổi` and the law that is amended.
const MAX_AMENDED: usize = 24;

/// The names a text can use: those known to all, and those it writes out itself.
pub(super) struct LawNames {
    learned: ByFirstWord,
}

impl LawNames {
    /// Learns the names that a year or a number closes somewhere in the text
    /// (`Luật Phục hồi, phá sản số 142/2025/QH15`), to know them where nothing closes them.
    pub(super) fn learn(tokens: &Tokens) -> Self {
        let mut learned = ByFirstWord::new();
        for index in 0..tokens.len() {
            if !tokens.is_any(index, &["luật", "lệnh"]) || !tokens.is_capitalised(index + 1) {
                continue;
            }
            let Some(end) = after_closed(tokens, index + 1) else {
                continue;
            };
            let words = (index + 1..end).filter(|&next| !tokens.is_mark(next, ','));
            let words: Vec<String> = words.map(|next| spelling(tokens.str(next))).collect();
            if words.len() > 1 && after_known(&KNOWN, tokens, index + 1) != Some(end) {
                insert(&mut learned, words);
            }
        }
        Self { learned }
    }

    /// The index after the name that begins at `index`.
    pub(super) fn end(&self, tokens: &Tokens, index: usize) -> Option<usize> {
        if tokens.after_words(index, "sửa đổi").is_some() {
            return self.after_amending(tokens, index);
        }
        let known =
            after_known(&KNOWN, tokens, index).max(after_known(&self.learned, tokens, index));
        if !tokens.is_capitalised(index) {
            return known.filter(|end| end - index > 1);
        }
        known
            .or_else(|| after_closed(tokens, index))
            .or_else(|| after_plain(tokens, index))
    }

    /// `sửa đổi, bổ sung một số điều của Luật A, Luật B và Luật C`.
    fn after_amending(&self, tokens: &Tokens, index: usize) -> Option<usize> {
        let mut end = (index..index + MAX_AMENDED)
            .take_while(|&next| matches!(tokens.kind(next), Some(Kind::Word | Kind::Mark(','))))
            .filter(|&next| tokens.is(next, "của"))
            .find_map(|of| self.after_law(tokens, of + 1))?;
        while tokens.is_mark(end, ',') || tokens.is(end, "và") {
            match self.after_law(tokens, end + 1) {
                Some(next) => end = next,
                None => break,
            }
        }
        Some(end)
    }

    /// A law within the name of one that amends it.
    fn after_law(&self, tokens: &Tokens, index: usize) -> Option<usize> {
        let name = ["bộ luật", "luật", "pháp lệnh"]
            .iter()
            .find_map(|word| tokens.after_words(index, word))?;
        let amends = tokens.after_words(name, "sửa đổi").is_some();
        if amends { None } else { self.end(tokens, name) }
    }
}

/// `Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam`.
pub(super) fn after_constitution(tokens: &Tokens, index: usize) -> usize {
    [
        "nước cộng hòa xã hội chủ nghĩa việt nam",
        "nước cộng hoà xã hội chủ nghĩa việt nam",
        "việt nam",
    ]
    .iter()
    .find_map(|words| tokens.after_words(index, words))
    .unwrap_or(index)
}

/// `năm 2012`, `2012`, `ngày 20 tháng 6 năm 2012`, `ngày 20/6/2012`, and the index after it.
pub(super) fn year_at(tokens: &Tokens, index: usize) -> Option<(u16, usize)> {
    let number = |at: usize| tokens.is_number(at);
    let mut at = index;
    if tokens.is(at, "ngày") && number(at + 1) {
        at = if tokens.is(at + 2, "tháng") && number(at + 3) {
            at + 4
        } else if tokens.is_mark(at + 2, '/') && number(at + 3) && tokens.is_mark(at + 4, '/') {
            at + 5
        } else {
            return None;
        };
    }
    at += usize::from(tokens.is(at, "năm"));
    let year: u16 = tokens.str(at).parse().ok()?;
    let dated = tokens.is_mark(at + 1, '/') && tokens.is_adjacent(at + 1);
    ((1945..=2099).contains(&year) && !dated).then_some((year, at + 1))
}

fn insert(by_first: &mut ByFirstWord, words: Vec<String>) {
    let names = by_first.entry(words[0].clone()).or_default();
    let position = names.partition_point(|name| name.len() >= words.len());
    if !names.contains(&words) {
        names.insert(position, words);
    }
}

fn after_known(names: &ByFirstWord, tokens: &Tokens, index: usize) -> Option<usize> {
    let names = names.get(&spelling(tokens.str(index)))?;
    names.iter().find_map(|words| {
        let mut next = index;
        for (position, word) in words.iter().enumerate() {
            next += usize::from(position > 0 && tokens.is_mark(next, ','));
            if tokens.kind(next) != Some(Kind::Word) || spelling(tokens.str(next)) != *word {
                return None;
            }
            next += 1;
        }
        Some(next)
    })
}

/// An unknown name that a year or a number closes may hold commas and joints.
fn after_closed(tokens: &Tokens, index: usize) -> Option<usize> {
    for next in index..index + MAX_WORDS {
        let closed = year_at(tokens, next).is_some()
            || (tokens.is(next, "số") && tokens.number(next + 1).is_some());
        if closed && next > index {
            return Some(next);
        }
        let goes_on =
            tokens.is_mark(next, ',') || tokens.is_any(next, &JOINTS) || is_name_word(tokens, next);
        if !goes_on {
            return None;
        }
    }
    None
}

/// An unknown name up to the first word that cannot belong to it.
fn after_plain(tokens: &Tokens, index: usize) -> Option<usize> {
    if tokens.is_shouted(index) {
        let following = !tokens.is_shouted(index + 1);
        return following.then_some(index + 1);
    }
    let end = (index..index + MAX_WORDS)
        .find(|&next| tokens.is_any(next, &JOINTS) || !is_name_word(tokens, next))?;
    (end > index).then_some(end)
}

fn is_name_word(tokens: &Tokens, index: usize) -> bool {
    tokens.kind(index) == Some(Kind::Word)
        && !tokens.is_any(index, &ENDS)
        && !END_PHRASES
            .iter()
            .any(|phrase| tokens.after_words(index, phrase).is_some())
        && segment_at(tokens, index).is_none()
}

/// A word as it is compared: lower case, one place for the tone.
fn spelling(word: &str) -> String {
    modern_tones(&word.to_lowercase())
}
