//! The desk: contents with the edition that is worked on, as those see them who write and decide.
mod acting;
mod check;
mod copy;
mod correct;
mod deadline;
mod difference;
mod history;
mod item;
mod list;
mod reach;
mod revise;
mod said;
mod write;

pub use acting::{Acting, Done, Target};
pub use check::faults;
pub use correct::{Correct, correct, uncorrect};
pub use difference::{Fate, FieldDifference, Part, difference_of};
pub use history::{Deed, count_deeds, history};
pub use item::{
    Item, Sheet, Working, authors_of, count_editions, editions, is_worked_on, items_of,
};
pub use list::{After, Filter, Row, Which, count, counts, page};
pub use revise::revise;
pub use said::said;
pub use write::{Create, create, discard, save};
