//! What a document says of itself above its first provision, and consolidated texts at their end.

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

use super::lines_of;
use crate::text::number::{DocumentNumber, DocumentType, find_numbers};
use crate::text::pattern::pattern;
use crate::text::structure::{Kind, Structure};

/// A title fills no more lines than this.
const TITLE_LINES: usize = 14;
const TITLE_LENGTH: usize = 1000;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:Luật |Bộ luật |Nghị quyết |Pháp lệnh )?[Ss]ố\s*[:;]\s*(?P<number>.*?)(?:\s+\p{Lu}\p{L}*(?: \p{Lu}\p{L}*)*, ngày.*|\s+CỘNG H.*)?$",
    )
});
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[Nn]gày\s*(?P<day>\d{1,2})\s*(?:tháng\s*(?P<month>\d{1,2})\s*năm\s*(?P<year>\d{4})|[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>\d{4}))",
    )
});
static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:.*?\s)??(?P<place>(?:TP\. ?)?\p{Lu}\p{L}*(?: \p{Lu}\p{L}*){0,4}),\s*[Nn]gày\b")
});
static PASSED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết|Hiến pháp) này .*(?:thông qua|công bố)")
});
static CONSOLIDATED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^XÁC (?:THỰC|NHẬN) VĂN BẢN HỢP NHẤT"));
static CONTINUED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\(\s*xem tiếp công báo số\s*([\d\s+&,-]+?)\s*\)"));
static NATIONAL_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|[ĐÐ]ộc lập\s*[-–]\s*Tự do\s*[-–]\s*Hạnh phúc)",
    )
});
/// The mark of a footnote.
static MARK: LazyLock<Regex> = LazyLock::new(|| pattern(r"\[\d{1,3}\]"));
static ISSUER_LINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:BỘ TRƯỞNG|CHỦ NHIỆM|THỐNG ĐỐC|TỔNG THANH TRA|CHÁNH ÁN|VIỆN TRƯỞNG|TỔNG KIỂM TOÁN|CHỦ TỊCH|GIÁM ĐỐC|TỔNG CỤC TRƯỞNG)\b.*|THỦ TƯỚNG CHÍNH PHỦ|CHÍNH PHỦ|QUỐC HỘI|ỦY BAN .*|UỶ BAN .*|HỘI ĐỒNG .*|BỘ \p{Lu}.*|BAN \p{Lu}.*)$",
    )
});
static BASIS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:Căn cứ|Theo đề nghị|Xét đề nghị|(?:Xét|Thực hiện|Để|Thi hành|Trên cơ sở|Theo|Nhằm) .*[;,:.]$)|(?::|có hiệu lực .*từ ngày.*)$",
    )
});

/// What stands at the head of a document.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) number: Option<DocumentNumber>,
    /// The lines that name the issuing body.
    pub(super) office: String,
    pub(super) issued_on: Option<NaiveDate>,
    pub(super) place: Option<String>,
    /// The type as written: `THÔNG TƯ`.
    pub(super) type_word: Option<String>,
    pub(super) title: String,
}

impl Head {
    pub(super) fn read(structure: &Structure) -> Self {
        let unmarked = |kind| -> Vec<String> {
            let lines = lines_of(structure, kind);
            lines
                .map(|line| MARK.replace_all(line, "").into_owned())
                .collect()
        };
        let (front, closing) = (unmarked(Kind::Front), unmarked(Kind::Closing));
        let front: Vec<&str> = front.iter().map(String::as_str).collect();
        let closing: Vec<&str> = closing.iter().map(String::as_str).collect();
        let lines = || front.iter().copied().enumerate();
        let named = lines()
            .find_map(|(line, text)| Some((line, type_word(text)?, "")))
            .or_else(|| {
                lines().find_map(|(line, text)| {
                    let (word, title) = with_title(text)?;
                    Some((line, word, title))
                })
            });
        let above = &front[..named.map_or(front.len().min(12), |(line, ..)| line)];
        let mut head = Self {
            type_word: named.map(|(_, word, _)| word.to_owned()),
            title: named
                .map(|(line, word, begun)| title(word, begun, &front[line + 1..]))
                .unwrap_or_default(),
            ..Self::default()
        };
        head.read_lines(above);
        if closing.iter().any(|line| CONSOLIDATED.is_match(line)) {
            head.office.clear();
            (head.number, head.issued_on, head.place) = (None, None, None);
            head.read_lines(&closing);
        }
        let passed = closing.iter().find(|line| PASSED.is_match(line));
        head.issued_on = head
            .issued_on
            .or_else(|| passed.and_then(|line| dates(line).last()));
        head
    }

    /// Reads number, office, day and place from the lines of a heading block.
    fn read_lines(&mut self, lines: &[&str]) {
        let mut office = Vec::new();
        for line in lines {
            if let Some(found) = NUMBER.captures(line) {
                self.number = self
                    .number
                    .take()
                    .or_else(|| DocumentNumber::parse(&found["number"]).ok());
            } else {
                let name = NATIONAL_TITLE.replace_all(line, "");
                if self.number.is_none() && is_office(name.trim()) {
                    office.push(name.trim().to_owned());
                }
            }
            if let Some(found) = PLACE.captures(line) {
                self.place = self
                    .place
                    .take()
                    .or_else(|| Some(found["place"].to_owned()));
                self.issued_on = self.issued_on.or_else(|| dates(line).next());
            }
        }
        self.office = office.join(" ");
    }
}

/// The days a line names. Impossible ones are none.
fn dates(line: &str) -> impl Iterator<Item = NaiveDate> {
    DATE.captures_iter(line).filter_map(|found| {
        let part = |name: &str| found.name(name).and_then(|part| part.as_str().parse().ok());
        let year: u32 = part("year").or(part("y"))?;
        NaiveDate::from_ymd_opt(
            year.try_into().ok()?,
            part("month").or(part("m"))?,
            part("day")?,
        )
    })
}

/// The first day that a text names.
pub(super) fn first_date(text: &str) -> Option<NaiveDate> {
    dates(text).next()
}

/// The word of a type that stands alone on the line, in capitals; a footnote may be called behind
/// it.
fn type_word(line: &str) -> Option<&str> {
    let is_sign = |character: char| character.is_ascii_digit() || matches!(character, ':' | '.');
    let word = line.trim_end_matches(is_sign).trim_end();
    let is_type = !word.chars().any(char::is_lowercase)
        && DocumentType::from_word(word).is_some()
        && word.chars().count() > 3;
    is_type.then_some(word)
}

/// The word of a type and the title that follows it on its line: `LUẬT CÔNG ĐOÀN`.
fn with_title(line: &str) -> Option<(&str, &str)> {
    let capitals = !line.chars().any(char::is_lowercase);
    line.match_indices(' ')
        .take(3)
        .map(|(space, _)| (&line[..space], &line[space + 1..]))
        .find(|(word, _)| capitals && type_word(word).is_some())
}

fn is_office(line: &str) -> bool {
    line.chars()
        .filter(|character| character.is_alphabetic())
        .count()
        > 4
        && !line.chars().any(char::is_lowercase)
        && type_word(line).is_none()
}

/// What the document is about: what stands behind the type's word, and the lines below it.
fn title(type_word: &str, begun: &str, lines: &[&str]) -> String {
    let mut title = begun.to_owned();
    for line in lines.iter().take(TITLE_LINES) {
        let capitals = !line.chars().any(char::is_lowercase);
        let named_again = !title.is_empty() && is_consolidated_name(type_word, line);
        let issuer = capitals && !title.is_empty() && ISSUER_LINE.is_match(line);
        if BASIS.is_match(line) || named_again || issuer || line.starts_with("Điều ") {
            break;
        }
        if !title.is_empty() {
            title.push(' ');
        }
        title.push_str(line.trim_matches('*').trim());
        if title.chars().count() > TITLE_LENGTH {
            break;
        }
    }
    title
}

/// Whether a consolidated text begins to tell what it consolidates: «Thông tư số 34/2016/… ngày …».
fn is_consolidated_name(type_word: &str, line: &str) -> bool {
    line.to_lowercase().starts_with(&type_word.to_lowercase()) && !find_numbers(line).is_empty()
}

/// The day of issue as an attachment tells it: «(Kèm theo Nghị định số … ngày …)».
pub(super) fn issued_with(structure: &Structure, number: &DocumentNumber) -> Option<NaiveDate> {
    let attached = |kind: Kind| matches!(kind, Kind::Appendix | Kind::Enclosure | Kind::Form);
    structure
        .nodes
        .iter()
        .filter(|node| attached(node.kind))
        .flat_map(|node| node.text.lines().take(6))
        .filter(|line| line.to_lowercase().contains("kèm theo"))
        .find_map(|line| {
            let found = find_numbers(line)
                .into_iter()
                .find(|found| found.number.key() == number.key())?;
            first_date(&line[found.range.end..])
        })
}

/// The gazette that prints the rest of the document.
pub(super) fn continued_in(pages: &str) -> Option<String> {
    let found = CONTINUED.captures(pages)?;
    Some(found[1].split_whitespace().collect::<Vec<_>>().join(" "))
}
