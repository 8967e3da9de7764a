//! Tables of agencies and of communicators, for spreadsheet programs.
//!
//! UTF-8 with a byte order mark, by which those programs know it; commas; every cell in quotes; cells that a
//! program would calculate are guarded. The readers of `import::csv` take the tables back as they were.

use std::io::Write;

use chrono::NaiveDate;
use csv::{QuoteStyle, Terminator, WriterBuilder};

use crate::exchange::record::{AgencyRecord, CommunicatorRecord, CommunicatorRole, Tier};
use crate::import::csv::{AGENCY_COLUMNS, COMMUNICATOR_COLUMNS, guarded};

/// Writes an agency a row.
///
/// # Errors
/// When `out` fails.
pub fn agencies(agencies: &[AgencyRecord], out: &mut impl Write) -> std::io::Result<()> {
    table(
        &AGENCY_COLUMNS.map(|column| column.name),
        agencies.iter().map(agency),
        out,
    )
}

/// Writes a communicator a row.
///
/// # Errors
/// When `out` fails.
pub fn communicators(
    communicators: &[CommunicatorRecord],
    out: &mut impl Write,
) -> std::io::Result<()> {
    let columns = COMMUNICATOR_COLUMNS.map(|column| column.name);
    table(&columns, communicators.iter().map(communicator), out)
}

fn table<const WIDTH: usize>(
    columns: &[&str; WIDTH],
    rows: impl Iterator<Item = [String; WIDTH]>,
    out: &mut impl Write,
) -> std::io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::Always)
        .terminator(Terminator::CRLF)
        .from_writer(out);
    writer.write_record(columns)?;
    for row in rows {
        writer.write_record(row.map(|cell| guarded(&cell)))?;
    }
    writer.flush()
}

/// The cells of an agency, in the order of the columns.
fn agency(record: &AgencyRecord) -> [String; 14] {
    [
        record.code.clone(),
        optional(record.identifier.as_ref()),
        record.agency_type.clone(),
        record.name.clone(),
        optional(record.name_en.as_ref()),
        optional(record.short_name.as_ref()),
        optional(record.parent.as_ref()),
        optional(record.area.as_ref()),
        optional(record.address.as_ref()),
        optional(record.phone.as_ref()),
        optional(record.email.as_ref()),
        optional(record.website.as_ref()),
        record.valid_from.to_string(),
        day(record.valid_to),
    ]
}

/// The cells of a communicator, in the order of the columns.
fn communicator(record: &CommunicatorRecord) -> [String; 12] {
    [
        record.id.to_string(),
        role(record.role).to_owned(),
        tier(record.tier).to_owned(),
        record.name.clone(),
        optional(record.position.as_ref()),
        record.agency.clone(),
        optional(record.area.as_ref()),
        record.topics.join(";"),
        record.decision_number.clone(),
        record.recognised_on.to_string(),
        optional(record.removal_decision_number.as_ref()),
        day(record.removed_on),
    ]
}

fn optional(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}

fn day(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn role(role: CommunicatorRole) -> &'static str {
    match role {
        CommunicatorRole::Rapporteur => "rapporteur",
        CommunicatorRole::Propagandist => "propagandist",
    }
}

fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Central => "central",
        Tier::Province => "province",
        Tier::District => "district",
        Tier::Commune => "commune",
    }
}
