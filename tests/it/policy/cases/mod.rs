//! A case for every mutation: how it is asked for, and what the policy calls it. One file a noun.
mod account;
mod machine_key;
mod membership;
mod session;
mod totp;

use nguonluat::domain::policy::Action;

/// How a mutation is asked for.
pub struct Case {
    /// Its name.
    pub mutation: &'static str,
    /// What the policy calls it.
    pub action: Action,
    /// The field with its arguments and a selection that holds `errors { code }`. `$account`, `$membership`, `$session`
    /// and `$agency` stand for ids of somebody else and of the agency of both, `$machine` and `$key` for those of a
    /// machine's account and its key.
    pub field: &'static str,
}

/// Every case.
pub fn all() -> Vec<Case> {
    let mut all = Vec::new();
    all.extend(account::CASES);
    all.extend(machine_key::CASES);
    all.extend(membership::CASES);
    all.extend(session::CASES);
    all.extend(totp::CASES);
    all
}
