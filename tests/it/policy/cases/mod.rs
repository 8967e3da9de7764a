//! A case for every mutation: how it is asked for, and what the policy calls it. One file a noun.
mod session;

use nguonluat::domain::policy::Action;

/// How a mutation is asked for.
pub struct Case {
    /// Its name.
    pub mutation: &'static str,
    /// What the policy calls it.
    pub action: Action,
    /// The field with its arguments and a selection that holds `errors { code }`.
    pub field: &'static str,
}

/// Every case.
pub fn all() -> Vec<Case> {
    session::CASES.into()
}
