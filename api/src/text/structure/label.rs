//! Reading the label that a line begins with: `Điều 5.`, `2.`, `đ)`, `Chương II`.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::ordinal::Ordinal;
use crate::text::pattern::pattern;

/// What a label numbers. The order is that of nesting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Part,
    Chapter,
    Section,
    Subsection,
    Article,
    /// `A.`, only in texts without articles.
    Letter,
    /// `I.`, only in texts without articles.
    Roman,
    Clause,
    /// `2.1.` below `2.`
    Decimal,
    Point,
    /// `a.1)` or `(i)` below a point.
    Subpoint,
}

/// A line's label and what follows it.
#[derive(Debug, Clone)]
pub(super) struct Label<'a> {
    pub(super) level: Level,
    pub(super) ordinal: Ordinal,
    /// The number as written: `12a`, `IV`, `đ`.
    pub(super) number: &'a str,
    /// Length in bytes of label, footnote marks and spaces.
    pub(super) length: usize,
    /// Whether the number was closed by a dot or colon.
    pub(super) closed: bool,
    /// The sign that closed it: lists do not change theirs.
    pub(super) delimiter: Option<char>,
}

static CONTAINER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?i:(phần|chương|mục|tiểu\s?mục))\s+(?:(?i:thứ)\s+(?P<word>(?i:mười\s+(?:một|hai)|\p{L}+))|(?P<roman>[IVXLC]{1,8}[a-zđ]{0,2})|(?P<arabic>\d{1,3}[a-zđ]{0,2})|(?P<letter>[A-ZĐ]))(?P<marks>(?:\s?\[\d+\])*)\s*(?P<close>[.:–-])?(?:(?:\[\d+\])*\s+|(?:\[\d+\])*$)",
    )
});
static ARTICLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:Điều|ĐIỀU|Ðiều)\s*(?:thứ\s+)?(?P<number>\d{1,4}\s?[a-zđ]{0,2})(?:(?:\s?\[\d+\])*\s*(?P<close>\.\s?[-–]|[.:–-])(?:\s?\[\d+\])*\s*|(?:\s?\[\d+\])*(?:\s+|$))",
    )
});
static CLAUSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?i:khoản\s+)?(?P<number>\d{1,3}[a-zđ]{0,2})(?P<close>\.\s?[-–]|[./)]|\s?[-–]\s)(?:\[\d+\])*\s*",
    )
});
static DECIMAL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?P<number>\d{1,3}(?:\.\d{1,3}){1,4})[.)]?(?:\[\d+\])*(?:\s+|$)"));
static POINT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?i:điểm\s+)?(?P<number>[a-zđ]{1,2}\d{0,2})(?:\.\)|[).]|/|\s?[-–]\s)(?:\[\d+\])*(?:\s*)",
    )
});
static SUBPOINT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?P<letters>[a-zđ]{1,2})\.(?P<number>\d{1,2})[.)]|\((?P<roman>[ivx]{1,5})\))(?:\[\d+\])*\s*",
    )
});
static ROMAN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?P<number>[IVXLC]{1,7})\s?[./)–-](?:\[\d+\])*\s+"));
static LETTER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?P<number>[A-EGHĐ])\s?[./)–-](?:\[\d+\])*\s+"));

/// The label of a part, chapter, section or subsection.
pub(super) fn container(line: &str) -> Option<Label<'_>> {
    let found = CONTAINER.captures(line)?;
    let level = match found[1].chars().next()? {
        'p' | 'P' => Level::Part,
        'c' | 'C' => Level::Chapter,
        'm' | 'M' => Level::Section,
        _ => Level::Subsection,
    };
    let group = |name: &str| found.name(name).map(|part| part.as_str());
    let (number, ordinal) = if let Some(word) = group("word") {
        (
            word,
            Ordinal::word(&word.split_whitespace().collect::<Vec<_>>().join(" "))?,
        )
    } else if let Some(roman) = group("roman") {
        (roman, Ordinal::roman(roman)?)
    } else if let Some(arabic) = group("arabic") {
        (arabic, Ordinal::number(arabic)?)
    } else {
        let letter = group("letter")?;
        (
            letter,
            Ordinal::from(u32::from(letter.chars().next()?) - u32::from('A') + 1),
        )
    };
    Some(label(level, ordinal, number, &found))
}

/// The label of an article: `Điều 5.`, or `Điều 5` alone on its line.
pub(super) fn article(line: &str) -> Option<Label<'_>> {
    let found = ARTICLE.captures(line)?;
    let number = found.name("number")?.as_str();
    let ordinal = Ordinal::number(&number.replace(' ', ""))?;
    let label = label(Level::Article, ordinal, number, &found);
    let decimal = line[label.length..].starts_with(|next: char| next.is_ascii_digit())
        && !line[..label.length].ends_with(char::is_whitespace);
    ((label.closed && !decimal) || label.length == line.len()).then_some(label)
}

/// The label of a clause: `2.`, `2a.`, in old texts `2-` and `2)`.
pub(super) fn clause(line: &str) -> Option<Label<'_>> {
    let found = CLAUSE.captures(line)?;
    let rest = &line[found[0].len()..];
    let number = found.name("number")?.as_str();
    let worded =
        rest.starts_with(|next: char| next.is_alphabetic() || matches!(next, '“' | '"' | '('));
    let spaced = found["close"].starts_with('.') && found[0].ends_with(char::is_whitespace);
    (!rest.is_empty() && (worded || spaced)).then(|| {
        Some(label(
            Level::Clause,
            Ordinal::number(number)?,
            number,
            &found,
        ))
    })?
}

/// The label of a decimally numbered item: `2.1.`, `2.1.3`.
pub(super) fn decimal(line: &str) -> Option<Label<'_>> {
    let found = DECIMAL.captures(line)?;
    let number = found.name("number")?.as_str();
    (found[0].len() < line.len()).then(|| {
        Some(label(
            Level::Decimal,
            Ordinal::decimal(number)?,
            number,
            &found,
        ))
    })?
}

/// The label of a point: `a)`, `đ)`, `a1)`, in old texts `a.` and `a-`.
pub(super) fn point(line: &str) -> Option<Label<'_>> {
    let found = POINT.captures(line)?;
    let number = found.name("number")?.as_str();
    (found[0].len() < line.len()).then(|| {
        Some(label(
            Level::Point,
            Ordinal::letter(number)?,
            number,
            &found,
        ))
    })?
}

/// The label of an item below a point: `a.1)`, `(i)`.
pub(super) fn subpoint(line: &str) -> Option<Label<'_>> {
    let found = SUBPOINT.captures(line)?;
    let (number, ordinal) = match found.name("roman") {
        Some(roman) => (
            roman.as_str(),
            Ordinal::roman(&roman.as_str().to_uppercase())?,
        ),
        None => (
            found.name("number")?.as_str(),
            Ordinal::number(found.name("number")?.as_str())?,
        ),
    };
    Some(label(Level::Subpoint, ordinal, number, &found))
}

/// The label `II.` of a text without articles.
pub(super) fn roman(line: &str) -> Option<Label<'_>> {
    let found = ROMAN.captures(line)?;
    let number = found.name("number")?.as_str();
    Some(label(Level::Roman, Ordinal::roman(number)?, number, &found))
}

/// The label `A.` of a text without articles.
pub(super) fn letter(line: &str) -> Option<Label<'_>> {
    let found = LETTER.captures(line)?;
    let number = found.name("number")?.as_str();
    Some(label(
        Level::Letter,
        Ordinal::letter(&number.to_lowercase())?,
        number,
        &found,
    ))
}

fn label<'a>(level: Level, ordinal: Ordinal, number: &'a str, found: &Captures<'_>) -> Label<'a> {
    Label {
        level,
        ordinal,
        number,
        length: found[0].len(),
        closed: found.name("close").is_some(),
        delimiter: found[0]
            .split('[')
            .next()
            .and_then(|label| label.trim_end().chars().next_back()),
    }
}

/// Whether a line has letters and all of them are capitals.
pub(super) fn is_capitals(line: &str) -> bool {
    let mut letters = line
        .chars()
        .filter(|character| character.is_alphabetic())
        .peekable();
    letters.peek().is_some() && letters.all(|letter| !letter.is_lowercase())
}
