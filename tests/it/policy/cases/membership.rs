//! Mutations on memberships.
use nguonluat::domain::policy::Action;

use super::{Case, On};

pub const CASES: [Case; 2] = [
    Case {
        mutation: "membershipGrant",
        action: Action::MembershipGrant,
        on: On::Account,
        field: "membershipGrant(input: { account: \"$account\", role: AUDITOR, agency: \"$agency\" }) { errors { code } }",
    },
    Case {
        mutation: "membershipEnd",
        action: Action::MembershipEnd,
        on: On::Account,
        field: "membershipEnd(input: { id: \"$membership\" }) { errors { code } }",
    },
];
