//! Joining hard-wrapped lines into paragraphs.
//!
//! A line break is a wrap when the next line's first word had no room left, or when the sentence
//! plainly goes on; it is real when there was room, or when a numbered provision begins.

use std::sync::LazyLock;

use regex::Regex;

use super::pages::Page;
use super::width::{full_line, width};

static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?x)^["“‟„]?\s*(?:
            (?:Điều|ĐIỀU)\s+\d+\s?[a-zđ]{0,2}\s*(?:[.:–-]|\[|$)
          | (?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Tiểu\s?mục|TIỂU\s?MỤC|Phụ\s?lục|PHỤ\s?LỤC|Mẫu\s?số|MẪU\s?SỐ)
            \s*(?:(?:thứ|THỨ)\s\S+|[IVXLC]+[a-z]?|\d+[a-zđ]?)?\s*(?:[.:]|\[|\(|$)
          | \d{1,3}[a-zđ]?\.(?:\[\d+\])?\s
          | \d{1,3}(?:\.\d{1,3})+\.?\s
          | [IVXLC]{1,6}[.-]\s
          | [a-zđ]{1,2}\d{0,2}(?:\.\d+)?\)
          | \((?:Ban\shành|Kèm|Đính\skèm)\s
          | Căn\scứ\s | Theo\sđề\snghị\s | Xét\sđề\snghị\s | Nơi\snhận:
        )"#,
    )
    .expect("a valid pattern")
});
static BARE_HEADING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^\s*(phần|chương|mục|tiểu mục|phụ lục|mẫu số|điều)\s+(thứ \S+|[ivxlc]+|\d+)[a-z]?\s*[.:]?(\[\d+\])?$",
    )
    .expect("a valid pattern")
});
static BULLET: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[-–—+•*]\s").expect("a valid pattern"));

/// Words after which no sentence ends, and no heading.
const CONNECTIVES: [&str; 17] = [
    "và", "hoặc", "của", "tại", "theo", "về", "cho", "với", "các", "những", "là", "được", "để",
    "bởi", "như", "nhưng", "-",
];

/// Words whose number comes after them.
const COUNTED: [&str; 11] = [
    "Điều", "điều", "khoản", "Khoản", "điểm", "Điểm", "ngày", "tháng", "năm", "số", "Số",
];

/// The paragraphs of the pages, in order; blank lines between them are dropped.
pub(super) fn rejoin(pages: &[Page]) -> Vec<String> {
    let lines = || pages.iter().flatten().map(|line| line.trim());
    let full = if is_wrapped(lines()) {
        full_line(lines())
    } else {
        0
    };
    let mut paragraphs: Vec<String> = Vec::new();
    let mut last_line = String::new();
    for page in pages {
        let mut blank = false;
        let start = page
            .iter()
            .position(|line| !line.trim().is_empty())
            .unwrap_or(page.len());
        for line in &page[start..] {
            let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
            if line.is_empty() {
                blank = true;
                continue;
            }
            match paragraphs.last_mut() {
                Some(paragraph) if full > 0 && !blank && is_wrap(&last_line, &line, full) => {
                    append(paragraph, &line);
                }
                _ => paragraphs.push(line.clone()),
            }
            last_line = line;
            blank = false;
        }
    }
    paragraphs
}

/// Whether lines were broken at a page's width at all, instead of one line a paragraph.
fn is_wrapped<'a>(lines: impl Iterator<Item = &'a str>) -> bool {
    let (mut all, mut long) = (0, 0);
    for line in lines.filter(|line| !line.is_empty()) {
        all += 1;
        long += usize::from(line.chars().count() > 130);
    }
    long * 20 <= all
}

/// Whether the break between two lines is only the page's.
fn is_wrap(previous: &str, next: &str, full: u32) -> bool {
    if BARE_HEADING.is_match(previous) {
        return false;
    }
    if hangs(previous, next) {
        return true;
    }
    if NUMBERED.is_match(next) || (is_capitals(previous) && !is_capitals(next)) {
        return false;
    }
    let ended = previous.ends_with(['.', ';', ':', '!', '?']) || previous.ends_with(".”");
    if ended && is_capitals(next) {
        return false;
    }
    let bullet = BULLET.is_match(next);
    let room = has_room(previous, next, if bullet { 2 } else { 1 }, full);
    if bullet {
        return !ended && !room;
    }
    if next.starts_with(char::is_lowercase) {
        return !(ended && room);
    }
    !room && !previous.ends_with([';', ':']) && !previous.ends_with("./.")
}

/// Whether a line is set in capitals: a title, not an abbreviation at a line's end.
fn is_capitals(line: &str) -> bool {
    line.chars()
        .filter(|character| character.is_uppercase())
        .count()
        > 8
        && !line.chars().any(char::is_lowercase)
}

/// Whether the line cannot be the end of a sentence.
fn hangs(previous: &str, next: &str) -> bool {
    let word = previous.rsplit(' ').next().unwrap_or(previous);
    let number = next.starts_with(|first: char| first.is_ascii_digit());
    if NUMBERED.is_match(next) && (number || next.starts_with(char::is_lowercase)) {
        return false;
    }
    previous.ends_with(',')
        || CONNECTIVES.contains(&word)
        || (COUNTED.contains(&word) && number)
        || is_split_word(previous)
}

/// Whether the line ends inside a symbol such as `TT-` or `NĐ-CP/`.
fn is_split_word(line: &str) -> bool {
    let mut ending = line.chars().rev();
    matches!(ending.next(), Some('-' | '/')) && ending.next().is_some_and(char::is_alphanumeric)
}

/// Whether the next line's first words would still have stood on the line before.
fn has_room(previous: &str, next: &str, words: usize, full: u32) -> bool {
    let first: u32 = next
        .split(' ')
        .take(words)
        .map(|word| width(word) + width(" "))
        .sum();
    (width(previous) + first) * 100 < full * 95
}

fn append(paragraph: &mut String, line: &str) {
    let glued = is_split_word(paragraph) && line.starts_with(char::is_alphanumeric);
    if !glued {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}
