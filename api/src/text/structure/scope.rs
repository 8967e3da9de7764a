//! Dividing a document: the body, its closing, what is enclosed or appended, the footnotes.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::label::{self, is_capitals};
use super::ordinal::Ordinal;
use super::quote::Quoted;

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a valid pattern")
}

static SIGNATURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^\**(?:
            (?:TM|KT|TL|TUQ|T/M|K/T|Q)\s?\.\s?\p{Lu}.*
          | (?:PHÓ\s|QUYỀN\s)?(?:CHỦ\sTỊCH|CHỦ\sNHIỆM|THỦ\sTƯỚNG|BỘ\sTRƯỞNG|THỨ\sTRƯỞNG|CHÁNH\sÁN|VIỆN\sTRƯỞNG
                |THỐNG\sĐỐC|TỔNG\sTHANH\sTRA|TỔNG\sKIỂM\sTOÁN|GIÁM\sĐỐC|TỔNG\sGIÁM\sĐỐC|CỤC\sTRƯỞNG
                |TỔNG\sCỤC\sTRƯỞNG|VỤ\sTRƯỞNG|CHÁNH\sVĂN\sPHÒNG|TỔNG\sTHƯ\sKÝ|BÍ\sTHƯ|HIỆU\sTRƯỞNG)(?:\s[^\p{Ll}]*)?
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
static APPENDIX: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu|Phụ Lục)(?:\s+(?:SỐ|số|Số))?(?:\s*:)?(?:\s+(?P<number>[IVXLC]{1,6}[a-z]?|\d{1,3}[a-zA-ZĐđ]?(?:[.-]\d{1,2})*|[A-ZĐ])\b)?(?:\s?\[\d+\])*\s*(?:[.:–-]\s*)?(?P<rest>(?:\(|\p{Lu}|kèm theo|ban hành|của|$).*)$",
    )
});
static FORM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:Mẫu|MẪU|Biểu mẫu|BIỂU MẪU|Biểu|BIỂU|Biểu số|Mẫu biểu)(?:\s+(?:số|SỐ|Số))?\s*:?\s*(?P<number>\d{1,3}[a-zA-ZĐđ]?(?:[./-][A-ZĐa-zđ0-9]{1,12})*|[A-Z]\d{1,2}[a-z]?(?:-[A-Z]+)?|[IVX]{1,5}(?:\.\d{1,2})*)\b(?:\s?\[\d+\])*\s*(?:[.:,–-]\s*)?(?P<rest>(?:\(|\p{Lu}|ban hành|$).*)$",
    )
});
static ISSUED_WITH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\(?\s*(?:Được )?(?:(?:Ban|ban) hành )?(?:Kèm|kèm)(?: theo)? (?:theo )?(?:Thông tư|Nghị định|Quyết định|Nghị quyết|Luật|Pháp lệnh|Kế hoạch|Chỉ thị|Công văn|Thông báo|Hướng dẫn|Tờ trình|văn bản)",
    )
});
static ENCLOSED_TYPE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^(?:QUY\sCHẾ|QUY\sĐỊNH|ĐIỀU\sLỆ|QUY\sTRÌNH|CHƯƠNG\sTRÌNH|KẾ\sHOẠCH|ĐỀ\sÁN|CHIẾN\sLƯỢC|DANH\sMỤC|NỘI\sQUY|HƯỚNG\sDẪN
          |QUY\sCHUẨN|BẢNG|BIỂU|TIÊU\sCHUẨN|ĐỊNH\sMỨC|PHƯƠNG\sÁN|QUY\sHOẠCH|CHẾ\sĐỘ|THỂ\sLỆ|LỘ\sTRÌNH|BỘ\sTIÊU\sCHÍ|HỆ\sTHỐNG
          |NGUYÊN\sTẮC|QUY\sTẮC|MỨC|KHUNG|HỢP\sĐỒNG\sMẪU|ĐIỀU\sKHOẢN|QUY\sƯỚC|DỰ\sÁN)",
    )
});
static FIRST_NOTE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\[1\]\s+\S"));

/// Something enclosed with the document, or appended to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attachment {
    Enclosure,
    Appendix,
    Form,
}

/// Where an attachment begins.
#[derive(Debug, Clone)]
pub(super) struct Heading<'a> {
    pub(super) line: usize,
    /// The line with the title, below the issuer's name and the national motto.
    pub(super) title: usize,
    pub(super) kind: Attachment,
    pub(super) number: Option<&'a str>,
    /// Length of label and number in the title line.
    pub(super) label: usize,
}

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
    let attachments = attachments(lines, quoted, closing.unwrap_or(0)..end, closing.is_some());
    let body_end = attachments.first().map_or(end, |first| first.line);
    let closing = closing.filter(|&line| line < body_end).unwrap_or(body_end);
    Division {
        body: 0..closing,
        closing: closing..body_end,
        attachments,
        notes: end..lines.len(),
    }
}

/// Where the lifted footnotes begin: at the last `[1] …` that others follow in order to the end.
fn notes_start(lines: &[&str]) -> usize {
    lines
        .iter()
        .rposition(|line| FIRST_NOTE.is_match(line))
        .filter(|&start| lines[..start].iter().any(|line| line.contains("[1]")))
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
    for line in range.clone() {
        if !quoted[line].is_own() {
            continue;
        }
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
        } else if closing.is_some() && is_attached(lines, line) {
            break;
        } else if closing.is_none()
            && is_closing(lines[line])
            && (last.is_some() || !is_preamble(lines, line))
        {
            closing = Some(line);
        }
    }
    closing.map(|line| heading_above(lines, line, range.start))
}

fn is_attached(lines: &[&str], line: usize) -> bool {
    appendix(lines, line).is_some() || enclosure(lines, line, 0).is_some()
}

fn is_closing(line: &str) -> bool {
    SIGNATURE.is_match(line)
        || PASSED.is_match(line)
        || RECIPIENTS.is_match(line)
        || AUTHENTICATION.is_match(line)
}

/// Whether the title of the issuer that the line names opens the document instead.
fn is_preamble(lines: &[&str], line: usize) -> bool {
    lines[line + 1..]
        .iter()
        .take(60)
        .any(|line| line.starts_with("Căn cứ") || label::article(line).is_some())
}

/// A consolidated text closes with the authenticating body's name and number above its first
/// telling line.
fn heading_above(lines: &[&str], closing: usize, start: usize) -> usize {
    let belongs = |line: &str| {
        line.starts_with("Số:")
            || (is_capitals(line) && !SIGNATURE.is_match(line) && line.chars().count() < 80)
    };
    let above = lines[start..closing]
        .iter()
        .rev()
        .take(4)
        .take_while(|line| belongs(line))
        .count();
    let authenticated = lines[closing - above..]
        .iter()
        .take(6)
        .any(|line| AUTHENTICATION.is_match(line));
    if authenticated {
        closing - above
    } else {
        closing
    }
}

fn attachments<'a>(
    lines: &[&'a str],
    quoted: &[Quoted],
    range: Range<usize>,
    closed: bool,
) -> Vec<Heading<'a>> {
    let mut found: Vec<Heading<'a>> = Vec::new();
    let end = range.end;
    for line in range.clone() {
        if !quoted[line].is_own() {
            continue;
        }
        let heading = appendix(lines, line)
            .filter(|heading| closed || is_capitals(&lines[line][..heading.label]))
            .or_else(|| form(lines, line).filter(|_| closed))
            .or_else(|| enclosure(lines, line, range.start))
            .or_else(|| {
                let first = closed && found.is_empty() && line > range.start;
                first.then(|| untitled(lines, line, end))?
            });
        if let Some(heading) = heading {
            // The title of an appendix stands below its number.
            let is_title = |last: &Heading<'_>| {
                last.kind == Attachment::Appendix
                    && heading.kind == Attachment::Enclosure
                    && heading.title <= last.title + 3
            };
            let after = found
                .last()
                .is_none_or(|last| heading.line > last.title && !is_title(last));
            if after && heading.line >= range.start {
                found.push(heading);
            }
        }
    }
    without_listed(found, end)
}

/// Leaves out list entries that name attachments to come, and repeated running titles.
fn without_listed(found: Vec<Heading<'_>>, end: usize) -> Vec<Heading<'_>> {
    let mut kept: Vec<Heading<'_>> = Vec::with_capacity(found.len());
    let mut later = std::collections::HashMap::new();
    for heading in &found {
        *later
            .entry((heading.kind as u8, heading.number))
            .or_insert(0) += 1;
    }
    let mut seen = std::collections::HashSet::new();
    let mut next = found
        .iter()
        .skip(1)
        .map(|heading| heading.line)
        .chain([end])
        .collect::<Vec<_>>()
        .into_iter();
    for heading in found {
        let following = next.next().unwrap_or(end);
        let key = (heading.kind as u8, heading.number);
        if let Some(remaining) = later.get_mut(&key) {
            *remaining -= 1;
            let is_listed = *remaining > 0 && following - heading.title <= 3;
            let unnumbered = heading.number.is_none() && heading.kind != Attachment::Form;
            if heading.kind == Attachment::Appendix {
                seen.retain(|&(kind, _)| kind != Attachment::Form as u8);
            }
            if !is_listed && (unnumbered || seen.insert(key)) {
                kept.push(heading);
            }
        }
    }
    kept
}

fn appendix<'a>(lines: &[&'a str], line: usize) -> Option<Heading<'a>> {
    let found = APPENDIX.captures(lines[line])?;
    let rest = found.name("rest")?;
    (rest.as_str().chars().count() < 700).then(|| Heading {
        line,
        title: line,
        kind: Attachment::Appendix,
        number: found.name("number").map(|number| number.as_str()),
        label: rest.start(),
    })
}

fn form<'a>(lines: &[&'a str], line: usize) -> Option<Heading<'a>> {
    let found = FORM.captures(lines[line])?;
    let rest = found.name("rest")?;
    (rest.as_str().chars().count() < 700).then(|| Heading {
        line,
        title: line,
        kind: Attachment::Form,
        number: found.name("number").map(|number| number.as_str()),
        label: rest.start(),
    })
}

/// A regulation issued with the document: its title in capitals, and «(Ban hành kèm theo …)»
/// within the next lines.
fn enclosure<'a>(lines: &[&'a str], line: usize, start: usize) -> Option<Heading<'a>> {
    if !ENCLOSED_TYPE.is_match(lines[line]) || !is_capitals(lines[line]) {
        return None;
    }
    let following = &lines[line + 1..lines.len().min(line + 8)];
    let issued = following
        .iter()
        .position(|line| ISSUED_WITH.is_match(line))?;
    if following[..issued]
        .iter()
        .any(|line| APPENDIX.is_match(line) || label::article(line).is_some())
    {
        return None;
    }
    let is_head = |line: &&&str| {
        let line: &str = line;
        line.starts_with("Độc lập")
            || line.starts_with("Độc Lập")
            || line.starts_with("Số:")
            || is_office(line)
    };
    let above = lines[start..line]
        .iter()
        .rev()
        .take(6)
        .take_while(is_head)
        .count();
    Some(Heading {
        line: line - above,
        title: line,
        kind: Attachment::Enclosure,
        number: None,
        label: 0,
    })
}

/// A paper without number or word of what it is: it begins with the national title, or with a
/// title in capitals below the signer's name and more than a signature's lines under it.
fn untitled<'a>(lines: &[&'a str], line: usize, end: usize) -> Option<Heading<'a>> {
    let following = line + 1..end.min(line + 8);
    let announced = |line: usize| {
        AUTHENTICATION.is_match(lines[line])
            || appendix(lines, line).is_some()
            || form(lines, line).is_some()
            || enclosure(lines, line, 0).is_some()
    };
    let title = if is_national_title(lines[line]) {
        following.clone().find(|&line| is_capitals(lines[line]))?
    } else {
        let long = lines[line].split_whitespace().count() >= 5 && end - line > 5;
        let apart = !is_capitals(lines[line - 1]) && !AUTHENTICATION.is_match(lines[line]);
        (long && apart && is_office(lines[line])).then_some(line)?
    };
    (!following.clone().any(announced)).then_some(Heading {
        line,
        title,
        kind: Attachment::Enclosure,
        number: None,
        label: 0,
    })
}

/// Whether the line is the national title that heads official papers.
pub(super) fn is_national_title(line: &str) -> bool {
    line.starts_with("CỘNG HÒA XÃ HỘI") || line.starts_with("CỘNG HOÀ XÃ HỘI")
}

/// An issuer's name or the national title in capitals, not a signer's title.
fn is_office(line: &str) -> bool {
    is_capitals(line) && !SIGNATURE.is_match(line)
}

/// Whether the line gives the title of a signer.
pub(super) fn is_signature(line: &str) -> bool {
    SIGNATURE.is_match(line)
}

/// Whether the line heads the list of recipients.
pub(super) fn is_recipients(line: &str) -> bool {
    RECIPIENTS.is_match(line)
}

/// Whether the line says with which document the attachment was issued.
pub(super) fn is_issued_with(line: &str) -> bool {
    ISSUED_WITH.is_match(line)
}
