//! Readers of real inputs: the gazette, the national portal, the codification, provincial plans,
//! administrative units, tables of agencies and communicators, and the exchange format itself.
//!
//! Each reader turns the text of a file into exchange records and says of everything it cannot take
//! where it stands, what is wrong and how to mend it. Readers are pure: no database, no clock, no
//! file system; the same text always gives the same records.

pub mod admin_units;
pub mod codification;
pub mod csv;
mod entry;
pub mod exchange;
mod format;
pub mod gazette;
pub mod gazette_record;
mod legal;
pub mod national_portal;
mod paragraphs;
pub mod plan;
pub mod provisions;
mod refusal;
pub mod relations;
pub mod run;
pub mod source;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

pub use entry::{Entry, Place};
pub use format::Format;
pub use refusal::Refusal;

use crate::exchange::{ContentRecord, Details};

/// A file to read.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Its name without folders.
    pub name: &'a str,
    /// Its whole text.
    pub text: &'a str,
    /// The text of the `.txt` file of the same name beside it, where there is one: the national
    /// portal keeps a document's full text there.
    pub companion: Option<&'a str>,
}

/// What the sources leave open and whoever imports decides.
#[derive(Clone, Debug)]
pub struct Options {
    /// Section code of imported contents.
    pub section: String,
    /// Code of the agency that answers for imported contents.
    pub agency: String,
    /// Language of imported contents (BCP 47).
    pub language: String,
    /// When a content appeared whose source gives no day at all. It must not change from one import
    /// to the next, or every import makes a new edition; the file's own time will do.
    pub published_at: DateTime<Utc>,
    /// Keep only the administrative units of the province with this code.
    pub province: Option<String>,
}

/// Reads a file of any format but the exchange format, whose files are streamed by
/// [`exchange::read`]: here it is read whole as well.
#[must_use]
pub fn read<'a>(
    format: Format,
    input: &Input<'a>,
    options: &Options,
) -> Box<dyn Iterator<Item = Entry> + 'a> {
    match format {
        Format::Exchange => Box::new(exchange::read(input.text.as_bytes())),
        Format::Gazette => Box::new(std::iter::once(gazette_record::read(input, options))),
        Format::NationalPortal => Box::new(std::iter::once(national_portal::read(input, options))),
        Format::Codification => Box::new(codification::read(input, options).into_iter()),
        Format::Plan => Box::new(std::iter::once(plan::read(input, options))),
        Format::AdminUnits => Box::new(admin_units::read(input, options).into_iter()),
        Format::Agencies => Box::new(csv::agencies(input).into_iter()),
        Format::Communicators => Box::new(csv::communicators(input).into_iter()),
    }
}

/// A content that has what every kind has, and nothing that only some sources know.
fn content(
    title: String,
    appeared_at: DateTime<Utc>,
    details: Details,
    options: &Options,
) -> ContentRecord {
    ContentRecord {
        id: None,
        work: None,
        language: options.language.clone(),
        path: None,
        redirects: Vec::new(),
        title,
        summary: None,
        body: None,
        section: options.section.clone(),
        agency: options.agency.clone(),
        author: None,
        source: None,
        topics: Vec::new(),
        audiences: Vec::new(),
        areas: Vec::new(),
        cover: None,
        attachments: Vec::new(),
        related: Vec::new(),
        external_ids: Vec::new(),
        first_published_at: appeared_at,
        published_at: appeared_at,
        updated_at: appeared_at,
        change_note: None,
        details,
    }
}

/// The first moment of a day in Vietnam, which has kept UTC+7 without summer time since 1975.
fn start_of(day: NaiveDate) -> DateTime<Utc> {
    in_vietnam(day.and_time(NaiveTime::MIN))
}

/// A clock time in Vietnam.
fn in_vietnam(local: NaiveDateTime) -> DateTime<Utc> {
    (local - TimeDelta::hours(7)).and_utc()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn options() -> Options {
        Options {
            section: "van-ban-phap-luat-moi".to_owned(),
            agency: "so-tu-phap".to_owned(),
            language: "vi".to_owned(),
            published_at: DateTime::UNIX_EPOCH,
            province: None,
        }
    }

    pub(crate) fn input(text: &str) -> Input<'_> {
        Input {
            name: "file",
            text,
            companion: None,
        }
    }

    #[test]
    fn days_begin_in_vietnam() {
        let day = NaiveDate::from_ymd_opt(2025, 7, 1).expect("a day");
        assert_eq!(start_of(day).to_rfc3339(), "2025-06-30T17:00:00+00:00");
    }
}
