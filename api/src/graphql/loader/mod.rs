//! Loaders: reads by key, gathered over a level of the query and answered by one statement each.
mod account;
mod content;
mod desk;
mod directory;
mod file;
mod legal;
mod list;
mod review;
mod rows;
mod section;
mod vocabulary;

pub use account::{
    AccountById, IdentitiesOf, LastSignInOf, MachineKeyById, MembershipsOf, SessionsOf,
};
pub use content::{ContentAt, ContentById, ContentsOfWork, EditionContent};
pub use desk::{AuthorsOf, DraftOf, FaultsOf, ItemById};
pub use directory::{
    AgencyById, AreaById, CommunicatorById, CommunicatorTopics, PredecessorAgencies,
    PredecessorAreas, SuccessorAgencies, SuccessorAreas,
};
pub use file::{FileBySha, UsagesOf, VariantsOf};
pub use legal::{
    EventsTouching, ExternalIds, Fitting, ForceOf, IncomingCount, IncomingRelations, IssuerNames,
    NodeText, OutlineOf, ProvisionAt,
};
pub use list::{ListPart, SelectionSize};
pub use review::{AssignmentOf, ConfirmationsOf, PlansOf, PreviewsOf, RemarksOf, SheetOf};
pub use rows::RowsOf;
pub use section::{DutiesOf, SubsectionsOf};
pub use vocabulary::ByCode;

use std::sync::Arc;

use crate::domain::database::Session;

/// Reads for one request; each kind of key is a loader of its own.
pub struct Reader {
    session: Arc<Session>,
}

impl Reader {
    /// A reader on `session`.
    #[must_use]
    pub fn new(session: Arc<Session>) -> Self {
        Self { session }
    }
}
