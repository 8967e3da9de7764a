//! One test binary: the house, the contract, and the product through HTTP on both databases.
mod house;
mod public;
mod real;
mod schema;
mod support;
mod transport;
