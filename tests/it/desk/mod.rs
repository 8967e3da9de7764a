//! The desk: who may do what, what was done, and what nobody can do.
pub mod audit;
mod constraints;
mod idempotency;
mod migrations;
mod tampering;
