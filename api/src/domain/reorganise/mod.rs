//! Reorganisation: agencies merge, split, are renamed, move or end, and what they had follows.
//!
//! What is asked for ([`Given`]) leads to a [`Plan`](plan::Plan), computed purely from what was loaded; a [`Report`]
//! says what it comes to, and its digest is what whoever decides agrees to. Doing it writes the plan in one
//! transaction: at once, or when its day begins.
mod act;
mod apply;
mod fire;
mod given;
mod heirs;
mod list;
mod load;
mod plan;
mod report;

pub use act::{Asked, Came, cancel, reorganise};
pub use fire::{fire_due, next_due};
pub use given::{
    Given, Heir, Members, NewAgency, PathMove, Renamed, Rule as CustodyRule, Successor,
};
pub use list::{by_id, count, page};
pub use report::{Line, Part, PartKind, Report};
