//! A case for every mutation: how it is asked for, and what the policy calls it. One file a noun.
mod account;
mod agency;
mod content;
mod file;
mod machine_key;
mod membership;
mod preview;
mod provision;
mod publication;
mod review;
mod session;
mod totp;

use entity::value::EditionState;
use nguonluat::domain::policy::Action;

/// How a mutation is asked for.
pub struct Case {
    /// Its name.
    pub mutation: &'static str,
    /// What the policy calls it.
    pub action: Action,
    /// What it acts on.
    pub on: On,
    /// The field with its arguments and a selection that holds `errors { code }`. `$account`, `$membership` and
    /// `$session` stand for ids of somebody else, `$agency` for the agency of both, `$item` and `$version` for an item
    /// in its custody, `$remark` for a remark on it, `$preview` for a preview of it, `$machine` and `$key` for a machine's
    /// account and its key, `$reorganisation` for what is planned for agencies, `$file` for a file that the agency has.
    pub field: &'static str,
}

/// What a mutation acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// The own account, or that of whoever knows its password.
    Oneself,
    /// Somebody's account.
    Account,
    /// An agency.
    Agency,
    /// A file that the agency has.
    File,
    /// An item whose edition is in this state.
    Item(EditionState),
    /// A draft of a legal document with the article `dieu-1`, of which something is corrected.
    Provision,
}

impl On {
    /// Whether it is something in an agency's custody, or what is to be.
    pub fn is_in_custody(self) -> bool {
        matches!(
            self,
            Self::Agency | Self::File | Self::Item(_) | Self::Provision
        )
    }
}

/// Every case.
pub fn all() -> Vec<Case> {
    let mut all = Vec::new();
    all.extend(account::CASES);
    all.extend(agency::CASES);
    all.extend(content::CASES);
    all.extend(file::CASES);
    all.extend(machine_key::CASES);
    all.extend(membership::CASES);
    all.extend(preview::CASES);
    all.extend(provision::CASES);
    all.extend(publication::CASES);
    all.extend(review::CASES);
    all.extend(session::CASES);
    all.extend(totp::CASES);
    all
}
