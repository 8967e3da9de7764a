//! Killed, doubled and outdated processes; a database that goes away and comes back.

mod kills;
mod migrations;
mod outage;
mod planned;
mod synced;
