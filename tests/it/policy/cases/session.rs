//! Mutations on the own sessions.
use nguonluat::domain::policy::Action;

use super::Case;

pub const CASES: [Case; 2] = [
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
