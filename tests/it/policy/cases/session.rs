//! Mutations on sessions.
use nguonluat::domain::policy::Action;

use super::{Case, On};

pub const CASES: [Case; 6] = [
    Case {
        mutation: "sessionRefresh",
        action: Action::SessionRefresh,
        on: On::Oneself,
        field: "sessionRefresh(input: { refreshToken: \"nlr_x\" }) { errors { code } }",
    },
    Case {
        mutation: "sessionSignIn",
        action: Action::SessionSignIn,
        on: On::Oneself,
        field: "sessionSignIn(input: { login: \"an\", password: \"x\" }) { errors { code } }",
    },
    Case {
        mutation: "sessionSignOnStart",
        action: Action::SessionSignIn,
        on: On::Oneself,
        field: "sessionSignOnStart(input: { issuer: \"x\", redirectUri: \"x\" }) { errors { code } }",
    },
    Case {
        mutation: "sessionSignOnComplete",
        action: Action::SessionSignIn,
        on: On::Oneself,
        field: "sessionSignOnComplete(input: { attempt: \"x\", state: \"x\", code: \"x\" }) { errors { code } }",
    },
    Case {
        mutation: "sessionSignOut",
        action: Action::SessionSignOut,
        on: On::Oneself,
        field: "sessionSignOut { endedSessions errors { code } }",
    },
    Case {
        mutation: "sessionSignOutEverywhere",
        action: Action::SessionSignOutEverywhere,
        on: On::Oneself,
        field: "sessionSignOutEverywhere { endedSessions errors { code } }",
    },
];
