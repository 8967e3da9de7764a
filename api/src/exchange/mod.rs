//! The exchange format: JSON Lines, one record a line, the way into and out of every installation.
//!
//! Readers of foreign sources, the demo province, the load generator and `nguonluat export` all speak
//! these records; `exchange.schema.json` describes them. References between records are natural keys
//! (codes, numbers, paths) so that a file can be written by hand and read by any installation.
pub mod content;
pub mod details;
mod directory;
mod rank;
pub mod record;
mod schema;

pub use content::ContentRecord;
pub use details::Details;
pub use record::Record;
pub use schema::schema;

/// The longest line of an exchange file, in bytes.
pub const LONGEST_LINE: usize = 16 * 1024 * 1024;
