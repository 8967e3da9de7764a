//! What readers get: the public contract over the demo province, on both databases.
mod canary;
mod contents;
mod counted;
mod directory;
mod errors;
mod filters;
mod legal_documents;
mod pages;
mod paths;
mod walk;
