//! Where what is issued with a document begins: enclosures, appendices and forms.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::label::{self, is_capitals};
use super::quote::Quoted;
use super::scope::is_signature;
use crate::text::pattern::pattern;

static APPENDIX: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^(?:PHỤ\sLỤC|Phụ\slục|Phụ\sLục|PHỤ\sBIỂU|Phụ\sbiểu)(?:\s+(?:SỐ|số|Số))?(?:\s*:)?
          (?:\s+(?P<number>[IVXLC]{1,6}[a-z]?|\d{1,3}[a-zA-ZĐđ]?(?:[.-]\d{1,2})*|[A-ZĐ])\b)?
          (?:\s?\[\d+\])*\s*(?:[.:–-]\s*)?(?P<rest>(?:\(|\p{Lu}|kèm\stheo|ban\shành|của|$).*)$",
    )
});
static FORM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^(?:Mẫu\sbiểu|Mẫu|MẪU|Biểu\smẫu|BIỂU\sMẪU|Biểu|BIỂU)(?:\s+(?:số|SỐ|Số))?\s*:?\s*
          (?P<number>\d{1,3}[a-zA-ZĐđ]?(?:[./-][A-ZĐa-zđ0-9]{1,12})*|[A-Z]\d{1,2}[a-z]?(?:-[A-Z]+)?|[IVX]{1,5}(?:\.\d{1,2})*)\b
          (?:\s?\[\d+\])*\s*(?:[.:,–-]\s*)?(?P<rest>(?:\(|\p{Lu}|ban\shành|$).*)$",
    )
});
static ISSUED_WITH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^\(?\s*(?:Được\s)?(?:[Bb]an\shành\s)?[Kk]èm(?:\stheo)?\s(?:theo\s)?
          (?:Thông\stư|Nghị\sđịnh|Quyết\sđịnh|Nghị\squyết|Luật|Pháp\slệnh|Kế\shoạch|Chỉ\sthị|Công\svăn|Thông\sbáo|Hướng\sdẫn|Tờ\strình|văn\sbản)",
    )
});
static ENCLOSED_TYPE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^(?:QUY\sCHẾ|QUY\sĐỊNH|ĐIỀU\sLỆ|QUY\sTRÌNH|CHƯƠNG\sTRÌNH|KẾ\sHOẠCH|ĐỀ\sÁN|CHIẾN\sLƯỢC|DANH\sMỤC
          |NỘI\sQUY|HƯỚNG\sDẪN|QUY\sCHUẨN|BẢNG|BIỂU|TIÊU\sCHUẨN|ĐỊNH\sMỨC|PHƯƠNG\sÁN|QUY\sHOẠCH|CHẾ\sĐỘ|THỂ\sLỆ
          |LỘ\sTRÌNH|BỘ\sTIÊU\sCHÍ|HỆ\sTHỐNG|NGUYÊN\sTẮC|QUY\sTẮC|MỨC|KHUNG|HỢP\sĐỒNG\sMẪU|ĐIỀU\sKHOẢN|QUY\sƯỚC|DỰ\sÁN)",
    )
});

/// A title stands so close above «(Ban hành kèm theo …)».
const TITLE_LINES: usize = 7;
/// More lines than this after the signature are a paper of their own.
const LOOSE_LINES: usize = 8;
/// A title is shorter than this.
const TITLE_LENGTH: usize = 700;

/// Something enclosed with the document, or appended to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Attachment {
    Enclosure,
    Appendix,
    Form,
}

/// Where an attachment begins.
#[derive(Debug, Clone)]
pub(super) struct Heading<'a> {
    pub(super) line: usize,
    /// The line with the title, below the issuer's name and the national title.
    pub(super) title: usize,
    pub(super) kind: Attachment,
    pub(super) number: Option<&'a str>,
    /// Length of label and number in the title line.
    pub(super) label: usize,
}

impl Heading<'_> {
    fn enclosure(line: usize, title: usize) -> Self {
        Self {
            line,
            title,
            kind: Attachment::Enclosure,
            number: None,
            label: 0,
        }
    }
}

/// The headings in the lines. `closed` says that they follow the signature, `signed` where the
/// signature ends.
pub(super) fn attachments<'a>(
    lines: &[&'a str],
    quoted: &[Quoted],
    range: Range<usize>,
    closed: bool,
    signed: Option<usize>,
) -> Vec<Heading<'a>> {
    let mut found: Vec<Heading<'a>> = Vec::new();
    let end = range.end;
    let mut appended = false;
    for line in range.clone().filter(|&line| quoted[line].is_own()) {
        let heading = appendix(lines, line)
            .filter(|heading| closed || is_capitals(&lines[line][..heading.label]))
            .or_else(|| form(lines, line).filter(|_| closed))
            // Below an appendix's number, a title in capitals is the appendix's.
            .or_else(|| enclosure(lines, line, range.start).filter(|_| !appended));
        let earlier = found.last().map_or(range.start, |last| last.title + 1);
        let heading = heading.filter(|heading| heading.line >= earlier);
        appended |= heading
            .as_ref()
            .is_some_and(|heading| heading.kind == Attachment::Appendix);
        found.extend(heading);
    }
    let mut headings = without_listed(found, end);
    if let Some(signed) = signed {
        let first = headings.first().map_or(end, |first| first.line);
        if first > signed + LOOSE_LINES {
            headings.insert(0, untitled(lines, signed));
        }
    }
    headings
}

/// Leaves out list entries that name attachments to come, and repeated running titles.
fn without_listed(found: Vec<Heading<'_>>, end: usize) -> Vec<Heading<'_>> {
    let mut later: HashMap<(Attachment, Option<&str>), usize> = HashMap::new();
    for heading in &found {
        *later.entry((heading.kind, heading.number)).or_default() += 1;
    }
    let starts: Vec<usize> = found
        .iter()
        .map(|heading| heading.line)
        .chain([end])
        .collect();
    let mut seen = HashSet::new();
    let mut kept = Vec::with_capacity(found.len());
    for (heading, &following) in found.into_iter().zip(&starts[1..]) {
        let key = (heading.kind, heading.number);
        let remaining = later.get_mut(&key).map_or(0, |count| {
            *count -= 1;
            *count
        });
        let is_listed = remaining > 0 && following - heading.title <= 3;
        let unnumbered = heading.number.is_none() && heading.kind != Attachment::Form;
        if heading.kind == Attachment::Appendix {
            seen.retain(|&(kind, _)| kind != Attachment::Form);
        }
        if !is_listed && (unnumbered || seen.insert(key)) {
            kept.push(heading);
        }
    }
    kept
}

fn appendix<'a>(lines: &[&'a str], line: usize) -> Option<Heading<'a>> {
    numbered(&APPENDIX.captures(lines[line])?, line, Attachment::Appendix)
}

fn form<'a>(lines: &[&'a str], line: usize) -> Option<Heading<'a>> {
    numbered(&FORM.captures(lines[line])?, line, Attachment::Form)
}

fn numbered<'a>(found: &Captures<'a>, line: usize, kind: Attachment) -> Option<Heading<'a>> {
    let rest = found.name("rest")?;
    let number = found.name("number").map(|number| number.as_str());
    let heading = Heading {
        line,
        title: line,
        kind,
        number,
        label: rest.start(),
    };
    (rest.as_str().chars().count() < TITLE_LENGTH).then_some(heading)
}

/// A regulation issued with the document: its title in capitals, and «(Ban hành kèm theo …)»
/// within the next lines.
fn enclosure<'a>(lines: &[&'a str], line: usize, start: usize) -> Option<Heading<'a>> {
    if !ENCLOSED_TYPE.is_match(lines[line]) || !is_capitals(lines[line]) {
        return None;
    }
    let following = &lines[line + 1..lines.len().min(line + 1 + TITLE_LINES)];
    let issued = following.iter().position(|line| is_issued_with(line))?;
    let is_other = |line: &&str| APPENDIX.is_match(line) || label::article(line).is_some();
    if following[..issued].iter().any(is_other) {
        return None;
    }
    let is_head = |line: &&&str| {
        line.starts_with("Độc ")
            || line.starts_with("Số:")
            || (is_capitals(line) && !is_signature(line))
    };
    let above = lines[start..line]
        .iter()
        .rev()
        .take(6)
        .take_while(is_head)
        .count();
    Some(Heading::enclosure(line - above, line))
}

/// A paper behind the signature without number or word of what it is.
fn untitled<'a>(lines: &[&'a str], line: usize) -> Heading<'a> {
    let is_title = |line: &usize| is_capitals(lines[*line]) && !is_national_title(lines[*line]);
    let title = (line..lines.len().min(line + TITLE_LINES)).find(is_title);
    Heading::enclosure(line, title.unwrap_or(line))
}

/// Whether an enclosure or appendix begins at the line.
pub(super) fn is_attached(lines: &[&str], line: usize) -> bool {
    appendix(lines, line).is_some() || enclosure(lines, line, 0).is_some()
}

/// Whether the line is the national title that heads official papers.
pub(super) fn is_national_title(line: &str) -> bool {
    line.starts_with("CỘNG HÒA XÃ HỘI") || line.starts_with("CỘNG HOÀ XÃ HỘI")
}

/// Whether the line says with which document the attachment was issued.
pub(super) fn is_issued_with(line: &str) -> bool {
    ISSUED_WITH.is_match(line)
}
