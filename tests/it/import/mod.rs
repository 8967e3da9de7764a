//! `nguonluat import` as a process: reports, exit status, dry runs, interruptions.
mod acting;
mod killed;
mod runs;
