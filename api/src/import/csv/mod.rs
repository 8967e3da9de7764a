//! Tables of agencies and of communicators, as spreadsheets save them.
//!
//! The first row names the columns, in any order: by the exchange format's field names or by their
//! Vietnamese names. Cells with several values part them by `;`. Days are written `2025-07-01` or
//! `01/07/2025`. The apostrophe that guards a cell against being calculated is no part of it.

mod agencies;
mod communicators;
mod guard;
mod table;

pub use agencies::read as agencies;
pub use communicators::read as communicators;
pub use guard::guarded;

pub(crate) use agencies::COLUMNS as AGENCY_COLUMNS;
pub(crate) use communicators::COLUMNS as COMMUNICATOR_COLUMNS;

use super::Format;

/// Which of the two tables a header row begins, if any.
pub(super) fn detect(text: &str) -> Option<Format> {
    if table::has_columns(text, &communicators::COLUMNS) {
        Some(Format::Communicators)
    } else if table::has_columns(text, &agencies::COLUMNS) {
        Some(Format::Agencies)
    } else {
        None
    }
}
