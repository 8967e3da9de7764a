//! One test binary: the house, the contract, and the product through HTTP on both databases.
mod account;
mod desk;
mod export;
mod faults;
mod house;
mod import;
mod listing;
mod load;
mod oidc;
mod policy;
mod public;
mod publish;
mod real;
mod schema;
mod session;
mod support;
mod transport;
