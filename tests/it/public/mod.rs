//! What readers get: the public contract over the demo province, on both databases.
mod cited;
mod contents;
mod directory;
mod errors;
mod examples;
mod filters;
mod force;
mod legal_documents;
mod pages;
mod paths;
pub mod walk;
