//! The desk: who may do what, what was done, and what nobody can do.
mod constraints;
mod migrations;
