//! Mutations on sessions.
use nguonluat::domain::policy::Action;

use super::Case;

pub const CASES: [Case; 4] = [
    Case {
        mutation: "sessionRefresh",
        action: Action::SessionRefresh,
        field: "sessionRefresh(input: { refreshToken: \"nlr_x\" }) { errors { code } }",
    },
    Case {
        mutation: "sessionSignIn",
        action: Action::SessionSignIn,
        field: "sessionSignIn(input: { login: \"an\", password: \"x\" }) { errors { code } }",
    },
    Case {
        mutation: "sessionSignOut",
        action: Action::SessionSignOut,
        field: "sessionSignOut { endedSessions errors { code } }",
    },
    Case {
        mutation: "sessionSignOutEverywhere",
        action: Action::SessionSignOutEverywhere,
        field: "sessionSignOutEverywhere { endedSessions errors { code } }",
    },
];
