//! Footnotes: finding them at the foot of pages, and telling their marks in the text.
//!
//! Consolidated texts have many, and each interrupts the paragraph that runs over the page. A
//! footnote begins on the page that carries its mark, after a blank line, with the number that
//! follows the last one's; it ends with the page unless it plainly goes on at the foot of the next.
//! What says of a provision that it was amended is a footnote even if its mark, or the number
//! before it, was lost.

use std::sync::LazyLock;

use regex::Regex;

use super::marks::{is_marked, may_be_marked, write_marks};
use super::pages::Page;
use super::width;

/// What footnotes of consolidated texts say: `3 Khoản này được bổ sung theo quy định tại …`.
static AMENDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*\d+\s*(?:(?:Điều|Khoản|Điểm|Đoạn|Mục|Chương|Phụ lục|Mẫu|Nội dung|Tên|Cụm từ|Từ)\s.{0,200}?được (?:sửa đổi|bổ sung|bãi bỏ|thay|đổi)|Văn bản này được hợp nhất)")
        .expect("a valid pattern")
});

/// A page has fewer lines; longer ones are texts without page breaks.
const PAGE_LINES: usize = 1000;

/// How many numbers may be lost in a row.
const LOST_NUMBERS: usize = 2;

/// A footnote's lines; the first begins `[number] `.
pub(super) struct Note {
    number: usize,
    pub(super) lines: Page,
}

impl Note {
    /// Whether the footnote stops in mid-sentence or inside a quotation.
    fn is_open(&self) -> bool {
        let mut written = self
            .lines
            .iter()
            .map(|line| line.trim())
            .filter(|line| !line.is_empty());
        quote_balance(self.lines.iter()) > 0
            || written
                .next_back()
                .is_some_and(|line| !line.ends_with(['.', '”', '"', ')']))
    }
}

/// Opened quotations less closed ones; straight marks open and close in turn.
fn quote_balance<'a>(lines: impl Iterator<Item = &'a String>) -> i32 {
    let (mut curly, mut straight) = (0, 0);
    for character in lines.flat_map(|line| line.chars()) {
        match character {
            '“' | '‟' | '„' => curly += 1,
            '”' => curly -= 1,
            '"' => straight += 1,
            _ => {}
        }
    }
    curly + straight % 2
}

/// Takes the footnotes out of the pages and marks where they were called, as `[1]`.
pub(super) fn lift(pages: &mut [Page]) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    let body = width::usual_line(pages.iter().flatten().map(String::as_str));
    let mut on_last_page = false;
    for page in pages {
        let start = foot(page, &notes, on_last_page, body);
        on_last_page = start.is_some();
        let Some(start) = start else {
            continue;
        };
        let known = notes.len();
        for line in page.split_off(start) {
            if let Some((number, text)) = begins(&line, &line, next_number(&notes)) {
                let lines = vec![format!("[{number}] {text}")];
                notes.push(Note { number, lines });
            } else if let Some(note) = notes.last_mut() {
                note.lines.push(line);
            }
        }
        write_marks(page, notes[known..].iter().map(|note| note.number));
    }
    notes
}

/// Where the page's footnotes begin, if it has any: with the next number after a blank line, or
/// with the rest of one that the page before (`on_last_page`) had no room for. `body` is the usual
/// width of lines: footnotes, set smaller, run wider.
fn foot(page: &Page, notes: &[Note], on_last_page: bool, body: u32) -> Option<usize> {
    if page.len() > PAGE_LINES {
        return None;
    }
    let next = next_number(notes);
    let open = on_last_page && notes.last().is_some_and(Note::is_open);
    let block_start = |index: usize| {
        let blank = page[..index]
            .iter()
            .rposition(|line| line.trim().is_empty())?;
        Some((blank + 1, is_rule(&page[blank])))
    };
    let first_note = (0..page.len()).find_map(|index| {
        let paragraph = page[index..page.len().min(index + 3)].join(" ");
        let (number, text) = begins(&page[index], &paragraph, next)?;
        let (start, ruled) = block_start(index)?;
        let is_called = if notes.is_empty() {
            is_marked
        } else {
            may_be_marked
        };
        let called = ruled
            || AMENDED.is_match(&paragraph)
            || page[..start].iter().any(|line| is_called(line, number));
        let continued = open || (ruled && on_last_page);
        (text.chars().count() > 12 && called && (start == index || continued)).then_some(start)
    });
    first_note.or_else(|| {
        let end = page.iter().rposition(|line| !line.trim().is_empty())? + 1;
        let (start, ruled) = block_start(end)?;
        let closes = quote_balance(page[start..end].iter()) < 0;
        let goes_on = page[start].trim_start().starts_with(char::is_lowercase);
        let small =
            || width::usual_line(page[start..end].iter().map(String::as_str)) * 100 > body * 108;
        (on_last_page && (ruled || (open && (closes || goes_on || small())))).then_some(start)
    })
}

/// Whether a blank line is the space of the footnote rule.
fn is_rule(line: &str) -> bool {
    line.trim().is_empty() && line.chars().count() >= 20
}

fn next_number(notes: &[Note]) -> usize {
    notes.last().map_or(1, |note| note.number + 1)
}

/// The number and text of a line that begins the footnote `next`; or a later one, if the paragraph
/// says what only footnotes say.
fn begins<'a>(line: &'a str, paragraph: &str, next: usize) -> Option<(usize, &'a str)> {
    let line = line.trim_start();
    let text = line.trim_start_matches(|character: char| character.is_ascii_digit());
    let number = line[..line.len() - text.len()].parse().ok()?;
    let spaced = text.starts_with(char::is_whitespace);
    let text = text.trim_start();
    let is_text =
        |first: char| first.is_uppercase() || matches!(first, '“' | '‟' | '"' | '(' | '-');
    let follows = number == next && spaced && text.starts_with(is_text);
    let is_told = || (next..=next + LOST_NUMBERS).contains(&number) && AMENDED.is_match(paragraph);
    (follows || is_told()).then_some((number, text))
}
