//! Mutations on one-time passwords.
use nguonluat::domain::policy::Action;

use super::{Case, On};

pub const CASES: [Case; 4] = [
    Case {
        mutation: "totpEnrol",
        action: Action::TotpEnrol,
        on: On::Oneself,
        field: "totpEnrol(input: { password: \"x\" }) { errors { code } }",
    },
    Case {
        mutation: "totpConfirm",
        action: Action::TotpConfirm,
        on: On::Oneself,
        field: "totpConfirm(input: { oneTimePassword: \"000000\" }) { errors { code } }",
    },
    Case {
        mutation: "totpRemove",
        action: Action::TotpRemove,
        on: On::Oneself,
        field: "totpRemove(input: { password: \"x\", oneTimePassword: \"000000\" }) { errors { code } }",
    },
    Case {
        mutation: "totpRecover",
        action: Action::TotpRecover,
        on: On::Oneself,
        field: "totpRecover(input: { login: \"x\", password: \"x\", code: \"x\" }) { errors { code } }",
    },
];
