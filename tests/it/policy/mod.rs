//! The policy: as it is printed, and as the mutations keep it.
pub mod cases;
mod coverage;
mod inputs;
mod table;
