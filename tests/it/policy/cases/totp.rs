//! Mutations on one-time passwords.
use nguonluat::domain::policy::Action;

use super::Case;

pub const CASES: [Case; 4] = [
    Case {
        mutation: "totpEnrol",
        action: Action::TotpEnrol,
        field: "totpEnrol(input: { password: \"x\" }) { errors { code } }",
    },
    Case {
        mutation: "totpConfirm",
        action: Action::TotpConfirm,
        field: "totpConfirm(input: { oneTimePassword: \"000000\" }) { errors { code } }",
    },
    Case {
        mutation: "totpRemove",
        action: Action::TotpRemove,
        field: "totpRemove(input: { password: \"x\", oneTimePassword: \"000000\" }) { errors { code } }",
    },
    Case {
        mutation: "totpRecover",
        action: Action::TotpRecover,
        field: "totpRecover(input: { login: \"x\", password: \"x\", code: \"x\" }) { errors { code } }",
    },
];
