//! A plan, programme or scheme as plain text: number, day and issuer from its head, headings, lists and
//! tables kept in its body.

mod body;
mod issuer;

use std::sync::LazyLock;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use regex::Regex;

use self::issuer::{full_name, is_body, is_place, sentence_case};
use super::paragraphs::squeezed;
use super::{Entry, Input, Options, Place, Refusal, start_of};
use crate::exchange::content::{BodyRecord, ContentRecord, ExternalId};
use crate::exchange::details::PlanRecord;
use crate::exchange::{Details, Record};
use crate::text::fold::fold;
use crate::text::normalize::normalize;
use crate::text::number::DocumentNumber;
use crate::text::pattern::pattern;
use crate::text::slug::slug;

/// The words that stand alone above the title of such a document.
const TYPES: [&str; 4] = ["Kế hoạch", "Chương trình", "Đề án", "Phương án"];

/// The most lines above that word. Other documents have it too, further below, in what they enclose.
const LONGEST_HEAD: usize = 40;

static DAY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"ngày\s*(\d{1,2})?[\s…._]*tháng\s*(\d{1,2})\s*năm\s*(\d{4})"));
static PHASE: LazyLock<Regex> = LazyLock::new(|| pattern(r"giai đoạn\s+(\d{4})\s*[-–]\s*(\d{4})"));
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"năm\s+(\d{4})"));
static QUOTED: LazyLock<Regex> = LazyLock::new(|| pattern("“[^”]*”|\"[^\"]*\""));
static ENACTMENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"([^,;.“”]+?) (?:xây dựng|ban hành)(?: và ban hành)? (?:[Kk]ế hoạch|[Cc]hương trình|[Đđ]ề án|[Pp]hương án)",
    )
});

/// Reads a plan.
#[must_use]
pub fn read(input: &Input<'_>, options: &Options) -> Entry {
    let text = normalize(input.text.trim_start_matches('\u{feff}'));
    let record = content(&text, options).map(|content| Record::Content(Box::new(content)));
    Entry {
        place: Place::item(input.name),
        record,
    }
}

/// Whether a text has the head of a plan.
pub(super) fn detect(text: &str) -> bool {
    Parts::of(&normalize(text)).is_some()
}

fn content(text: &str, options: &Options) -> Result<ContentRecord, Refusal> {
    let parts = Parts::of(text).ok_or_else(|| {
        Refusal::malformed("a plan", "no line has \u{201c}KẾ HOẠCH\u{201d}, \u{201c}CHƯƠNG TRÌNH\u{201d} or \u{201c}ĐỀ ÁN\u{201d} alone, with the title under it")
    })?;
    let issuer = parts.issuer().ok_or_else(|| {
        Refusal::missing(
            "issuer",
            "name the body in the head, or write that it \u{201c}ban hành Kế hoạch\u{201d}",
        )
    })?;
    let date = parts.date();
    let (period_from, period_to) = period(&parts.title).unzip();
    let number = parts.number();
    let published_at = date.start().unwrap_or(options.published_at);
    let year = date.year.or(period_from.map(|day| day.year()));
    let identity = identity(&issuer, year, number.as_ref(), &parts.title);
    let details = Details::Plan(PlanRecord {
        number: number.map(|number| number.to_string()),
        issuer,
        issued_on: date.day,
        period_from,
        period_to,
    });
    Ok(ContentRecord {
        body: Some(BodyRecord::Html(body::html(&parts.body))),
        external_ids: vec![ExternalId {
            system: "plan".to_owned(),
            value: identity,
        }],
        ..super::content(parts.title, published_at, details, options)
    })
}

/// What tells a plan from every other: issuer, year and number, or the title where the number is blank.
fn identity(
    issuer: &str,
    year: Option<i32>,
    number: Option<&DocumentNumber>,
    title: &str,
) -> String {
    let year = year.map_or_else(|| "khong-nam".to_owned(), |year| year.to_string());
    let name = number.map_or_else(|| slug(title), |number| slug(&number.to_string()));
    format!("{}/{year}/{name}", slug(issuer))
}

/// The parts of the document by its layout.
struct Parts<'a> {
    /// Lines above the word for the type.
    head: Vec<&'a str>,
    /// The title: the type's word and what stands under it.
    title: String,
    /// Everything below the title.
    body: Vec<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let (position, type_word) = lines
            .iter()
            .enumerate()
            .filter(|(_, line)| !line.is_empty())
            .take(LONGEST_HEAD)
            .take_while(|(_, line)| !is_law(line))
            .find_map(|(position, line)| Some((position, type_word(line)?)))?;
        let below = &lines[position + 1..];
        let start = below.iter().position(|line| !line.is_empty())?;
        let length = below[start..]
            .iter()
            .position(|line| line.is_empty())
            .unwrap_or(below.len() - start);
        let subject = squeezed(&below[start..start + length].join(" "));
        let subject = subject.trim_matches('*');
        Some(Self {
            head: lines[..position]
                .iter()
                .filter(|line| !line.is_empty())
                .copied()
                .collect(),
            title: format!("{type_word} {}", lower_first(subject)),
            body: below[start + length..].to_vec(),
        })
    }

    fn number(&self) -> Option<DocumentNumber> {
        self.head
            .iter()
            .find_map(|line| line.split_once("Số:"))
            .and_then(|(_, rest)| rest.trim().parse().ok())
    }

    fn date(&self) -> Issued {
        let Some(found) = self.head.iter().find_map(|line| DAY.captures(line)) else {
            return Issued::default();
        };
        let part = |index: usize| {
            found
                .get(index)
                .and_then(|part| part.as_str().parse::<u32>().ok())
        };
        let year = part(3).and_then(|year| i32::try_from(year).ok());
        let month = year
            .zip(part(2))
            .and_then(|(year, month)| NaiveDate::from_ymd_opt(year, month, 1));
        let day = month
            .zip(part(1))
            .and_then(|(month, day)| month.with_day(day));
        Issued { day, month, year }
    }

    /// The issuer from the head, else from the sentence in which it issues the plan.
    fn issuer(&self) -> Option<String> {
        self.issuer_in_head().or_else(|| {
            self.body
                .iter()
                .take(20)
                .flat_map(|line| ENACTMENT.captures_iter(line))
                .find_map(|found| {
                    let name = full_name(found[1].trim());
                    is_body(&name).then_some(name)
                })
        })
    }

    /// The lowest body that the head names in capitals, with the place on the line below.
    fn issuer_in_head(&self) -> Option<String> {
        let position = self
            .head
            .iter()
            .rposition(|line| is_upper(line) && is_body(&full_name(&sentence_case(line))))?;
        let mut name = self.head[position].to_owned();
        if let Some(place) = self
            .head
            .get(position + 1)
            .filter(|line| is_upper(line) && is_place(line))
        {
            name.push(' ');
            name.push_str(place);
        }
        Some(full_name(&sentence_case(&name)))
    }
}

/// When a plan was issued, as far as it says: drafts leave the day blank.
#[derive(Default)]
struct Issued {
    day: Option<NaiveDate>,
    month: Option<NaiveDate>,
    year: Option<i32>,
}

impl Issued {
    fn start(&self) -> Option<DateTime<Utc>> {
        self.day.or(self.month).map(start_of)
    }
}

/// The years that a title names: its own before those of the scheme that it quotes.
fn period(title: &str) -> Option<(NaiveDate, NaiveDate)> {
    let own = QUOTED.replace_all(title, "");
    let years = |text: &str| {
        let phase = PHASE
            .captures(text)
            .map(|found| (found[1].parse(), found[2].parse()));
        let year = || {
            YEAR.captures(text)
                .map(|found| (found[1].parse(), found[1].parse()))
        };
        match phase.or_else(year)? {
            (Ok(from), Ok(to)) => Some((from, to)),
            _ => None,
        }
    };
    let (from, to) = years(&own).or_else(|| years(title))?;
    Some((
        NaiveDate::from_ymd_opt(from, 1, 1)?,
        NaiveDate::from_ymd_opt(to, 12, 31)?,
    ))
}

/// The type whose word is all that a line holds.
fn type_word(line: &str) -> Option<&'static str> {
    let line = line.trim_matches(['*', '#', ' ']);
    let is_it = |word: &&&str| is_upper(line) && fold(line) == fold(word);
    TYPES.iter().find(is_it).copied()
}

/// Whether the line is the word for a normative document.
fn is_law(line: &str) -> bool {
    [
        "LUẬT",
        "PHÁP LỆNH",
        "NGHỊ QUYẾT",
        "NGHỊ ĐỊNH",
        "QUYẾT ĐỊNH",
        "THÔNG TƯ",
    ]
    .contains(&line)
}

fn is_upper(line: &str) -> bool {
    line.chars().any(char::is_alphabetic) && !line.chars().any(char::is_lowercase)
}

/// The text with a small first letter, unless its first word is an abbreviation.
fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    match (characters.next(), characters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(characters).collect()
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::tests::{input, options};

    fn read_plan(text: &str) -> Result<(ContentRecord, PlanRecord), String> {
        match read(&input(text), &options()).record {
            Ok(Record::Content(content)) => match content.details.clone() {
                Details::Plan(plan) => Ok((*content, plan)),
                other => panic!("{other:?}"),
            },
            Ok(other) => panic!("{other:?}"),
            Err(refusal) => Err(refusal.to_string()),
        }
    }

    fn day(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    #[test]
    fn a_head_in_capitals() {
        let text = "ỦY BAN NHÂN DÂN\nTỈNH CAO BẰNG\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1923/KH-UBND\n\
            Cao Bằng, ngày 06 tháng 6 năm 2019\n\n**KẾ HOẠCH**\n\nTriển khai Quyết định\nvề tủ sách năm 2019\n\nI. VIỆC\n";
        let (content, plan) = read_plan(text).expect("a plan");
        assert_eq!(
            content.title,
            "Kế hoạch triển khai Quyết định về tủ sách năm 2019"
        );
        assert_eq!(
            content.body,
            Some(BodyRecord::Html("<h2>I. VIỆC</h2>".into()))
        );
        assert_eq!(
            content.published_at.to_rfc3339(),
            "2019-06-05T17:00:00+00:00"
        );
        assert_eq!(
            content.external_ids[0].value,
            "uy-ban-nhan-dan-tinh-cao-bang/2019/1923-kh-ubnd"
        );
        assert_eq!(plan.number.as_deref(), Some("1923/KH-UBND"));
        assert_eq!(plan.issuer, "Ủy ban nhân dân tỉnh Cao Bằng");
        assert_eq!(
            (plan.issued_on, plan.period_from, plan.period_to),
            (day("2019-06-06"), day("2019-01-01"), day("2019-12-31"))
        );
    }

    #[test]
    fn blanks_of_a_draft() {
        let text = "Số: /KH-SGDĐT\n\nLong An, ngày tháng 3 năm 2021\n\nKẾ HOẠCH\n\nThực hiện Đề án “A giai đoạn 2019 - 2021” của ngành\n\n\
            Thực hiện Kế hoạch 1/KH-UBND của UBND tỉnh; Sở GD&ĐT (SGD) ban hành Kế hoạch như sau:\n";
        let (content, plan) = read_plan(text).expect("a plan");
        assert_eq!((plan.number, plan.issued_on), (None, None));
        assert_eq!(plan.issuer, "Sở Giáo dục và Đào tạo");
        assert_eq!(
            (plan.period_from, plan.period_to),
            (day("2019-01-01"), day("2021-12-31"))
        );
        assert_eq!(
            content.published_at.to_rfc3339(),
            "2021-02-28T17:00:00+00:00"
        );
        assert!(
            content.external_ids[0]
                .value
                .starts_with("so-giao-duc-va-dao-tao/2021/ke-hoach-thuc-hien")
        );
    }

    #[test]
    fn without_any_day_the_options_decide() {
        let (content, _) = read_plan("SỞ TƯ PHÁP\nKẾ HOẠCH\nTập huấn\n\nx").expect("a plan");
        assert_eq!(content.published_at, options().published_at);
        assert_eq!(
            content.external_ids[0].value,
            "so-tu-phap/khong-nam/ke-hoach-tap-huan"
        );
    }

    #[test]
    fn refusals() {
        assert!(
            read_plan("Tin tức\n\nx")
                .expect_err("no plan")
                .starts_with("this is not a plan: ")
        );
        assert!(
            read_plan("KẾ HOẠCH\n\nTập huấn\n\nx")
                .expect_err("no issuer")
                .starts_with("`issuer` is missing; ")
        );
        assert!(!detect("NGHỊ ĐỊNH\nA\n\nKẾ HOẠCH\nB"));
    }
}
