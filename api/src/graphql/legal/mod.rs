//! Legal documents: metadata, structure, force, relations.
mod connection;
mod document;
mod effect;
mod provision;
mod reference;
mod relation;

pub use connection::{LegalDocumentArgs, LegalDocumentFilter, LegalDocumentSort};
pub use document::LegalDocumentFields;
pub use effect::{EffectEvent, EffectKind, LegalStatus};
pub(in crate::graphql) use provision::at as provision_at;
pub use provision::{Provision, ProvisionKind};
pub use reference::DocumentReference;
pub(in crate::graphql) use relation::count_incoming;
