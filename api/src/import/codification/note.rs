//! The source note under a codified article: which article of which document it is, since when it has
//! been in force, and what changed it.

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

use super::super::legal;
use crate::text::pattern::pattern;

static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^\(?\s*Điều (?<article>\S+) (?<type>\D+?) số (?<number>[^\s,]+)",
        r"(?: (?<name>.+) ngày (?<issued>\d{1,2}/\d{1,2}/\d{4}) của (?<issuer>.+?))?",
        r"\s*,? có hiệu lực thi hành kể từ ngày (?<effective>\d{1,2}/\d{1,2}/\d{4})(?<changes>.*)$",
    ))
});
static CHANGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?<what>(?:được|bị|có nội dung)[^()]*?) bởi (?<where>.*?) (?<type>(?:Bộ l|L|P|N|Q|T|C)[^\d,]*?) số (?<number>[^\s,]+)",
        r",? có hiệu lực thi hành kể từ ngày (?<effective>\d{1,2}/\d{1,2}/\d{4})",
    ))
});
static MENTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"số (?<number>\d\S*) ngày (?<day>\d{1,2}) tháng (?<month>\d{1,2}) năm (?<year>\d{4}) của (?<issuer>.+?) ",
        r"(?<name>(?:quy định|hướng dẫn|sửa đổi|về|ban hành|phê duyệt|bãi bỏ|thay thế) .*)$",
    ))
});

/// What a source note says.
#[derive(Debug, PartialEq)]
pub(super) struct Note {
    /// The article's number in its document.
    pub article: String,
    /// The word for the document's type.
    pub type_word: String,
    /// The document's number.
    pub number: String,
    /// The document's name, day and issuer: only the first note of a document has them.
    pub document: Option<Named>,
    /// The day since which the article has been in force.
    pub effective_on: NaiveDate,
    /// What changed the article.
    pub changes: Vec<Change>,
}

/// What tells a document from others of its number.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Named {
    /// Its name without type and number.
    pub name: String,
    /// Day of issue.
    pub issued_on: NaiveDate,
    /// Its issuers, in one breath.
    pub issuers: String,
}

/// A change of an article.
#[derive(Debug, PartialEq)]
pub(super) struct Change {
    /// What was done, and by which article: "có nội dung được sửa đổi bởi Điều 1".
    pub what: String,
    /// The number of the document that did it.
    pub number: String,
    /// Since when it counts.
    pub effective_on: NaiveDate,
}

impl Note {
    /// Reads a note; nothing where it names no article of a numbered document with its day in force.
    pub fn parse(text: &str) -> Option<Self> {
        let found = NOTE.captures(text)?;
        let named = match (
            found.name("name"),
            found.name("issued"),
            found.name("issuer"),
        ) {
            (Some(name), Some(issued), Some(bodies)) => Some(Named {
                name: name.as_str().to_owned(),
                issued_on: legal::day(issued.as_str())?,
                issuers: bodies.as_str().to_owned(),
            }),
            _ => None,
        };
        Some(Self {
            article: found["article"].to_owned(),
            type_word: found["type"].trim().to_owned(),
            number: found["number"].to_owned(),
            document: named,
            effective_on: legal::day(&found["effective"])?,
            changes: changes(&found["changes"]),
        })
    }
}

impl Change {
    /// The type of relation in which the changing document stands to the changed one.
    pub fn relation_type(&self) -> &'static str {
        let amends = ["sửa đổi", "bổ sung"]
            .iter()
            .any(|word| self.what.contains(word));
        if self.what.contains("bãi bỏ") && !amends {
            "bai-bo"
        } else {
            "sua-doi-bo-sung"
        }
    }
}

fn changes(text: &str) -> Vec<Change> {
    CHANGE
        .captures_iter(text)
        .filter_map(|found| {
            Some(Change {
                what: format!("{} bởi {}", &found["what"], &found["where"]),
                number: found["number"].to_owned(),
                effective_on: legal::day(&found["effective"])?,
            })
        })
        .collect()
}

/// The document that a name mentions with number, day and issuer: an amending document is named after
/// what it amends.
pub(super) fn mentioned(name: &str) -> Option<(String, Named)> {
    const OFFICES: [&str; 4] = ["Bộ trưởng ", "Thống đốc ", "Chủ nhiệm ", "Tổng Thanh tra "];
    let found = MENTION.captures(name)?;
    let part = |group: &str| found[group].parse::<u32>().ok();
    let issued_on =
        NaiveDate::from_ymd_opt(found["year"].parse().ok()?, part("month")?, part("day")?)?;
    let issuer = &found["issuer"];
    let issuer = OFFICES
        .iter()
        .find_map(|office| issuer.strip_prefix(office))
        .unwrap_or(issuer);
    let named = Named {
        name: found["name"].to_owned(),
        issued_on,
        issuers: issuer.to_owned(),
    };
    Some((found["number"].to_owned(), named))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a day")
    }

    #[test]
    fn the_first_note_names_the_document() {
        let note = Note::parse(
            "(Điều 1 Thông tư liên tịch số 30/2010/TTLT-BGDĐT-BTP Hướng dẫn việc A ngày 1 tháng 2 ngày 16/11/2010 của Bộ Giáo dục và Đào tạo và Bộ Tư pháp, có hiệu lực thi hành kể từ ngày 31/12/2010 )",
        )
        .expect("a note");
        assert_eq!(
            (note.article.as_str(), note.type_word.as_str()),
            ("1", "Thông tư liên tịch")
        );
        assert_eq!(note.number, "30/2010/TTLT-BGDĐT-BTP");
        let document = note.document.expect("named");
        assert_eq!(document.name, "Hướng dẫn việc A ngày 1 tháng 2");
        assert_eq!(document.issued_on, date(2010, 11, 16));
        assert_eq!(document.issuers, "Bộ Giáo dục và Đào tạo và Bộ Tư pháp");
        assert_eq!(note.effective_on, date(2010, 12, 31));
        assert!(note.changes.is_empty());
    }

    #[test]
    fn later_notes_tell_what_changed_the_article() {
        let note = Note::parse(
            "(Điều 29a Nghị định số 34/2016/NĐ-CP, có hiệu lực thi hành kể từ ngày 01/07/2016, được bổ sung bởi Điều 1 Nghị định số 154/2020/NĐ-CP có hiệu lực thi hành kể từ ngày 01/01/2021, có nội dung được sửa đổi, có nội dung bị bãi bỏ bởi Điều 2, Điều 3 Nghị định số 59/2024/NĐ-CP có hiệu lực thi hành kể từ ngày 25/05/2024)",
        )
        .expect("a note");
        assert_eq!(note.article, "29a");
        assert_eq!(note.document, None);
        let changes: Vec<_> = note
            .changes
            .iter()
            .map(|change| (change.what.as_str(), change.number.as_str()))
            .collect();
        assert_eq!(
            changes,
            [
                ("được bổ sung bởi Điều 1", "154/2020/NĐ-CP"),
                (
                    "có nội dung được sửa đổi, có nội dung bị bãi bỏ bởi Điều 2, Điều 3",
                    "59/2024/NĐ-CP"
                ),
            ]
        );
        assert_eq!(note.changes[1].effective_on, date(2024, 5, 25));
    }

    #[test]
    fn what_names_no_document_is_no_note() {
        for text in [
            "",
            "(Điều 1, có hiệu lực thi hành kể từ ngày 01/07/2016)",
            "(Điều 1 Luật số 1/2016/QH13)",
        ] {
            assert_eq!(Note::parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_amending_name_tells_what_it_amends() {
        let (number, named) = mentioned(
            "Sửa đổi, bổ sung một số điều của Thông tư số 338/2016/TT-BTC ngày 28 tháng 12 năm 2016 của Bộ trưởng Bộ Tài chính quy định lập dự toán",
        )
        .expect("a mention");
        assert_eq!(number, "338/2016/TT-BTC");
        assert_eq!(
            named,
            Named {
                name: "quy định lập dự toán".into(),
                issued_on: date(2016, 12, 28),
                issuers: "Bộ Tài chính".into()
            }
        );
        assert_eq!(mentioned("Quy định về A"), None);
    }
}
