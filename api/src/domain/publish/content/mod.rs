//! Contents: from a record to a live edition.
mod citations;
mod clear;
mod decide;
mod detail_rows;
mod details;
mod edition_plan;
mod edition_rows;
mod legal;
mod legal_rows;
mod prepare;
mod provisions;
mod write;

pub(in crate::domain) use clear::clear;
pub(super) use decide::{Decision, Plan, decide, generated_path, identify};
pub(super) use prepare::{PreparedContent, prepare, refuse_future};
pub(in crate::domain) use prepare::{Standing, examine};
pub(in crate::domain) use provisions::parsed;
pub(super) use write::{end_edition, raise_lock_version, write_path};
