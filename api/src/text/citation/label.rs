//! The labels of provisions (`5`, `12a`, `đ`, `a1`, `IV`, `thứ nhất`) and ranges of them.

use super::lexer::{Kind, Tokens};
use super::path::Level;
use super::roman::{numeral as roman, value as roman_value};

/// Point letters in the order in which drafters use them; f, j, w and z only ever stray in.
const POINT_LETTERS: &str = "abcdđeghiklmnopqrstuvxy";
const ORDINALS: [(&str, u16); 11] = [
    ("nhất", 1),
    ("hai", 2),
    ("nhì", 2),
    ("ba", 3),
    ("tư", 4),
    ("năm", 5),
    ("sáu", 6),
    ("bảy", 7),
    ("tám", 8),
    ("chín", 9),
    ("mười", 10),
];
/// Words that make a bare number a quantity and not one more label of a list.
const MEASURES: [&str; 32] = [
    "ngày",
    "tháng",
    "năm",
    "người",
    "đồng",
    "triệu",
    "tỷ",
    "tỉ",
    "nghìn",
    "ngàn",
    "lần",
    "giờ",
    "phút",
    "tuổi",
    "km",
    "m",
    "m2",
    "mét",
    "kg",
    "tấn",
    "bản",
    "tuần",
    "quý",
    "cuộc",
    "bộ",
    "trường",
    "cơ",
    "doanh",
    "hồ",
    "đơn",
    "văn",
    "loại",
];
/// The longest range that is spelled out; a longer one is surely a misreading.
const MAX_RANGE: usize = 300;

/// One label, its dotted parts apart: `4.1` is `["4", "1"]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) parts: Vec<String>,
}

impl Label {
    fn plain(text: impl Into<String>) -> Self {
        Self {
            parts: vec![text.into()],
        }
    }

    pub(super) fn is_numeric(&self) -> bool {
        self.parts[0].starts_with(|character: char| character.is_ascii_digit())
    }

    pub(super) fn is_dotted(&self) -> bool {
        self.parts.len() > 1
    }

    pub(super) fn is_capital(&self) -> bool {
        self.parts[0].starts_with(char::is_uppercase)
    }
}

/// The label of a provision of this level at `index`, and the index after it.
pub(super) fn label_at(tokens: &Tokens, index: usize, level: Level) -> Option<(Label, usize)> {
    if tokens.is(index, "thứ") {
        return ordinal_at(tokens, index + 1).map(|number| (Label::plain(number), index + 2));
    }
    let first = label_part(tokens, index, level)?;
    let mut label = Label::plain(first);
    let mut next = index + 1;
    while tokens.is_mark(next, '.') && tokens.is_adjacent(next) && tokens.is_adjacent(next + 1) {
        let Some(part) = dotted_part(tokens, next + 1) else {
            let codified = label.is_dotted() && tokens.is_shouted(next + 1);
            let thousands = tokens.is_number(next + 1);
            return if codified || thousands {
                None
            } else {
                Some((label, next))
            };
        };
        label.parts.push(part);
        next += 2;
    }
    (!is_quantity(tokens, next)).then_some((label, next))
}

/// A label that continues a list without repeating the unit. What begins a line as `2.` or `b)`
/// is the next provision itself, and a number before a measure counts things.
pub(super) fn bare_label_at(
    tokens: &Tokens,
    index: usize,
    level: Level,
    first: &Label,
) -> Option<(Label, usize)> {
    let (label, next) = label_at(tokens, index, level)?;
    let opens_provision = tokens.begins_line(index)
        && tokens.is_adjacent(next)
        && (tokens.is_mark(next, '.') || tokens.is_mark(next, ')'));
    let padded = tokens.str(index).starts_with('0') && !first.parts[0].starts_with('0');
    let counts = label.is_numeric() && tokens.is_any(next, &MEASURES);
    let same_kind =
        label.is_numeric() == first.is_numeric() && label.is_capital() == first.is_capital();
    (same_kind && !opens_provision && !padded && !counts).then_some((label, next))
}

/// The labels after `from` up to `to`; only `to` where the way between cannot be told.
pub(super) fn range(from: &Label, to: &Label) -> Option<Vec<Label>> {
    let (last_from, head_from) = from.parts.split_last()?;
    let (last_to, head_to) = to.parts.split_last()?;
    if head_from != head_to {
        return Some(vec![to.clone()]);
    }
    let (order, from, to): (Vec<String>, usize, usize) =
        if let (Ok(first), Ok(last)) = (last_from.parse::<usize>(), last_to.parse::<usize>()) {
            if last <= first || last - first > MAX_RANGE {
                return None;
            }
            (
                (first..=last).map(|number| number.to_string()).collect(),
                0,
                last - first,
            )
        } else if let (Some(first), Some(last)) = (roman_value(last_from), roman_value(last_to)) {
            if last <= first {
                return None;
            }
            (
                (first..=last).map(roman).collect(),
                0,
                usize::from(last - first),
            )
        } else {
            let letters: Vec<String> = POINT_LETTERS.chars().map(String::from).collect();
            let position = |label: &str| letters.iter().position(|letter| letter == label);
            let (Some(first), Some(last)) = (position(last_from), position(last_to)) else {
                return Some(vec![to.clone()]);
            };
            if last <= first {
                return None;
            }
            (letters, first, last)
        };
    Some(
        order[from + 1..=to]
            .iter()
            .map(|last| Label {
                parts: head_from.iter().chain([last]).cloned().collect(),
            })
            .collect(),
    )
}

fn label_part(tokens: &Tokens, index: usize, level: Level) -> Option<String> {
    let text = tokens.str(index);
    match (level, tokens.kind(index)?) {
        (_, Kind::Number) => numeral(text),
        (Level::Point | Level::Subpoint, Kind::Word) => point_letter(text).or_else(|| {
            (level == Level::Subpoint && is_small_roman(text)).then(|| text.to_owned())
        }),
        (
            Level::Subsection | Level::Section | Level::Chapter | Level::Part | Level::Appendix,
            Kind::Word,
        ) => capital_label(text),
        _ => None,
    }
}

fn dotted_part(tokens: &Tokens, index: usize) -> Option<String> {
    let text = tokens.str(index);
    match tokens.kind(index)? {
        Kind::Number => numeral(text).filter(|_| text.len() < 3),
        Kind::Word => point_letter(text)
            .filter(|letter| letter.starts_with(char::is_lowercase))
            .or_else(|| capital_label(text)),
        _ => None,
    }
}

/// `5`, `05`, `12a`; at most four digits, leading zeros dropped.
fn numeral(text: &str) -> Option<String> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let suffix = &text[digits..];
    let fits =
        digits <= 4 && suffix.chars().count() <= 2 && suffix.chars().all(char::is_alphabetic);
    let number: u16 = text[..digits].parse().ok()?;
    (fits && !suffix.starts_with("m2")).then(|| format!("{number}{}", suffix.to_lowercase()))
}

/// `a`, `đ`, `a1`, `B`, and `aa` of lists longer than the alphabet.
fn point_letter(text: &str) -> Option<String> {
    let mut characters = text.chars();
    let letter = characters
        .next()
        .filter(|letter| letter.is_ascii_alphabetic() || matches!(letter, 'đ' | 'Đ'))?;
    let rest = characters.as_str();
    let inserted = rest.len() <= 2 && rest.bytes().all(|byte| byte.is_ascii_digit());
    let doubled = letter.is_lowercase() && rest.chars().eq([letter]);
    (inserted || doubled).then(|| text.to_owned())
}

/// `IV`, `IIa`, `B`, `A1`.
fn capital_label(text: &str) -> Option<String> {
    let stem = text.trim_end_matches(|character: char| {
        character.is_ascii_lowercase() || character.is_ascii_digit()
    });
    let suffix = text.len() - stem.len();
    let roman = stem.chars().all(|character| "IVXLC".contains(character));
    let letter = stem.chars().count() == 1
        && stem
            .chars()
            .all(|character| character.is_ascii_uppercase() || character == 'Đ');
    (!stem.is_empty() && suffix <= 2 && stem.len() <= 8 && (roman || letter))
        .then(|| text.to_owned())
}

fn is_small_roman(text: &str) -> bool {
    text.len() <= 4 && text.chars().all(|character| "ivx".contains(character))
}

fn ordinal_at(tokens: &Tokens, index: usize) -> Option<String> {
    ORDINALS
        .iter()
        .find(|(word, _)| tokens.is(index, word))
        .map(|(_, number)| number.to_string())
        .or_else(|| (tokens.is_number(index)).then(|| numeral(tokens.str(index)))?)
}

/// Whether what follows makes the number a date, a fraction, a percentage or thousands.
fn is_quantity(tokens: &Tokens, next: usize) -> bool {
    let digit_follows = tokens.is_number(next + 1) && tokens.is_adjacent(next + 1);
    tokens.is_mark(next, '%')
        || (tokens.is_adjacent(next) && digit_follows && tokens.is_mark(next, '/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(text: &str, level: Level) -> Option<String> {
        let tokens = Tokens::new(text);
        label_at(&tokens, 0, level).map(|(label, _)| label.parts.join("."))
    }

    #[test]
    fn labels_by_level() {
        for (text, level, expected) in [
            ("12a ", Level::Article, Some("12a")),
            ("05", Level::Clause, Some("5")),
            ("đ khoản", Level::Point, Some("đ")),
            ("a1", Level::Point, Some("a1")),
            ("bb khoản", Level::Point, Some("bb")),
            ("13 của", Level::Point, Some("13")),
            ("IIa", Level::Chapter, Some("IIa")),
            ("C.II Phụ", Level::Section, Some("C.II")),
            ("thứ ba", Level::Part, Some("3")),
            ("4.1", Level::Article, Some("4.1")),
            ("44.8.LQ.12", Level::Article, None),
            ("trình", Level::Chapter, None),
            ("100/2019", Level::Article, None),
            ("500.000", Level::Clause, None),
            ("5.Phạm", Level::Article, Some("5")),
            ("ô tô", Level::Point, None),
        ] {
            assert_eq!(label(text, level).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn ranges() {
        let spelled = |from: &str, to: &str| {
            range(&Label::plain(from), &Label::plain(to)).map(|labels| {
                labels
                    .iter()
                    .map(|label| label.parts.join("."))
                    .collect::<Vec<_>>()
                    .join(" ")
            })
        };
        assert_eq!(spelled("1", "4").as_deref(), Some("2 3 4"));
        assert_eq!(spelled("c", "h").as_deref(), Some("d đ e g h"));
        assert_eq!(spelled("III", "V").as_deref(), Some("IV V"));
        assert_eq!(spelled("5", "12a").as_deref(), Some("12a"));
        assert_eq!(spelled("8", "3"), None);
        assert_eq!(spelled("1", "9999"), None);
    }
}
