//! Mutations on accounts and passwords.
use nguonluat::domain::policy::Action;

use super::Case;

pub const CASES: [Case; 10] = [
    Case {
        mutation: "accountCreate",
        action: Action::AccountCreate,
        field: "accountCreate(input: { name: \"Lan\", email: \"$account@tinh.example\" }) { errors { code } }",
    },
    Case {
        mutation: "accountUpdate",
        action: Action::AccountUpdate,
        field: "accountUpdate(input: { id: \"$account\", expectedVersion: 1, changes: { name: \"Lan\" } }) { errors { code } }",
    },
    Case {
        mutation: "accountDisable",
        action: Action::AccountDisable,
        field: "accountDisable(input: { id: \"$account\", expectedVersion: 1 }) { errors { code } }",
    },
    Case {
        mutation: "accountEnable",
        action: Action::AccountEnable,
        field: "accountEnable(input: { id: \"$account\", expectedVersion: 1 }) { errors { code } }",
    },
    Case {
        mutation: "accountErase",
        action: Action::AccountErase,
        field: "accountErase(input: { id: \"$account\", expectedVersion: 1 }) { errors { code } }",
    },
    Case {
        mutation: "accountCodeIssue",
        action: Action::CodeIssue,
        field: "accountCodeIssue(input: { id: \"$account\", purpose: PASSWORD }) { errors { code } }",
    },
    Case {
        mutation: "sessionEnd",
        action: Action::SessionEnd,
        field: "sessionEnd(input: { id: \"$session\" }) { errors { code } }",
    },
    Case {
        mutation: "passwordChange",
        action: Action::PasswordChange,
        field: "passwordChange(input: { password: \"x\", newPassword: \"mười hai con giáp\" }) { errors { code } }",
    },
    Case {
        mutation: "passwordResetAsk",
        action: Action::PasswordAsk,
        field: "passwordResetAsk(input: { login: \"x\" }) { errors { code } }",
    },
    Case {
        mutation: "passwordResetRedeem",
        action: Action::PasswordRedeem,
        field: "passwordResetRedeem(input: { login: \"x\", code: \"x\", newPassword: \"mười hai con giáp\" }) { errors { code } }",
    },
];
