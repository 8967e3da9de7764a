//! Legal documents: their structure, what happened to their force, and how they relate.
mod cited;
mod external;
mod force;
mod issuers;
mod name;
mod number;
mod outline;
mod passage;
mod relations;
mod status;

pub use cited::{existing, fitting, with_holders};
pub use external::external_ids;
pub use force::{InForce, events};
pub use issuers::issuer_names;
pub use name::{ANY_NAME, as_name, cited_name, keys_of, name_key};
pub use number::number_key;
pub use outline::{Node, Outline, outlines, texts};
pub use passage::Passage;
pub use relations::{IncomingList, count_incoming, ending_documents, incoming};
pub use status::{LegalStatus, Timeline};
