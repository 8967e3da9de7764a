//! The desk: who may do what, what was done, and what nobody can do.
pub mod audit;
mod constraints;
mod drafts;
mod echoes;
mod ending;
mod faults;
mod history;
mod idempotency;
mod legal;
mod lists;
mod log;
mod migrations;
mod reach;
mod revisions;
pub mod story;
mod taken;
mod tampering;
mod writers;
