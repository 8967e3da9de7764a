//! Publishing: how records become what the public reads.
//!
//! A record goes through two halves. [`prepare`] cleans it, fills in its defaults and computes what follows
//! from it, without a database. A [`Publisher`] takes prepared records in batches: it decides from what the
//! catalogue and the database know what is to be written, writes each record in a savepoint of its own, and
//! ends the batch with what follows from all of them: lists, references that waited, the outbox.
mod batch;
mod catalogue;
mod clean;
mod content;
pub mod demo;
mod entry;
mod events;
mod file;
mod given;
mod identity;
mod importer;
mod known;
mod laws;
mod links;
mod nouns;
mod one;
mod path;
mod prepare;
mod publisher;
mod rewrite;
mod rows;
pub mod seeds;
mod stored;
mod tally;

use entity::{agency, site};
use sea_orm::EntityTrait;

use super::Result;
use super::database::Database;

pub use catalogue::Catalogue;
pub(in crate::domain) use catalogue::{Dated, Node, SuccessionKey, Timeline, Tree, lasts};
pub(in crate::domain) use clean::{one_line, path as clean_path};
pub(in crate::domain) use content::{Standing, clear, examine, parsed};
pub(in crate::domain) use events::redirected;
pub use file::FileSource;
pub use importer::ImportInto;
pub(in crate::domain) use one::{Appeared, publish_content, publish_path, rehearse_content};
pub use prepare::{Prepared, prepare};
pub use publisher::Publisher;
pub(in crate::domain) use rewrite::{DirectoryRow, agency_row, rewrite};
pub(in crate::domain) use rows::insert_all;

/// The code of the agency of the portal's editorial board, where there is a portal.
///
/// # Errors
/// When the database fails.
pub async fn editorial_agency(database: &Database) -> Result<Option<String>> {
    let db = database.writer();
    let site = site::Entity::find().one(db).await?;
    let Some(id) = site.and_then(|site| site.editorial_agency_id) else {
        return Ok(None);
    };
    Ok(agency::Entity::find_by_id(id)
        .one(db)
        .await?
        .map(|agency| agency.code))
}

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was not there before.
    Added,
    /// It was there, and says something else now.
    Changed,
    /// It was there like this, or something newer is known.
    Unchanged,
}
