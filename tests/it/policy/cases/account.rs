//! Mutations on accounts and passwords.
use nguonluat::domain::policy::Action;

use super::{Case, On};

pub const CASES: [Case; 10] = [
    Case {
        mutation: "accountCreate",
        action: Action::AccountCreate,
        on: On::Account,
        field: "accountCreate(input: { name: \"Lan\", email: \"$account@tinh.example\" }) { errors { code } }",
    },
    Case {
        mutation: "accountUpdate",
        action: Action::AccountUpdate,
        on: On::Account,
        field: "accountUpdate(input: { id: \"$account\", expectedVersion: 1, changes: { name: \"Lan\" } }) { errors { code } }",
    },
    Case {
        mutation: "accountDisable",
        action: Action::AccountDisable,
        on: On::Account,
        field: "accountDisable(input: { id: \"$account\", expectedVersion: 1 }) { errors { code } }",
    },
    Case {
        mutation: "accountEnable",
        action: Action::AccountEnable,
        on: On::Account,
        field: "accountEnable(input: { id: \"$account\", expectedVersion: 1 }) { errors { code } }",
    },
    Case {
        mutation: "accountErase",
        action: Action::AccountErase,
        on: On::Account,
        field: "accountErase(input: { id: \"$account\", expectedVersion: 1 }) { errors { code } }",
    },
    Case {
        mutation: "accountCodeIssue",
        action: Action::CodeIssue,
        on: On::Account,
        field: "accountCodeIssue(input: { id: \"$account\", purpose: PASSWORD }) { errors { code } }",
    },
    Case {
        mutation: "sessionEnd",
        action: Action::SessionEnd,
        on: On::Account,
        field: "sessionEnd(input: { id: \"$session\" }) { errors { code } }",
    },
    Case {
        mutation: "passwordChange",
        action: Action::PasswordChange,
        on: On::Oneself,
        field: "passwordChange(input: { password: \"x\", newPassword: \"mười hai con giáp\" }) { errors { code } }",
    },
    Case {
        mutation: "passwordResetAsk",
        action: Action::PasswordAsk,
        on: On::Oneself,
        field: "passwordResetAsk(input: { login: \"x\" }) { errors { code } }",
    },
    Case {
        mutation: "passwordResetRedeem",
        action: Action::PasswordRedeem,
        on: On::Oneself,
        field: "passwordResetRedeem(input: { login: \"x\", code: \"x\", newPassword: \"mười hai con giáp\" }) { errors { code } }",
    },
];
