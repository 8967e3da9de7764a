//! Document numbers in running text.

use std::ops::Range;

use super::{DocumentNumber, abbreviation};
use crate::text::normalize::Normalized;

/// A number and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundNumber {
    /// Byte range in the text searched.
    pub range: Range<usize>,
    /// The number.
    pub number: DocumentNumber,
}

/// Every document number in the text, in order. Fractions, dates and the codes of forms are not
/// numbers: a symbol must begin with a known type or body.
///
/// ```
/// use nguonluat::text::number::find_numbers;
/// let found = find_numbers("Nghị định số 51/2025/N\u{d0}-CP ngày 01/3/2025 (thay 10/2022/NĐ-CP)");
/// let clean: Vec<_> = found.iter().map(|found| found.number.to_string()).collect();
/// assert_eq!(clean, ["51/2025/NĐ-CP", "10/2022/NĐ-CP"]);
/// ```
#[must_use]
pub fn find_numbers(text: &str) -> Vec<FoundNumber> {
    let normalized = Normalized::new(text);
    let text = normalized.text();
    let mut found = Vec::new();
    let mut position = 0;
    while let Some(step) = text[position..].find(|character: char| character.is_ascii_digit()) {
        let start = position + step;
        let glued = is_glued(&text[..start]);
        match number_at(text, start).filter(|_| !glued) {
            Some((end, number)) => {
                found.push(FoundNumber {
                    range: normalized.original(start..end),
                    number,
                });
                position = end;
            }
            None => position = start + digits(&text[start..]),
        }
    }
    found
}

/// Whether a digit here continues a word, a fraction, a date, a figure with thousands or the
/// designation of a technical standard (`QCVN 02:2019/BLĐTBXH`).
fn is_glued(before: &str) -> bool {
    let figure = before.strip_suffix(['.', ',', ':']).unwrap_or(before);
    before.ends_with(|character: char| character.is_alphanumeric() || character == '/')
        || (figure.len() < before.len()
            && figure.ends_with(|character: char| character.is_ascii_digit()))
}

/// The number that begins at `start` of normalised text, and its end.
pub(crate) fn number_at(text: &str, start: usize) -> Option<(usize, DocumentNumber)> {
    let mut end = start + serial_length(&text[start..])?;
    let mut year_seen = false;
    if let Some((after, _)) =
        separated(text, end, "/").filter(|(after, _)| digits(&text[*after..]) == 4)
    {
        end = after + 4;
        year_seen = true;
    }
    let separators = if year_seen { "/" } else { "/-" };
    let glued = (end, '/');
    let (mut part, _) = separated(text, end, separators).unwrap_or(glued);
    let first = &text[part..part + symbol_length(&text[part..])];
    if !begins_symbol(first, year_seen) {
        return None;
    }
    end = part + first.len();
    let shouted = first.chars().any(char::is_uppercase);
    while let Some((after, _)) = separated(text, end, "/-–_") {
        let next = &text[after..after + symbol_length(&text[after..])];
        let spaced = text[end..after].contains(char::is_whitespace);
        let known =
            abbreviation::agency(next).is_some() || abbreviation::document_type(next).is_some();
        let capital = next.starts_with(char::is_uppercase) && is_abbreviation(next);
        if !(if shouted {
            capital && (known || !spaced || is_long(next))
        } else {
            known
        }) {
            break;
        }
        part = after;
        end = part + next.len();
    }
    end = after_lost_hyphen(text, part, end).unwrap_or(end);
    let number = DocumentNumber::parse(&text[start..end]).ok()?;
    is_told(&number).then_some((end, number))
}

/// Whether a number tells enough to be one in running text: a type, a term, or a body that signs
/// without a type (`39/CP`, letters such as `4698/BNV-CCVC`).
fn is_told(number: &DocumentNumber) -> bool {
    const WITHOUT_TYPE: [&str; 4] = ["CP", "TTg", "HĐBT", "HĐCP"];
    match number.agencies() {
        _ if number.type_abbreviation().is_some() || number.term().is_some() => true,
        [only] => number.year().is_none() && WITHOUT_TYPE.contains(&only.as_str()),
        agencies => number.year().is_none() && !agencies.is_empty(),
    }
}

/// A hyphen at the end of a line gets lost in copying: `NĐ` and `CP` on the next line belong
/// together.
fn after_lost_hyphen(text: &str, part: usize, end: usize) -> Option<usize> {
    abbreviation::document_type(&text[part..end])?;
    let gap = spaces(&text[end..]);
    let start = end + gap;
    let body = &text[start..start + symbol_length(&text[start..])];
    let issues = abbreviation::agency(body) == Some(body);
    (gap > 0 && issues).then_some(start + body.len())
}

/// What may follow a running number and year: a type or a body of the state, the latter only with
/// its term or on a letter without year (`4698/BNV-CCVC`).
fn begins_symbol(symbol: &str, year_seen: bool) -> bool {
    if symbol.is_empty() {
        return false;
    }
    let stem = symbol.trim_end_matches(|character: char| character.is_ascii_digit());
    let capital = symbol.starts_with(char::is_uppercase);
    if !capital && !year_seen {
        return false;
    }
    abbreviation::document_type(symbol).is_some()
        || abbreviation::glued(symbol).is_some()
        || abbreviation::agency(stem).is_some()
}

/// `12`, `30a`, `66.17`; `None` for more digits than running numbers have.
fn serial_length(text: &str) -> Option<usize> {
    let mut length = digits(text);
    if length == 0 || length > 5 {
        return None;
    }
    if let Some(fraction) = text[length..].strip_prefix('.').map(digits)
        && (1..=2).contains(&fraction)
    {
        length += 1 + fraction;
    }
    let mut following = text[length..].chars();
    if let (Some(letter), Some('/' | '-')) = (following.next(), following.next())
        && letter.is_lowercase()
    {
        length += letter.len_utf8();
    }
    Some(length)
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn symbol_length(text: &str) -> usize {
    let length = text
        .find(|character: char| !character.is_alphanumeric() && character != '&')
        .unwrap_or(text.len());
    if length > 24 { 0 } else { length }
}

/// The position after a separator and the few spaces or the line break round it.
fn separated(text: &str, position: usize, separators: &str) -> Option<(usize, char)> {
    const MAX_SPACES: usize = 3;
    let rest = &text[position..];
    let before = spaces(rest);
    let separator = rest[before..]
        .chars()
        .next()
        .filter(|&found| separators.contains(found))?;
    let after = before + separator.len_utf8();
    let total = after + spaces(&rest[after..]);
    (total <= separator.len_utf8() + MAX_SPACES).then_some((position + total, separator))
}

fn spaces(text: &str) -> usize {
    text.bytes()
        .take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r'))
        .take(4)
        .count()
}

/// Mostly capitals: `BLĐTBXH`, `TTg`, `TWĐTN`; not a word that begins a sentence.
fn is_abbreviation(part: &str) -> bool {
    let lower = part
        .chars()
        .filter(|character| character.is_lowercase())
        .count();
    lower <= 1 && part.chars().count() > lower
}

/// A line broken inside a symbol leaves a body's name, not a single letter of a list.
fn is_long(part: &str) -> bool {
    part.chars().count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        find_numbers(text)
            .iter()
            .map(|found| found.number.to_string())
            .collect()
    }

    #[test]
    fn numbers_among_words() {
        assert_eq!(
            found("Luật số 36/2024/QH15, khoản 1/2 và 15/12/2012."),
            ["36/2024/QH15"]
        );
        assert_eq!(
            found("Thông tư số 26/2016/TT-\nBLĐTBXH ngày 1 - 9"),
            ["26/2016/TT-BLĐTBXH"]
        );
        assert_eq!(
            found("Nghị quyết số 27-NQ/TW; Luật 21-LCT/HDNN8"),
            ["27-NQ/TW", "21-LCT/HĐNN8"]
        );
        assert_eq!(
            found("nghị định 168/2024/nđ-cp quy định"),
            ["168/2024/NĐ-CP"]
        );
        assert_eq!(found("Quyết định số 140/2018/ \nNĐ-CP"), ["140/2018/NĐ-CP"]);
        assert_eq!(found("Công văn 4698/BNV-CCVC"), ["4698/BNV-CCVC"]);
        assert_eq!(found("Nghị định 100/2019/NĐ\nCP ngày"), ["100/2019/NĐ-CP"]);
        assert_eq!(found("Quyết định 471/QĐ của TTg"), ["471/QĐ"]);
    }

    #[test]
    fn what_is_no_number() {
        for text in [
            "Mẫu số 02/BK-KTBĐS",
            "28-2024/CTHĐQT-DA của",
            "05 - Luật",
            "3/4 diện tích",
            "Điều 5/Khoản 2",
            "1.000.000/QĐ",
            "QCVN 02:2019/BLĐTBXH",
            "điều 5/BTC",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn ranges_are_of_the_text_given() {
        let text = "số\u{a0}51/2025/N\u{d0}-CP.";
        let range = find_numbers(text)[0].range.clone();
        assert_eq!(&text[range], "51/2025/N\u{d0}-CP");
    }
}
