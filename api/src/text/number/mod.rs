//! Document numbers (số, ký hiệu): reading them as they are really written, their clean form, and
//! the key under which two spellings of one number meet.
//!
//! A number has the shape `number/year/TYPE-BODY` (Law 64/2025/QH15 and its predecessors): the
//! running number, the year for normative documents, and a symbol of the type and the issuing
//! body; the National Assembly's carries its term instead of a type (`36/2024/QH15`). Numbers are
//! not unique: a document is told by number, issuer and date together.

mod abbreviation;
mod document_type;
mod parse;
mod scan;

use std::fmt;
use std::str::FromStr;

use super::fold::fold;
use super::normalize::normalize;

pub use document_type::DocumentType;
pub(super) use scan::number_at;
pub use scan::{FoundNumber, find_numbers};

/// What a document without number carries in its place.
const UNNUMBERED: &str = "Không số";
const MAX_LENGTH: usize = 80;

/// A document's number, cleaned.
///
/// ```
/// use nguonluat::text::number::DocumentNumber;
/// let number: DocumentNumber = "09/2026NQ_HÐND".parse()?;
/// assert_eq!(number.to_string(), "09/2026/NQ-HĐND");
/// assert_eq!(number.key(), "09/2026/NQ-HDND");
/// assert_eq!(number.year(), Some(2026));
/// assert_eq!(number.type_abbreviation(), Some("NQ"));
/// assert_eq!(number.agencies(), ["HĐND"]);
/// assert!(number.is_normative());
/// # Ok::<(), nguonluat::text::number::NumberError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DocumentNumber {
    clean: String,
    serial: String,
    year: Option<u16>,
    type_abbreviation: Option<String>,
    agencies: Vec<String>,
}

/// Why a text is not a document number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Nothing but spaces and punctuation.
    #[error("the document number is empty")]
    Empty,
    /// Longer than any number; probably a title.
    #[error("the document number is longer than {MAX_LENGTH} characters")]
    TooLong,
    /// The running number is missing, as in `/2025/NĐ-CP`.
    #[error("{0:?} does not begin with a running number")]
    NoSerial(String),
    /// The place of the year holds something else.
    #[error("{0:?} is not a year between 1945 and 2099")]
    BadYear(String),
    /// Only digits: no type or issuing body follows.
    #[error("{0:?} names neither type nor issuing body")]
    NoSymbol(String),
    /// The symbol holds something that no symbol does.
    #[error("{0:?} cannot stand in the symbol of a document number")]
    BadSymbol(String),
}

impl DocumentNumber {
    /// Reads a number from the field or cell that holds nothing else: with or without `Số:`, with
    /// spaces round its separators, without diacritics, with `_` or spaces for hyphens, with parts
    /// run together.
    ///
    /// # Errors
    /// [`NumberError`] says which part is missing or wrong.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let normal = normalize(text);
        let cell = parse::without_label(
            normal
                .trim()
                .trim_end_matches(['.', ',', ';', ':'])
                .trim_end(),
        );
        if cell.chars().count() > MAX_LENGTH {
            return Err(NumberError::TooLong);
        }
        if fold(cell) == fold(UNNUMBERED) {
            return Ok(Self::unnumbered());
        }
        Self::from_parts(&parse::split(cell))
    }

    /// Reads a number from the last part of a gazette address, such as
    /// `nghi-dinh-so-158-2025-nd-cp-45240`.
    ///
    /// ```
    /// use nguonluat::text::number::DocumentNumber;
    /// let number = DocumentNumber::from_slug("quyet-dinh-so-372-qd-btc-469041")?;
    /// assert_eq!(number.to_string(), "372/QĐ-BTC");
    /// # Ok::<(), nguonluat::text::number::NumberError>(())
    /// ```
    ///
    /// # Errors
    /// As [`Self::parse`].
    pub fn from_slug(slug: &str) -> Result<Self, NumberError> {
        let number = slug.rsplit_once("-so-").map_or(slug, |(_, number)| number);
        let number = match number.rsplit_once('-') {
            Some((rest, id)) if id.bytes().all(|byte| byte.is_ascii_digit()) => rest,
            _ => number,
        };
        Self::parse(number)
    }

    /// The form in which spellings of one number are equal: upper-case ASCII, the running number
    /// with two digits at least, the year in full and one kind of separator in the symbol.
    #[must_use]
    pub fn key(&self) -> String {
        if self.is_unnumbered() {
            return "KHONG-SO".to_owned();
        }
        let serial = self.serial.trim_start_matches('0');
        let year = self
            .year
            .map_or_else(String::new, |year| format!("/{year}"));
        let symbol = self.symbol().collect::<Vec<_>>().join("-");
        let key = format!("{serial:0>2}{year}/{symbol}");
        fold(&key).to_ascii_uppercase()
    }

    /// The running number as written, with its letter if it has one (`30a`); empty for a document
    /// without number.
    #[must_use]
    pub fn serial(&self) -> &str {
        &self.serial
    }

    /// The year of issue, where the number carries one.
    #[must_use]
    pub fn year(&self) -> Option<u16> {
        self.year
    }

    /// The type's abbreviation (`NĐ`, `TTLT`), where the symbol has one.
    #[must_use]
    pub fn type_abbreviation(&self) -> Option<&str> {
        self.type_abbreviation.as_deref()
    }

    /// The abbreviations of the issuing bodies in order; several for joint documents.
    #[must_use]
    pub fn agencies(&self) -> &[String] {
        &self.agencies
    }

    /// The term of the National Assembly in `QH15`, `UBTVQH13`, `HĐNN8`, `QHX`.
    #[must_use]
    pub fn term(&self) -> Option<u8> {
        self.agencies.iter().find_map(|agency| term_of(agency))
    }

    /// Whether this stands for a document that has no number.
    #[must_use]
    pub fn is_unnumbered(&self) -> bool {
        self.serial.is_empty()
    }

    /// Whether the number is of a normative document: it carries a year or a term of the National
    /// Assembly, or has one of the forms laws had before 1997. Consolidated texts, plans, letters
    /// and their like are not, nor is what their number looks like.
    #[must_use]
    pub fn is_normative(&self) -> bool {
        let administrative = self
            .type_abbreviation()
            .is_some_and(abbreviation::is_administrative);
        let legacy_law = matches!(self.type_abbreviation(), Some("L" | "LCT" | "PL" | "SL"))
            || matches!(self.symbol().collect::<Vec<_>>()[..], ["HĐBT" | "CP"]);
        !administrative && (self.year.is_some() || self.term().is_some() || legacy_law)
    }

    fn unnumbered() -> Self {
        Self {
            clean: UNNUMBERED.to_owned(),
            serial: String::new(),
            year: None,
            type_abbreviation: None,
            agencies: Vec::new(),
        }
    }

    fn symbol(&self) -> impl Iterator<Item = &str> {
        self.type_abbreviation()
            .into_iter()
            .chain(self.agencies.iter().map(String::as_str))
    }
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.clean)
    }
}

impl FromStr for DocumentNumber {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

fn term_of(agency: &str) -> Option<u8> {
    ["UBTVQH", "QH", "HĐNN", "HDNN"].iter().find_map(|body| {
        let term = agency.strip_prefix(body)?;
        match term {
            "IX" => Some(9),
            "X" => Some(10),
            "XI" => Some(11),
            "XII" => Some(12),
            _ => term.parse().ok(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> DocumentNumber {
        DocumentNumber::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn clean_form() {
        for (written, clean) in [
            ("51/2025/NĐ-CP", "51/2025/NĐ-CP"),
            ("Số: 51/2025/NĐ-CP.", "51/2025/NĐ-CP"),
            ("09/2026NQ-HĐND", "09/2026/NQ-HĐND"),
            ("09/2026/NQ_HĐND", "09/2026/NQ-HĐND"),
            ("09/2026/NQ HĐND", "09/2026/NQ-HĐND"),
            ("158/2025/NĐCP", "158/2025/NĐ-CP"),
            ("158/2025/nd-cp", "158/2025/NĐ-CP"),
            ("158-2025-nd-cp", "158/2025/NĐ-CP"),
            ("156 /2026/NĐ - CP", "156/2026/NĐ-CP"),
            ("26/2016/TT-\nBLĐTBXH", "26/2016/TT-BLĐTBXH"),
            ("1180/Q\u{d0}-BVHTTDL", "1180/QĐ-BVHTTDL"),
            ("2561QĐ-TCHQ", "2561/QĐ-TCHQ"),
            ("30a/2008/NQ-CP", "30a/2008/NQ-CP"),
            ("66.17/2026/NQ-CP", "66.17/2026/NQ-CP"),
            ("36/2024/qh15", "36/2024/QH15"),
            ("06/2013/UBTVQH13", "06/2013/UBTVQH13"),
            ("21-LCT/HDNN8", "21-LCT/HĐNN8"),
            ("18/L-CTN", "18/L-CTN"),
            ("123-NQ/TW", "123-NQ/TW"),
            ("39/CP", "39/CP"),
            ("22-CP", "22-CP"),
            ("01/98/TT-BTC", "01/98/TT-BTC"),
            (
                "19/2012/TTLT-BTC-BKH&ĐT-BTTTT",
                "19/2012/TTLT-BTC-BKH&ĐT-BTTTT",
            ),
            ("05/2010/TTLT/BTP-BNG-BCA", "05/2010/TTLT/BTP-BNG-BCA"),
            ("17/2026/VBHN-BKHCN", "17/2026/VBHN-BKHCN"),
            ("không số", "Không số"),
        ] {
            assert_eq!(number(written).to_string(), clean);
            assert_eq!(
                number(clean),
                number(written),
                "the clean form reads as itself"
            );
        }
    }

    #[test]
    fn spellings_of_one_number_share_a_key() {
        for (one, other) in [
            ("9/2026/NQ-HĐND", "09/2026/nq-hdnd"),
            ("18/L-CTN", "18-L/CTN"),
            ("21-LCT/HDNN8", "21/LCT-HĐNN8"),
            ("49-CT/TW", "49/CT-TW"),
            ("01/98/TT-BTC", "01/1998/TT-BTC"),
        ] {
            assert_eq!(number(one).key(), number(other).key());
        }
        assert_ne!(number("1/2026/NĐ-CP").key(), number("10/2026/NĐ-CP").key());
        assert_eq!(number("Không số").key(), "KHONG-SO");
    }

    #[test]
    fn parts() {
        let joint = number("30/2010/TTLT-BGDĐT-BTP");
        assert_eq!(joint.type_abbreviation(), Some("TTLT"));
        assert_eq!(joint.agencies(), ["BGDĐT", "BTP"]);
        let law = number("36/2024/QH15");
        assert_eq!(
            (law.type_abbreviation(), law.term(), law.year()),
            (None, Some(15), Some(2024))
        );
        assert_eq!(number("21-LCT/HDNN8").term(), Some(8));
        assert_eq!(number("02/1997/QHX").term(), Some(10));
        assert_eq!(number("4698/BNV-CCVC").agencies(), ["BNV", "CCVC"]);
    }

    #[test]
    fn normative_or_not() {
        for normative in [
            "51/2025/NĐ-CP",
            "36/2024/QH15",
            "21-LCT/HDNN8",
            "18/L-CTN",
            "39/CP",
            "48/2025/L-CTN",
            "01/1999/NQLT-TP-VHTT",
        ] {
            assert!(number(normative).is_normative(), "{normative}");
        }
        for other in [
            "471/QĐ-TTg",
            "952/KH-UBND",
            "952/2025/KH-UBND",
            "17/2026/VBHN-BKHCN",
            "123-NQ/TW",
            "102/NQ-CP",
            "Không số",
        ] {
            assert!(!number(other).is_normative(), "{other}");
        }
    }

    #[test]
    fn errors_say_what_is_wrong() {
        let error = |text: &str| DocumentNumber::parse(text).expect_err(text);
        assert_eq!(error(" … "), NumberError::NoSerial("…".into()));
        assert_eq!(error("\u{a0}"), NumberError::Empty);
        assert_eq!(
            error("/2025/NĐ-CP"),
            NumberError::NoSerial("2025/NĐ/CP".into())
        );
        assert_eq!(error("Luật Đất đai"), NumberError::NoSerial("Luật".into()));
        assert_eq!(error("15/12/2012"), NumberError::BadYear("12".into()));
        assert_eq!(error("51/2025"), NumberError::NoSymbol("51/2025".into()));
        assert_eq!(
            error("51/2025/NĐ-(CP)"),
            NumberError::BadSymbol("(CP)".into())
        );
        assert_eq!(error(&"1/".repeat(99)), NumberError::TooLong);
        assert_eq!(
            error("51/1820/NĐ-CP").to_string(),
            "\"1820\" is not a year between 1945 and 2099"
        );
    }

    #[test]
    fn gazette_slugs() {
        for (slug, clean) in [
            ("nghi-dinh-so-158-2025-nd-cp-45240", "158/2025/NĐ-CP"),
            ("luat-so-26-2012-qh13-6276", "26/2012/QH13"),
            ("van-ban-hop-nhat-so-112-vbhn-vpqh-469595", "112/VBHN-VPQH"),
            ("thong-tu-so-04-2025-tt-bldtbxh-44341", "04/2025/TT-BLĐTBXH"),
        ] {
            assert_eq!(
                DocumentNumber::from_slug(slug).expect(slug).to_string(),
                clean
            );
        }
    }
}
