//! Rows of the directory, written as they are within the transaction of somebody else: what a reorganisation changes.
use chrono::{DateTime, Utc};
use entity::{agency, agency_succession, communicator, issuer, site};
use sea_orm::DatabaseTransaction;

use super::batch::{Batch, Way};
use super::catalogue::Catalogue;
use super::entry::{self, Decision, Entry};
use super::given::Given;
use super::known::Known;
use crate::domain::Result;
use crate::domain::journal::Event;
use crate::exchange::Record;
use crate::exchange::record::AgencyRecord;

/// A row of the directory.
#[derive(Clone, Debug)]
pub(in crate::domain) enum DirectoryRow {
    /// An agency that is there already.
    Agency(agency::Model),
    /// An agency that begins.
    NewAgency(agency::Model),
    /// Who followed whom.
    Succession(agency_succession::Model),
    /// An issuer that is there already.
    Issuer(issuer::Model),
    /// A communicator who is there already.
    Communicator(communicator::Model),
    /// The site.
    Site(site::Model),
}

/// The row that an agency would have, checked against the directory as the catalogue has it.
///
/// # Errors
/// [`Error::Invalid`](crate::domain::Error::Invalid) when it cannot be taken.
pub(in crate::domain) fn agency_row(
    catalogue: &Catalogue,
    record: AgencyRecord,
) -> Result<Option<agency::Model>> {
    let decision = entry::decide(catalogue, Record::Agency(record))?;
    Ok(match decision {
        Decision::Add(Entry::Agency(row)) => Some(row),
        _ => None,
    })
}

impl Catalogue {
    /// Keeps in mind what an agency is to be.
    pub(in crate::domain) fn suppose(&mut self, row: agency::Model) {
        self.remember(Entry::Agency(row));
    }
}

/// Writes rows; lists follow where something moved beneath something else. Gives what others are to learn of.
///
/// # Errors
/// When the database fails, or refuses a row.
pub(in crate::domain) async fn rewrite(
    tx: &DatabaseTransaction,
    rows: Vec<DirectoryRow>,
    now: DateTime<Utc>,
) -> Result<Vec<Event>> {
    let mut catalogue = Catalogue::load(tx).await?;
    let known = Known::load(tx, &[]).await?;
    let earlier = Given::default();
    let mut batch = Batch::new(&mut catalogue, &earlier, known, now, Way::OneByOne);
    for row in rows {
        let decision = row.decided(&batch);
        batch.put(tx, decision).await?;
    }
    let (events, _) = batch.finish(tx).await?;
    Ok(events)
}

impl DirectoryRow {
    fn decided(self, batch: &Batch<'_>) -> Decision {
        match self {
            Self::Agency(row) => Decision::Change(Entry::Agency(row)),
            Self::NewAgency(row) => Decision::Add(Entry::Agency(row)),
            Self::Succession(row) => Decision::Add(Entry::AgencySuccession(row)),
            Self::Issuer(row) => Decision::Change(Entry::Issuer(row)),
            Self::Communicator(row) => {
                let topics = batch.topics_of(row.id);
                Decision::Change(Entry::Communicator(row, topics))
            }
            Self::Site(row) => Decision::Change(Entry::Site(row)),
        }
    }
}
