//! The desk: contents with the edition that is worked on, as those see them who write and decide.
mod acting;
mod appear;
mod assignment;
mod check;
mod copy;
mod correct;
mod custody;
mod deadline;
mod decide;
mod difference;
mod failure;
mod fire;
mod handover;
mod history;
mod intake;
mod item;
mod lead;
mod lead_back;
mod list;
mod name;
mod preview;
mod reach;
mod remark;
mod review;
mod revise;
mod said;
mod schedule;
mod withdraw;
mod write;

pub use acting::{Acting, Done, Target};
pub use appear::publish;
pub use assignment::{NewAssignment, assign, assignments_of};
pub use check::faults;
pub use correct::{Correct, correct, uncorrect};
pub use custody::{change_section, transfer};
pub(in crate::domain) use decide::concerns_all;
pub use difference::{Fate, FieldDifference, Part, difference_of};
pub use failure::failure;
pub use fire::{fire_due, next_due};
pub(in crate::domain) use handover::{Handover, Held, hand_over, held_by, paths_at};
pub use history::{Deed, count_deeds, history};
pub(in crate::domain) use intake::{Intake, Taken};
pub(in crate::domain) use item::load_all as items;
pub use item::{
    Item, Sheet, Working, authors_of, count_editions, editions, is_worked_on, items_of, sheets_of,
};
pub use list::{After, Filter, Row, Which, count, counts, page};
pub use preview::{Opened, create as create_preview, previews_of, revoke as revoke_preview};
pub(in crate::domain) use reach::line_above;
pub use remark::{NewRemark, add as add_remark, remarks_of, resolve as resolve_remark};
pub use review::{
    CONFIRMATION, Confirmed, Submission, approve, confirmations_of, endorse, recall, send_back,
    submit,
};
pub use revise::revise;
pub use said::said;
pub use schedule::{Plan, plan, plans_of, unplan};
pub use withdraw::{Destination, gone, redirect, withdraw};
pub use write::{Create, create, discard, save};
