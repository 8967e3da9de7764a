//! `nguonluat import` as a process: reports, exit status, dry runs, interruptions.
mod killed;
mod runs;
