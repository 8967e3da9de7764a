//! The words of generated contents.
use chrono::{DateTime, NaiveDate, Utc};
use fastrand::Rng;

use crate::exchange::content::{BodyRecord, DocumentRef};

/// Bytes of a body, at least.
const BODY: usize = 3 * 1024;
/// Paragraphs between two headings.
const PARAGRAPHS_PER_HEADING: usize = 4;

const HEADINGS: [&str; 8] = [
    "Nội dung chính",
    "Cách thực hiện",
    "Kết quả",
    "Những điều cần nhớ",
    "Trách nhiệm của cơ quan, tổ chức",
    "Ý kiến của người dân",
    "Khó khăn, vướng mắc",
    "Thời gian tới",
];

/// A title like another, told apart by its day and number.
pub(super) fn title(mould: &str, moment: DateTime<Utc>, number: u64) -> String {
    let day = moment.format("%d/%m/%Y");
    format!("Số {number}, ngày {day}: {mould}")
}

/// A body of paragraphs from elsewhere, which cites a document.
pub(super) fn body(
    paragraphs: &[String],
    cited: Option<&DocumentRef>,
    random: &mut Rng,
) -> BodyRecord {
    let mut body: Vec<String> = cited
        .map(|document| grounds(document, random))
        .into_iter()
        .collect();
    let mut length = 0;
    while length < BODY {
        let Some(paragraph) = random.choice(paragraphs) else {
            break;
        };
        if body.len() % PARAGRAPHS_PER_HEADING == 1 {
            body.push(format!(
                "## {}",
                random.choice(HEADINGS).unwrap_or_default()
            ));
        }
        length += paragraph.len();
        body.push(paragraph.clone());
    }
    BodyRecord::Markdown(body.join("\n\n"))
}

fn grounds(document: &DocumentRef, random: &mut Rng) -> String {
    let article = random.u32(1..6);
    format!(
        "Nội dung dưới đây căn cứ Điều {article} {}.",
        named(document)
    )
}

/// How a text names a document of the province.
fn named(document: &DocumentRef) -> String {
    let kind = if document.number.contains("NQ-HĐND") {
        "Nghị quyết"
    } else {
        "Quyết định"
    };
    format!("{kind} số {}", document.number)
}

/// The text of a document that has another number and day.
pub(super) fn legal_text(
    mould: &str,
    (old_number, new_number): (&str, &str),
    (old_day, new_day): (NaiveDate, NaiveDate),
) -> String {
    let day = |day: NaiveDate| day.format("ngày %d tháng %m năm %Y").to_string();
    mould
        .replace(old_number, new_number)
        .replace(&day(old_day), &day(new_day))
}
