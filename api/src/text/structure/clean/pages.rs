//! Cutting a gazette text into pages and taking off what belongs to the page, not to the text.

use std::sync::LazyLock;

use regex::Regex;

static RUNNING_HEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*(\d{1,4})?\s*CÔNG BÁO\s*/\s*Số\s+(\d[\d\s+&,-]*?)\s*/\s*Ngày\s+(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})\s*(\d{1,4})?\s*$")
        .expect("a valid pattern")
});
static STAMP_START: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s*(Ký bởi|Người ký)\s*:").expect("a valid pattern"));
static STAMP_REST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(Email|Cơ quan|Tổ chức|Chức vụ|Thời gian ký|Ngày ký)\s*:")
        .expect("a valid pattern")
});
static DEBRIS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*(\[?daky\]?|\((xem tiếp|tiếp theo) công báo số[^)]*\)|[_=*\-–—―]{3,})\s*$")
        .expect("a valid pattern")
});
/// What text recognition left of the signature's picture at a line's end: `PHÓ THỦ TƯỚNGky]`.
static STAMP_REMNANT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\s*(\[(da)?ky\]?|(da)?ky\])\s*$").expect("a valid pattern"));
static RUBRIC: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*((PHẦN\s+)?VĂN BẢN (QUY PHẠM PHÁP LUẬT|PHÁP LUẬT KHÁC|HỢP NHẤT(\s*-[^\p{Ll}]*)?)|ĐIỀU ƯỚC QUỐC TẾ)\s*$")
        .expect("a valid pattern")
});

/// A page's lines; blank ones are kept, since they separate.
pub(super) type Page = Vec<String>;

/// The gazette's own number and day, from a running head such as
/// `CÔNG BÁO/Số 459 + 460/Ngày 11-03-2025`: the number as written and (year, month, day).
#[must_use]
pub fn running_head(line: &str) -> Option<(&str, (i32, u32, u32))> {
    let found = RUNNING_HEAD.captures(line)?;
    let part = |index| found.get(index).map_or("", |part| part.as_str());
    let date = (
        part(5).parse().ok()?,
        part(4).parse().ok()?,
        part(3).parse().ok()?,
    );
    Some((part(2), date))
}

/// The pages of the text, without running heads, page numbers, stamps and rubrics.
pub(super) fn split(text: &str) -> Vec<Page> {
    let lines: Vec<&str> = text.lines().flat_map(|line| line.split('\u{c}')).collect();
    let mut pages = Vec::new();
    let mut page = Page::new();
    let mut previous_number = None;
    let mut index = 0;
    while index < lines.len() {
        if !RUNNING_HEAD.is_match(lines[index]) {
            page.push(lines[index].to_owned());
            index += 1;
            continue;
        }
        let after = index
            + 1
            + lines[index + 1..]
                .iter()
                .take_while(|line| is_margin(line))
                .count();
        let before = page.iter().rev().take_while(|line| is_margin(line)).count();
        let above = page.split_off(page.len() - before);
        let number = page_number(
            &above,
            lines[index],
            &lines[index + 1..after],
            previous_number,
        );
        page.extend(above.into_iter().filter(|line| as_number(line) != number));
        pages.push(std::mem::take(&mut page));
        page.extend(
            lines[index + 1..after]
                .iter()
                .filter(|line| number.is_none() || as_number(line) != number)
                .map(|&line| line.to_owned()),
        );
        previous_number = number.or(previous_number.map(|number| number + 1));
        index = after;
    }
    pages.push(page);
    let mut pages: Vec<Page> = pages.iter().map(|page| without_stamps(page)).collect();
    if let Some(first) = pages
        .iter_mut()
        .find(|page| page.iter().any(|line| !line.trim().is_empty()))
    {
        drop_rubrics(first);
    }
    pages
}

/// Blank or a bare number: what stands round a running head.
fn is_margin(line: impl AsRef<str>) -> bool {
    let line = line.as_ref().trim();
    line.is_empty() || as_number(line).is_some()
}

fn as_number(line: impl AsRef<str>) -> Option<u32> {
    let line = line.as_ref().trim();
    if line.len() > 4 || !line.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    line.parse().ok()
}

/// The page's number: the one that follows the page before, else the one next to the head.
fn page_number(above: &[String], head: &str, below: &[&str], previous: Option<u32>) -> Option<u32> {
    let inline = RUNNING_HEAD
        .captures(head)
        .and_then(|found| found.get(1).or(found.get(6)))
        .and_then(|number| number.as_str().parse().ok());
    let nearest_above = above.iter().rev().find_map(as_number);
    let nearest_below = below.iter().find_map(as_number);
    let mut candidates = above
        .iter()
        .filter_map(as_number)
        .chain(below.iter().filter_map(as_number))
        .chain(inline);
    let expected = previous.map(|number| number + 1);
    match expected {
        Some(expected) if candidates.any(|number| number == expected) => Some(expected),
        _ => inline.or(nearest_below).or(nearest_above),
    }
}

/// The page without the blocks that its electronic signature left and without ruled lines.
fn without_stamps(page: &[String]) -> Page {
    let mut kept = Page::with_capacity(page.len());
    let mut index = 0;
    while let Some(line) = page.get(index) {
        if let Some(length) = stamp_length(&page[index..]) {
            index += length;
            continue;
        }
        if !DEBRIS.is_match(line) {
            kept.push(STAMP_REMNANT.replace(line, "").into_owned());
        }
        index += 1;
    }
    kept
}

/// How many lines the stamp fills that begins here: its fields, each of which may run on into a second line
/// before the next.
fn stamp_length(lines: &[String]) -> Option<usize> {
    if !STAMP_START.is_match(lines.first()?) {
        return None;
    }
    let is_field = |index: usize| {
        lines
            .get(index)
            .is_some_and(|line| STAMP_REST.is_match(line))
    };
    let mut length = 1;
    loop {
        if is_field(length) {
            length += 1;
        } else if is_field(length + 1) && !lines[length].trim().is_empty() {
            length += 2;
        } else {
            return (length > 1).then_some(length);
        }
    }
}

/// Takes the gazette's rubric off the first page: the class of documents, and the issuer's name
/// where the document's own heading repeats it.
fn drop_rubrics(page: &mut Page) {
    page.retain({
        let mut seen = 0;
        move |line| {
            seen += usize::from(!line.trim().is_empty());
            seen > 3 || !RUBRIC.is_match(line)
        }
    });
    let written: Vec<usize> = (0..page.len())
        .filter(|&index| !page[index].trim().is_empty())
        .take(4)
        .collect();
    let Some((&rubric, rest)) = written.split_first() else {
        return;
    };
    let rubric_name = letters(&page[rubric]);
    let mut heading = String::new();
    for &index in rest {
        heading.push_str(&letters(&page[index]));
        if heading == rubric_name && heading.chars().count() > 6 {
            page.remove(rubric);
            return;
        }
    }
}

fn letters(line: &str) -> String {
    line.chars()
        .filter(|character| character.is_alphabetic())
        .collect()
}
