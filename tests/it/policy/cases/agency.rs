//! Mutations on agencies.
use nguonluat::domain::policy::Action;

use super::{Case, On};

pub const CASES: [Case; 2] = [
    Case {
        mutation: "agencyReorganise",
        action: Action::AgencyReorganise,
        on: On::Agency,
        field: "agencyReorganise(input: { kind: RENAME, on: \"2027-01-01\", legalBasis: \"QĐ 1\", agencies: [\"$agency\"], rename: { name: \"Sở mới\" }, memberships: FOLLOW }) { errors { code } }",
    },
    Case {
        mutation: "reorganisationCancel",
        action: Action::ReorganisationCancel,
        on: On::Agency,
        field: "reorganisationCancel(input: { id: \"$reorganisation\" }) { errors { code } }",
    },
];
