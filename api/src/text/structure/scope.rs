//! Dividing a document: the body, its closing, what is enclosed or appended, the footnotes.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::annex::{self, Heading, is_attached, is_national_title};
use super::label::{self, is_capitals};
use super::ordinal::Ordinal;
use super::quote::Quoted;
use crate::text::pattern::pattern;

static SIGNATURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^\**(?:
            (?:TM|KT|TL|TUQ|T/M|K/T|Q)\s?\.\s?\p{Lu}.*
          | (?:PHÓ\s|QUYỀN\s)?(?:CHỦ\sTỊCH|CHỦ\sNHIỆM|THỦ\sTƯỚNG|BỘ\sTRƯỞNG|THỨ\sTR[ƯU]ỞNG|CHÁNH\sÁN
                |VIỆN\sTRƯỞNG|THỐNG\sĐỐC|TỔNG\sTHANH\sTRA|TỔNG\sKIỂM\sTOÁN|GIÁM\sĐỐC|TỔNG\sGIÁM\sĐỐC
                |CỤC\sTRƯỞNG|TỔNG\sCỤC\sTRƯỞNG|VỤ\sTRƯỞNG|CHÁNH\sVĂN\sPHÒNG|TỔNG\sTHƯ\sKÝ|BÍ\sTHƯ
                |HIỆU\sTRƯỞNG)(?:\s[^\p{Ll}]*)?
          )\**$",
    )
});
static PASSED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết|Hiến pháp) này (?:đã )?được .*(?:thông qua|Chủ tịch nước công bố)",
    )
});
static RECIPIENTS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\**\s*(?:Nơi nhận|NƠI NHẬN)\s*:?"));
static AUTHENTICATION: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^XÁC (?:THỰC|NHẬN) VĂN BẢN HỢP NHẤT"));
static FIRST_NOTE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\[1\]\s+\S"));
static MARK: LazyLock<Regex> = LazyLock::new(|| pattern(r"\S\s?\[\d{1,3}\]"));

/// A signature fills no more lines than this before the signer's title.
const SIGNATURE_LINES: usize = 40;
/// A document without numbered provisions has its signature among so many last lines.
const LAST_LINES: usize = 20;

/// The parts of a document as ranges of lines.
pub(super) struct Division<'a> {
    pub(super) body: Range<usize>,
    pub(super) closing: Range<usize>,
    pub(super) attachments: Vec<Heading<'a>>,
    pub(super) notes: Range<usize>,
}

/// Divides the lines; `quoted` says which stand in quotations.
pub(super) fn divide<'a>(lines: &[&'a str], quoted: &[Quoted]) -> Division<'a> {
    let end = notes_start(lines);
    let closing = closing_start(lines, quoted, 0..end);
    let rest = closing.unwrap_or(0)..end;
    let signed = closing.and_then(|closing| signature_end(lines, closing..end));
    let attachments = annex::attachments(lines, quoted, rest, closing.is_some(), signed);
    let body_end = attachments.first().map_or(end, |first| first.line);
    let closing = closing.filter(|&line| line < body_end).unwrap_or(body_end);
    Division {
        body: 0..closing,
        closing: closing..body_end,
        attachments,
        notes: end..lines.len(),
    }
}

/// Where the lifted footnotes begin: at the last `[1] …`, if the text before calls any.
fn notes_start(lines: &[&str]) -> usize {
    lines
        .iter()
        .rposition(|line| FIRST_NOTE.is_match(line))
        .filter(|&start| lines[..start].iter().any(|line| MARK.is_match(line)))
        .unwrap_or(lines.len())
}

/// The line at which the signature, the note of its passing or the recipients begin; none if
/// articles go on after every such line.
pub(super) fn closing_start(
    lines: &[&str],
    quoted: &[Quoted],
    range: Range<usize>,
) -> Option<usize> {
    let mut last: Option<Ordinal> = None;
    let mut closing = None;
    let mut begun = false;
    for line in range.clone().filter(|&line| quoted[line].is_own()) {
        if let Some(article) = label::article(lines[line]) {
            if closing.is_some() && article.ordinal.is_first() {
                break;
            }
            let expected = last
                .as_ref()
                .is_none_or(|last| article.ordinal.follows(last, false));
            if expected {
                closing = None;
                last = Some(article.ordinal);
            }
            begun = true;
        } else if closing.is_some() {
            if is_attached(lines, line) {
                break;
            }
        } else if is_closing(lines[line]) && (begun || is_last(lines, line..range.end)) {
            closing = Some(line);
        } else {
            begun |= label::roman(lines[line]).is_some() || label::clause(lines[line]).is_some();
        }
    }
    closing.map(|line| heading_above(lines, line, range.start))
}

fn is_closing(line: &str) -> bool {
    is_signature(line)
        || PASSED.is_match(line)
        || RECIPIENTS.is_match(line)
        || is_authentication(line)
}

/// Whether nothing but a signature follows: a document without numbered provisions ends so.
fn is_last(lines: &[&str], range: Range<usize>) -> bool {
    let heads = |line: &&str| line.starts_with("Căn cứ") || is_national_title(line);
    range.len() < LAST_LINES && !lines[range].iter().any(heads)
}

/// A consolidated text closes with the authenticating body's name and number above its first
/// telling line.
fn heading_above(lines: &[&str], closing: usize, start: usize) -> usize {
    let belongs = |line: &&&str| {
        line.starts_with("Số:")
            || (is_capitals(line) && !is_signature(line) && line.chars().count() < 80)
    };
    let above = lines[start..closing]
        .iter()
        .rev()
        .take(4)
        .take_while(belongs)
        .count();
    let authenticated = lines[closing - above..]
        .iter()
        .take(6)
        .any(|line| is_authentication(line));
    if authenticated {
        closing - above
    } else {
        closing
    }
}

/// The line after the last signer's name, or after the recipients that follow it.
fn signature_end(lines: &[&str], range: Range<usize>) -> Option<usize> {
    let first = range
        .clone()
        .take(SIGNATURE_LINES)
        .find(|&line| is_signature(lines[line]))?;
    let mut line = first;
    while line < range.end {
        if is_signature(lines[line]) {
            line += lines[line..range.end]
                .iter()
                .take_while(|line| is_capitals(line))
                .count();
            line += 1;
        } else if RECIPIENTS.is_match(lines[line]) || lines[line].starts_with(['-', '(']) {
            line += 1;
        } else {
            break;
        }
    }
    Some(line.min(range.end))
}

/// Whether the line heads the list of recipients.
pub(super) fn is_recipients(line: &str) -> bool {
    RECIPIENTS.is_match(line)
}

/// Whether the line gives the title of a signer.
pub(super) fn is_signature(line: &str) -> bool {
    SIGNATURE.is_match(line)
}

/// Whether the line heads the block that authenticates a consolidated text.
pub(super) fn is_authentication(line: &str) -> bool {
    AUTHENTICATION.is_match(line)
}
