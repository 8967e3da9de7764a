//! Publishing records: what is written, what is refused, what follows.
mod constraints;
mod contents;
mod demo;
mod entries;
mod files;
mod legal;
mod outbox;
mod paths;
mod references;
mod refusals;
mod together;
