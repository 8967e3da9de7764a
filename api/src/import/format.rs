//! Which format a file has, told by what stands in it.

use std::str::FromStr;

use serde_json::Value;

use super::{csv, plan};

/// The formats that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The exchange format: JSON Lines.
    Exchange,
    /// A document of the official gazette.
    Gazette,
    /// A document of the national law portal.
    NationalPortal,
    /// A heading of the codification.
    Codification,
    /// A plan as plain text.
    Plan,
    /// Administrative units of two or three tiers.
    AdminUnits,
    /// A table of agencies.
    Agencies,
    /// A table of communicators.
    Communicators,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 8] = [
        Self::Exchange,
        Self::Gazette,
        Self::NationalPortal,
        Self::Codification,
        Self::Plan,
        Self::AdminUnits,
        Self::Agencies,
        Self::Communicators,
    ];

    /// The name by which the command line asks for the format.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exchange => "exchange",
            Self::Gazette => "gazette",
            Self::NationalPortal => "national-portal",
            Self::Codification => "codification",
            Self::Plan => "plan",
            Self::AdminUnits => "admin-units",
            Self::Agencies => "agencies",
            Self::Communicators => "communicators",
        }
    }

    /// The format of a file, from its beginning or the whole of it: 64 KB are enough. Nothing where no
    /// reader knows it.
    #[must_use]
    pub fn detect(beginning: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(beginning);
        let text = text.trim_start_matches('\u{feff}').trim_start();
        match text.chars().next()? {
            '{' => Self::of_object(text),
            '[' => (text.contains("\"FullName\"") && text.contains("\"Code\""))
                .then_some(Self::AdminUnits),
            '<' => ["pDieu", "pNoiDung"]
                .iter()
                .any(|class| text.contains(class))
                .then_some(Self::Codification),
            _ => csv::detect(text).or_else(|| plan::detect(text).then_some(Self::Plan)),
        }
    }

    fn of_object(text: &str) -> Option<Self> {
        let first_line = text.lines().next().unwrap_or_default();
        let is_record = serde_json::from_str::<Value>(first_line)
            .is_ok_and(|line| line["record"].is_string())
            || first_line.starts_with("{\"record\":");
        if is_record {
            Some(Self::Exchange)
        } else if text.contains("\"docGUId\"") {
            Some(Self::NationalPortal)
        } else if text.contains("\"full_text\"") && text.contains("\"so_hieu\"") {
            Some(Self::Gazette)
        } else {
            None
        }
    }
}

/// No format has this name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no format; the formats are {list}", list = names())]
pub struct UnknownFormat(String);

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|format| format.name() == name)
            .ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

fn names() -> String {
    Format::ALL.map(Format::name).join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_what_stands_in_them() {
        let cases: [(&str, Option<Format>); 15] = [
            (
                "\u{feff}{\"record\":\"topic\",\"code\":\"a\"}\n",
                Some(Format::Exchange),
            ),
            (
                "{\"code\":\"a\",\"record\":\"topic\"}\n{}",
                Some(Format::Exchange),
            ),
            (
                "{\"record\":\"content\",\"title\":\"cut o",
                Some(Format::Exchange),
            ),
            ("{\n  \"docGUId\": \"1\"}", Some(Format::NationalPortal)),
            (
                "{\"so_hieu\": \"1/2025/TT-BTC\", \"full_text\": \"THÔNG TƯ",
                Some(Format::Gazette),
            ),
            ("{\"title\": \"other\"}", None),
            (
                " [\n {\"Code\": \"01\", \"FullName\": \"Hà Nội\"",
                Some(Format::AdminUnits),
            ),
            ("[1, 2]", None),
            (
                "\u{feff}<link/><h3></h3><p class='pDieu'>",
                Some(Format::Codification),
            ),
            ("<html><body>tin</body></html>", None),
            ("code,type,name,valid_from\n", Some(Format::Agencies)),
            ("Mã;Loại;Tên;Từ ngày\n", Some(Format::Agencies)),
            (
                "STT\tHọ và tên\tVai trò\tCấp\tCơ quan\tSố quyết định\tNgày công nhận",
                Some(Format::Communicators),
            ),
            (
                "\n\nSố: /KH-UBND\n\nKẾ HOẠCH\n\nTập huấn",
                Some(Format::Plan),
            ),
            ("Tin tức trong tuần", None),
        ];
        for (text, format) in cases {
            assert_eq!(Format::detect(text.as_bytes()), format, "{text}");
        }
        assert_eq!(Format::detect(b""), None);
        assert_eq!(Format::detect(&[0x89, b'P', b'N', b'G', 0xff]), None);
    }

    #[test]
    fn names_round_trip() {
        for format in Format::ALL {
            assert_eq!(format.name().parse(), Ok(format));
        }
        let unknown = "word".parse::<Format>().expect_err("no format").to_string();
        assert!(
            unknown.starts_with("\"word\" is no format; the formats are exchange, gazette"),
            "{unknown}"
        );
    }
}
