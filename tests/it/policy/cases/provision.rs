//! Mutations on the structure of legal texts.
use nguonluat::domain::policy::Action;

use super::{Case, On};

pub const CASES: [Case; 2] = [
    Case {
        mutation: "provisionCorrect",
        action: Action::ProvisionCorrect,
        on: On::Provision,
        field: "provisionCorrect(input: { id: \"$item\", expectedVersion: $version, path: \"dieu-1\", change: { text: \"B\" } }) { errors { code } }",
    },
    Case {
        mutation: "provisionCorrectionRemove",
        action: Action::ProvisionCorrect,
        on: On::Provision,
        field: "provisionCorrectionRemove(input: { id: \"$item\", expectedVersion: $version, correction: 1 }) { errors { code } }",
    },
];
