//! A case for every mutation: how it is asked for, and what the policy calls it. One file a noun.
mod content;
mod session;

use entity::value::EditionState;
use nguonluat::domain::policy::Action;

use crate::support::drafts::Seen;

/// How a mutation is asked for.
pub struct Case {
    /// Its name.
    pub mutation: &'static str,
    /// What the policy calls it.
    pub action: Action,
    /// What it acts on.
    pub on: On,
    /// The field with its arguments and a selection that holds `errors { code }`.
    pub field: fn(&Subject) -> String,
}

/// What a mutation acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// The own account.
    Oneself,
    /// An agency.
    Agency,
    /// An item whose edition is in this state.
    Item(EditionState),
}

/// What is acted on, as clients know it.
pub struct Subject {
    /// The agency's id.
    pub agency: String,
    /// The item; of no meaning where the mutation acts on none.
    pub item: Seen,
}

/// Every case.
pub fn all() -> Vec<Case> {
    session::CASES.into_iter().chain(content::CASES).collect()
}
